#include "input/values.h"

#include "input/pair.h"
#include "input/tree.h"
#include "input/word.h"

#include <msgwire/limits.h>
#include <msgwire/pack.h>
#include <msgwire/utf8.h>

/* All that reading one list of words needs. */
struct reading {
    const struct values_rules *rules;
    const char *what;
    bool stdin_read;
    bool pairs;           /* there is one, and `map` is what they all make */
    struct mw_buffer map; /* bytes of one value */
};

/* Stdin is a stream, or one file among others; it can't be both, or two. */
static enum mw_status take_stdin(struct reading *reading, struct mw_error *err)
{
    if (reading->stdin_read || reading->rules->no_stdin) {
        return mw_error_set(err, MW_EINVAL,
                            "stdin can be read once, and is read already");
    }
    reading->stdin_read = true;
    return MW_OK;
}

/* Tells how the text itself is written where no file has that name. */
static enum mw_status advise(enum mw_status rc, const char *before,
                             const char *name, struct mw_error *err)
{
    char shown[MW_EXCERPT];
    struct mw_error why;

    if (rc != MW_EINVAL || err == NULL) {
        return rc;
    }
    why = *err;
    return mw_error_set(err, rc, "%s (for the text itself: %s'\"@%s\"')",
                        why.text, before, mw_excerpt(mw_text(name), shown));
}

typedef enum mw_status (*file_fn)(const char *name,
                                  const struct source_config *config,
                                  struct mw_buffer *out, struct mw_error *err);

/* before  what stands in front of a text in place of the file. */
static enum mw_status read_file(const char *name, file_fn read,
                                const char *before, struct reading *reading,
                                struct mw_buffer *out, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (strcmp(name, "-") == 0) {
        rc = take_stdin(reading, err);
    }
    return rc == MW_OK ? advise(read(name, &reading->rules->source, out, err),
                                before, name, err)
                       : rc;
}

/* --- pairs --- */

static enum mw_status pair_of(const char *word, const struct reading *reading,
                              struct pair *pair, struct mw_error *err)
{
    if (reading->rules->strings) {
        pair->path.len = 0;
        return MW_OK;
    }
    return pair_read(word, pair, err);
}

static enum mw_status read_pair_value(const struct pair *pair,
                                      struct reading *reading,
                                      struct mw_buffer *out,
                                      struct mw_error *err)
{
    switch (pair->kind) {
    case PAIR_TEXT:
        return word_text(mw_text(pair->value), out, err);
    case PAIR_JSON:
        return word_json(pair->value, &reading->rules->source.rules, out, err);
    case PAIR_TEXT_FILE:
        return read_file(pair->value, word_file_text, "KEY:=", reading, out,
                         err);
    case PAIR_VALUE_FILE:
        return read_file(pair->value, word_file, "KEY:=", reading, out, err);
    }
    return MW_EINVAL;
}

static enum mw_status check_path(struct mw_bytes path, struct mw_error *err)
{
    size_t valid = mw_utf8_valid_len(path);

    return valid == path.len
               ? MW_OK
               : mw_error_set(err, MW_EINVAL,
                              "byte %zu (%02x) is not UTF-8, as a key must be",
                              valid, path.at[valid]);
}

static enum mw_status put_pair(const struct pair *pair, int word,
                               struct reading *reading, struct tree *tree,
                               struct mw_error *err)
{
    struct mw_buffer value = {0};
    enum mw_status rc = check_path(pair->path, err);

    if (rc == MW_OK) {
        rc = read_pair_value(pair, reading, &value, err);
    }
    if (rc == MW_OK) {
        rc = tree_put(tree, pair->path, mw_buffer_bytes(&value), word, err);
    }
    mw_buffer_fini(&value);
    return rc;
}

static void name_word(struct mw_error *err, const char *what, int index,
                      const char *word)
{
    char text[MW_EXCERPT];

    mw_error_prefix(err, "%s %d '%s'", what, index + 1,
                    mw_excerpt(mw_text(word), text));
}

static enum mw_status put_pairs(char **words, int count,
                                struct reading *reading, struct tree *tree,
                                struct mw_error *err)
{
    for (int i = 0; i < count; i++) {
        struct pair pair;
        enum mw_status rc = pair_of(words[i], reading, &pair, err);

        if (rc == MW_OK && pair.path.len > 0) {
            reading->pairs = true;
            rc = put_pair(&pair, i + 1, reading, tree, err);
        }
        if (rc != MW_OK) {
            name_word(err, reading->what, i, words[i]);
            return rc;
        }
    }
    return MW_OK;
}

/* The map is whole only when all words have been seen, but stands where the
 * first pair stood: so the pairs are read first. */
static enum mw_status read_pairs(char **words, int count,
                                 struct reading *reading, struct mw_error *err)
{
    struct tree tree = {.what = reading->what};
    enum mw_status rc = put_pairs(words, count, reading, &tree, err);

    if (rc == MW_OK && reading->pairs) {
        rc = tree_append(&tree, &reading->map, err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "the map of all key=text");
        }
    }
    tree_fini(&tree);
    return rc == MW_EDEEP ? MW_EINVAL : rc;
}

/* --- words --- */

static enum mw_status read_word(const char *word, struct reading *reading,
                                struct mw_buffer *out, struct mw_error *err)
{
    if (reading->rules->strings) {
        return word_text(mw_text(word), out, err);
    }
    if (word[0] == '@' && word[1] != '\0') {
        return read_file(word + 1, word_file, "", reading, out, err);
    }
    return word_read(word, &reading->rules->source.rules, out, err);
}

static enum mw_status append_map(struct reading *reading, struct mw_buffer *out)
{
    enum mw_status rc = mw_buffer_append(out, mw_buffer_bytes(&reading->map));

    reading->map.len = 0;
    return rc;
}

static enum mw_status take_word(const char *word, struct reading *reading,
                                struct values *values, struct mw_error *err)
{
    struct mw_buffer *out = values->stream ? &values->after : &values->before;
    uint32_t *count =
        values->stream ? &values->after_count : &values->before_count;
    struct pair pair;

    if (!reading->rules->strings && strcmp(word, "-") == 0) {
        values->stream = true;
        return take_stdin(reading, err);
    }
    pair_of(word, reading, &pair, NULL);
    if (pair.path.len == 0) {
        ++*count;
        return read_word(word, reading, out, err);
    }
    *count += reading->map.len > 0;
    return append_map(reading, out);
}

static enum mw_status take_words(struct values *values, char **words, int count,
                                 struct reading *reading, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    for (int i = 0; i < count && rc == MW_OK; i++) {
        rc = take_word(words[i], reading, values, err);
        if (rc != MW_OK) {
            name_word(err, reading->what, i, words[i]);
        }
    }
    return rc;
}

enum mw_status values_read(struct values *values, char **words, int count,
                           const char *what, const struct values_rules *rules,
                           struct mw_error *err)
{
    struct reading reading = {.rules = rules, .what = what};
    enum mw_status rc;

    *values = (struct values){0};
    rc = read_pairs(words, count, &reading, err);
    if (rc == MW_OK) {
        rc = take_words(values, words, count, &reading, err);
    }
    mw_buffer_fini(&reading.map);
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
    size_t len = strlen(word), valid = mw_utf8_valid_len(mw_text(word));
    char text[MW_EXCERPT];

    if (len > 0 && len <= MW_METHOD_MAX && valid == len) {
        return MW_OK;
    }
    if (valid < len) {
        return mw_error_set(err, MW_EINVAL,
                            "METHOD '%s': byte %zu is not UTF-8, as a name "
                            "must be",
                            mw_excerpt(mw_text(word), text), valid);
    }
    return mw_error_set(err, MW_EINVAL,
                        "METHOD '%s': a method's name has 1 to %d bytes, this "
                        "one has %zu",
                        mw_excerpt(mw_text(word), text), MW_METHOD_MAX, len);
}
