#include "input/batch.h"

void batch_init(struct batch *batch, uint32_t most, size_t limit)
{
    *batch = (struct batch){.bytes = {.limit = limit}, .most = most};
}

void batch_fini(struct batch *batch)
{
    mw_buffer_fini(&batch->bytes);
}

enum mw_status batch_add(struct batch *batch, struct mw_bytes value,
                         struct mw_error *err)
{
    enum mw_status rc = mw_buffer_append(&batch->bytes, value);

    if (rc == MW_ETOOBIG) {
        return mw_error_set(err, rc,
                            "%u values in a frame are longer than %zu bytes",
                            (unsigned)batch->count + 1, batch->bytes.limit);
    }
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for a frame of %u values",
                            (unsigned)batch->count + 1);
    }
    batch->count++;
    return MW_OK;
}

void batch_take_back(struct batch *batch, size_t len)
{
    batch->bytes.len -= len;
    batch->count--;
}

bool batch_is_full(const struct batch *batch)
{
    return batch->count >= batch->most;
}

void batch_clear(struct batch *batch)
{
    batch->bytes.len = 0;
    batch->count = 0;
}
