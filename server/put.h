/* Puts values into an answer one after the other; the first that does not fit
 * stays the outcome, and those after it are nothing. */
#ifndef PUT_H
#define PUT_H

#include <msgwire/pack.h>

struct put {
    struct mw_buffer *out; /* borrowed */
    enum mw_status status; /* MW_OK to begin with */
};

static inline void put_map(struct put *put, uint32_t count)
{
    put->status =
        put->status != MW_OK ? put->status : mw_pack_map(put->out, count);
}

static inline void put_array(struct put *put, uint32_t count)
{
    put->status =
        put->status != MW_OK ? put->status : mw_pack_array(put->out, count);
}

static inline void put_str(struct put *put, struct mw_bytes text)
{
    put->status =
        put->status != MW_OK ? put->status : mw_pack_str(put->out, text);
}

static inline void put_text(struct put *put, const char *text)
{
    put_str(put, mw_text(text));
}

static inline void put_uint(struct put *put, uint64_t value)
{
    put->status =
        put->status != MW_OK ? put->status : mw_pack_uint(put->out, value);
}

#endif
