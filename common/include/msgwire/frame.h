/* Frames: boundaries on a stream. One codec, the framings as a table.
 * Wire: schema/README.md, "Frame" and "Other framings". */
#ifndef MSGWIRE_FRAME_H
#define MSGWIRE_FRAME_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/walk.h>

enum { MW_FRAME_HEADER_MAX = 9 };

/* One row of the table; lives as long as the program. */
struct mw_framing;

/* Returns the row with this name ("u32be", "none", "msgpack-int", "varint",
 * "u32le", "u16be"), or NULL. */
MW_API const struct mw_framing *mw_framing_named(const char *name);

/* Returns the rows in the contract's order, then NULL; the first is the
 * default, "u32be". */
MW_API const struct mw_framing *mw_framing_at(size_t index);

/* Returns the name that the table has. */
MW_API const char *mw_framing_name(const struct mw_framing *framing);

/* False if values follow each other, so that a frame is one value. */
MW_API bool mw_framing_has_prefix(const struct mw_framing *framing);

/* Returns the longest body whose length the prefix can say. */
MW_API size_t mw_framing_max(const struct mw_framing *framing);

struct mw_frame {
    struct mw_bytes body; /* a view into the input */
    size_t header_len;    /* bytes of the length prefix */
    size_t need;          /* on MW_EAGAIN: header and body, 0 if not known */
    bool walked;          /* finding the boundary has walked the body already */
};

/* Cuts the next whole frame off the front of `in`.
 *
 * framing  which prefix.
 * limit    longest body accepted, in bytes.
 * resume   where a prefix-less framing goes on after MW_EAGAIN, so that each
 *          byte is looked at once: `at` 0 to begin with. It must then be given
 *          the same bytes again, with more behind them; it is begun anew by
 *          each frame that was cut. NULL: begin from the frame's first byte.
 *          Its max_depth counts for such a framing (NULL: MW_DEPTH_MAX).
 * in       bytes so far; moved past the frame on MW_OK, else untouched.
 * frame    filled as far as it is known.
 * err      may be NULL.
 *
 * Returns MW_OK; MW_EAGAIN if the frame is not whole yet; MW_ETOOBIG if its
 * header promises more than `limit`, before waiting for the body; MW_EFRAME
 * if the length is 0 or no length at all, or, without a prefix, the bytes are
 * no msgpack (MW_EDEEP: nested too deep). */
MW_API enum mw_status mw_frame_next(const struct mw_framing *framing,
                                    size_t limit, struct mw_walk *resume,
                                    struct mw_bytes *in, struct mw_frame *frame,
                                    struct mw_error *err);

/* Begins a frame at the buffer's end; the caller appends the body, then calls
 * mw_frame_end with the mark.
 *
 * mark  set to where the frame begins.
 *
 * Returns as mw_buffer_reserve. */
MW_API enum mw_status mw_frame_begin(const struct mw_framing *framing,
                                     struct mw_buffer *out, size_t *mark);

/* Writes the length of what was appended since `mark`.
 *
 * limit  longest body that the peer accepts, in bytes.
 *
 * Returns MW_OK; MW_ETOOBIG or MW_EFRAME (an empty body), and then the frame
 * is taken back. */
MW_API enum mw_status mw_frame_end(const struct mw_framing *framing,
                                   size_t limit, struct mw_buffer *out,
                                   size_t mark, struct mw_error *err);

#endif
