#include <msgwire/bytes.h>

#include "base/alloc.h"

#include <msgwire/error.h>

enum { FIRST_CAP = 64 };

/* Doubles until it fits, so that appending costs the same per byte however
 * long it goes on; the limit caps the last step. */
static size_t next_cap(const struct mw_buffer *buffer, size_t wanted)
{
    size_t cap = buffer->cap < FIRST_CAP ? FIRST_CAP : buffer->cap;

    while (cap < wanted) {
        cap = cap > SIZE_MAX / 2 ? wanted : cap * 2;
    }
    return buffer->limit != 0 && cap > buffer->limit ? buffer->limit : cap;
}

enum mw_status mw_buffer_grow(struct mw_buffer *buffer, size_t more)
{
    size_t limit = buffer->limit != 0 ? buffer->limit : SIZE_MAX;
    size_t cap;
    uint8_t *at;

    if (buffer->len > limit || more > limit - buffer->len) {
        return MW_ETOOBIG;
    }
    cap = next_cap(buffer, buffer->len + more);
    at = mw__realloc(buffer->at, cap);
    if (at == NULL) {
        return MW_ENOMEM;
    }
    buffer->at = at;
    buffer->cap = cap;
    return MW_OK;
}

enum mw_status mw_buffer_append(struct mw_buffer *buffer, struct mw_bytes bytes)
{
    enum mw_status rc = mw_buffer_reserve(buffer, bytes.len);

    if (rc == MW_OK && bytes.len > 0) {
        memcpy(buffer->at + buffer->len, bytes.at, bytes.len);
        buffer->len += bytes.len;
    }
    return rc;
}

void mw_buffer_drop(struct mw_buffer *buffer, size_t len)
{
    buffer->len -= len;
    if (buffer->len > 0) {
        memmove(buffer->at, buffer->at + len, buffer->len);
    }
}

void mw_buffer_fini(struct mw_buffer *buffer)
{
    mw__free(buffer->at);
    *buffer = (struct mw_buffer){.limit = buffer->limit};
}
