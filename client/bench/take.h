/* Taking: what comes back, what does not, and what becomes of it. */
#ifndef CLIENT_BENCH_TAKE_H
#define CLIENT_BENCH_TAKE_H

#include "bench/drive.h"

/* A body came that has not been walked. Returns true if it was, byte for byte,
 * the answer that one of the lane's messages must have: most are, and need not
 * be looked at in any other way. */
bool take_expected(struct lane *lane, struct mw_bytes body);

/* A body came. */
void take_body(struct lane *lane, struct mw_bytes body);

/* Ends what has waited too long. */
void take_expire(struct drive *drive, uint64_t now_ns);

/* A lane is lost, and what it had in the air. */
void take_lose(struct lane *lane);

#endif
