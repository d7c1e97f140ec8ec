/* Completion: which words may follow those of a command line. */
#ifndef CLIENT_GUIDE_COMPLETION_H
#define CLIENT_GUIDE_COMPLETION_H

#include <msgwire/complete.h>

/* Offers what may be typed, from the tables alone: no server is asked.
 *
 * words  count words behind the program's name, in front of the one that is
 *        typed. */
void completion_offer(struct mw_complete *complete, char *const *words,
                      int count);

#endif
