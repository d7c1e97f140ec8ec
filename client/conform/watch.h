/* The watch: what a client sends, held against the rules for clients. Pure:
 * bodies go in, what broke and what was seen comes out. */
#ifndef CLIENT_CONFORM_WATCH_H
#define CLIENT_CONFORM_WATCH_H

#include "conform/judge.h"

#include <msgwire/message.h>

/* The rules, in the order in which they are told. */
enum watch_rule {
    WATCH_FRAME,
    WATCH_VALUE,
    WATCH_SHAPE,
    WATCH_MSGID,
    WATCH_SILENT,
    WATCH_CUT,
    WATCH_ORDER,
    WATCH_UNASKED,
    WATCH_ERROR,
    WATCH_END,
    WATCH_RULES, /* how many there are */
};

enum { WATCH_IN_FLIGHT = 65536 }; /* of one client; more are not remembered */

struct watch_note {
    unsigned seen;         /* times it held */
    struct mw_error why;   /* MW_OK: not broken */
    struct mw_buffer came; /* what broke it, in front */
};

struct watch {
    bool datagrams;
    unsigned max_depth;
    struct watch_note notes[WATCH_RULES];
    uint32_t *in_flight; /* msgids of requests that are not answered yet */
    size_t in_flight_count, in_flight_cap;
};

void watch_begin(struct watch *watch, bool datagrams);
void watch_end(struct watch *watch);

/* A body came.
 *
 * message  set to it, if it is one.
 *
 * Returns true if it is a request, which wants an answer. */
bool watch_body(struct watch *watch, struct mw_bytes body,
                struct mw_message *message);

/* A request was answered. */
void watch_answered(struct watch *watch, uint32_t msgid);

/* It went on after this was done to it. */
void watch_held(struct watch *watch, enum watch_rule rule);

/* It broke this; the first time counts.
 *
 * came  what it sent. */
void watch_broke(struct watch *watch, enum watch_rule rule,
                 struct mw_bytes came, const char *why);

/* True if there is a rule for clients that is wanted. */
bool watch_has_rules(const struct judge *judge);

/* Tells the verdict of each rule that can be seen here. Returns as
 * judge_tell. */
enum mw_status watch_tell(const struct watch *watch, struct judge *judge,
                          struct mw_error *err);

#endif
