/* Typed JSON: plain JSON that carries every msgpack value without loss.
 * Source: schema/README.md, "Typed JSON"; RFC 8259 for JSON itself. */
#ifndef MSGWIRE_JSON_H
#define MSGWIRE_JSON_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

struct mw_json_style {
    bool int_string;    /* write integers beyond 2^53 as {"$int":"..."} */
    bool terminal_safe; /* also escape C1, bidi controls, U+2028 and U+2029 */
    bool hex;           /* write bin as {"$hex":"00ff"} */
};

/* Appends one value as one line of typed JSON, without the newline.
 *
 * value  bytes that the walk has accepted, nested MW_DEPTH_MAX at most.
 * style  may be NULL: all off.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG from the buffer. */
MW_API enum mw_status mw_json_write(struct mw_bytes value,
                                    const struct mw_json_style *style,
                                    struct mw_buffer *out,
                                    struct mw_error *err);

struct mw_json_rules {
    unsigned max_depth;   /* 0: MW_DEPTH_MAX */
    bool keep_duplicates; /* a map with equal keys instead of an error */
    size_t max_value;     /* most bytes of one value's msgpack; 0: no limit */
};

/* Reads concatenated or newline-delimited JSON values, in any cuts. */
struct mw_json_reader;

/* rules  may be NULL: the defaults. Copied.
 *
 * Returns NULL if there is no memory. Gives; mw_json_reader_free frees. */
MW_API struct mw_json_reader *
mw_json_reader_new(const struct mw_json_rules *rules);
MW_API void mw_json_reader_free(struct mw_json_reader *reader);

/* Reads on until one value is whole.
 *
 * in   moved past what was used; after an error mw_json_reader_where tells
 *      the fault's place.
 * out  the value's msgpack is appended here, in shortest form. Until MW_OK the
 *      reader may have a part of it there: give the same buffer, unchanged.
 *
 * Returns MW_OK when one value was appended; MW_EAGAIN when `in` is used up;
 * MW_EVALUE or MW_EDEEP with line, column (from 1; columns in characters) and
 * what was expected; MW_ENOMEM; MW_ETOOBIG. After an error the reader is of
 * no more use. */
MW_API enum mw_status mw_json_reader_feed(struct mw_json_reader *reader,
                                          struct mw_bytes *in,
                                          struct mw_buffer *out,
                                          struct mw_error *err);

/* Says that the input has ended: completes a number that stood at the end.
 *
 * Returns MW_OK when one value was appended; MW_EAGAIN if nothing was begun;
 * MW_EVALUE if the input ended inside a value. */
MW_API enum mw_status mw_json_reader_end(struct mw_json_reader *reader,
                                         struct mw_buffer *out,
                                         struct mw_error *err);

/* Line and column of the next byte, or of the fault, from 1. */
MW_API void mw_json_reader_where(const struct mw_json_reader *reader,
                                 size_t *line, size_t *column);

/* Reads text that is exactly one JSON value. */
MW_API enum mw_status mw_json_read(struct mw_bytes text,
                                   const struct mw_json_rules *rules,
                                   struct mw_buffer *out, struct mw_error *err);

#endif
