#include <msgwire/json.h>

#include "base/alloc.h"
#include "text/json_fault.h"
#include "text/json_step.h"
#include "text/json_token.h"

#include <msgwire/walk.h>

/* What is refused in the end may take more room while it is read: hex digits
 * twice, and a few bytes for each level. */
enum { SPARE = 8192 };

struct mw_json_reader *mw_json_reader_new(const struct mw_json_rules *rules)
{
    struct mw_json_reader *reader = mw__realloc(NULL, sizeof(*reader));
    unsigned max_depth = rules == NULL ? 0 : rules->max_depth;

    if (reader == NULL) {
        return NULL;
    }
    memset(reader, 0, offsetof(struct mw_json_reader, nest));
    if (rules != NULL) {
        reader->rules = *rules;
    }
    if (max_depth == 0 || max_depth > MW_DEPTH_MAX) {
        max_depth = MW_DEPTH_MAX;
    }
    mw__json_nest_init(&reader->nest, max_depth);
    reader->state = MW__JSON_AT_VALUE;
    reader->place = (struct mw__json_place){1, 1};
    return reader;
}

void mw_json_reader_free(struct mw_json_reader *reader)
{
    if (reader != NULL) {
        mw_buffer_fini(&reader->digits);
        mw__json_nest_fini(&reader->nest);
        mw__free(reader);
    }
}

static size_t value_len(const struct mw_json_reader *reader)
{
    return reader->nest.out->len - reader->nest.start;
}

/* A value is whole: is it what the rules allow? */
static enum mw_status check_value(struct mw_json_reader *reader)
{
    const struct mw_buffer *out = reader->nest.out;
    struct mw_bytes value =
        mw_bytes(out->at + reader->nest.start, value_len(reader));
    size_t max = reader->rules.max_value;

    if (max != 0 && value.len > max) {
        return MW_ETOOBIG;
    }
    if (reader->nest.recheck &&
        mw_walk_whole(value, reader->nest.max_depth, NULL) != MW_OK) {
        return MW_EDEEP;
    }
    reader->nest.recheck = false;
    reader->state = MW__JSON_AT_VALUE;
    return MW_OK;
}

static enum mw_status run(struct mw_json_reader *reader)
{
    size_t max = reader->rules.max_value;
    size_t most =
        max == 0 || max > (SIZE_MAX - SPARE) / 2 ? SIZE_MAX : 2 * max + SPARE;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && reader->state != MW__JSON_DONE) {
        rc = mw__json_step(reader);
        if ((rc == MW_OK || rc == MW_EAGAIN) && value_len(reader) > most) {
            rc = MW_ETOOBIG;
        }
    }
    return rc == MW_OK ? check_value(reader) : rc;
}

static bool is_between(const struct mw_json_reader *reader)
{
    return reader->state == MW__JSON_AT_VALUE &&
           !mw__json_nest_is_open(&reader->nest);
}

/* What `fn` does with the reader, `in` and `out` in its hands. */
static enum mw_status with(struct mw_json_reader *reader, struct mw_bytes *in,
                           struct mw_buffer *out, struct mw_error *err,
                           enum mw_status (*fn)(struct mw_json_reader *))
{
    enum mw_status rc;

    if (reader->state == MW__JSON_FAILED) {
        return mw_error_set(err, MW_EVALUE, "a fault was found before");
    }
    if (is_between(reader)) {
        reader->nest.start = out->len;
    }
    reader->in = *in;
    reader->placed = in->at;
    reader->err = err;
    reader->nest.out = out;
    rc = fn(reader);
    if (rc == MW_OK || rc == MW_EAGAIN) {
        if (mw__json_token_is_open(reader)) {
            mw__json_token_keep(reader);
        }
        mw__json_fault_pass(reader, reader->in.at);
    } else {
        if (rc != MW_EVALUE) {
            mw__json_fault_limit(reader, rc);
        }
        reader->state = MW__JSON_FAILED;
        out->len = reader->nest.start;
    }
    *in = reader->in;
    return rc;
}

enum mw_status mw_json_reader_feed(struct mw_json_reader *reader,
                                   struct mw_bytes *in, struct mw_buffer *out,
                                   struct mw_error *err)
{
    return with(reader, in, out, err, run);
}

static enum mw_status end(struct mw_json_reader *reader)
{
    enum mw_status rc;

    if (is_between(reader)) {
        return MW_EAGAIN;
    }
    rc = mw__json_step_end(reader);
    return rc == MW_OK ? check_value(reader) : rc;
}

enum mw_status mw_json_reader_end(struct mw_json_reader *reader,
                                  struct mw_buffer *out, struct mw_error *err)
{
    struct mw_bytes none = {NULL, 0};

    return with(reader, &none, out, err, end);
}

void mw_json_reader_where(const struct mw_json_reader *reader, size_t *line,
                          size_t *column)
{
    struct mw__json_place place = reader->place;

    mw__json_place_pass(&place, mw_bytes(reader->cut, reader->cut_len));
    *line = place.line;
    *column = place.column;
}

/* Nothing but one value and white space. */
static enum mw_status read_one(struct mw_json_reader *reader,
                               struct mw_bytes text, struct mw_buffer *out,
                               struct mw_error *err)
{
    enum mw_status rc = mw_json_reader_feed(reader, &text, out, err);

    if (rc == MW_EAGAIN) {
        rc = mw_json_reader_end(reader, out, err);
        return rc != MW_EAGAIN
                   ? rc
                   : mw__json_fault_expected(reader, "a value", MW__JSON_END);
    }
    if (rc != MW_OK) {
        return rc;
    }
    reader->in = text;
    reader->placed = text.at;
    mw__json_step_space(&reader->in);
    return reader->in.len == 0
               ? MW_OK
               : mw__json_fault_expected(reader, "the end", reader->in.at[0]);
}

enum mw_status mw_json_read(struct mw_bytes text,
                            const struct mw_json_rules *rules,
                            struct mw_buffer *out, struct mw_error *err)
{
    struct mw_json_reader *reader = mw_json_reader_new(rules);
    size_t mark = out->len;
    enum mw_status rc;

    if (reader == NULL) {
        return mw_error_set(err, MW_ENOMEM, "%s", mw_status_name(MW_ENOMEM));
    }
    rc = read_one(reader, text, out, err);
    if (rc != MW_OK) {
        out->len = mark;
    }
    mw_json_reader_free(reader);
    return rc;
}
