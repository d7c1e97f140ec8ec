/* Commands of a conversation: what begins with a colon. The table is what is
 * looked up, completed, and printed by :help. */
#ifndef CLIENT_REPL_REPL_COMMAND_H
#define CLIENT_REPL_REPL_COMMAND_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/page.h>

enum repl_verb {
    REPL_CALL,
    REPL_NOTIFY,
    REPL_SEND,
    REPL_USE,
    REPL_DESCRIBE,
    REPL_TIME,
    REPL_TRACE,
    REPL_HELP,
    REPL_QUIT,
};

/* What its first word is, for completion. */
enum repl_first { REPL_FIRST_ANY, REPL_FIRST_METHOD, REPL_FIRST_SWITCH };

struct repl_command {
    const char *name; /* with the colon */
    enum repl_verb verb;
    const char *words;        /* what follows it */
    const char *summary;      /* lower case, no full stop */
    int words_min, words_max; /* words_max -1: any number */
    enum repl_first first;
};

/* Rows in the order of :help. Returns NULL behind the last one. */
const struct repl_command *repl_command_at(size_t index);

/* Finds a command by its name, or by a beginning that only it has, and checks
 * how many words follow.
 *
 * words  the line's; the first one is the name.
 *
 * Returns NULL and a sentence if there is none, with the nearest name, or if
 * the words are too few or too many. */
const struct repl_command *repl_command_find(char *const *words, int count,
                                             struct mw_error *err);

/* Reads "on" and "off"; a missing word (NULL) is the other than `now`.
 *
 * Returns MW_OK; MW_EINVAL. */
enum mw_status repl_command_switch(const char *word, bool now, bool *on,
                                   struct mw_error *err);

/* Puts what can be typed; :help prints it, and so does the verb's help. */
void repl_command_put(struct mw_page *page);

/* Appends what :help prints. */
enum mw_status repl_command_help(struct mw_buffer *out);

#endif
