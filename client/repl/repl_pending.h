/* Requests that wait for their answers. Each has a number, from 1 for the
 * whole conversation, which is its msgid: so an answer that comes late, even
 * on another connection, is known for what it is. */
#ifndef CLIENT_REPL_REPL_PENDING_H
#define CLIENT_REPL_REPL_PENDING_H

#include <msgwire/limits.h>

#include <stdbool.h>

enum { REPL_PENDING_MAX = 64 };

struct repl_request {
    uint32_t number;
    bool left;     /* nobody waits for it at the prompt any more */
    bool page;     /* its result is a description */
    uint64_t line; /* where it was read */
    uint64_t sent_ns;
    uint64_t due_ns; /* UINT64_MAX: never */
    char method[MW_METHOD_MAX + 1];
};

/* {0} has none. */
struct repl_pending {
    struct repl_request
        at[REPL_PENDING_MAX]; /* in the order of their numbers */
    size_t count;
    uint32_t last; /* number */
};

/* Adds a request with the next number; the rest is the caller's to fill.
 *
 * Returns NULL if there are as many as there may be. */
struct repl_request *repl_pending_add(struct repl_pending *pending,
                                      const char *method);

/* Returns the request with that number, or NULL. */
struct repl_request *repl_pending_find(struct repl_pending *pending,
                                       uint32_t number);

/* Removes one that was found or added; those behind it move. */
void repl_pending_remove(struct repl_pending *pending,
                         struct repl_request *request);

/* True for the number of a request that was made, whatever became of it. */
bool repl_pending_was(const struct repl_pending *pending, uint32_t number);

/* Returns the one that is due first, or NULL if none is ever due. */
struct repl_request *repl_pending_first_due(struct repl_pending *pending);

#endif
