/* A channel: one direction of the link, from a packet's coming to its going. It
 * has no clock and no descriptor, so all that it decides can be tested.
 *
 *     room -> take: lost? twice? -> shaper -> delay, jitter -> due -> next
 *                                             reordered: held aside
 *
 * Packets become due in the order in which they came. One that is to be
 * reordered waits aside until CHANNEL_OVERTAKEN others that came later have
 * gone ahead of it, or CHANNEL_HOLD_NS are over: so whoever counts a packet as
 * reordered when it comes after a later one counts exactly those. */
#ifndef CLIENT_EMULATE_CHANNEL_H
#define CLIENT_EMULATE_CHANNEL_H

#include "emulate/counts.h"
#include "emulate/spec.h"

enum { CHANNEL_OVERTAKEN = 3, CHANNEL_HOLD_NS = 10000000 };

/* Most bytes of packets on their way; those that come beyond are missed. */
enum { CHANNEL_STORE = 64 << 20 };

struct channel_config {
    const struct emulate_spec *spec;
    uint64_t seed; /* of this direction */
    size_t store;  /* bytes */
};

struct channel;

/* A packet that goes. */
struct channel_packet {
    struct mw_bytes bytes; /* borrowed until channel_gone */
    uint32_t seat;
};

/* flow  where it counts; borrowed.
 *
 * Returns NULL with a sentence if there is no memory. */
struct channel *channel_new(const struct channel_config *config,
                            struct emulate_flow *flow, struct mw_error *err);
void channel_free(struct channel *channel);

/* Returns where the next packet's bytes go: spec.mtu of them have room. */
uint8_t *channel_room(struct channel *channel);

/* A packet has come, with its bytes in the room. Times never go back. */
void channel_take(struct channel *channel, size_t len, uint64_t now_ns);

/* Takes out a packet that is due. Returns false if there is none yet. */
bool channel_next(struct channel *channel, uint64_t now_ns,
                  struct channel_packet *packet);

/* It was handed over at that time, or could not be. */
void channel_gone(struct channel *channel, const struct channel_packet *packet,
                  uint64_t now_ns, bool delivered);

/* Returns when the next one is due; UINT64_MAX: none is on its way. */
uint64_t channel_due(struct channel *channel);

#endif
