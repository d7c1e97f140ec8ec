/* Base64 with padding, the standard alphabet. Source: RFC 4648, section 4. */
#ifndef MSGWIRE_TEXT_BASE64_H
#define MSGWIRE_TEXT_BASE64_H

#include <msgwire/bytes.h>

/* How long `len` bytes are as base64. */
static inline size_t mw__base64_len(size_t len)
{
    return (len + 2) / 3 * 4;
}

/* Writes mw__base64_len(bytes.len) characters, no terminator. */
void mw__base64_write(struct mw_bytes bytes, uint8_t *out);

/* Reads text that is whole base64: padded, nothing in between, and the bits
 * that the padding leaves over are 0, so that one text means each value.
 *
 * out  room for text.len / 4 * 3 bytes; may be text.at or before it: what is
 *      written never overtakes what is read.
 * len  set to the bytes written.
 *
 * Returns false if the text is not that. */
bool mw__base64_read(struct mw_bytes text, uint8_t *out, size_t *len);

#endif
