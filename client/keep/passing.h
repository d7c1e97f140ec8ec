/* Passing on: how one piece gets from one side of a bridge to the other, and
 * what is said where it can't. */
#ifndef CLIENT_KEEP_PASSING_H
#define CLIENT_KEEP_PASSING_H

#include "keep/bridge.h"

/* Passes a piece on.
 *
 * out  from the target to the client.
 *
 * What can't be passed on is told, counted, and where someone waits for an
 * answer, answered. */
void passing_on(struct bridge *bridge, bool out, const struct mw_piece *piece);

/* Sends what has waited for the target. */
void passing_waiting(struct bridge *bridge);

/* Answers each request of a sender of datagrams that is still due. */
void passing_fail_dues(struct bridge *bridge, const char *text);

#endif
