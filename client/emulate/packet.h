/* What a packet of IP carries: enough to count TCP and UDP apart. */
#ifndef CLIENT_EMULATE_PACKET_H
#define CLIENT_EMULATE_PACKET_H

#include <msgwire/bytes.h>

enum emulate_protocol {
    EMULATE_TCP,
    EMULATE_UDP,
    EMULATE_OTHER, /* what the system itself says: ICMP, neighbours, groups */
    EMULATE_PROTOCOLS,
};

/* Looks into the header of IPv4 or IPv6; what is no whole header is OTHER. A
 * fragment belongs to what it is a part of. */
enum emulate_protocol packet_protocol(struct mw_bytes packet);

#endif
