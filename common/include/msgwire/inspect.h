/* Inspection: offset, bytes, type, path and value of everything in a frame or
 * datagram, its header included; a fault is pointed at its byte. */
#ifndef MSGWIRE_INSPECT_H
#define MSGWIRE_INSPECT_H

#include <msgwire/bytes.h>
#include <msgwire/colours.h>
#include <msgwire/error.h>
#include <msgwire/frame.h>

struct mw_inspect_style {
    const struct mw_framing *framing; /* NULL: values follow each other */
    unsigned max_depth;               /* 0: MW_DEPTH_MAX */
    size_t limit;                     /* longest body accepted; 0: no limit */
    unsigned values;                  /* most in a frame; 0: one */
    size_t preamble;                  /* bytes in front of the first frame */
    uint64_t offset;                  /* what the first byte is called ... */
    uint64_t end;   /* ... and the end; 0: where the bytes at hand end */
    size_t rows;    /* mw_inspect: the first and last so many; 0: all */
    unsigned width; /* columns; 0: 80 */
    bool headed;    /* what a message is stands above: not said again */
    bool colour;
    const struct mw_colours *colours; /* NULL: the usual ones */
};

/* Appends the lines for everything in `bytes`, frame after frame. A frame may
 * be cut or its value faulty: what is there is shown.
 *
 * Returns MW_OK; MW_EVALUE, MW_EDEEP, MW_EFRAME or MW_ETOOBIG at the first
 * fault (the lines before it and one that points at it have been appended);
 * MW_ENOMEM. */
MW_API enum mw_status mw_inspect(struct mw_bytes bytes,
                                 const struct mw_inspect_style *style,
                                 struct mw_buffer *out, struct mw_error *err);

/* An inspection of bytes that come in pieces, in flat memory. */
struct mw_inspection;

/* Gives; mw_inspect_free frees. NULL if there is no memory.
 *
 * style  copied, without `rows`; what it points at is borrowed. */
MW_API struct mw_inspection *
mw_inspect_new(const struct mw_inspect_style *style);
MW_API void mw_inspect_free(struct mw_inspection *inspection);

/* Appends the lines for what has come, as far as it can be told; some 64 KiB
 * at a time.
 *
 * in    bytes at hand; moved past what was used.
 * last  nothing comes behind them.
 *
 * Returns MW_OK when all is done; MW_EAGAIN: call again with `out` emptied
 * and, if `in` was not moved, with more bytes behind those that are left (this
 * is at most a few KiB); else as mw_inspect. */
MW_API enum mw_status mw_inspect_on(struct mw_inspection *inspection,
                                    struct mw_bytes *in, bool last,
                                    struct mw_buffer *out,
                                    struct mw_error *err);

/* Appends what a message is, in a few words: `request #7 upper`, `response #7`,
 * `response #7, error -32601`, `notification error`; nothing if the bytes are
 * not one whole message.
 *
 * columns  it takes at most.
 *
 * Returns as mw_buffer_reserve. */
MW_API enum mw_status mw_inspect_label(struct mw_bytes body, size_t columns,
                                       struct mw_buffer *out);

#endif
