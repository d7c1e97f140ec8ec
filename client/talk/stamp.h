/* A stamp: what is known of a connection, put on each message that it brings
 * when it is printed as an envelope. */
#ifndef CLIENT_TALK_STAMP_H
#define CLIENT_TALK_STAMP_H

#include "output/render.h"

#include <msgwire/conn.h>

struct stamp {
    char peer[MW_ENDPOINT_TEXT], local[MW_ENDPOINT_TEXT];
    const char *transport;
    struct mw_buffer map; /* the envelope that is being printed */
};

/* Begin with {0}. Reads the two ends of a connection that stands. */
void stamp_take(struct stamp *stamp, const struct mw_conn *conn);
void stamp_fini(struct stamp *stamp);

/* What is known of one message; 0: that is not. */
struct stamp_mark {
    uint64_t seq, rtt_ns;
    uint64_t age_ns; /* how long ago it came */
};

/* Prints a message in its envelope. Returns as render_value. */
enum mw_status stamp_show(struct stamp *stamp, const struct stamp_mark *mark,
                          struct mw_bytes message, struct render *render,
                          struct mw_error *err);

#endif
