#include <msgwire/limits.h>

struct mw_limits mw_limits_default(void)
{
    return (struct mw_limits){
        .max_frame = 16u << 20,
        .max_datagram = MW_DATAGRAM_MAX,
        .max_depth = 128,
        .max_bad = 16,
        .max_nodes = 1u << 20,
        .max_connections = 10000,
        .out_high = 1u << 20,
        .out_low = 256u << 10,
        .max_buffered = 256u << 20,
        .turn_bytes = 256u << 10,
        .frame_ms = 10000,
        .frame_rate = 64u << 10,
        .stall_ms = 10000,
        .linger_ms = 1000,
        .idle_ms = 0,
    };
}
