/* Completion: what the word at the cursor may become. */
#ifndef CLIENT_REPL_REPL_COMPLETE_H
#define CLIENT_REPL_REPL_COMPLETE_H

#include "repl/repl_methods.h"

enum { REPL_COMPLETE_SHOWN = 40 }; /* more are counted, not listed */

struct repl_completion {
    struct mw_bytes typed; /* the beginning that all candidates have */
    struct repl_method shown[REPL_COMPLETE_SHOWN];
    size_t count;     /* how many fit */
    const char *name; /* one of them; all agree in its first ... */
    size_t common;    /* ... bytes; with one, its whole length */
};

/* Finds them.
 *
 * methods  borrows; so do the candidates.
 * in_use   a method is in use, and text goes to it.
 * before   the line up to the cursor; borrows. */
void repl_complete(const struct repl_methods *methods, bool in_use,
                   struct mw_bytes before, struct repl_completion *out);

/* Appends the candidates, one on a line with its summary.
 *
 * width  columns that a line may have. */
enum mw_status repl_complete_list(const struct repl_completion *completion,
                                  size_t width, struct mw_buffer *out);

#endif
