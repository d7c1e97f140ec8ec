#include "output/plain.h"

#include <msgwire/digits.h>
#include <msgwire/json.h>
#include <msgwire/pack.h>
#include <msgwire/value.h>

#include <stdio.h>

static const struct mw_json_style safe = {.terminal_safe = true};

/* Takes the backslashes off the quotes in what stands behind `mark`. */
static void bare_quotes(struct mw_buffer *out, size_t mark)
{
    size_t to = mark;

    for (size_t i = mark; i < out->len; i++) {
        bool escapes = out->at[i] == '\\' && i + 1 < out->len;
        if (escapes && out->at[i + 1] != '"') {
            out->at[to++] = out->at[i];
        }
        i += escapes;
        out->at[to++] = out->at[i];
    }
    out->len = to;
}

/* A string loses its quotes; what is no UTF-8 has none. */
static enum mw_status append_unquoted(struct mw_bytes json,
                                      struct mw_buffer *out)
{
    size_t mark = out->len;
    enum mw_status rc;

    if (json.len < 2 || json.at[0] != '"') {
        return mw_buffer_append(out, json);
    }
    rc = mw_buffer_append(out, mw_bytes(json.at + 1, json.len - 2));
    if (rc == MW_OK) {
        bare_quotes(out, mark);
    }
    return rc;
}

enum mw_status plain_value(struct mw_bytes value, struct mw_buffer *out)
{
    struct mw_buffer json = {0};
    enum mw_status rc = mw_json_write(value, &safe, &json, NULL);

    if (rc == MW_OK) {
        rc = append_unquoted(mw_buffer_bytes(&json), out);
    }
    mw_buffer_fini(&json);
    return rc;
}

enum mw_status plain_text(struct mw_bytes text, struct mw_buffer *out)
{
    struct mw_buffer value = {0};
    enum mw_status rc = mw_pack_str(&value, text);

    if (rc == MW_OK) {
        rc = plain_value(mw_buffer_bytes(&value), out);
    }
    mw_buffer_fini(&value);
    return rc;
}

/* The length of at most so many bytes at the front, cut at a character. */
static size_t front(struct mw_bytes text, size_t most)
{
    size_t len = text.len < most ? text.len : most;

    while (len > 0 && len < text.len && (text.at[len] & 0xc0) == 0x80) {
        len--;
    }
    return len;
}

enum mw_status plain_cut(struct mw_bytes text, size_t most,
                         struct mw_buffer *out)
{
    char note[MW_DIGITS + 16], digits[MW_DIGITS];
    size_t len = front(text, most);
    enum mw_status rc = mw_buffer_append(out, mw_bytes(text.at, len));

    if (rc != MW_OK || len == text.len) {
        return rc;
    }
    snprintf(note, sizeof(note), "\xe2\x80\xa6 (%s bytes)",
             mw_digits(text.len, digits));
    return mw_buffer_append(out, mw_text(note));
}

enum mw_status plain_value_cut(struct mw_bytes value, size_t most,
                               struct mw_buffer *out)
{
    struct mw_buffer text = {0};
    enum mw_status rc = plain_value(value, &text);

    if (rc == MW_OK) {
        rc = plain_cut(mw_buffer_bytes(&text), most, out);
    }
    mw_buffer_fini(&text);
    return rc;
}
