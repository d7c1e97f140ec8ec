/* What is read as JSON is written, and read again as the same bytes; what is
 * msgpack is written, and read as its shortest form; cuts change nothing.
 *
 * Input: what it is, and how it is written (1 byte of bits), how long a piece
 * is (1 byte), the bytes: JSON values, or one msgpack value. */
#include "fuzz.h"
#include "oracle.h"
#include "support.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/value.h>
#include <msgwire/walk.h>

enum {
    CHOICES = 2,
    IS_MSGPACK = 1,
    KEEP_DUPLICATES = 2,
    INT_STRING = 4,
    TERMINAL_SAFE = 8,
    SHALLOW = 16,
};

struct trial {
    struct mw_json_rules rules;
    struct mw_json_style style;
    size_t step;
};

static enum mw_status feed(struct mw_json_reader *reader, struct mw_bytes piece,
                           struct mw_buffer *out, struct mw_error *err)
{
    struct mw_bytes copy = alone(piece), in = copy;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK) {
        rc = mw_json_reader_feed(reader, &in, out, err);
    }
    FUZZ_CHECK(rc != MW_EAGAIN || in.len == 0);
    FUZZ_CHECK(in.at >= copy.at && in.at + in.len == copy.at + copy.len);
    free((void *)copy.at);
    return rc;
}

/* All values of the text, in pieces. */
static enum mw_status read_all(const struct trial *trial, struct mw_bytes text,
                               size_t step, struct mw_buffer *out,
                               struct mw_error *err)
{
    struct mw_json_reader *reader = mw_json_reader_new(&trial->rules);
    enum mw_status rc = MW_EAGAIN;

    while (rc == MW_EAGAIN && text.len > 0) {
        size_t len = step < text.len ? step : text.len;
        rc = feed(reader, mw_bytes(text.at, len), out, err);
        mw_bytes_skip(&text, len);
    }
    if (rc == MW_EAGAIN) {
        rc = mw_json_reader_end(reader, out, err);
    }
    mw_json_reader_free(reader);
    return rc;
}

/* The value's JSON reads as `want`. */
static void check_written(const struct trial *trial, struct mw_bytes value,
                          struct mw_bytes want)
{
    struct mw_buffer text = {0}, back = {0};

    FUZZ_CHECK(mw_json_write(value, &trial->style, &text, NULL) == MW_OK);
    FUZZ_CHECK(memchr(text.at, '\n', text.len) == NULL);
    FUZZ_CHECK(mw_json_read(mw_buffer_bytes(&text), NULL, &back, NULL) ==
               MW_OK);
    FUZZ_CHECK(mw_bytes_equal(mw_buffer_bytes(&back), want));
    mw_buffer_fini(&text);
    mw_buffer_fini(&back);
}

static void check_text(const struct trial *trial, struct mw_bytes text)
{
    struct mw_error whole_err = {0}, err = {0};
    struct mw_buffer whole = {0}, cut = {0};
    enum mw_status rc = read_all(trial, text, text.len + 1, &whole, &whole_err);
    struct mw_bytes values = mw_buffer_bytes(&whole), value;

    FUZZ_CHECK(read_all(trial, text, trial->step, &cut, &err) == rc);
    FUZZ_CHECK(mw_bytes_equal(values, mw_buffer_bytes(&cut)));
    FUZZ_CHECK(strcmp(err.text, whole_err.text) == 0);
    while (values.len > 0) {
        FUZZ_CHECK(mw_value_skip(&values, &value) == MW_OK);
        FUZZ_CHECK(mw_walk_whole(value, trial->rules.max_depth, NULL) == MW_OK);
        check_written(trial, value, value);
    }
    mw_buffer_fini(&whole);
    mw_buffer_fini(&cut);
}

static void check_msgpack(const struct trial *trial, struct mw_bytes value)
{
    struct mw_buffer shortest = {0};

    if (mw_walk_whole(value, MW_DEPTH_MAX, NULL) == MW_OK) {
        FUZZ_CHECK(oracle_repack(value, &shortest));
        check_written(trial, value, mw_buffer_bytes(&shortest));
        mw_buffer_fini(&shortest);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct trial trial;
    struct mw_bytes bytes;

    if (len < CHOICES) {
        return 0;
    }
    trial = (struct trial){
        .rules = {.max_depth = (at[0] & SHALLOW) != 0 ? 3 : MW_DEPTH_MAX,
                  .keep_duplicates = (at[0] & KEEP_DUPLICATES) != 0},
        .style = {.int_string = (at[0] & INT_STRING) != 0,
                  .terminal_safe = (at[0] & TERMINAL_SAFE) != 0},
        .step = (size_t)at[1] + 1,
    };
    bytes = alone(mw_bytes(at + CHOICES, len - CHOICES));
    if ((at[0] & IS_MSGPACK) != 0) {
        check_msgpack(&trial, bytes);
    } else {
        check_text(&trial, bytes);
    }
    free((void *)bytes.at);
    return 0;
}
