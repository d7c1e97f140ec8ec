#include "emulate/packet.h"

enum { V4_HEADER = 20, V4_PROTOCOL = 9 };
enum { V6_HEADER = 40, V6_NEXT = 6, V6_FRAGMENT = 44, FRAGMENT_HEADER = 8 };
enum { PROTOCOL_TCP = 6, PROTOCOL_UDP = 17, NONE = -1 };

static int number_of(struct mw_bytes packet)
{
    int version = packet.len > 0 ? packet.at[0] >> 4 : 0;

    if (version == 4 && packet.len >= V4_HEADER) {
        return packet.at[V4_PROTOCOL];
    }
    if (version != 6 || packet.len < V6_HEADER) {
        return NONE;
    }
    if (packet.at[V6_NEXT] == V6_FRAGMENT &&
        packet.len >= V6_HEADER + FRAGMENT_HEADER) {
        return packet.at[V6_HEADER]; /* its first byte is the next header */
    }
    return packet.at[V6_NEXT];
}

enum emulate_protocol packet_protocol(struct mw_bytes packet)
{
    switch (number_of(packet)) {
    case PROTOCOL_TCP:
        return EMULATE_TCP;
    case PROTOCOL_UDP:
        return EMULATE_UDP;
    default:
        return EMULATE_OTHER;
    }
}
