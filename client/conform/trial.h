/* A trial: one rule played against a server, step by step. The first step that
 * does not come out as the rule says breaks it: the trial keeps the sentence
 * and the bytes, and every step after it does nothing. So a rule reads as what
 * is said and what is to be heard. */
#ifndef CLIENT_CONFORM_TRIAL_H
#define CLIENT_CONFORM_TRIAL_H

#include "conform/probe.h"

#include <msgwire/message.h>

enum { TRIAL_SHOWN = 4096 }; /* bytes kept to be shown, of each direction */

/* What the server can do, as far as rules need it. */
struct trial_server {
    bool echoes;
    bool silent; /* the first question was not answered at all */
};

/* How a rule broke. */
struct trial_fault {
    struct mw_error why;         /* MW_OK: it did not */
    size_t at;                   /* the byte of what came where it broke */
    struct mw_buffer sent, came; /* the last step's bytes, in front */
};

struct trial {
    const struct probe_config *config; /* borrows */
    const struct trial_server *server; /* borrows */
    struct probe probe;
    struct mw_buffer line; /* what is put together to be sent */
    struct mw_bytes body;  /* what was heard last; a view */
    uint32_t msgid;        /* the last one that was used */
    unsigned checks;       /* things that came out as they should */
    const char *skipped;   /* why it can't be played; NULL: it was */
    bool unreachable;      /* it broke since nothing connects */
    struct trial_fault fault;
    struct trial_fault first; /* of the vectors that broke it, ... */
    unsigned missed;          /* ... how many these are, ... */
    struct mw_buffer others;  /* ... and names of the others, ... */
    unsigned named;           /* ... so many of them */
    unsigned silences;        /* times that nothing came */
};

void trial_begin(struct trial *trial, const struct probe_config *config,
                 const struct trial_server *server);
void trial_end(struct trial *trial);

bool trial_holds(const struct trial *trial);
bool trial_is_datagram(const struct trial *trial);

/* Breaks the rule here. */
void trial_break(struct trial *trial, size_t at, const char *fmt, ...)
    MW_PRINTF(3, 4);

/* Keeps the front of what goes or comes, for whoever looks at a fault. */
void trial_keep(struct mw_buffer *shown, struct mw_bytes bytes);

/* To be called behind each vector that is played: if it has broken the rule,
 * the next ones are played nevertheless, so that all are known in the end; a
 * few silences are enough. */
void trial_row(struct trial *trial, struct mw_bytes vector);

/* To be called when a rule was played: the first vector that broke it stands
 * for all. */
void trial_settle(struct trial *trial);

/* Keeps the front of what goes or comes, for whoever looks at a fault. */
void trial_keep(struct mw_buffer *shown, struct mw_bytes bytes);

/* Of a rule that a vector has broken: says which. */
void trial_name(struct trial *trial, struct mw_bytes vector);

/* --- what is said --- */

/* Connects, unless there is a connection. Returns false if the rule is broken.
 */
bool trial_connected(struct trial *trial);

/* A connection of its own: closes the one there is. */
void trial_reconnect(struct trial *trial);
uint32_t trial_msgid(struct trial *trial); /* a new one */

/* Puts a frame (a datagram) together: what was put together goes with
 * trial_send, in one write. */
void trial_add(struct trial *trial, struct mw_bytes body);
void trial_add_request(struct trial *trial, uint32_t msgid, const char *method,
                       struct mw_bytes params);
void trial_send(struct trial *trial);

/* As it is, at once. */
void trial_put(struct trial *trial, struct mw_bytes bytes);

/* A body in a frame, in one write. */
void trial_say(struct trial *trial, struct mw_bytes body);

/* What was put together goes in two writes that arrive apart. Between them
 * nothing may come (_cut), or something may (_in_two). */
void trial_send_cut(struct trial *trial, size_t at);
void trial_send_in_two(struct trial *trial, size_t at);

/* Half-closes. */
void trial_finish(struct trial *trial);

/* --- what is to be heard --- */

/* A message, whichever. Returns false if the rule is broken. */
bool trial_hear(struct trial *trial, struct mw_message *message);

/* A response, error or not. */
void trial_hear_answer(struct trial *trial, uint32_t msgid);

/* Responses to `count` requests, numbered from `first` on, in any order. */
void trial_hear_answers(struct trial *trial, uint32_t first, uint32_t count);

/* One response, or none: what ping is answered comes next. */
void trial_hear_at_most(struct trial *trial, uint32_t msgid);

/* A response with this result, as a value; in whatever widths. */
void trial_hear_result(struct trial *trial, uint32_t msgid,
                       struct mw_bytes result);

/* ... and byte for byte. */
void trial_hear_bytes(struct trial *trial, uint32_t msgid,
                      struct mw_bytes result);

/* A response with this error. */
void trial_hear_error(struct trial *trial, uint32_t msgid, int code);

/* The `error` notification with this code. */
void trial_hear_told(struct trial *trial, int code);

/* The peer's end, in order and not by a reset, with nothing before it. */
void trial_hear_end(struct trial *trial);

/* The same for a stream that ended inside a frame, which may be told. */
void trial_hear_last(struct trial *trial);

/* The server lives: ping is answered, and nothing comes before that. */
void trial_hear_alive(struct trial *trial);

/* `[]`, which most requests are about. */
struct mw_bytes trial_nothing(void);

#endif
