/* Packing: msgpack-c's packer, writing to the end of a buffer, all or nothing.
 * The first write that fails ends it: what follows is not written, and
 * mw__packing_end takes back what was.
 *
 *     struct mw__packing to;
 *     msgpack_packer packer = mw__packing_begin(&to, out);
 *
 *     msgpack_pack_...(&packer, ...);
 *     return mw__packing_end(&to);
 *
 * Packer and target are two variables so that the compiler sees through the
 * packer's callback, and a small message takes half the time. */
#ifndef MSGWIRE_WIRE_PACKING_H
#define MSGWIRE_WIRE_PACKING_H

#include <msgwire/bytes.h>

#include <msgpack.h>

struct mw__packing {
    struct mw_buffer *out;
    size_t mark; /* where it began */
    enum mw_status status;
};

static inline int mw__packing_write(void *data, const char *at, size_t len)
{
    struct mw__packing *to = (struct mw__packing *)data;
    struct mw_buffer *out = to->out;

    if (to->status == MW_OK && len > out->cap - out->len) {
        to->status = mw_buffer_reserve(out, len);
    }
    if (to->status != MW_OK) {
        return -1;
    }
    memcpy(out->at + out->len, at, len);
    out->len += len;
    return 0;
}

static inline msgpack_packer mw__packing_begin(struct mw__packing *to,
                                               struct mw_buffer *out)
{
    *to = (struct mw__packing){out, out->len, MW_OK};
    return (msgpack_packer){to, mw__packing_write};
}

static inline enum mw_status mw__packing_end(const struct mw__packing *to)
{
    if (to->status != MW_OK) {
        to->out->len = to->mark;
    }
    return to->status;
}

/* Bytes that are msgpack already, or the payload behind its head. */
static inline void mw__packing_raw(struct mw__packing *to,
                                   struct mw_bytes bytes)
{
    if (bytes.len > 0) {
        mw__packing_write(to, (const char *)bytes.at, bytes.len);
    }
}

/* Refuses what a 32-bit length can't say: msgpack-c would cut the length. */
static inline bool mw__packing_fits(struct mw__packing *to,
                                    struct mw_bytes bytes)
{
    if (bytes.len > UINT32_MAX) {
        to->status = MW_ETOOBIG;
    }
    return to->status == MW_OK;
}

static inline void mw__packing_str(struct mw__packing *to,
                                   msgpack_packer *packer, struct mw_bytes text)
{
    if (mw__packing_fits(to, text)) {
        msgpack_pack_str(packer, text.len);
        mw__packing_raw(to, text);
    }
}

#endif
