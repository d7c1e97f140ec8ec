/* An inspection of frames: what stands before the first, then the header and
 * the values of each. It goes from step to step, and each may have to wait.
 *
 *     preamble --> header --> value(s) --> header --> ...
 *                               |  ^
 *                               v  |
 *                         a payload's rest
 *
 * Without a prefix there are no headers: values follow each other. */
#ifndef MSGWIRE_TEXT_INSPECT_FRAME_H
#define MSGWIRE_TEXT_INSPECT_FRAME_H

#include "text/inspect_state.h"

#include <msgwire/frame.h>

struct mw__inspect_frames {
    const struct mw_framing *framing; /* NULL: values follow each other */
    size_t limit;                     /* longest body */
    size_t preamble;                  /* bytes of it that are to come */
    bool greeted;                     /* it has begun */
    uint64_t count;                   /* begun */
    bool framed;                      /* within a frame, of which ... */
    uint64_t left;                    /* ... so many bytes are to come, ... */
    unsigned values, values_most;     /* ... and so many values have begun */
    bool last;                        /* no more bytes will come */
    struct mw__inspection x;
};

/* Draws the next thing that is whole.
 *
 * in  bytes at hand, which begin at x.at or behind it; moved past what was
 *     used. There is no harm in calling again: nothing is drawn twice.
 *
 * Returns MW_OK; MW_EAGAIN if more must come; MW_EFRAME, MW_ETOOBIG or as
 * mw__inspect_value at a fault, which has been pointed at; MW_ENOMEM. */
enum mw_status mw__inspect_frame_step(struct mw__inspect_frames *frames,
                                      struct mw_bytes *in);

/* True if nothing is left, and nothing is owed. */
bool mw__inspect_frame_done(const struct mw__inspect_frames *frames,
                            struct mw_bytes in);

#endif
