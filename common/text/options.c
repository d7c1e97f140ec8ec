#include <msgwire/options.h>

#include "text/options_find.h"
#include "text/options_value.h"

#include <msgwire/nearest.h>

/* A pass over the command line. */
struct parse {
    const struct mw_option_reader *reader;
    char **argv;
    int argc;
    int at; /* the next word to look at */
    struct mw_error *err;
};

/* Takes "no-" off the front. */
static bool take_no(struct mw_bytes *name)
{
    if (name->len <= 3 || memcmp(name->at, "no-", 3) != 0) {
        return false;
    }
    mw_bytes_skip(name, 3);
    return true;
}

static const char *similar_name(const struct mw_option *table,
                                struct mw_bytes typed, bool negated)
{
    struct mw_nearest meant = mw_nearest_to(typed);

    for (; table->name != NULL; table++) {
        if (table->negatable || !negated) {
            mw_nearest_offer(&meant, table->name);
        }
    }
    return meant.name;
}

/* `word` is what to show, `typed` its part that may be a mistyped name. */
static enum mw_status unknown(const struct parse *parse, const char *word,
                              struct mw_bytes typed)
{
    bool negated = take_no(&typed);
    const char *meant = similar_name(parse->reader->table, typed, negated);
    char shown[MW_EXCERPT];

    mw_excerpt(mw_text(word), shown);
    if (meant == NULL) {
        return mw_error_set(parse->err, MW_EINVAL, "unknown option %s", shown);
    }
    return mw_error_set(parse->err, MW_EINVAL,
                        "unknown option %s (did you mean --%s%s?)", shown,
                        negated ? "no-" : "", meant);
}

const char *mw_nearest(const char *word, const char *const *names)
{
    struct mw_nearest meant = mw_nearest_to(mw_text(word));

    for (; *names != NULL; names++) {
        mw_nearest_offer(&meant, *names);
    }
    return meant.name;
}

static void tell(const struct parse *parse, const struct mw_option *option,
                 const char *value, bool on)
{
    const struct mw_option_reader *reader = parse->reader;

    if (reader->fn != NULL) {
        reader->fn(reader->arg, option, value, on);
    }
}

static enum mw_status set_flag(const struct parse *parse,
                               const struct mw_option *option, bool on)
{
    memcpy((char *)parse->reader->target + option->offset, &on, sizeof(on));
    tell(parse, option, NULL, on);
    return MW_OK;
}

/* What came with the option is its value, else the next word is. */
static enum mw_status set_value(struct parse *parse,
                                const struct mw_option *option,
                                const char *name, const char *value)
{
    enum mw_status rc;

    if (value == NULL && parse->at < parse->argc) {
        value = parse->argv[parse->at++];
    }
    rc = mw__options_value_put(option, name, value, parse->reader->target,
                               parse->err);
    if (rc == MW_OK) {
        tell(parse, option, value, true);
    }
    return rc;
}

static enum mw_status flag_with_value(const struct parse *parse,
                                      const char *word)
{
    char shown[MW_EXCERPT];

    return mw_error_set(parse->err, MW_EINVAL,
                        "%s: expected no value after the name",
                        mw_excerpt(mw_text(word), shown));
}

static enum mw_status long_value(struct parse *parse,
                                 const struct mw_option *option,
                                 const char *value)
{
    char name[MW__OPTIONS_VALUE_TEXT] = "--";

    strncat(name, option->name, sizeof(name) - 3);
    return set_value(parse, option, name, value);
}

/* --name, --name=value, --name value, --no-name */
static enum mw_status long_option(struct parse *parse, const char *word)
{
    struct mw_bytes typed = mw_bytes(word + 2, strcspn(word + 2, "="));
    const char *end = word + 2 + typed.len;
    const char *value = *end == '=' ? end + 1 : NULL;
    const struct mw_option *option =
        mw__options_named(parse->reader->table, typed);
    struct mw_bytes name = typed;
    bool negated = option == NULL && take_no(&name);

    if (negated) {
        option = mw__options_named(parse->reader->table, name);
    }
    if (option == NULL || (negated && !option->negatable)) {
        return unknown(parse, word, typed);
    }
    if (option->kind != MW_OPTION_FLAG) {
        return long_value(parse, option, value);
    }
    return value == NULL ? set_flag(parse, option, !negated)
                         : flag_with_value(parse, word);
}

/* -x, -xvalue, -x value, -xyz: flags, the last may be one with a value */
static enum mw_status short_options(struct parse *parse, const char *word)
{
    char name[] = "-x";

    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        const struct mw_option *option =
            mw__options_lettered(parse->reader->table, *letter);

        if (option == NULL) {
            return unknown(parse, word, mw_text(word + 1));
        }
        if (option->kind != MW_OPTION_FLAG) {
            name[1] = *letter;
            return set_value(parse, option, name,
                             letter[1] != '\0' ? letter + 1 : NULL);
        }
        set_flag(parse, option, true);
    }
    return MW_OK;
}

enum mw_status mw_options_parse(const struct mw_option *table, void *target,
                                int argc, char **argv, int *words,
                                struct mw_error *err)
{
    const struct mw_option_reader reader = {.table = table, .target = target};

    return mw_options_each(&reader, argc, argv, words, err);
}

enum mw_status mw_options_each(const struct mw_option_reader *reader, int argc,
                               char **argv, int *words, struct mw_error *err)
{
    struct parse parse = {reader, argv, argc, 0, err};
    bool ended = false;

    *words = 0;
    while (parse.at < argc) {
        char *word = argv[parse.at++];
        enum mw_status rc = MW_OK;

        if (ended || !mw__options_is_option(word)) {
            argv[(*words)++] = word;
        } else if (strcmp(word, "--") == 0) {
            ended = true;
        } else if (word[1] == '-') {
            rc = long_option(&parse, word);
        } else {
            rc = short_options(&parse, word);
        }
        if (rc != MW_OK) {
            return rc;
        }
    }
    return MW_OK;
}
