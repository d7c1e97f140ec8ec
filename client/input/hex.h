/* Hex text as bytes: two digits each, white space anywhere. */
#ifndef CLIENT_INPUT_HEX_H
#define CLIENT_INPUT_HEX_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* Returns the digit's value, or -1 for what is none. */
int hex_digit(uint8_t c);

/* Counted from 1. */
struct hex_place {
    size_t line, column;
};

/* A reading of text that comes in pieces; {0} is its beginning. */
struct hex {
    size_t lines, columns; /* passed so far */
    bool half;             /* the first digit of a byte was read */
    uint8_t high;          /* that digit's four bits */
};

/* Passes white space. Returns the place of what stands behind it. */
struct hex_place hex_skip(struct hex *hex, struct mw_bytes *text);

/* Reads on until so many bytes were appended, or the text is used up.
 *
 * text  moved past what was read; on MW_EVALUE up to the fault.
 *
 * Returns MW_OK; MW_EVALUE, and hex_skip tells the place; as
 * mw_buffer_reserve. */
enum mw_status hex_read_on(struct hex *hex, struct mw_bytes *text, size_t most,
                           struct mw_buffer *out, struct mw_error *err);

#endif
