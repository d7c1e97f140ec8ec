/* Methods: what the peer said that it offers, for completion and for hints.
 * A peer may say anything: names that nobody could type are left out. */
#ifndef CLIENT_REPL_REPL_METHODS_H
#define CLIENT_REPL_REPL_METHODS_H

#include <msgwire/bytes.h>

enum { REPL_METHODS_MAX = 4096 };

struct repl_method {
    const char *name;
    const char *summary; /* "" if there is none; can move no cursor */
};

/* {0} knows none. */
struct repl_methods {
    struct repl_method *at; /* sorted by name */
    size_t count;
    struct mw_buffer text; /* which they lie in */
};

/* Takes them from the result of `describe`, in the place of those before; one
 * of another form, or no memory, leaves none. */
void repl_methods_read(struct repl_methods *methods, struct mw_bytes result);
void repl_methods_fini(struct repl_methods *methods);

/* True if it is one of them, or nothing is known. */
bool repl_methods_may_have(const struct repl_methods *methods,
                           const char *name);

/* Returns the name nearest to a word that is none, or NULL. */
const char *repl_methods_nearest(const struct repl_methods *methods,
                                 const char *word);

#endif
