#include "bench/quote.h"

#include "input/pair.h"

#include <msgwire/json.h>
#include <msgwire/pack.h>

static enum mw_status append(struct mw_buffer *out, const char *at, size_t len)
{
    return mw_buffer_append(out, mw_bytes(at, len));
}

/* Appends the text as a JSON string. */
static enum mw_status append_string(const char *text, struct mw_buffer *out)
{
    struct mw_buffer value = {0};
    enum mw_status rc = mw_pack_str(&value, mw_text(text));

    if (rc == MW_OK) {
        rc = mw_json_write(mw_buffer_bytes(&value), NULL, out, NULL);
    }
    mw_buffer_fini(&value);
    return rc;
}

/* Bytes of what stands here: a string, a place, or one byte. */
static size_t measure(const char *text)
{
    const char *end;
    size_t len = 1;

    if (text[0] == '"') {
        while (text[len] != '\0' && text[len] != '"') {
            len += text[len] == '\\' && text[len + 1] != '\0' ? 2 : 1;
        }
        return text[len] == '"' ? len + 1 : len;
    }
    end = strncmp(text, "{{", 2) == 0 ? strstr(text, "}}") : NULL;
    return end != NULL ? (size_t)(end - text) + 2 : 1;
}

static enum mw_status append_json(const char *text, struct mw_buffer *out)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && text[0] != '\0') {
        size_t len = measure(text);
        bool place = text[0] == '{' && len > 1;

        rc = append(out, "\"", place);
        if (rc == MW_OK) {
            rc = append(out, text, len);
        }
        if (rc == MW_OK) {
            rc = append(out, "\"", place);
        }
        text += len;
    }
    return rc;
}

static enum mw_status append_value(const char *text, struct mw_buffer *out)
{
    if (strncmp(text, "{{", 2) == 0) {
        return append_string(text, out);
    }
    return text[0] == '{' || text[0] == '[' ? append_json(text, out)
                                            : append(out, text, strlen(text));
}

enum mw_status quote_word(const char *word, struct mw_buffer *out,
                          struct mw_error *err)
{
    struct pair pair;
    enum mw_status rc = pair_read(word, &pair, err);
    const char *value = word;

    if (rc != MW_OK) {
        return rc;
    }
    if (pair.path.len > 0) {
        value = pair.kind == PAIR_JSON ? pair.value : word + strlen(word);
    }
    rc = append(out, word, (size_t)(value - word));
    if (rc == MW_OK) {
        rc = append_value(value, out);
    }
    if (rc == MW_OK) {
        rc = append(out, "", 1);
    }
    return rc == MW_OK ? MW_OK
                       : mw_error_set(err, rc,
                                      "no memory for a word of %zu "
                                      "bytes",
                                      strlen(word));
}
