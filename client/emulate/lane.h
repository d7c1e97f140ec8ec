/* A lane: one direction of the link, from a packet's coming to its going. It
 * has no clock and no descriptor, so all that it decides can be tested.
 *
 *     room -> take: lost? twice? -> shaper -> delay, jitter -> due -> next
 *                                             reordered: held aside
 *
 * Packets become due in the order in which they came. One that is to be
 * reordered waits aside until LANE_OVERTAKEN others that came later have gone
 * ahead of it, or LANE_HOLD_NS are over: so whoever counts a packet as
 * reordered when it comes after a later one counts exactly those. */
#ifndef CLIENT_EMULATE_LANE_H
#define CLIENT_EMULATE_LANE_H

#include "emulate/counts.h"
#include "emulate/spec.h"

enum { LANE_OVERTAKEN = 3, LANE_HOLD_NS = 10000000 };

/* Most bytes of packets on their way; those that come beyond are missed. */
enum { LANE_STORE = 64 << 20 };

struct lane_config {
    const struct emulate_spec *spec;
    uint64_t seed; /* of this direction */
    size_t store;  /* bytes */
};

struct lane;

/* A packet that goes. */
struct lane_packet {
    struct mw_bytes bytes; /* borrowed until lane_gone */
    uint32_t slot;
};

/* flow  where it counts; borrowed.
 *
 * Returns NULL with a sentence if there is no memory. */
struct lane *lane_new(const struct lane_config *config,
                      struct emulate_flow *flow, struct mw_error *err);
void lane_free(struct lane *lane);

/* Returns where the next packet's bytes go: spec.mtu of them have room. */
uint8_t *lane_room(struct lane *lane);

/* A packet has come, with its bytes in the room. Times never go back. */
void lane_take(struct lane *lane, size_t len, uint64_t now_ns);

/* Takes out a packet that is due. Returns false if there is none yet. */
bool lane_next(struct lane *lane, uint64_t now_ns, struct lane_packet *packet);

/* It was handed over at that time, or could not be. */
void lane_gone(struct lane *lane, const struct lane_packet *packet,
               uint64_t now_ns, bool delivered);

/* Returns when the next one is due; UINT64_MAX: none is on its way. */
uint64_t lane_due(struct lane *lane);

#endif
