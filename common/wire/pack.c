#include <msgwire/pack.h>

#include "wire/packing.h"

enum mw_status mw_pack_nil(struct mw_buffer *out)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_nil(&packer);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_bool(struct mw_buffer *out, bool value)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    if (value) {
        msgpack_pack_true(&packer);
    } else {
        msgpack_pack_false(&packer);
    }
    return mw__packing_end(&to);
}

enum mw_status mw_pack_uint(struct mw_buffer *out, uint64_t value)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_uint64(&packer, value);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_int(struct mw_buffer *out, int64_t value)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_int64(&packer, value);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_f32(struct mw_buffer *out, float value)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_float(&packer, value);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_f64(struct mw_buffer *out, double value)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_double(&packer, value);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_str(struct mw_buffer *out, struct mw_bytes text)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    mw__packing_str(&to, &packer, text);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_bin(struct mw_buffer *out, struct mw_bytes bytes)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    if (mw__packing_fits(&to, bytes)) {
        msgpack_pack_bin(&packer, bytes.len);
        mw__packing_raw(&to, bytes);
    }
    return mw__packing_end(&to);
}

enum mw_status mw_pack_ext(struct mw_buffer *out, int8_t type,
                           struct mw_bytes bytes)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    if (mw__packing_fits(&to, bytes)) {
        msgpack_pack_ext(&packer, bytes.len, type);
        mw__packing_raw(&to, bytes);
    }
    return mw__packing_end(&to);
}

enum mw_status mw_pack_array(struct mw_buffer *out, uint32_t count)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_array(&packer, count);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_map(struct mw_buffer *out, uint32_t count)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_map(&packer, count);
    return mw__packing_end(&to);
}

enum mw_status mw_pack_time(struct mw_buffer *out, int64_t seconds,
                            uint32_t nanoseconds)
{
    const msgpack_timestamp time = {seconds, nanoseconds};
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    msgpack_pack_timestamp(&packer, &time);
    return mw__packing_end(&to);
}
