/* The forwarder: a process between the two ends of a link, which moves packets
 * through a channel in each direction. It is a process of its own, so that it
 * keeps its times while the measuring one is busy. */
#ifndef CLIENT_EMULATE_FORWARD_H
#define CLIENT_EMULATE_FORWARD_H

#include "emulate/counts.h"
#include "emulate/spec.h"

#include <sys/types.h>

struct forward_config {
    const struct emulate_spec *spec;
    uint64_t seed;
    int near_fd, far_fd; /* TUN devices */
    struct emulate_totals *totals;
};

/* A forwarder that runs. */
struct forwarder {
    pid_t pid;
    int leash; /* it ends when this is closed, or we die */
};

/* Returns MW_OK; MW_ENOMEM; MW_ESYSTEM with a sentence. */
enum mw_status forward_start(const struct forward_config *config,
                             struct forwarder *forwarder, struct mw_error *err);
void forward_stop(struct forwarder *forwarder);

/* Returns false if it has died. */
bool forward_runs(const struct forwarder *forwarder);

#endif
