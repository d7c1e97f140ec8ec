/* Reading: values of a file whose form is known; what has another form is
 * refused with its name. The bytes have been accepted by the JSON reader. */
#ifndef CLIENT_FIGURES_READING_H
#define CLIENT_FIGURES_READING_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The values of a map by their keys. */
struct reading {
    const char *name; /* of the map, for sentences */
    struct mw_bytes pairs;
    uint32_t count;
    struct mw_error *err;
};

/* Opens a map: `value` is all of it. Returns MW_OK; MW_EVALUE. */
enum mw_status reading_open(struct reading *map, const char *name,
                            struct mw_bytes value, struct mw_error *err);

/* Finds a value by its key; nil counts as absent.
 *
 * Returns false if it is absent. */
bool reading_find(const struct reading *map, const char *key,
                  struct mw_bytes *value);

/* Each reads the value of a key that must be there, and returns MW_OK, or
 * MW_EVALUE with what was expected.
 *
 * text  terminated; what is longer than `size` allows is cut. */
enum mw_status reading_value(const struct reading *map, const char *key,
                             struct mw_bytes *value);
enum mw_status reading_count(const struct reading *map, const char *key,
                             uint64_t *count);
enum mw_status reading_number(const struct reading *map, const char *key,
                              double *number);
enum mw_status reading_flag(const struct reading *map, const char *key,
                            bool *flag);
enum mw_status reading_text(const struct reading *map, const char *key,
                            char *text, size_t size);

/* Opens the array of a key: moves `items` to its first element.
 *
 * count  set to how many follow. */
enum mw_status reading_array(const struct reading *map, const char *key,
                             struct mw_bytes *items, uint32_t *count);

#endif
