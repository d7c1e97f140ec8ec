/* Each state looks at what comes next and goes on:
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
 * Outside all arrays and objects DONE stands for AFTER_VALUE. */
#include "text/json_step.h"

#include "text/json_fault.h"
#include "text/json_numeral.h"
#include "text/json_string.h"
#include "text/json_token.h"
#include "text/json_word.h"

void mw__json_step_space(struct mw_bytes *in)
{
    while (in->len > 0 && (in->at[0] == ' ' || in->at[0] == '\n' ||
                           in->at[0] == '\r' || in->at[0] == '\t')) {
        mw_bytes_skip(in, 1);
    }
}

static enum mw_status refuse(struct mw_json_reader *reader, int got)
{
    return mw__json_fault_expected(reader, mw__json_fault_next(reader), got);
}

static enum mw_status open_frame(struct mw_json_reader *reader, bool object)
{
    enum mw_status rc = mw__json_nest_open(&reader->nest, object);

    if (rc == MW_OK) {
        mw_bytes_skip(&reader->in, 1);
        reader->state =
            object ? MW__JSON_AT_FIRST_KEY : MW__JSON_AT_FIRST_VALUE;
    }
    return rc;
}

static enum mw_status refuse_typed(struct mw_json_reader *reader,
                                   const struct mw__json_frame *frame)
{
    enum mw__json_name name = (enum mw__json_name)frame->name;
    const char *expected = mw__json_typed_expected(name);
    char shown[MW_EXCERPT];

    if (name != MW__JSON_UNKNOWN) {
        return mw__json_fault_at(reader, frame->place, "expected %s", expected);
    }
    return mw__json_fault_at(
        reader, frame->place, "expected %s, got \"%s\"", expected,
        mw_excerpt(mw__json_nest_name(&reader->nest, frame), shown));
}

static enum mw_status close_frame(struct mw_json_reader *reader)
{
    const struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);
    enum mw_status rc =
        mw__json_nest_close(&reader->nest, mw_buffer_bytes(&reader->digits));

    reader->digits.len = 0;
    if (rc != MW_OK) {
        return rc == MW_EVALUE ? refuse_typed(reader, frame) : rc;
    }
    mw_bytes_skip(&reader->in, 1);
    mw__json_token_end(reader);
    return MW_OK;
}

/* Counts an element; keeps the place of what may be a typed value. */
static enum mw_status begin_value(struct mw_json_reader *reader)
{
    struct mw__json_frame *frame;

    if (!mw__json_nest_is_open(&reader->nest)) {
        return MW_OK;
    }
    frame = mw__json_nest_top(&reader->nest);
    if (frame->role != MW__JSON_OBJECT) {
        return mw__json_nest_child(&reader->nest);
    }
    if (frame->name > MW__JSON_UNKNOWN) {
        mw__json_fault_pass(reader, reader->in.at);
        frame->place = reader->place;
    }
    return MW_OK;
}

static enum mw_status read_value(struct mw_json_reader *reader, uint8_t c)
{
    switch (c) {
    case '"':
        return mw__json_string(reader, false);
    case '[':
    case '{':
        return open_frame(reader, c == '{');
    case 't':
    case 'f':
    case 'n':
    case 0xef:
        return mw__json_word(reader, c);
    default:
        return c == '-' || (c >= '0' && c <= '9') ? mw__json_numeral(reader)
                                                  : refuse(reader, c);
    }
}

static enum mw_status at_value(struct mw_json_reader *reader, uint8_t c)
{
    enum mw_status rc;

    if (c == ']' && reader->state == MW__JSON_AT_FIRST_VALUE) {
        return close_frame(reader);
    }
    rc = begin_value(reader);
    return rc == MW_OK ? read_value(reader, c) : rc;
}

static enum mw_status at_key(struct mw_json_reader *reader, uint8_t c)
{
    if (c == '}' && reader->state == MW__JSON_AT_FIRST_KEY) {
        return close_frame(reader);
    }
    return c == '"' ? mw__json_string(reader, true) : refuse(reader, c);
}

static enum mw_status at_colon(struct mw_json_reader *reader, uint8_t c)
{
    if (c != ':') {
        return refuse(reader, c);
    }
    mw_bytes_skip(&reader->in, 1);
    reader->state = MW__JSON_AT_VALUE;
    return MW_OK;
}

static enum mw_status after_value(struct mw_json_reader *reader, uint8_t c)
{
    const struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);
    bool object = frame->role == MW__JSON_OBJECT;

    if (c == (object ? '}' : ']')) {
        return close_frame(reader);
    }
    if (c != ',') {
        return refuse(reader, c);
    }
    mw_bytes_skip(&reader->in, 1);
    reader->state = object ? MW__JSON_AT_KEY : MW__JSON_AT_VALUE;
    return MW_OK;
}

enum mw_status mw__json_step(struct mw_json_reader *reader)
{
    if (!mw__json_token_is_open(reader)) {
        mw__json_step_space(&reader->in);
    }
    if (reader->in.len == 0) {
        return MW_EAGAIN;
    }
    switch (reader->state) {
    case MW__JSON_AT_VALUE:
    case MW__JSON_AT_FIRST_VALUE:
        return at_value(reader, reader->in.at[0]);
    case MW__JSON_AT_KEY:
    case MW__JSON_AT_FIRST_KEY:
        return at_key(reader, reader->in.at[0]);
    case MW__JSON_AT_COLON:
        return at_colon(reader, reader->in.at[0]);
    case MW__JSON_AFTER_VALUE:
        return after_value(reader, reader->in.at[0]);
    case MW__JSON_IN_KEY:
    case MW__JSON_IN_STRING:
        return mw__json_string_on(reader);
    case MW__JSON_IN_NUMBER:
        return mw__json_numeral_on(reader);
    case MW__JSON_IN_WORD:
        return mw__json_word_on(reader);
    case MW__JSON_DONE:
    case MW__JSON_FAILED:
        break;
    }
    return MW_OK;
}

enum mw_status mw__json_step_end(struct mw_json_reader *reader)
{
    if (reader->state == MW__JSON_IN_WORD) {
        return mw__json_word_end(reader);
    }
    if (reader->state == MW__JSON_IN_NUMBER &&
        !mw__json_nest_is_open(&reader->nest)) {
        return mw__json_numeral_end(reader);
    }
    return refuse(reader, MW__JSON_END);
}
