/* The inbox: bytes of a stream in, whole frames out, without a copy.
 *
 * What a read brings lies in a buffer that all connections of a loop share,
 * and frames are handed on where they lie. Only a frame that is not whole is
 * kept, in a part of its own, which grows with what has come, never with what
 * was announced. A small part goes back in front of the next read; a large
 * one is read on into directly. An idle connection keeps nothing. */
#ifndef MSGWIRE_CONN_INBOX_H
#define MSGWIRE_CONN_INBOX_H

#include <msgwire/frame.h>

struct mw__part;

/* One connection's. {0} is empty. */
struct mw__inbox {
    struct mw__part *part;
};

/* What the inboxes of a loop share, and how frames are to be cut. */
struct mw__intake {
    uint8_t *shared; /* the read buffer */
    size_t shared_len;
    uint64_t *buffered;     /* bytes held in parts are added here */
    struct mw__part *spare; /* a large part's memory, for the next one */
    struct mw_walk walk;    /* of a frame without a prefix that is being cut */
};

enum mw__verdict {
    MW__GO_ON,
    MW__PAUSE, /* keep the rest for mw__inbox_resume */
    MW__STOP,  /* drop the rest: the connection is ending */
};

/* One whole frame. The connection must outlive the call, its inbox need not. */
typedef enum mw__verdict (*mw__frame_fn)(void *arg,
                                         const struct mw_frame *frame);

/* Bytes that are no frame and are dropped: behind a boundary that is lost, or
 * behind MW__STOP. There may be none. */
typedef void (*mw__rest_fn)(void *arg, struct mw_bytes rest);

/* How one stream is cut, and who takes its frames. */
struct mw__cutter {
    const struct mw_framing *framing;
    size_t limit;       /* longest body */
    unsigned max_depth; /* of a frame without a prefix */
    mw__frame_fn fn;
    mw__rest_fn on_rest;
    void *arg;
};

/* Where the next read is to go.
 *
 * len  set to the room there; 0 if there is no memory. */
uint8_t *mw__inbox_space(struct mw__inbox *inbox, struct mw__intake *intake,
                         size_t *len);

/* Takes `len` bytes that were read to `at`, as mw__inbox_space said, and cuts
 * all frames that are whole.
 *
 * Returns MW_OK; MW_ENOMEM; or what mw_frame_next says of a broken boundary:
 * all frames before it have been handed on. */
enum mw_status mw__inbox_filled(struct mw__inbox *inbox,
                                struct mw__intake *intake,
                                const struct mw__cutter *cutter,
                                const uint8_t *at, size_t len,
                                struct mw_error *err);

/* Goes on with what MW__PAUSE left. Returns as mw__inbox_filled. */
enum mw_status mw__inbox_resume(struct mw__inbox *inbox,
                                struct mw__intake *intake,
                                const struct mw__cutter *cutter,
                                struct mw_error *err);

/* Bytes kept, and the whole length of the frame they begin (0: not known). */
size_t mw__inbox_kept(const struct mw__inbox *inbox, size_t *need);

/* What is kept: a view. */
struct mw_bytes mw__inbox_bytes(const struct mw__inbox *inbox);

/* Bytes of memory held. */
size_t mw__inbox_held(const struct mw__inbox *inbox);

/* Drops what is kept. */
void mw__inbox_fini(struct mw__inbox *inbox, struct mw__intake *intake);

/* Frees what the inboxes of a loop shared. */
void mw__inbox_fini_intake(struct mw__intake *intake);

#endif
