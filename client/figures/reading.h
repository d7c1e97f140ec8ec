/* Reading: values of a file whose form is known; what has another form is
 * refused with its name. The bytes have been accepted by the JSON reader.
 *
 * The first fault stays: after it nothing is read, and what is asked for is
 * empty, so that a form is read from its top to its end and `rc` looked at
 * there. */
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
    enum mw_status rc; /* MW_OK, or that of the first fault */
    struct mw_error *err;
};

/* Opens a map: `value` is all of it. Its rc is MW_EVALUE if it is none. */
struct reading reading_open(const char *name, struct mw_bytes value,
                            struct mw_error *err);

/* Opens the map that a key has; `name` is what sentences call it. It begins
 * with the fault of the one around it. */
struct reading reading_map(struct reading *map, const char *key,
                           const char *name);

/* True if a key is there, and not null. */
bool reading_has(const struct reading *map, const char *key);

/* The value of a key, which must be there and of this kind.
 *
 * text  terminated; what is longer than `size` allows is cut. */
uint64_t reading_count(struct reading *map, const char *key);
double reading_number(struct reading *map, const char *key);
bool reading_flag(struct reading *map, const char *key);
void reading_text(struct reading *map, const char *key, char *text,
                  size_t size);

/* Opens the array of a key: moves `items` to its first element.
 *
 * Returns how many there are. */
uint32_t reading_array(struct reading *map, const char *key,
                       struct mw_bytes *items);

/* Notes a fault, if it is the first: "NAME: ...". */
void reading_refuse(struct reading *map, enum mw_status status, const char *fmt,
                    ...) MW_PRINTF(3, 4);

#endif
