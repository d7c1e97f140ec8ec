/* Remarks: what a command that serves many says about its peers, on stderr.
 * Peers who do wrong all day are not quoted all day, nor do they hold us up
 * where nobody reads what is said of them. */
#ifndef CLIENT_LISTEN_REMARK_H
#define CLIENT_LISTEN_REMARK_H

#include "listen/ration.h"
#include "output/report.h"

struct remark {
    struct report report;
    struct ration ration;
};

/* Says it, or leaves it out and counts it.
 *
 * who  in front of the sentence; "": nobody. */
void remark_say(struct remark *remark, uint64_t now_ms, const char *who,
                const char *text);

#endif
