/* Hex text as bytes. */
#ifndef CLIENT_HEX_H
#define CLIENT_HEX_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* Appends the bytes; white space may stand anywhere between digits.
 *
 * Returns MW_OK; MW_EVALUE with line and column; as mw_buffer_reserve. */
enum mw_status hex_read(struct mw_bytes text, struct mw_buffer *out,
                        struct mw_error *err);

#endif
