/* Bytes: views that own nothing, and a buffer that owns and is bounded. */
#ifndef MSGWIRE_BYTES_H
#define MSGWIRE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <msgwire/export.h>
#include <msgwire/status.h>

/* A view: borrowed, gone when the storage it looks at moves. */
struct mw_bytes {
    const uint8_t *at;
    size_t len;
};

/* Owned bytes that grow at their end, never beyond `limit`.
 * {0} with a limit is an empty buffer; mw_buffer_fini gives the memory back. */
struct mw_buffer {
    uint8_t *at;
    size_t len;
    size_t cap;
    size_t limit; /* most bytes it may ever hold; 0: no limit */
};

static inline struct mw_bytes mw_bytes(const void *at, size_t len)
{
    return (struct mw_bytes){(const uint8_t *)at, len};
}

/* The text without its terminator. */
static inline struct mw_bytes mw_text(const char *text)
{
    return mw_bytes(text, strlen(text));
}

/* Moves the view's front by `len` bytes, which it must have. */
static inline void mw_bytes_skip(struct mw_bytes *bytes, size_t len)
{
    bytes->at += len;
    bytes->len -= len;
}

static inline bool mw_bytes_equal(struct mw_bytes a, struct mw_bytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline struct mw_bytes mw_buffer_bytes(const struct mw_buffer *buffer)
{
    return mw_bytes(buffer->at, buffer->len);
}

/* As mw_buffer_reserve, for when the room is not there. */
MW_API enum mw_status mw_buffer_grow(struct mw_buffer *buffer, size_t more);

/* Makes room for at least `more` bytes after the end; the capacity doubles.
 *
 * Returns MW_OK; MW_ETOOBIG if the limit would be passed; MW_ENOMEM. In both
 * the buffer is as it was. */
static inline enum mw_status mw_buffer_reserve(struct mw_buffer *buffer,
                                               size_t more)
{
    return more <= buffer->cap - buffer->len ? MW_OK
                                             : mw_buffer_grow(buffer, more);
}

/* Appends a copy of `bytes`. Returns as mw_buffer_reserve. */
MW_API enum mw_status mw_buffer_append(struct mw_buffer *buffer,
                                       struct mw_bytes bytes);

/* Drops `len` bytes, which it must have, from the front. */
MW_API void mw_buffer_drop(struct mw_buffer *buffer, size_t len);

/* Frees the memory; the buffer is empty and may be used again. */
MW_API void mw_buffer_fini(struct mw_buffer *buffer);

#endif
