/* Dialling: how a line gets its connection, with as much patience as was asked
 * for. A try fails if the connection ends, or a probe's answer is late.
 *
 *                                    ,--answer--> DONE
 *     TRYING --open--> (PROBING) ---'
 *       ^  \               |
 *     timer `---failed-----+--> no patience left: line_end
 *       |                  |
 *       `---- PAUSING <----'<-- dial_again --- DONE, and the connection lost
 */
#ifndef CLIENT_TALK_DIAL_H
#define CLIENT_TALK_DIAL_H

#include "talk/line.h"

/* Begins to dial; the line's on_ready follows, or its end. */
void dial_begin(struct line *line);

/* Begins anew, with the patience of the beginning; uses up a retry, of which
 * one must be left. */
void dial_again(struct line *line);

/* What the peer has broken, as people are told of it: the connection is still
 * there to end in order, and nothing more is heard on it.
 *
 * Returns false if nothing is broken. */
bool dial_is_broken(const struct line *line, struct mw_error *why);

/* Lets go of what it needed; the line is closing. */
void dial_stop(struct line *line);

#endif
