/* UTF-8: what every str of a well-behaved peer is. Source: RFC 3629. */
#ifndef MSGWIRE_UTF8_H
#define MSGWIRE_UTF8_H

#include <msgwire/bytes.h>
#include <msgwire/export.h>

/* Returns how many bytes at the front are whole characters: all of them if it
 * is UTF-8, else the offset of the first that is not. */
MW_API size_t mw_utf8_valid_len(struct mw_bytes text);

#endif
