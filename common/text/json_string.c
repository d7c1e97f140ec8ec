#include "text/json_string.h"

#include "base/utf8.h"
#include "text/append.h"
#include "text/json_fault.h"
#include "text/json_head.h"
#include "text/json_token.h"
#include "text/plain.h"

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
        return rc == MW_EVALUE ? refuse_key(reader, text) : rc;
    }
    if (frame->name == MW__JSON_UNKNOWN) {
        frame->place = mw__json_fault_token(reader);
    }
    reader->state = MW__JSON_AT_COLON;
    return MW_OK;
}

/* A string was appended, `len` bytes of it. */
static enum mw_status end_string(struct mw_json_reader *reader, size_t len)
{
    const struct mw_buffer *out = reader->nest.out;

    if (reader->state == MW__JSON_IN_KEY) {
        return end_key(reader, mw_bytes(out->at + out->len - len, len));
    }
    mw__json_token_end(reader);
    return MW_OK;
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
    rc = mw__reserve(out, head_len - 1);
    if (rc == MW_OK) {
        memmove(out->at + at + head_len, out->at + at + 1, *len);
        memcpy(out->at + at, head, head_len);
        out->len += head_len - 1;
    }
    return rc;
}

static enum mw_status append_character(struct mw_json_reader *reader,
                                       uint32_t code)
{
    uint8_t utf8[4];

    return mw__append(reader->nest.out, utf8, mw__utf8_put(code, utf8));
}

/* Keeps the front of a character: it is passed when it is whole. */
static void keep_cut(struct mw_json_reader *reader)
{
    mw__json_token_keep(reader);
    mw__json_fault_pass(reader, reader->in.at);
    memcpy(reader->cut, reader->in.at, reader->in.len);
    reader->cut_len = reader->in.len;
    mw_bytes_skip(&reader->in, reader->in.len);
    reader->placed = reader->in.at;
}

/* Goes on with the character that was cut. */
static enum mw_status on_cut(struct mw_json_reader *reader)
{
    const char *why = NULL;
    uint32_t code = 0;
    enum mw_status rc = MW_EAGAIN;

    while (rc == MW_EAGAIN && reader->in.len > 0) {
        struct mw_bytes unit = {reader->cut, ++reader->cut_len};

        reader->cut[reader->cut_len - 1] = reader->in.at[0];
        mw_bytes_skip(&reader->in, 1);
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
        rc = append_character(reader, code);
    }
    return rc;
}

/* Reads one character that is not copied as it is. */
static enum mw_status on_character(struct mw_json_reader *reader)
{
    const char *why = NULL;
    uint32_t code = 0;
    enum mw_status rc = mw__json_unit(&reader->in, &code, &why);

    if (rc == MW_OK) {
        return append_character(reader, code);
    }
    if (rc == MW_EAGAIN) {
        keep_cut(reader);
        return rc;
    }
    return mw__json_fault(reader, rc, "expected %s", why);
}

/* Reads up to the closing quote. */
static enum mw_status on_inside(struct mw_json_reader *reader)
{
    enum mw_status rc = reader->cut_len > 0 ? on_cut(reader) : MW_OK;

    while (rc == MW_OK) {
        size_t run = clean_run(reader->in);

        rc = mw__append(reader->nest.out, reader->in.at, run);
        if (rc != MW_OK) {
            return rc;
        }
        mw_bytes_skip(&reader->in, run);
        if (reader->in.len == 0) {
            return MW_EAGAIN;
        }
        if (reader->in.at[0] == '"') {
            return MW_OK;
        }
        rc = on_character(reader);
    }
    return rc;
}

enum mw_status mw__json_string_on(struct mw_json_reader *reader)
{
    enum mw_status rc = on_inside(reader);
    size_t len;

    if (rc == MW_OK) {
        mw_bytes_skip(&reader->in, 1);
        rc = put_head(reader, &len);
    }
    return rc == MW_OK ? end_string(reader, len) : rc;
}

/* A string that is all there and has no escape is not looked at twice. */
static enum mw_status append_whole(struct mw_json_reader *reader, size_t len)
{
    struct mw_buffer *out = reader->nest.out;
    uint8_t head[MW__JSON_HEAD];
    enum mw_status rc =
        mw__append(out, head, mw__json_head(MW_STR, (uint32_t)len, head));

    if (rc == MW_OK) {
        rc = mw__append(out, reader->in.at, len);
        mw_bytes_skip(&reader->in, len + 1);
    }
    return rc == MW_OK ? end_string(reader, len) : rc;
}

enum mw_status mw__json_string(struct mw_json_reader *reader, bool key)
{
    struct mw__json_nest *nest = &reader->nest;
    enum mw_status rc = key ? mw__json_nest_child(nest) : MW_OK;
    size_t run;

    if (rc != MW_OK) {
        return rc;
    }
    mw__json_token_begin(reader, key ? MW__JSON_IN_KEY : MW__JSON_IN_STRING);
    mw_bytes_skip(&reader->in, 1);
    run = clean_run(reader->in);
    if (run < reader->in.len && reader->in.at[run] == '"' &&
        run <= UINT32_MAX) {
        return append_whole(reader, run);
    }
    reader->text_at = nest->out->len - nest->start;
    rc = mw__append_char(nest->out, 0); /* where the head will be */
    return rc == MW_OK ? mw__json_string_on(reader) : rc;
}
