/* UTF-8: is it, and where do its characters end? Source: RFC 3629. */
#ifndef MSGWIRE_BASE_UTF8_H
#define MSGWIRE_BASE_UTF8_H

#include <msgwire/bytes.h>

/* Reads the character at the front.
 *
 * code  set to its code point; may be NULL.
 *
 * Returns its length, 1 to 4; 0 if there is none: the end, a cut or overlong
 * form, a surrogate, beyond U+10FFFF. */
size_t mw__utf8_next(struct mw_bytes text, uint32_t *code);

/* Writes a character. Returns its length, 1 to 4. */
size_t mw__utf8_put(uint32_t code, uint8_t out[4]);

/* True if all of it is UTF-8. */
bool mw__utf8_valid(struct mw_bytes text);

/* Returns the length up to the end of the last whole character; bytes that
 * are not UTF-8 for another reason than the cut count as characters. */
size_t mw__utf8_whole(struct mw_bytes text);

#endif
