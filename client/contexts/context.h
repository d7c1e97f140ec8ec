/* A context: a name for an address with its options, as one line of text.
 *
 *     prod tcp://10.0.0.5:6749 --timeout=2s
 *     here "unix:/a folder/socket"
 *
 * Words are parted by blanks. One in double quotes may hold blanks; within it
 * \" and \\ stand for what follows the backslash. */
#ifndef CLIENT_CONTEXTS_CONTEXT_H
#define CLIENT_CONTEXTS_CONTEXT_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/options.h>

enum {
    CONTEXT_NAME = 32,   /* most bytes of a name */
    CONTEXT_WORDS = 32,  /* the address and its options */
    CONTEXT_LINE = 1024, /* most bytes of a line */
};

/* It looks into itself, and so is not copied. */
struct context {
    char name[CONTEXT_NAME + 1];
    int count;
    char *words[CONTEXT_WORDS]; /* the address, then --name=value or --name */
    size_t len;                 /* bytes of `text` in use */
    char text[CONTEXT_LINE];    /* where the words stand */
};

/* The options that a context may have: all that are about a connection. */
extern const struct mw_option context_options[];

/* True for the name of one of them. */
bool context_may_have(const char *name);

/* Checks a name: letters, digits and . _ - behind a letter or digit.
 *
 * Returns MW_OK; MW_EINVAL. */
enum mw_status context_check_name(const char *name, struct mw_error *err);

/* Makes one of its words.
 *
 * table  the options that may be among them; those that are not about a
 *        connection are left out.
 * argv   argc words: NAME, URL and options. They are reordered.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status context_make(const struct mw_option *table, int argc,
                            char **argv, struct context *context,
                            struct mw_error *err);

/* Reads a line that is neither empty nor a comment, and checks its parts.
 *
 * Returns MW_OK; MW_EVALUE with a sentence. */
enum mw_status context_read(struct mw_bytes line, struct context *context,
                            struct mw_error *err);

/* Appends the address and the options as they are typed, in quotes where they
 * need them. */
enum mw_status context_words(const struct context *context,
                             struct mw_buffer *out);

/* Puts the options that `table` has into `target`; the others are about
 * connections that the verb does not make. */
enum mw_status context_apply(const struct context *context,
                             const struct mw_option *table, void *target,
                             struct mw_error *err);

#endif
