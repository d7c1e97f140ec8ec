/* Command lines: one table per program or verb is what is parsed, what --help
 * prints, and what manual and completion are made from. */
#ifndef MSGWIRE_OPTIONS_H
#define MSGWIRE_OPTIONS_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum mw_option_kind {
    MW_OPTION_FLAG,     /* bool: no value; also --no-NAME where `negatable` */
    MW_OPTION_TEXT,     /* const char *: borrows the argument */
    MW_OPTION_LIST,     /* struct mw_option_list: may be given again */
    MW_OPTION_CHOICE,   /* int: index in `choices` */
    MW_OPTION_COUNT,    /* uint64_t: a whole number */
    MW_OPTION_SIZE,     /* uint64_t bytes: 64, 64k, 64Ki, 16Mi, 1G */
    MW_OPTION_RATE,     /* uint64_t a second: 500, 20k, 1M */
    MW_OPTION_DURATION, /* uint64_t nanoseconds: 250ms, 10s, 1m, 2h, 5us */
    MW_OPTION_BITS,     /* uint64_t bits a second: 64kbit, 10Mbit, 1.5Gbit */
    MW_OPTION_SHARE,    /* uint64_t parts in a million: 1%, 0.1% */
};

struct mw_option {
    const char *name; /* without "--" */
    enum mw_option_kind kind;
    char letter; /* short form, 0 if none */
    bool negatable;
    size_t offset;              /* where in the target the value goes */
    const char *value;          /* how --help names the value: "SIZE" */
    const char *help;           /* one sentence, lower case, no full stop */
    const char *const *choices; /* MW_OPTION_CHOICE: names, then NULL */
    uint64_t min, max;          /* numbers: inclusive; max 0: no bound */
};

enum { MW_OPTION_LIST_MAX = 64 };

struct mw_option_list {
    size_t count;
    const char *items[MW_OPTION_LIST_MAX];
};

/* Parses `--name value`, `--name=value`, `-x value`, `-xvalue`, bundled flags;
 * `--` ends the options. A word that is a negative number is no option.
 *
 * table   rows, the last with a NULL name.
 * target  the struct that `offset` looks into; holds the defaults.
 * argv    argc words, without the program's name; the words that are no
 *         options are moved to its front, in order.
 * words   set to how many those are.
 *
 * Returns MW_OK; MW_EINVAL with a sentence that names the option, the value
 * and what was expected, and the nearest name for one that does not exist. */
MW_API enum mw_status mw_options_parse(const struct mw_option *table,
                                       void *target, int argc, char **argv,
                                       int *words, struct mw_error *err);

/* Told of an option that was given and is right.
 *
 * value  as it was typed; NULL for a flag.
 * on     of a flag: false for --no-NAME. */
typedef void (*mw_option_fn)(void *arg, const struct mw_option *option,
                             const char *value, bool on);

/* How a command line is read: as mw_options_parse says, and who is told. */
struct mw_option_reader {
    const struct mw_option *table;
    void *target;
    mw_option_fn fn; /* called for each option, in order; may be NULL */
    void *arg;
};

/* As mw_options_parse, and calls the reader's `fn`. */
MW_API enum mw_status mw_options_each(const struct mw_option_reader *reader,
                                      int argc, char **argv, int *words,
                                      struct mw_error *err);

/* Appends the table as --help shows it: two columns, wrapped at 80, the
 * default taken from `defaults` (may be NULL) behind the sentence. */
MW_API enum mw_status mw_options_help(const struct mw_option *table,
                                      const void *defaults,
                                      struct mw_buffer *out);

/* Appends one row as a manual page has it: roff for man(7).
 *
 * defaults  as above; may be NULL.
 * remark    more to be said of it, as sentences; may be NULL. */
MW_API enum mw_status mw_options_manual(const struct mw_option *option,
                                        const void *defaults,
                                        const char *remark,
                                        struct mw_buffer *out);

/* Finds what was meant by a word that no name equals, for "did you mean".
 *
 * names  the last is NULL.
 *
 * Returns the most similar name, or NULL if none is similar. */
MW_API const char *mw_nearest(const char *word, const char *const *names);

/* The parsers of quantities on their own. The sentence shows the text and
 * says what was expected. Fractions of a unit are accepted and rounded to the
 * nearest byte, nanosecond, ...: 1.5s, 0.5k. */
MW_API enum mw_status mw_parse_count(const char *text, uint64_t *count,
                                     struct mw_error *err);
MW_API enum mw_status mw_parse_size(const char *text, uint64_t *bytes,
                                    struct mw_error *err);
MW_API enum mw_status mw_parse_rate(const char *text, uint64_t *per_second,
                                    struct mw_error *err);
MW_API enum mw_status mw_parse_duration(const char *text, uint64_t *ns,
                                        struct mw_error *err);
MW_API enum mw_status mw_parse_bits(const char *text, uint64_t *per_second,
                                    struct mw_error *err);
MW_API enum mw_status mw_parse_share(const char *text, uint64_t *ppm,
                                     struct mw_error *err);

enum { MW_QUANTITY_TEXT = 32 };

/* Writes a quantity exactly, in the largest unit that divides it, as its
 * parser reads it.
 *
 * kind  one of the number kinds.
 *
 * Returns `out`, terminated. */
MW_API const char *mw_write_quantity(enum mw_option_kind kind, uint64_t value,
                                     char out[MW_QUANTITY_TEXT]);

#endif
