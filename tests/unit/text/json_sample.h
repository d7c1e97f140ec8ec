/* What the tests of reading and writing JSON share. */
#ifndef JSON_SAMPLE_H
#define JSON_SAMPLE_H

#include "generate.h"
#include "support.h"

#include <msgwire/json.h>
#include <msgwire/value.h>

/* How a text is cut in pieces: returns the next one's length, 1 to `left`. */
typedef size_t (*cut_fn)(void *arg, size_t left);

/* arg  a size_t: how long each piece is. */
static inline size_t cut_evenly(void *arg, size_t left)
{
    size_t len = *(size_t *)arg;

    return len < left ? len : left;
}

/* arg  a size_t: how long the first piece is; set to the rest. */
static inline size_t cut_once(void *arg, size_t left)
{
    size_t len = *(size_t *)arg;

    *(size_t *)arg = left;
    return len > 0 && len < left ? len : left;
}

/* arg  a struct seed. */
static inline size_t cut_randomly(void *arg, size_t left)
{
    size_t len = 1 + generate_below(arg, 9);

    return len < left ? len : left;
}

/* Feeds one piece, all values of it. */
static inline enum mw_status read_piece(struct mw_json_reader *reader,
                                        struct mw_bytes piece,
                                        struct mw_buffer *out,
                                        struct mw_error *err)
{
    struct mw_buffer copy = {0}; /* to look behind it is seen by ASan */
    struct mw_bytes in;
    enum mw_status rc = MW_OK;

    assert_int_equal(mw_buffer_append(&copy, piece), MW_OK);
    in = mw_buffer_bytes(&copy);
    while (rc == MW_OK) {
        rc = mw_json_reader_feed(reader, &in, out, err);
    }
    mw_buffer_fini(&copy);
    return rc;
}

/* Appends all values of the text, which comes in pieces.
 *
 * Returns MW_OK at its end, or the first fault. */
static inline enum mw_status read_pieces(struct mw_bytes text, cut_fn cut,
                                         void *arg, struct mw_buffer *out,
                                         struct mw_error *err)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    enum mw_status rc = MW_EAGAIN;

    assert_non_null(reader);
    while (text.len > 0 && rc == MW_EAGAIN) {
        size_t len = cut(arg, text.len);
        rc = read_piece(reader, mw_bytes(text.at, len), out, err);
        mw_bytes_skip(&text, len);
    }
    if (rc == MW_EAGAIN) {
        rc = mw_json_reader_end(reader, out, err);
    }
    mw_json_reader_free(reader);
    return rc == MW_EAGAIN ? MW_OK : rc;
}

/* Fails unless the bytes are what the hex says. */
static inline void assert_hex(const struct mw_buffer *bytes, const char *hex)
{
    struct mw_buffer text = to_hex(mw_buffer_bytes(bytes));

    assert_string_equal((const char *)text.at, hex);
    mw_buffer_fini(&text);
}

/* The value as one line of typed JSON, terminated; the caller frees. */
static inline struct mw_buffer written(struct mw_bytes value)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw_json_write(value, NULL, &out, NULL), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    out.len--;
    return out;
}

#endif
