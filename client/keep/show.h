/* Showing what a relay passes on, in each form of output: which way it went,
 * whose it is, and the message. */
#ifndef CLIENT_KEEP_SHOW_H
#define CLIENT_KEEP_SHOW_H

#include "keep/relay.h"

struct show {
    struct render render;
    bool envelope;        /* with all that is known of it */
    struct mw_buffer map; /* the envelope that is being printed */
};

/* Appends a message, each of its values by itself; what is no frame is not
 * shown. Returns as render_value. */
enum mw_status show_message(struct show *show,
                            const struct relay_message *message,
                            struct mw_error *err);

void show_fini(struct show *show);

#endif
