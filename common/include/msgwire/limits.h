/* Limits: every bound that a peer can meet, in one place.
 * Source: schema/README.md, "Limits". */
#ifndef MSGWIRE_LIMITS_H
#define MSGWIRE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#include <msgwire/export.h>

enum {
    MW_DEPTH_MAX = 512,      /* what any max_depth may be at most */
    MW_DATAGRAM_MAX = 65507, /* RFC 768 over IPv4: 65,535 - 20 - 8 */
    MW_METHOD_MAX = 255,     /* bytes of a method's name */
    MW_PORT_DEFAULT = 6749,
};

struct mw_limits {
    size_t max_frame;       /* bytes of a frame's body */
    size_t max_datagram;    /* bytes of a datagram */
    unsigned max_depth;     /* levels of nesting, at most MW_DEPTH_MAX */
    unsigned max_bad;       /* bad bodies in a row, then the connection ends */
    size_t max_connections; /* of all listeners of a loop together */
    size_t out_high;        /* bytes queued: an accepted peer is not read ... */
    size_t out_low;         /* ... until the queue is below this */
    size_t max_buffered;    /* bytes of all buffers of a loop */
    size_t turn_bytes;      /* read from one connection per turn of the loop */
    uint64_t frame_ms;      /* a frame once begun is whole within this ... */
    size_t frame_rate;      /* ... plus its size at this many bytes a second */
    uint64_t stall_ms;      /* a peer that takes no byte for so long is cut */
    uint64_t linger_ms;     /* read and discard after an error, at most */
    uint64_t idle_ms;       /* a silent connection is closed; 0: never */
};

/* Returns the defaults of the contract. */
MW_API struct mw_limits mw_limits_default(void);

#endif
