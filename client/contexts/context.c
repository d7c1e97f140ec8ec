#include "contexts/context.h"

#include "options.h"

#include <ctype.h>
#include <stdio.h>

const struct mw_option context_options[] = {
    OPTIONS_ASK,
    {.name = NULL},
};

static const struct mw_option *find(const struct mw_option *table,
                                    struct mw_bytes name)
{
    for (; table->name != NULL; table++) {
        if (mw_bytes_equal(mw_text(table->name), name)) {
            return table;
        }
    }
    return NULL;
}

bool context_may_have(const char *name)
{
    return find(context_options, mw_text(name)) != NULL;
}

enum mw_status context_check_name(const char *name, struct mw_error *err)
{
    char shown[MW_EXCERPT];
    size_t len = 0;

    while (name[len] != '\0' &&
           (isalnum((unsigned char)name[len]) ||
            (len > 0 && strchr("._-", name[len]) != NULL))) {
        len++;
    }
    if (len > 0 && len <= CONTEXT_NAME && name[len] == '\0') {
        return MW_OK;
    }
    return mw_error_set(err, MW_EINVAL,
                        "%s: expected a name of at most %d letters, digits "
                        "and . _ -",
                        *name != '\0' ? mw_excerpt(mw_text(name), shown)
                                      : "\"\"",
                        CONTEXT_NAME);
}

/* --- of words --- */

/* Adds a word, "BEFORE NAME = VALUE"; one too many is counted, not kept. */
static void add_word(struct context *context, const char *before,
                     const char *name, const char *value)
{
    size_t room = sizeof(context->text) - context->len;
    char *at = context->text + context->len;
    size_t len =
        (size_t)snprintf(at, room, "%s%s%s%s", before, name,
                         value != NULL ? "=" : "", value != NULL ? value : "");

    if (len < room && context->count < CONTEXT_WORDS) {
        context->words[context->count] = at;
        context->len += len + 1;
    } else {
        context->len = sizeof(context->text);
    }
    context->count++;
}

static void on_option(void *arg, const struct mw_option *option,
                      const char *value, bool on)
{
    if (context_may_have(option->name)) {
        add_word(arg, on ? "--" : "--no-", option->name, value);
    }
}

static bool is_too_long(const struct context *context)
{
    return context->count > CONTEXT_WORDS ||
           context->len == sizeof(context->text);
}

static bool has_control(const struct context *context)
{
    for (size_t i = 0; i < context->len; i++) {
        uint8_t byte = (uint8_t)context->text[i];
        if ((byte < 0x20 && byte != '\0') || byte == 0x7f) {
            return true;
        }
    }
    return false;
}

static enum mw_status check(const struct context *context, int words,
                            struct mw_error *err)
{
    struct mw_link link = {.values = 0};

    if (words != 2) {
        return mw_error_set(err, MW_EINVAL,
                            "expected NAME URL [OPTION...], got %d word%s",
                            words, words == 1 ? "" : "s");
    }
    if (is_too_long(context)) {
        return mw_error_set(err, MW_EINVAL,
                            "expected at most %d bytes, and %d options",
                            CONTEXT_LINE, CONTEXT_WORDS - 1);
    }
    if (has_control(context)) {
        return mw_error_set(err, MW_EINVAL,
                            "expected text without control characters");
    }
    return mw_link_parse(context->words[0], MW_LINK_EITHER, &link, err);
}

enum mw_status context_make(const struct mw_option *table, int argc,
                            char **argv, struct context *context,
                            struct mw_error *err)
{
    struct options options = options_network;
    struct context given = {0};
    const struct mw_option_reader reader = {
        .table = table,
        .target = &options,
        .fn = on_option,
        .arg = &given,
    };
    const char *name;
    enum mw_status rc;
    int words;

    *context = (struct context){0};
    rc = mw_options_each(&reader, argc, argv, &words, err);
    name = rc == MW_OK && words > 0 ? argv[0] + (argv[0][0] == '@') : "none";
    if (rc == MW_OK) {
        rc = context_check_name(name, err);
    }
    if (rc != MW_OK) {
        return rc;
    }
    snprintf(context->name, sizeof(context->name), "%s", name);
    add_word(context, "", words > 1 ? argv[1] : "", NULL);
    for (int i = 0; i < given.count && i < CONTEXT_WORDS; i++) {
        add_word(context, "", given.words[i], NULL);
    }
    context->len = is_too_long(&given) ? sizeof(context->text) : context->len;
    return check(context, words, err);
}

/* --- of a line --- */

/* Moves the word at the front of `rest` to `out`.
 *
 * Returns what is behind it; NULL if its quote is not closed. */
static const char *take_word(const char *rest, char **out)
{
    bool quoted = *rest == '"';

    rest += quoted;
    while (quoted ? *rest != '"' : *rest != '\0' && !isblank(*rest)) {
        if (quoted && *rest == '\\') {
            rest++;
        }
        if (*rest == '\0') {
            return NULL;
        }
        *(*out)++ = *rest++;
    }
    *(*out)++ = '\0';
    return rest + quoted;
}

/* Parts a line into words. Returns how many, or -1 with a sentence. */
static int split(const char *line, char *out, char **words,
                 struct mw_error *err)
{
    int count = 0;

    while (*(line += strspn(line, " \t")) != '\0') {
        if (count == 2 * CONTEXT_WORDS) {
            mw_error_set(err, MW_EVALUE, "expected at most %d options",
                         CONTEXT_WORDS - 1);
            return -1;
        }
        words[count++] = out;
        line = take_word(line, &out);
        if (line == NULL) {
            mw_error_set(err, MW_EVALUE, "expected a quote that is closed");
            return -1;
        }
    }
    return count;
}

enum mw_status context_read(struct mw_bytes line, struct context *context,
                            struct mw_error *err)
{
    char text[CONTEXT_LINE + 1], parted[2 * CONTEXT_LINE];
    char *words[2 * CONTEXT_WORDS];
    int count;

    if (line.len > CONTEXT_LINE || memchr(line.at, '\0', line.len) != NULL) {
        return mw_error_set(err, MW_EVALUE, "expected at most %d bytes of text",
                            CONTEXT_LINE);
    }
    memcpy(text, line.at, line.len);
    text[line.len] = '\0';
    count = split(text, parted, words, err);
    if (count < 0) {
        return MW_EVALUE;
    }
    if (context_make(context_options, count, words, context, err) != MW_OK) {
        err->status = MW_EVALUE; /* it was not typed now */
        return MW_EVALUE;
    }
    return MW_OK;
}

static enum mw_status append_word(const char *word, struct mw_buffer *out)
{
    bool quote = *word == '\0' || *word == '#' || strpbrk(word, " \t\"\\");
    enum mw_status rc = MW_OK;

    if (!quote) {
        return mw_buffer_append(out, mw_text(word));
    }
    rc = mw_buffer_append(out, mw_text("\""));
    for (; rc == MW_OK && *word != '\0'; word++) {
        if (*word == '"' || *word == '\\') {
            rc = mw_buffer_append(out, mw_text("\\"));
        }
        if (rc == MW_OK) {
            rc = mw_buffer_append(out, mw_bytes(word, 1));
        }
    }
    return rc == MW_OK ? mw_buffer_append(out, mw_text("\"")) : rc;
}

enum mw_status context_words(const struct context *context,
                             struct mw_buffer *out)
{
    enum mw_status rc = MW_OK;

    for (int i = 0; rc == MW_OK && i < context->count; i++) {
        rc = mw_buffer_append(out, mw_text(i > 0 ? " " : ""));
        if (rc == MW_OK) {
            rc = append_word(context->words[i], out);
        }
    }
    return rc;
}

/* --- in use --- */

/* The name in "--name=value", "--name" and "--no-name". */
static struct mw_bytes name_in(const char *word, const struct mw_option *table)
{
    struct mw_bytes name = mw_bytes(word + 2, strcspn(word + 2, "="));

    if (find(table, name) == NULL && strncmp(word, "--no-", 5) == 0) {
        mw_bytes_skip(&name, 3);
    }
    return name;
}

enum mw_status context_apply(const struct context *context,
                             const struct mw_option *table, void *target,
                             struct mw_error *err)
{
    enum mw_status rc = MW_OK;
    int words;

    for (int i = 1; rc == MW_OK && i < context->count; i++) {
        char *word = context->words[i];

        if (find(table, name_in(word, table)) != NULL) {
            rc = mw_options_parse(table, target, 1, &word, &words, err);
        }
    }
    return rc;
}
