/* Appending short text, inline: most of what JSON is made of. */
#ifndef MSGWIRE_TEXT_APPEND_H
#define MSGWIRE_TEXT_APPEND_H

#include <msgwire/bytes.h>

/* As mw_buffer_reserve. */
static inline enum mw_status mw__reserve(struct mw_buffer *out, size_t more)
{
    return more <= out->cap - out->len ? MW_OK : mw_buffer_reserve(out, more);
}

/* As mw_buffer_append. */
static inline enum mw_status mw__append(struct mw_buffer *out, const void *at,
                                        size_t len)
{
    if (len > out->cap - out->len) {
        return mw_buffer_append(out, mw_bytes(at, len));
    }
    memcpy(out->at + out->len, at, len);
    out->len += len;
    return MW_OK;
}

static inline enum mw_status mw__append_text(struct mw_buffer *out,
                                             const char *text)
{
    return mw__append(out, text, strlen(text));
}

static inline enum mw_status mw__append_char(struct mw_buffer *out, char c)
{
    return mw__append(out, &c, 1);
}

#endif
