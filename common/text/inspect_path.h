/* Where in a message a value stands: the arrays and maps around it. */
#ifndef MSGWIRE_TEXT_INSPECT_PATH_H
#define MSGWIRE_TEXT_INSPECT_PATH_H

#include <msgwire/bytes.h>
#include <msgwire/limits.h>
#include <msgwire/value.h>

enum { MW__INSPECT_NAME = 96 }; /* bytes of a key that may be shown */

/* An array or map whose elements are being read. */
struct mw__inspect_level {
    bool map;
    uint64_t count;      /* elements; a map's keys and values */
    uint64_t at;         /* the element being read, from 0 */
    struct mw_value key; /* a map's last key, if it is no array or map ... */
    bool has_key;
    uint8_t name[MW__INSPECT_NAME]; /* ... and the front of its payload */
};

struct mw__inspect_path {
    size_t depth;
    unsigned root; /* 0: `$`; else which value of its frame it is, from 1 */
    struct mw__inspect_level levels[MW_DEPTH_MAX]; /* set up to depth */
};

/* True if the value being read is a map's key. */
bool mw__inspect_path_at_key(const struct mw__inspect_path *path);

/* Says that a value was read: opens it, or goes on to what follows it. The
 * path of an array or map must have room for one level more. A payload need
 * not be there in whole, and may be gone afterwards. */
void mw__inspect_path_pass(struct mw__inspect_path *path,
                           const struct mw_value *value);

/* Returns how many values are still promised, over all levels. */
uint64_t mw__inspect_path_owed(const struct mw__inspect_path *path);

/* Appends the path of the value being read: `$`, `$[3]`, `$.name["a b"]`; in
 * the second value of a frame `$1[3]`. A map's key has the path of its map. A
 * long path loses its front, a long name its end.
 *
 * columns  it takes at most; at least 8.
 *
 * Returns as mw_buffer_reserve. */
enum mw_status mw__inspect_path_write(const struct mw__inspect_path *path,
                                      size_t columns, struct mw_buffer *out);

#endif
