#include "text/inspect_text.h"

#include "base/utf8.h"
#include "text/json_scalar.h"
#include "text/width.h"

#include <stdio.h>

enum { BYTES_PER_COLUMN = 4 };

static const char ellipsis[] = "\xe2\x80\xa6";

/* Appends what fits of `text`; with an ellipsis if there is more. */
static enum mw_status append_cut(struct mw_bytes text, bool more,
                                 size_t columns, struct mw_buffer *out)
{
    enum mw_status rc;

    if (more) {
        text.len = mw__width_cut(text, columns - 1, NULL);
    }
    rc = mw_buffer_append(out, text);
    return rc != MW_OK || !more ? rc : mw_buffer_append(out, mw_text(ellipsis));
}

/* The front of a text that may fill the columns: what is longer costs no more
 * than what is shown of it. */
static struct mw_bytes front_of(struct mw_bytes text, size_t columns)
{
    size_t most = BYTES_PER_COLUMN * columns;

    if (text.len > most) {
        text.len = most;
        text.len = mw__utf8_whole(text);
    }
    return text;
}

enum mw_status mw__inspect_text_cut(struct mw_bytes text, size_t columns,
                                    struct mw_buffer *out)
{
    struct mw_bytes front = front_of(text, columns);
    bool more = front.len < text.len || mw__width(front) > columns;

    return append_cut(front, more, columns, out);
}

static bool begins(struct mw_bytes text, const char *with)
{
    size_t len = strlen(with);

    return text.len >= len && memcmp(text.at, with, len) == 0;
}

/* Takes what is typed out of its wrapping: {"$ts":"2021"} is 2021. */
static struct mw_bytes unwrap(struct mw_bytes json)
{
    const uint8_t *colon;

    if (!begins(json, "{\"$")) {
        return json;
    }
    colon = memchr(json.at, ':', json.len);
    mw_bytes_skip(&json, (size_t)(colon - json.at) + 1);
    json.len -= 1;
    if (json.at[0] == '"') {
        mw_bytes_skip(&json, 1);
        json.len -= 1;
    }
    return json;
}

/* Appends |ab..|, as far as there is room. */
static enum mw_status write_bytes(struct mw_bytes bytes, size_t columns,
                                  struct mw_buffer *out)
{
    size_t most = columns > 2 ? columns - 2 : 0;
    size_t len = bytes.len < most ? bytes.len : most;
    enum mw_status rc = mw_buffer_reserve(out, len + 2 + sizeof(ellipsis));

    if (rc != MW_OK) {
        return rc;
    }
    out->at[out->len++] = '|';
    for (size_t i = 0; i < len; i++) {
        bool plain = bytes.at[i] >= 0x20 && bytes.at[i] < 0x7f;

        out->at[out->len++] = plain ? bytes.at[i] : '.';
    }
    if (len < bytes.len) {
        return mw_buffer_append(out, mw_text(ellipsis));
    }
    return mw_buffer_append(out, mw_text("|"));
}

static enum mw_status write_ext(const struct mw_value *value, size_t columns,
                                struct mw_buffer *out)
{
    char type[16];
    size_t len = (size_t)snprintf(type, sizeof(type), "%d", value->as.ext);
    enum mw_status rc = mw__inspect_text_cut(mw_bytes(type, len), columns, out);

    if (rc != MW_OK || len + 4 > columns) {
        return rc;
    }
    rc = mw_buffer_append(out, mw_text(" "));
    return rc != MW_OK ? rc
                       : write_bytes(value->payload, columns - len - 1, out);
}

/* more  the value is a str that was cut: it has no closing quote. */
static enum mw_status write_scalar(const struct mw_value *value, bool more,
                                   size_t columns, struct mw_buffer *out)
{
    const struct mw_json_style safe = {.terminal_safe = true};
    struct mw_buffer json = {0};
    enum mw_status rc = mw__json_scalar(value, &safe, &json);

    if (rc == MW_OK) {
        struct mw_bytes text = unwrap(mw_buffer_bytes(&json));

        if (begins(mw_buffer_bytes(&json), "{\"$ext")) {
            rc = write_ext(value, columns, out); /* a time of no known form */
        } else {
            text.len -= more;
            more = more || mw__width(text) > columns;
            rc = append_cut(text, more, columns, out);
        }
    }
    mw_buffer_fini(&json);
    return rc;
}

static enum mw_status write_str(const struct mw_value *value, size_t columns,
                                struct mw_buffer *out)
{
    struct mw_value front = *value;

    front.payload = front_of(value->payload, columns);
    return mw__utf8_valid(front.payload)
               ? write_scalar(&front, front.payload.len < value->payload.len,
                              columns, out)
               : write_bytes(value->payload, columns, out);
}

/* A timestamp of one of the three sizes that there are. */
static bool is_time(const struct mw_value *value)
{
    size_t len = value->payload.len;

    return value->as.ext == MW_EXT_TIMESTAMP &&
           (len == 4 || len == 8 || len == 12);
}

enum mw_status mw__inspect_text_write(const struct mw_value *value,
                                      size_t columns, struct mw_buffer *out)
{
    switch (value->type) {
    case MW_ARRAY:
    case MW_MAP:
        return MW_OK;
    case MW_STR:
        return write_str(value, columns, out);
    case MW_BIN:
        return write_bytes(value->payload, columns, out);
    case MW_EXT:
        if (!is_time(value)) {
            return write_ext(value, columns, out);
        }
        break;
    case MW_NIL:
    case MW_BOOL:
    case MW_UINT:
    case MW_INT:
    case MW_F32:
    case MW_F64:
        break;
    }
    return write_scalar(value, false, columns, out);
}
