/* A receiver of frames: takes a stream in pieces and writes down what comes
 * out of it, as schema/vectors/frames.txt does. */
#ifndef RECEIVER_H
#define RECEIVER_H

#include <msgwire/frame.h>

struct receiver {
    const struct mw_framing *framing;
    size_t limit;
    struct mw_walk walk;
    struct mw_buffer kept; /* what has come and is in no frame yet */
    struct mw_buffer said; /* bodies in hex, parted by spaces */
    const char *outcome;   /* "need-more", or what ended the stream */
};

/* framing  its name.
 * limit    longest body accepted; 128 levels are. */
void receiver_init(struct receiver *receiver, const char *framing,
                   size_t limit);
void receiver_fini(struct receiver *receiver);

/* Takes the next piece. After a fault nothing more is taken. */
void receiver_take(struct receiver *receiver, struct mw_bytes piece);

/* Returns the bodies that came, or "-". */
const char *receiver_bodies(struct receiver *receiver);

#endif
