/* Packing: msgpack-c's packer, writing to the end of a buffer, all or nothing.
 * The first write that fails ends it: what follows is not written, and
 * mw__packing_end takes back what was. */
#ifndef MSGWIRE_WIRE_PACKING_H
#define MSGWIRE_WIRE_PACKING_H

#include <msgwire/bytes.h>

#include <msgpack.h>

struct mw__packing {
    msgpack_packer packer; /* what msgpack_pack_* are called with */
    struct mw_buffer *out;
    size_t mark; /* where it began */
    enum mw_status status;
};

static inline int mw__packing_write(void *data, const char *at, size_t len)
{
    struct mw__packing *packing = (struct mw__packing *)data;

    if (packing->status == MW_OK) {
        packing->status = mw_buffer_append(packing->out, mw_bytes(at, len));
    }
    return packing->status == MW_OK ? 0 : -1;
}

/* The packer knows the packing's address, which must stay. */
static inline void mw__packing_begin(struct mw__packing *packing,
                                     struct mw_buffer *out)
{
    packing->out = out;
    packing->mark = out->len;
    packing->status = MW_OK;
    msgpack_packer_init(&packing->packer, packing, mw__packing_write);
}

static inline enum mw_status mw__packing_end(struct mw__packing *packing)
{
    if (packing->status != MW_OK) {
        packing->out->len = packing->mark;
    }
    return packing->status;
}

/* Bytes that are msgpack already. */
static inline void mw__packing_raw(struct mw__packing *packing,
                                   struct mw_bytes bytes)
{
    mw__packing_write(packing, (const char *)bytes.at, bytes.len);
}

/* Refuses what a 32-bit length can't say; msgpack-c would cut the length. */
static inline bool mw__packing_fits(struct mw__packing *packing, size_t len)
{
    if (len > UINT32_MAX) {
        packing->status = MW_ETOOBIG;
    }
    return packing->status == MW_OK;
}

static inline void mw__packing_str(struct mw__packing *packing,
                                   struct mw_bytes text)
{
    if (mw__packing_fits(packing, text.len)) {
        msgpack_pack_str(&packing->packer, text.len);
        mw__packing_raw(packing, text);
    }
}

#endif
