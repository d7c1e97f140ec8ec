#include "values.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/pack.h>
#include <msgwire/value.h>

/* All that reading one list of words needs. */
struct reading {
    const struct values_rules *rules;
    struct mw_buffer pairs; /* keys and values of the one map */
    uint32_t pair_count;
};

static bool is_key_byte(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_' || (unsigned char)c >= 0x80;

    return letter ||
           (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

/* Returns the length of KEY in KEY=TEXT or KEY:=JSON, or 0. */
static size_t key_len(const char *word)
{
    size_t len = 0;

    while (is_key_byte(word[len], len == 0)) {
        len++;
    }
    if (word[len] == ':') {
        return word[len + 1] == '=' ? len : 0;
    }
    return word[len] == '=' ? len : 0;
}

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
static enum mw_status read_json(const char *text, struct reading *reading,
                                struct mw_buffer *out, struct mw_error *err)
{
    enum mw_status rc =
        mw_json_read(mw_text(text), &reading->rules->source.rules, out, err);

    return rc == MW_EVALUE || rc == MW_EDEEP ? MW_EINVAL : rc;
}

static enum mw_status read_file(const char *name, struct reading *reading,
                                struct mw_buffer *out, struct mw_error *err)
{
    struct source source;
    enum mw_status rc =
        source_open(&source, name, &reading->rules->source, err);

    if (rc == MW_OK) {
        rc = source_only(&source, out, err);
        source_close(&source);
    }
    return rc;
}

static enum mw_status read_plain(const char *word, struct reading *reading,
                                 struct mw_buffer *out, struct mw_error *err)
{
    size_t mark = out->len;
    enum mw_status rc;

    if (reading->rules->strings) {
        return mw_pack_str(out, mw_text(word));
    }
    if (word[0] == '@' && word[1] != '\0') {
        return read_file(word + 1, reading, out, err);
    }
    rc = read_json(word, reading, out, err);
    if (rc == MW_OK || rc == MW_ENOMEM || is_meant_as_json(word)) {
        return rc;
    }
    out->len = mark;
    return mw_pack_str(out, mw_text(word));
}

static bool has_key(const struct reading *reading, struct mw_bytes key)
{
    struct mw_bytes in = mw_buffer_bytes(&reading->pairs);
    struct mw_value value;

    while (in.len > 0 && mw_value_next(&in, &value) == MW_OK) {
        if (mw_bytes_equal(value.payload, key)) {
            return true;
        }
        mw_value_skip(&in, NULL);
    }
    return false;
}

static enum mw_status read_pair(const char *word, size_t len,
                                struct reading *reading, struct mw_error *err)
{
    struct mw_bytes key = mw_bytes(word, len);
    enum mw_status rc;

    if (has_key(reading, key)) {
        return mw_error_set(err, MW_EINVAL, "the key is there already");
    }
    reading->pair_count++;
    rc = mw_pack_str(&reading->pairs, key);
    if (rc != MW_OK) {
        return rc;
    }
    return word[len] == ':'
               ? read_json(word + len + 2, reading, &reading->pairs, err)
               : mw_pack_str(&reading->pairs, mw_text(word + len + 1));
}

static size_t pair_key(const char *word, const struct reading *reading)
{
    return reading->rules->strings ? 0 : key_len(word);
}

static void name_word(struct mw_error *err, const char *what, int index,
                      const char *word)
{
    char text[MW_EXCERPT];

    mw_error_prefix(err, "%s %d '%s'", what, index + 1,
                    mw_excerpt(mw_text(word), text));
}

/* The map is whole only when all words have been seen, but stands where the
 * first pair stood: so the pairs are read first. */
static enum mw_status read_pairs(char **words, int count, const char *what,
                                 struct reading *reading, struct mw_error *err)
{
    for (int i = 0; i < count; i++) {
        size_t len = pair_key(words[i], reading);
        enum mw_status rc =
            len > 0 ? read_pair(words[i], len, reading, err) : MW_OK;
        if (rc != MW_OK) {
            name_word(err, what, i, words[i]);
            return rc;
        }
    }
    return MW_OK;
}

static enum mw_status append_map(const struct reading *reading,
                                 struct mw_buffer *out)
{
    enum mw_status rc = mw_pack_map(out, reading->pair_count);

    return rc == MW_OK ? mw_buffer_append(out, mw_buffer_bytes(&reading->pairs))
                       : rc;
}

static enum mw_status read_word(const char *word, struct reading *reading,
                                struct values *values, struct mw_error *err)
{
    struct mw_buffer *out = values->stream ? &values->after : &values->before;

    if (!reading->rules->strings && strcmp(word, "-") == 0) {
        if (values->stream) {
            return mw_error_set(err, MW_EINVAL,
                                "stdin can be read once, and is read already");
        }
        values->stream = true;
        return MW_OK;
    }
    ++*(values->stream ? &values->after_count : &values->before_count);
    return pair_key(word, reading) > 0 ? append_map(reading, out)
                                       : read_plain(word, reading, out, err);
}

static enum mw_status read_words(struct values *values, char **words, int count,
                                 const char *what, struct reading *reading,
                                 struct mw_error *err)
{
    bool map_stands = false;

    for (int i = 0; i < count; i++) {
        bool pair = pair_key(words[i], reading) > 0;
        enum mw_status rc = pair && map_stands
                                ? MW_OK
                                : read_word(words[i], reading, values, err);
        if (rc != MW_OK) {
            name_word(err, what, i, words[i]);
            return rc;
        }
        map_stands = map_stands || pair;
    }
    return MW_OK;
}

enum mw_status values_read(struct values *values, char **words, int count,
                           const char *what, const struct values_rules *rules,
                           struct mw_error *err)
{
    struct reading reading = {.rules = rules};
    enum mw_status rc;

    *values = (struct values){0};
    rc = read_pairs(words, count, what, &reading, err);
    if (rc == MW_OK) {
        rc = read_words(values, words, count, what, &reading, err);
    }
    mw_buffer_fini(&reading.pairs);
    return rc;
}

void values_fini(struct values *values)
{
    mw_buffer_fini(&values->before);
    mw_buffer_fini(&values->after);
}

enum mw_status values_array(const struct values *values,
                            struct mw_bytes streamed, struct mw_buffer *out)
{
    uint32_t count =
        values->before_count + values->after_count + (values->stream ? 1 : 0);
    enum mw_status rc = mw_pack_array(out, count);

    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_buffer_bytes(&values->before));
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, streamed);
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_buffer_bytes(&values->after));
    }
    return rc;
}

enum mw_status values_method(const char *word, struct mw_error *err)
{
    size_t len = strlen(word);
    char text[MW_EXCERPT];

    if (len > 0 && len <= MW_METHOD_MAX) {
        return MW_OK;
    }
    return mw_error_set(err, MW_EINVAL,
                        "METHOD '%s': a method's name has 1 to %d bytes, this "
                        "one has %zu",
                        mw_excerpt(mw_text(word), text), MW_METHOD_MAX, len);
}
