/* The link's rate: each packet takes the time that its bits need, one after
 * another; those that come meanwhile wait, and when too many wait the next is
 * dropped, as a router does. */
#ifndef CLIENT_EMULATE_SHAPER_H
#define CLIENT_EMULATE_SHAPER_H

#include "emulate/spec.h"

struct shaper {
    uint64_t rate;    /* bits a second; 0: nothing waits */
    uint64_t free_ns; /* when the last one will have gone */
    uint64_t rest;    /* of a nanosecond, in 1/rate */
    uint64_t limit_bytes;
    /* With a limit in packets: when each of those that wait will have gone. */
    uint64_t *gone_ns;
    uint64_t limit, first, count;
};

/* Begins with nothing waiting. Returns MW_OK or MW_ENOMEM. */
enum mw_status shaper_init(struct shaper *shaper,
                           const struct emulate_spec *spec,
                           struct mw_error *err);
void shaper_fini(struct shaper *shaper);

/* Takes a packet of `len` bytes at a time, which never goes back.
 *
 * gone_ns  set to when its last bit has gone.
 *
 * Returns false if there is no room for it to wait. */
bool shaper_take(struct shaper *shaper, uint64_t len, uint64_t now_ns,
                 uint64_t *gone_ns);

#endif
