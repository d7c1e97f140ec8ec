/* Percent escapes: how a URL writes a byte that has a meaning of its own
 * (RFC 3986, 2.1). */
#ifndef MSGWIRE_BASE_PERCENT_H
#define MSGWIRE_BASE_PERCENT_H

#include <msgwire/error.h>

/* Reads text in which `%` begins an escape.
 *
 * room  bytes of `out`, which is terminated.
 * len   set to the bytes read: on MW_ETOOBIG, to how many there would be.
 *
 * Returns MW_OK; MW_EINVAL with a sentence: no two hex digits follow, or it is
 * %00; MW_ETOOBIG if `out` has no room, without a sentence. */
enum mw_status mw__percent_read(struct mw_bytes text, char *out, size_t room,
                                size_t *len, struct mw_error *err);

/* Writes text so that it is read as itself, with escapes for `%` and `?`, for
 * space and for all that could move a cursor.
 *
 * room  bytes of `out`, which is terminated; what does not fit is cut. */
void mw__percent_write(const char *text, char *out, size_t room);

#endif
