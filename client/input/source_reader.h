/* Readers: what a source needs to know of one form; a form is one row. */
#ifndef CLIENT_INPUT_SOURCE_READER_H
#define CLIENT_INPUT_SOURCE_READER_H

#include "input/source.h"

struct source_reader {
    /* Prepares for the first value. NULL: there is nothing to prepare. */
    enum mw_status (*open)(struct source *source, struct mw_error *err);

    /* As source_next, but for the place of a fault. */
    enum mw_status (*next)(struct source *source, struct mw_bytes *value,
                           struct mw_error *err);

    /* The input has ended, and `next` has said MW_EAGAIN: MW_ECLOSED if
     * nothing is begun, else a last value or a fault. */
    enum mw_status (*end)(struct source *source, struct mw_bytes *value,
                          struct mw_error *err);

    /* Puts the value's number and place in front of a fault's sentence. */
    void (*blame)(const struct source *source, struct mw_error *err);
};

extern const struct source_reader source_json, source_bytes, source_hex,
    source_dump;

/* Makes a source ready to cut values: `open` of those that do. */
enum mw_status source_bytes_open(struct source *source, struct mw_error *err);

/* Cuts a frame off the front of `in`, as mw_frame_next does, and walks it; its
 * values are then in source->more.
 *
 * Sets source->wanted on MW_EAGAIN. */
enum mw_status source_bytes_cut(struct source *source, struct mw_bytes *in,
                                struct mw_error *err);

/* Takes the next value of the frame at hand. Returns false if there is none. */
bool source_bytes_take(struct source *source, struct mw_bytes *value);

/* Says that the input ends inside a value, of which `len` bytes have come. */
enum mw_status source_bytes_ends(const struct source *source, size_t len,
                                 struct mw_error *err);

/* How a sentence calls what is cut: "frame" or "value". */
const char *source_bytes_noun(const struct source *source);

#endif
