/* The window: requests in flight, whose answers come in any order, and leave
 * so, or in the order of the requests. Bounded in count and in bytes. */
#ifndef CLIENT_TALK_WINDOW_H
#define CLIENT_TALK_WINDOW_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* One request. Stays where it is until window_leave. */
struct window_slot {
    uint64_t number;                   /* from 1 */
    size_t len;                        /* counted against the window's bytes */
    bool done;                         /* its end is known: see status */
    enum mw_status status;             /* MW_OK: an answer came */
    struct window_slot *older, *newer; /* those in flight; else spare ones */

    /* The user's. */
    void *owner;
    uint64_t sent_ns, rtt_ns;
    unsigned tries;
    bool held;             /* it is not on its way */
    struct mw_buffer kept; /* freed by the window */
};

struct window {
    struct window_slot *slots;
    size_t cap;       /* most requests at once */
    size_t used;      /* slots that ever were */
    size_t count;     /* that have not left */
    size_t max_bytes; /* most bytes at once; one request may be longer */
    size_t bytes;
    uint64_t next; /* the number of the one to come */
    struct window_slot *oldest, *newest, *spare;
};

/* Returns MW_OK; MW_ENOMEM. */
enum mw_status window_init(struct window *window, size_t cap, size_t max_bytes,
                           struct mw_error *err);
void window_fini(struct window *window);

/* True if the next request must wait. */
bool window_full(const struct window *window);

/* Takes in the next request; the window must not be full. */
struct window_slot *window_push(struct window *window, size_t len);

/* Takes the newest request back: it could not be sent. */
void window_unpush(struct window *window);

/* Returns the oldest request if it is done, else NULL. */
struct window_slot *window_front(struct window *window);

/* Lets a request leave, whichever it is. */
void window_leave(struct window *window, struct window_slot *slot);

#endif
