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
    uint64_t offset;                  /* what the first byte is called */
    unsigned width;                   /* columns; 0: 80 */
    bool colour;
    const struct mw_colours *colours; /* NULL: the usual ones */
};

/* Appends the lines for everything in `bytes`, frame after frame.
 *
 * Returns MW_OK; MW_EVALUE, MW_EDEEP, MW_EFRAME or MW_ETOOBIG at the first
 * fault (the lines before it and one that points at it have been appended);
 * MW_ENOMEM. */
MW_API enum mw_status mw_inspect(struct mw_bytes bytes,
                                 const struct mw_inspect_style *style,
                                 struct mw_buffer *out, struct mw_error *err);

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
