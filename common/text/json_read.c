/* Reading is one loop over states; each looks at what comes next and goes on.
 *
 *     AT_VALUE --[--> AT_FIRST_VALUE ... AFTER_VALUE --,--> AT_VALUE
 *       |                                    '--]--> AFTER_VALUE, outside
 *       |--{--> AT_FIRST_KEY --"--> IN_KEY --> AT_COLON --:--> AT_VALUE
 *       |                                AFTER_VALUE --,--> AT_KEY
 *       |                                    '--}--> AFTER_VALUE, outside
 *       |--"--> IN_STRING --> AFTER_VALUE
 *       |--0--> IN_NUMBER --> AFTER_VALUE
 *       '--t--> IN_WORD --> AFTER_VALUE
 *
 * Outside all arrays and objects DONE stands for AFTER_VALUE. The input may be
 * cut anywhere. */
#include <msgwire/json.h>

#include "base/alloc.h"
#include "text/json_fault.h"
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

static void skip_space(struct mw_bytes *in)
{
    while (in->len > 0 && (in->at[0] == ' ' || in->at[0] == '\n' ||
                           in->at[0] == '\r' || in->at[0] == '\t')) {
        mw_bytes_skip(in, 1);
    }
}

static enum mw_status refuse(struct mw_json_reader *reader)
{
    return mw__json_fault_expected(reader, mw__json_fault_next(reader),
                                   reader->in.at[0]);
}

static enum mw_status open_frame(struct mw_json_reader *reader, bool object)
{
    enum mw_status rc = mw__json_nest_open(&reader->nest, object);

    if (rc != MW_OK) {
        return mw__json_fault_limit(reader, rc);
    }
    mw_bytes_skip(&reader->in, 1);
    reader->state = object ? MW__JSON_AT_FIRST_KEY : MW__JSON_AT_FIRST_VALUE;
    return MW_OK;
}

/* The name of an object that was to be a typed value. */
static struct mw_bytes name_of(const struct mw_json_reader *reader,
                               const struct mw__json_frame *frame)
{
    const struct mw_buffer *out = reader->nest.out;
    size_t at = reader->nest.start + frame->head;
    struct mw_bytes rest = mw_bytes(out->at + at, out->len - at);
    struct mw_value value;

    mw_value_next(&rest, &value);
    mw_value_next(&rest, &value);
    return value.payload;
}

static enum mw_status refuse_typed(struct mw_json_reader *reader,
                                   const struct mw__json_frame *frame)
{
    enum mw__json_name name = (enum mw__json_name)frame->name;
    char shown[MW_EXCERPT];

    if (name != MW__JSON_UNKNOWN) {
        return mw__json_fault_at(reader, frame->place, "expected %s",
                                 mw__json_typed_expected(name));
    }
    return mw__json_fault_at(reader, frame->place, "expected %s, got \"%s\"",
                             mw__json_typed_expected(name),
                             mw_excerpt(name_of(reader, frame), shown));
}

static enum mw_status close_frame(struct mw_json_reader *reader)
{
    const struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);
    enum mw_status rc =
        mw__json_nest_close(&reader->nest, mw_buffer_bytes(&reader->digits));

    reader->digits.len = 0;
    if (rc == MW_EVALUE) {
        return refuse_typed(reader, frame);
    }
    if (rc != MW_OK) {
        return mw__json_fault_limit(reader, rc);
    }
    mw_bytes_skip(&reader->in, 1);
    reader->state =
        reader->nest.depth == 0 ? MW__JSON_DONE : MW__JSON_AFTER_VALUE;
    return MW_OK;
}

/* Counts an element; keeps the place of what may be a typed value. */
static enum mw_status begin_value(struct mw_json_reader *reader)
{
    struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);
    enum mw_status rc = MW_OK;

    if (frame == NULL) {
        return MW_OK;
    }
    if (frame->role != MW__JSON_OBJECT) {
        rc = mw__json_nest_child(&reader->nest);
    } else if (frame->name > MW__JSON_UNKNOWN) {
        mw__json_fault_pass(reader, reader->in.at);
        frame->place = reader->place;
    }
    return rc == MW_OK ? rc : mw__json_fault_limit(reader, rc);
}

/* Reads the value that begins with `c`. */
static enum mw_status read_value(struct mw_json_reader *reader, uint8_t c)
{
    switch (c) {
    case '"':
        return mw__json_token_string(reader, false);
    case '[':
        return open_frame(reader, false);
    case '{':
        return open_frame(reader, true);
    case 't':
        return mw__json_token_word(reader, "true");
    case 'f':
        return mw__json_token_word(reader, "false");
    case 'n':
        return mw__json_token_word(reader, "null");
    case 0xef:
        return mw__json_token_word(reader, "\xef\xbb\xbf");
    default:
        return c == '-' || (c >= '0' && c <= '9')
                   ? mw__json_token_number(reader)
                   : refuse(reader);
    }
}

static enum mw_status at_value(struct mw_json_reader *reader)
{
    uint8_t c = reader->in.at[0];
    enum mw_status rc;

    if (c == ']' && reader->state == MW__JSON_AT_FIRST_VALUE) {
        return close_frame(reader);
    }
    rc = begin_value(reader);
    return rc == MW_OK ? read_value(reader, c) : rc;
}

static enum mw_status at_key(struct mw_json_reader *reader)
{
    uint8_t c = reader->in.at[0];

    if (c == '}' && reader->state == MW__JSON_AT_FIRST_KEY) {
        return close_frame(reader);
    }
    return c == '"' ? mw__json_token_string(reader, true) : refuse(reader);
}

static enum mw_status at_colon(struct mw_json_reader *reader)
{
    if (reader->in.at[0] != ':') {
        return refuse(reader);
    }
    mw_bytes_skip(&reader->in, 1);
    reader->state = MW__JSON_AT_VALUE;
    return MW_OK;
}

static enum mw_status after_value(struct mw_json_reader *reader)
{
    const struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);
    bool object = frame->role == MW__JSON_OBJECT;
    uint8_t c = reader->in.at[0];

    if (c == (object ? '}' : ']')) {
        return close_frame(reader);
    }
    if (c != ',') {
        return refuse(reader);
    }
    mw_bytes_skip(&reader->in, 1);
    reader->state = object ? MW__JSON_AT_KEY : MW__JSON_AT_VALUE;
    return MW_OK;
}

static bool is_in_token(const struct mw_json_reader *reader)
{
    return reader->state >= MW__JSON_IN_KEY &&
           reader->state <= MW__JSON_IN_WORD;
}

/* One step, past white space. */
static enum mw_status step(struct mw_json_reader *reader)
{
    if (is_in_token(reader)) {
        return mw__json_token_on(reader);
    }
    skip_space(&reader->in);
    if (reader->in.len == 0) {
        return MW_EAGAIN;
    }
    switch (reader->state) {
    case MW__JSON_AT_KEY:
    case MW__JSON_AT_FIRST_KEY:
        return at_key(reader);
    case MW__JSON_AT_COLON:
        return at_colon(reader);
    case MW__JSON_AFTER_VALUE:
        return after_value(reader);
    default:
        return at_value(reader);
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
        return mw__json_fault_limit(reader, MW_ETOOBIG);
    }
    if (reader->nest.recheck &&
        mw_walk_whole(value, reader->nest.max_depth, NULL) != MW_OK) {
        return mw__json_fault_limit(reader, MW_EDEEP);
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
        rc = step(reader);
        if ((rc == MW_OK || rc == MW_EAGAIN) && value_len(reader) > most) {
            rc = mw__json_fault_limit(reader, MW_ETOOBIG);
        }
    }
    return rc == MW_OK ? check_value(reader) : rc;
}

static bool is_between(const struct mw_json_reader *reader)
{
    return reader->state == MW__JSON_AT_VALUE && reader->nest.depth == 0;
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
        if (is_in_token(reader)) {
            mw__json_token_keep(reader);
        }
        mw__json_fault_pass(reader, reader->in.at);
    } else {
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
    rc = mw__json_token_end(reader);
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
    skip_space(&reader->in);
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
