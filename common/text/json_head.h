/* Heads for bytes that are in place already: the reader knows how long a value
 * is when it has read it. Source: github.com/msgpack/msgpack spec.md. */
#ifndef MSGWIRE_TEXT_JSON_HEAD_H
#define MSGWIRE_TEXT_JSON_HEAD_H

#include <msgwire/value.h>

enum { MW__JSON_HEAD = 5 }; /* the longest */

/* Writes the shortest head of a str, bin, ext (without its type), array or
 * map.
 *
 * size  bytes, elements or pairs.
 *
 * Returns its length. */
size_t mw__json_head(enum mw_type type, uint32_t size,
                     uint8_t out[MW__JSON_HEAD]);

#endif
