/* The window: requests in flight, whose answers come in any order and leave
 * in the order of the requests. Bounded in count and in bytes. */
#ifndef CLIENT_WINDOW_H
#define CLIENT_WINDOW_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* One request. Stays where it is until window_pop. */
struct window_slot {
    void *owner;           /* the user's */
    uint64_t number;       /* from 1 */
    unsigned tries;        /* the user's */
    bool done;             /* its end is known: see status */
    enum mw_status status; /* MW_OK: an answer came */
    size_t len;            /* counted against the window's bytes */
    struct mw_buffer kept; /* the user's; freed by the window */
};

struct window {
    struct window_slot *slots;
    size_t cap;           /* most requests at once */
    size_t max_bytes;     /* most bytes at once; one request may be longer */
    uint64_t first, next; /* numbers: the oldest, the one to come */
    size_t bytes;
};

/* Returns MW_OK; MW_ENOMEM. */
enum mw_status window_init(struct window *window, size_t cap, size_t max_bytes,
                           struct mw_error *err);
void window_fini(struct window *window);

/* Requests that have not left. */
size_t window_count(const struct window *window);

/* True if the next request must wait. */
bool window_full(const struct window *window);

/* Takes in the next request; the window must not be full. */
struct window_slot *window_push(struct window *window, size_t len);

/* Takes the newest request back: it could not be sent. */
void window_unpush(struct window *window);

/* Returns the oldest request if it is done, else NULL. */
struct window_slot *window_front(struct window *window);

/* Lets the oldest request leave. */
void window_pop(struct window *window);

#endif
