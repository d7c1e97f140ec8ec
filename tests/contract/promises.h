/* A ground whose server promises each answer, and gives none by itself. */
#ifndef CONTRACT_PROMISES_H
#define CONTRACT_PROMISES_H

#include "contract.h"

#include <msgwire/promise.h>

enum { PROMISES_MAX = 8 };

/* What was promised, in the order of asking. */
struct promises {
    struct mw_promise *list[PROMISES_MAX];
    size_t count;
};

/* The hook of a side whose `arg` is a struct promises. */
void promise(struct side *side, struct mw_bytes body);

/* frame_ms: how long a failed stream waits for the next promise. */
void ground_that_promises(struct ground *ground, struct promises *promises);
void ground_that_promises_within(struct ground *ground,
                                 struct promises *promises, uint64_t frame_ms);

/* Returns MW_ECLOSED if it can't be kept any more. */
enum mw_status keep(struct mw_promise *promise, struct mw_bytes answer);

#endif
