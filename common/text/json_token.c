#include "text/json_token.h"

#include "base/utf8.h"
#include "text/append.h"
#include "text/json_fault.h"
#include "text/json_head.h"
#include "text/number_read.h"
#include "text/plain.h"

#include <msgwire/pack.h>

#include <stdio.h>

static void begin(struct mw_json_reader *reader, enum mw__json_state state)
{
    reader->token_at = reader->in.at;
    reader->state = state;
}

void mw__json_token_keep(struct mw_json_reader *reader)
{
    if (reader->token_at != NULL) {
        reader->token_place = mw__json_fault_token(reader);
        reader->token_at = NULL;
    }
}

static enum mw_status end_value(struct mw_json_reader *reader,
                                enum mw_status rc)
{
    if (rc != MW_OK) {
        return mw__json_fault_limit(reader, rc);
    }
    reader->state =
        reader->nest.depth == 0 ? MW__JSON_DONE : MW__JSON_AFTER_VALUE;
    return MW_OK;
}

static enum mw_status refuse_key(struct mw_json_reader *reader,
                                 struct mw_bytes text)
{
    char shown[MW_EXCERPT];

    return mw__json_fault_at(
        reader, mw__json_fault_token(reader),
        "expected distinct keys, got \"%s\" again (\"$map\" can hold both)",
        mw_excerpt(text, shown));
}

/* A key was appended, `text` of it. */
static enum mw_status end_key(struct mw_json_reader *reader,
                              struct mw_bytes text)
{
    struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);
    enum mw_status rc =
        mw__json_nest_key(&reader->nest, text, !reader->rules.keep_duplicates);

    if (rc != MW_OK) {
        return rc == MW_EVALUE ? refuse_key(reader, text)
                               : mw__json_fault_limit(reader, rc);
    }
    if (frame->name == MW__JSON_UNKNOWN) {
        frame->place = mw__json_fault_token(reader);
    }
    reader->state = MW__JSON_AT_COLON;
    return MW_OK;
}

static enum mw_status end_string(struct mw_json_reader *reader, bool key,
                                 size_t len)
{
    const struct mw_buffer *out = reader->nest.out;

    return key ? end_key(reader, mw_bytes(out->at + out->len - len, len))
               : end_value(reader, MW_OK);
}

/* The length of what can be copied as it is. */
static size_t clean_run(struct mw_bytes text)
{
    size_t run = 0, len;

    do {
        run += mw__plain_run(mw_bytes(text.at + run, text.len - run));
        len =
            run == text.len || text.at[run] < 0x7f
                ? 0
                : mw__utf8_next(mw_bytes(text.at + run, text.len - run), NULL);
        run += len;
    } while (len > 0);
    return run;
}

/* Gives the string its head, now that its length is known. */
static enum mw_status put_head(struct mw_json_reader *reader, size_t *len)
{
    struct mw_buffer *out = reader->nest.out;
    size_t at = reader->nest.start + reader->text_at;
    uint8_t head[MW__JSON_HEAD];
    size_t head_len;
    enum mw_status rc;

    *len = out->len - at - 1;
    if (*len > UINT32_MAX) {
        return MW_ETOOBIG;
    }
    head_len = mw__json_head(MW_STR, (uint32_t)*len, head);
    rc = mw_buffer_reserve(out, head_len - 1);
    if (rc == MW_OK) {
        memmove(out->at + at + head_len, out->at + at + 1, *len);
        memcpy(out->at + at, head, head_len);
        out->len += head_len - 1;
    }
    return rc;
}

static enum mw_status append_unit(struct mw_json_reader *reader, uint32_t code)
{
    uint8_t utf8[4];

    return mw__append(reader->nest.out, utf8, mw__utf8_put(code, utf8));
}

/* Reads the character that the end of the input cut. */
static enum mw_status on_cut(struct mw_json_reader *reader)
{
    struct mw_bytes unit;
    const char *why = NULL;
    uint32_t code = 0;
    enum mw_status rc = MW_EAGAIN;

    while (rc == MW_EAGAIN && reader->in.len > 0) {
        reader->cut[reader->cut_len++] = reader->in.at[0];
        mw_bytes_skip(&reader->in, 1);
        unit = mw_bytes(reader->cut, reader->cut_len);
        rc = mw__json_unit(&unit, &code, &why);
    }
    reader->placed = reader->in.at;
    if (rc == MW_EVALUE) {
        return mw__json_fault_at(reader, reader->place, "expected %s", why);
    }
    if (rc == MW_OK) {
        mw__json_place_pass(&reader->place,
                            mw_bytes(reader->cut, reader->cut_len));
        reader->cut_len = 0;
        rc = append_unit(reader, code);
    }
    return rc;
}

/* Keeps the front of a character: it is passed when it is whole. */
static enum mw_status keep_cut(struct mw_json_reader *reader)
{
    mw__json_token_keep(reader);
    mw__json_fault_pass(reader, reader->in.at);
    memcpy(reader->cut, reader->in.at, reader->in.len);
    reader->cut_len = reader->in.len;
    mw_bytes_skip(&reader->in, reader->in.len);
    reader->placed = reader->in.at;
    return MW_EAGAIN;
}

/* Reads one character that is not copied as it is. */
static enum mw_status on_unit(struct mw_json_reader *reader)
{
    const char *why = NULL;
    uint32_t code = 0;
    enum mw_status rc = mw__json_unit(&reader->in, &code, &why);

    switch (rc) {
    case MW_OK:
        return append_unit(reader, code);
    case MW_EAGAIN:
        return keep_cut(reader);
    default:
        return mw__json_fault(reader, rc, "expected %s", why);
    }
}

static enum mw_status on_string(struct mw_json_reader *reader)
{
    bool key = reader->state == MW__JSON_IN_KEY;
    enum mw_status rc = reader->cut_len > 0 ? on_cut(reader) : MW_OK;
    size_t run, len;

    while (rc == MW_OK) {
        run = clean_run(reader->in);
        rc = mw__append(reader->nest.out, reader->in.at, run);
        mw_bytes_skip(&reader->in, run);
        if (rc != MW_OK || reader->in.len == 0) {
            rc = rc != MW_OK ? rc : MW_EAGAIN;
        } else if (reader->in.at[0] != '"') {
            rc = on_unit(reader);
        } else {
            break;
        }
    }
    if (rc == MW_OK) {
        mw_bytes_skip(&reader->in, 1);
        rc = put_head(reader, &len);
    }
    if (rc == MW_OK) {
        return end_string(reader, key, len);
    }
    return rc == MW_EAGAIN || rc == MW_EVALUE
               ? rc
               : mw__json_fault_limit(reader, rc);
}

/* A string that is all there and has no escape needs no second look. */
static enum mw_status append_whole(struct mw_json_reader *reader, size_t len)
{
    struct mw_buffer *out = reader->nest.out;
    uint8_t head[MW__JSON_HEAD];
    enum mw_status rc =
        mw__append(out, head, mw__json_head(MW_STR, (uint32_t)len, head));

    return rc == MW_OK ? mw__append(out, reader->in.at, len) : rc;
}

enum mw_status mw__json_token_string(struct mw_json_reader *reader, bool key)
{
    struct mw__json_nest *nest = &reader->nest;
    enum mw_status rc = MW_OK;
    size_t run;

    begin(reader, key ? MW__JSON_IN_KEY : MW__JSON_IN_STRING);
    mw_bytes_skip(&reader->in, 1);
    if (key) {
        rc = mw__json_nest_child(nest);
    }
    run = clean_run(reader->in);
    if (rc == MW_OK && run < reader->in.len && reader->in.at[run] == '"' &&
        run <= UINT32_MAX) {
        rc = append_whole(reader, run);
        mw_bytes_skip(&reader->in, run + 1);
        return rc == MW_OK ? end_string(reader, key, run)
                           : mw__json_fault_limit(reader, rc);
    }
    reader->text_at = nest->out->len - nest->start;
    if (rc == MW_OK) {
        rc = mw__append_char(nest->out, 0);
    }
    return rc == MW_OK ? on_string(reader) : mw__json_fault_limit(reader, rc);
}

/* True if the object around the number wants to read its text itself, so that
 * it is rounded once. */
static bool is_kept(struct mw_json_reader *reader)
{
    const struct mw__json_frame *frame = mw__json_nest_top(&reader->nest);

    return frame != NULL && frame->role == MW__JSON_OBJECT &&
           (frame->name == MW__JSON_F32 || frame->name == MW__JSON_F64);
}

static enum mw_status pack_float(struct mw_json_reader *reader,
                                 struct mw_bytes text)
{
    double value;

    return mw__number_read_f64(text, &value)
               ? mw_pack_f64(reader->nest.out, value)
               : MW_EVALUE;
}

static enum mw_status pack_int(struct mw_json_reader *reader,
                               struct mw_bytes text)
{
    struct mw__number_int value;

    if (!mw__number_read_int(text, &value)) {
        return MW_EVALUE;
    }
    return value.negative ? mw_pack_int(reader->nest.out, (int64_t)value.bits)
                          : mw_pack_uint(reader->nest.out, value.bits);
}

/* Keeps a part of the number's text. */
static enum mw_status keep_digits(struct mw_json_reader *reader,
                                  struct mw_bytes text)
{
    if (text.len > MW__NUMBER_READ_MAX - reader->digits.len) {
        return mw__json_fault_at(reader, mw__json_fault_token(reader),
                                 "expected a number of at most %d characters",
                                 MW__NUMBER_READ_MAX);
    }
    return mw_buffer_append(&reader->digits, text);
}

static enum mw_status end_number(struct mw_json_reader *reader,
                                 struct mw_bytes text)
{
    bool is_float = mw__json_number_float(reader->number);
    enum mw_status rc =
        is_float ? pack_float(reader, text) : pack_int(reader, text);

    if (rc == MW_EVALUE) {
        return mw__json_fault_at(
            reader, mw__json_fault_token(reader), "number out of range, %s",
            is_float ? "expected at most 1.7976931348623157e308"
                     : "expected an integer from -2^63 to 2^64-1");
    }
    return end_value(reader, rc);
}

static enum mw_status on_number(struct mw_json_reader *reader)
{
    struct mw_bytes text = mw_bytes(
        reader->in.at, mw__json_number_on(&reader->number, reader->in));
    bool cut = text.len == reader->in.len;
    enum mw_status rc = MW_OK;

    mw_bytes_skip(&reader->in, text.len);
    if (!cut && (!mw__json_number_whole(reader->number) ||
                 mw__json_number_sticks(reader->in.at[0]))) {
        return mw__json_fault_expected(reader, mw__json_fault_next(reader),
                                       reader->in.at[0]);
    }
    if (cut || reader->digits.len > 0 || is_kept(reader) ||
        text.len > MW__NUMBER_READ_MAX) {
        rc = keep_digits(reader, text);
        text = mw_buffer_bytes(&reader->digits);
    }
    if (rc == MW_OK) {
        rc = cut ? MW_EAGAIN : end_number(reader, text);
    }
    return rc;
}

enum mw_status mw__json_token_number(struct mw_json_reader *reader)
{
    begin(reader, MW__JSON_IN_NUMBER);
    reader->number = MW__JSON_NUMBER_START;
    reader->digits.len = 0;
    return on_number(reader);
}

/* A byte order mark is read to its end, so that it can be named. */
static bool is_mark(const struct mw_json_reader *reader)
{
    return (uint8_t)reader->word[0] == 0xef;
}

static enum mw_status end_word(struct mw_json_reader *reader)
{
    struct mw_buffer *out = reader->nest.out;

    if (is_mark(reader)) {
        return mw__json_fault_at(reader, mw__json_fault_token(reader),
                                 "expected a value, got a byte order mark");
    }
    return end_value(reader, reader->word[0] == 'n'
                                 ? mw_pack_nil(out)
                                 : mw_pack_bool(out, reader->word[0] == 't'));
}

/* got  the byte that is not the word's next, or MW__JSON_END. */
static enum mw_status refuse_word(struct mw_json_reader *reader, int got)
{
    char what[16];

    if (is_mark(reader)) {
        return mw__json_fault_at(reader, mw__json_fault_token(reader),
                                 "expected a value, got byte 0xef");
    }
    snprintf(what, sizeof(what), "\"%s\"", reader->word);
    return mw__json_fault_expected(reader, what, got);
}

static enum mw_status on_word(struct mw_json_reader *reader)
{
    for (; reader->word[reader->word_len] != '\0'; reader->word_len++) {
        if (reader->in.len == 0) {
            return MW_EAGAIN;
        }
        if (reader->in.at[0] != (uint8_t)reader->word[reader->word_len]) {
            return refuse_word(reader, reader->in.at[0]);
        }
        mw_bytes_skip(&reader->in, 1);
    }
    return end_word(reader);
}

enum mw_status mw__json_token_word(struct mw_json_reader *reader,
                                   const char *word)
{
    begin(reader, MW__JSON_IN_WORD);
    reader->word = word;
    reader->word_len = 0;
    return on_word(reader);
}

enum mw_status mw__json_token_on(struct mw_json_reader *reader)
{
    switch (reader->state) {
    case MW__JSON_IN_NUMBER:
        return on_number(reader);
    case MW__JSON_IN_WORD:
        return on_word(reader);
    default:
        return on_string(reader);
    }
}

enum mw_status mw__json_token_end(struct mw_json_reader *reader)
{
    if (reader->state == MW__JSON_IN_NUMBER && reader->nest.depth == 0 &&
        mw__json_number_whole(reader->number)) {
        return end_number(reader, mw_buffer_bytes(&reader->digits));
    }
    return reader->state == MW__JSON_IN_WORD
               ? refuse_word(reader, MW__JSON_END)
               : mw__json_fault_expected(reader, mw__json_fault_next(reader),
                                         MW__JSON_END);
}
