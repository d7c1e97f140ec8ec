/* Fields: the counts of a result by their names, for the files that keep them;
 * JSON and CSV have the same. */
#ifndef CLIENT_FIGURES_FIELDS_H
#define CLIENT_FIGURES_FIELDS_H

#include "bench/result.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A count; the last row of a table has no name. */
struct field {
    const char *name;
    size_t offset; /* of a uint64_t, in a struct bench_result */
    size_t known;  /* of a bool that must be true; 0: it is always known */
};

extern const struct field fields_of_result[];
extern const struct field fields_of_datagrams[];

/* Returns how many rows a table has. */
size_t fields_count(const struct field *fields);

/* Returns true if it is known, and sets `value`. */
bool field_get(const struct field *field, const struct bench_result *result,
               uint64_t *value);

/* Sets it, as known. */
void field_set(const struct field *field, struct bench_result *result,
               uint64_t value);

#endif
