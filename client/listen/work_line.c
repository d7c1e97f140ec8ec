#include "listen/work_line.h"

#include <msgwire/pack.h>

/* --- what it is asked --- */

static enum mw_status pack_request(const struct mw_message *request,
                                   struct mw_buffer *out)
{
    enum mw_status rc = mw_pack_map(out, 2);

    rc = rc == MW_OK ? mw_pack_str(out, mw_text("method")) : rc;
    rc = rc == MW_OK ? mw_pack_str(out, request->method) : rc;
    rc = rc == MW_OK ? mw_pack_str(out, mw_text("params")) : rc;
    return rc == MW_OK ? mw_buffer_append(out, request->params) : rc;
}

static enum mw_status pack_value(struct mw_bytes value, struct mw_buffer *out)
{
    enum mw_status rc = mw_pack_map(out, 1);

    rc = rc == MW_OK ? mw_pack_str(out, mw_text("value")) : rc;
    return rc == MW_OK ? mw_buffer_append(out, value) : rc;
}

enum mw_status work_line_ask(struct mw_bytes body,
                             const struct mw_message *request,
                             const struct mw_json_style *style,
                             struct mw_buffer *out, struct mw_error *err)
{
    size_t before = out->len;
    struct mw_buffer map = {0};
    enum mw_status rc =
        request != NULL ? pack_request(request, &map) : pack_value(body, &map);

    if (rc != MW_OK) {
        mw_error_set(err, rc, "no memory for a line of %zu bytes", body.len);
    } else {
        rc = mw_json_write(mw_buffer_bytes(&map), style, out, err);
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_text("\n"));
    }
    if (rc != MW_OK) {
        out->len = before;
    }
    mw_buffer_fini(&map);
    return rc;
}

/* --- what it says --- */

static bool is_space(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static void skip_space(struct mw_bytes *text)
{
    while (text->len > 0 && is_space(text->at[0])) {
        mw_bytes_skip(text, 1);
    }
}

/* Takes `word` and the white space before it, if the text begins so. */
static bool take(struct mw_bytes *text, const char *word)
{
    struct mw_bytes rest = *text;
    size_t len = strlen(word);

    skip_space(&rest);
    if (rest.len < len || memcmp(rest.at, word, len) != 0) {
        return false;
    }
    mw_bytes_skip(&rest, len);
    *text = rest;
    return true;
}

/* The value behind {"$error": and then the end, which no value may lack. */
static enum mw_status read_error(struct mw_bytes text,
                                 const struct mw_json_rules *rules,
                                 struct mw_buffer *value, struct mw_error *err)
{
    struct mw_json_reader *reader = mw_json_reader_new(rules);
    size_t before = value->len;
    enum mw_status rc;

    if (reader == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory to read JSON");
    }
    rc = mw_json_reader_feed(reader, &text, value, err);
    mw_json_reader_free(reader);
    if (rc != MW_OK && rc != MW_EAGAIN) {
        mw_error_prefix(err, "behind $error");
        return rc;
    }
    if (rc == MW_EAGAIN || !take(&text, "}") || (skip_space(&text), text.len)) {
        return mw_error_set(err, MW_EVALUE,
                            "expected {\"$error\":VALUE} and the line's end");
    }
    if (value->len == before + 1 && value->at[before] == 0xc0) {
        return mw_error_set(err, MW_EVALUE,
                            "null is no error: expected a sentence or a map");
    }
    return MW_OK;
}

enum mw_status work_line_read(struct mw_bytes line,
                              const struct mw_json_rules *rules,
                              struct mw_buffer *value, enum work_kind *kind,
                              struct mw_error *err)
{
    struct mw_bytes rest = line;

    skip_space(&rest);
    if (rest.len == 0) {
        *kind = WORK_NOTHING;
        return MW_OK;
    }
    if (take(&rest, "{") && take(&rest, "\"$error\"") && take(&rest, ":")) {
        *kind = WORK_ERROR;
        return read_error(rest, rules, value, err);
    }
    *kind = WORK_RESULT;
    return mw_json_read(line, rules, value, err);
}
