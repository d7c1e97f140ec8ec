/* Requests: many in flight on a line, their answers in the order of asking or,
 * if that was asked for, as they come.
 *
 * On a stream the line is given up when nothing moves for the timeout: no
 * answer came and no byte of ours was taken. A datagram has its own timeout,
 * since each may be lost, and is sent again as often as was allowed. */
#ifndef CLIENT_TALK_REQUESTS_H
#define CLIENT_TALK_REQUESTS_H

#include "talk/line.h"
#include "talk/window.h"

#include <msgwire/calls.h>

/* One request's end.
 *
 * number  of the request, from 1.
 * answer  NULL: none came, see `why`; MW_ECLOSED: the connection was lost.
 * body    the answer's whole message.
 * rtt_ns  from the request to its answer, if the config has `timed`.
 * age_ns  how long it had to wait for those before it, likewise. */
struct requests_answer {
    uint64_t number;
    const struct mw_message *answer;
    struct mw_bytes body;
    enum mw_status why;
    uint64_t rtt_ns, age_ns;
};

struct requests_config {
    struct line *line;      /* ready; borrows */
    struct mw_bytes method; /* borrows */
    bool timed;             /* how long each answer took is wanted */
    void (*on_answer)(void *data, const struct requests_answer *answer);

    /* Answers have left: there may be room, or nothing pending. */
    void (*on_room)(void *data);
    void *data;
};

struct requests {
    struct requests_config config;
    struct mw_calls *calls;
    struct window window;
    uv_timer_t quiet;     /* streams: gives up when nothing moves */
    uint64_t moved_ms;    /* when something moved last */
    size_t queued;        /* bytes of ours that were waiting then */
    bool uploading;       /* so they did when the timer looked last */
    size_t kept;          /* bytes of answers that wait for earlier ones */
    struct mw_bytes body; /* the message that is being looked at */
};

/* Returns MW_OK, and requests_close frees; MW_ENOMEM. */
enum mw_status requests_open(struct requests *requests,
                             const struct requests_config *config,
                             struct mw_error *err);

/* Frees; what is pending is forgotten. The line must be closed after this. */
void requests_close(struct requests *requests);

/* True if the next request must wait: for an answer, or for room on the line.
 */
bool requests_full(const struct requests *requests);

size_t requests_pending(const struct requests *requests);

/* The number that the next request will have. */
uint64_t requests_next(const struct requests *requests);

/* The connection is gone, and with it the answers of a stream's requests: each
 * of these ends. A datagram's wait on, and may be sent again.
 *
 * Returns MW_OK, and the next connection can be used; MW_ENOMEM. */
enum mw_status requests_lose(struct requests *requests, struct mw_error *err);

/* The line stands again: what would have been sent again meanwhile is. */
void requests_go_on(struct requests *requests);

/* Sends the next request; there must be room.
 *
 * params  bytes of one array.
 *
 * Returns MW_OK, and on_answer follows; MW_EAGAIN if it must wait for room on
 * the line after all; MW_ETOOBIG, ... and on_answer does not follow. */
enum mw_status requests_send(struct requests *requests, struct mw_bytes params,
                             struct mw_error *err);

/* Hands over a response that came; one that nobody waits for is dropped. */
void requests_take(struct requests *requests, const struct mw_message *response,
                   struct mw_bytes body);

#endif
