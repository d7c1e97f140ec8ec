/* Verdicts: what is said of an answer that is not as it was recorded, and of
 * a replay as a whole. */
#ifndef CLIENT_KEEP_VERDICT_H
#define CLIENT_KEEP_VERDICT_H

#include "keep/match.h"

enum { VERDICTS_TOLD = 20 }; /* of many the first ones */

/* Appends a sentence about a pair that is not equal. */
void verdict_put(const struct match_pair *pair, const char *peer,
                 struct mw_buffer *out);

struct verdict_sum {
    bool expects;            /* answers were compared */
    uint64_t messages, sent; /* recorded, and gone out again */
    uint64_t connections, answers;
    uint64_t equal, different, missing, unexpected;
    uint64_t faults; /* of the peer and its messages */
    uint64_t took_ns;
};

/* Appends the sentence that sums up. */
void verdict_sum_put(const struct verdict_sum *sum, struct mw_buffer *out);

#endif
