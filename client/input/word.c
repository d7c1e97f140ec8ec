#include "input/word.h"

#include <msgwire/pack.h>
#include <msgwire/utf8.h>

static size_t skip_digits(const char *text, size_t at)
{
    while (text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    return at;
}

/* A number that JSON can spell; if it can't be read, it must not become a
 * string behind the user's back. */
static bool is_number(const char *word)
{
    size_t at = word[0] == '-';
    size_t whole = skip_digits(word, at);

    if (whole == at || (word[at] == '0' && whole > at + 1)) {
        return false;
    }
    at = whole;
    if (word[at] == '.') {
        at = skip_digits(word, at + 1);
        if (word[at - 1] == '.') {
            return false;
        }
    }
    if (word[at] == 'e' || word[at] == 'E') {
        at++;
        at += word[at] == '+' || word[at] == '-';
        whole = at;
        at = skip_digits(word, at);
        if (at == whole) {
            return false;
        }
    }
    return word[at] == '\0';
}

static bool is_meant_as_json(const char *word)
{
    return word[0] == '{' || word[0] == '[' || word[0] == '"' ||
           is_number(word);
}

/* A wrong word is the caller's argument, not data. */
enum mw_status word_json(const char *text, const struct mw_json_rules *rules,
                         struct mw_buffer *out, struct mw_error *err)
{
    enum mw_status rc = mw_json_read(mw_text(text), rules, out, err);

    return rc == MW_EVALUE || rc == MW_EDEEP ? MW_EINVAL : rc;
}

/* Appends a string if it is one; else refuses it with a status and advice. */
static enum mw_status append_text(struct mw_bytes text, struct mw_buffer *out,
                                  enum mw_status status, const char *advice,
                                  struct mw_error *err)
{
    size_t valid = mw_utf8_valid_len(text);
    enum mw_status rc;

    if (valid < text.len) {
        return mw_error_set(err, status,
                            "byte %zu (%02x) is not UTF-8, as a string must "
                            "be; %s",
                            valid, text.at[valid], advice);
    }
    rc = mw_pack_str(out, text);
    return rc == MW_OK
               ? MW_OK
               : mw_error_set(err, rc, "no memory for %zu bytes", text.len);
}

enum mw_status word_text(struct mw_bytes text, struct mw_buffer *out,
                         struct mw_error *err)
{
    return append_text(text, out, MW_EINVAL,
                       "{\"$bin\":\"BASE64\"} carries any bytes", err);
}

enum mw_status word_read(const char *word, const struct mw_json_rules *rules,
                         struct mw_buffer *out, struct mw_error *err)
{
    size_t mark = out->len;
    enum mw_status rc = word_json(word, rules, out, err);

    if (rc == MW_OK || rc == MW_ENOMEM || is_meant_as_json(word)) {
        return rc;
    }
    out->len = mark;
    return word_text(mw_text(word), out, err);
}

enum mw_status word_file(const char *name, const struct source_config *config,
                         struct mw_buffer *out, struct mw_error *err)
{
    struct source source;
    enum mw_status rc = source_open(&source, name, config, err);

    if (rc == MW_OK) {
        rc = source_only(&source, out, err);
        source_close(&source);
    }
    return rc;
}

enum mw_status word_file_text(const char *name,
                              const struct source_config *config,
                              struct mw_buffer *out, struct mw_error *err)
{
    size_t max = config->rules.max_value;
    struct input input;
    enum mw_status rc = input_open(&input, name, err);

    if (rc != MW_OK) {
        return rc;
    }
    rc = input_fill_all(&input, max > 0 ? max : SIZE_MAX - 1, err);
    if (rc == MW_ETOOBIG) {
        mw_error_set(err, rc,
                     "the input is longer than %zu bytes: --max-frame allows "
                     "more",
                     max);
    }
    if (rc == MW_OK) {
        rc = append_text(input.rest, out, MW_EVALUE,
                         "KEY:=@FILE reads a value, "
                         "KEY:='{\"$bin\":\"BASE64\"}' carries any bytes",
                         err);
    }
    input_close(&input);
    return rc;
}
