/* Replies: how many of them are waited for after sending.
 *
 * Without a number or --idle each message is answered by one. A peer may say
 * more than it was asked. */
#ifndef CLIENT_TALK_REPLIES_H
#define CLIENT_TALK_REPLIES_H

#include <stdbool.h>
#include <stdint.h>

/* Begin with the first two. */
struct replies {
    uint64_t count;    /* end when so many have come; 0: no such number */
    bool until_silent; /* what comes before a silence is wanted: --idle */
    bool all_sent;     /* nothing will be sent after this */
    uint64_t sent;     /* messages */
    uint64_t received;
    uint64_t lost; /* were due when a connection ended */
};

/* Returns how many have to come in all; UINT64_MAX: as many as there are. */
uint64_t replies_wanted(const struct replies *replies);

/* Returns how many of those to what was sent have yet to come; 0 where replies
 * are not for what was sent. */
uint64_t replies_due(const struct replies *replies);

/* True if it can end. */
bool replies_are_all(const struct replies *replies);

/* The connection ended. Returns how many replies were lost with it. */
uint64_t replies_lose(struct replies *replies);

#endif
