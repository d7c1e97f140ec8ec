#include <msgwire/value.h>

#include "wire/head.h"

/* The number in the `len` bytes behind the first; it is the number itself if
 * there are none. */
static inline uint64_t get_unsigned(const uint8_t *at, uint64_t len)
{
    switch (len) {
    case 0:
        return at[0];
    case 1:
        return at[1];
    case 2:
        return mw__get_be16(at + 1);
    case 4:
        return mw__get_be32(at + 1);
    default:
        return mw__get_be64(at + 1);
    }
}

static inline int64_t get_signed(const uint8_t *at, uint64_t len)
{
    uint64_t sign = len == 0 ? 0x80 : UINT64_C(1) << (8 * len - 1);

    return (int64_t)((get_unsigned(at, len) ^ sign) - sign);
}

/* What is not below zero is MW_UINT, however it was written. */
static inline void set_signed(struct mw_value *value, int64_t number)
{
    if (number < 0) {
        value->as.i64 = number;
    } else {
        value->type = MW_UINT;
        value->as.u64 = (uint64_t)number;
    }
}

static inline void set_f32(struct mw_value *value, const uint8_t *at)
{
    uint32_t bits = mw__get_be32(at + 1);

    memcpy(&value->as.f32, &bits, sizeof(bits));
}

static inline void set_f64(struct mw_value *value, const uint8_t *at)
{
    uint64_t bits = mw__get_be64(at + 1);

    memcpy(&value->as.f64, &bits, sizeof(bits));
}

/* The type's byte belongs to the head. */
static inline void set_ext(struct mw_value *value, const uint8_t *at,
                           uint64_t size)
{
    value->as.ext = (int8_t)at[value->head_len];
    value->head_len++;
    value->payload = mw_bytes(at + value->head_len, (size_t)size - 1);
}

/* at    the value's first byte; head and payload are there.
 * size  bytes of payload, digits of a number included; or the count. */
static inline void set_value(struct mw_value *value, struct mw__head head,
                             const uint8_t *at, uint64_t size)
{
    value->type = (enum mw_type)head.type;
    value->head_len = 1u + head.size_len;
    value->payload = mw_bytes(at, 0);
    switch (value->type) {
    case MW_NIL:
        return;
    case MW_STR:
    case MW_BIN:
        value->payload = mw_bytes(at + value->head_len, (size_t)size);
        return;
    case MW_EXT:
        set_ext(value, at, size);
        return;
    case MW_ARRAY:
    case MW_MAP:
        value->as.count = (uint32_t)size;
        return;
    case MW_BOOL:
        value->as.boolean = at[0] == 0xc3;
        return;
    case MW_UINT:
        value->as.u64 = get_unsigned(at, size);
        break;
    case MW_INT:
        set_signed(value, get_signed(at, size));
        break;
    case MW_F32:
        set_f32(value, at);
        break;
    case MW_F64:
        set_f64(value, at);
        break;
    }
    value->head_len += (size_t)size; /* a number is all head */
}

/* Finds the head at the front of `in`, and whether its payload is there. The
 * commonest kinds go by their bits, as in the walk.
 *
 * size  set to the payload's length, or the count of an array or map.
 * len   set to the bytes up to the next value's head. */
static inline enum mw_status read_head(struct mw_bytes in,
                                       struct mw__head *head, uint64_t *size,
                                       uint64_t *len)
{
    if (in.len == 0) {
        return MW_EVALUE;
    }
    *head = mw__head_table[in.at[0]];
    *len = 1;
    if ((int8_t)in.at[0] >= -32) {
        *size = 0;
        return MW_OK;
    }
    if (in.at[0] < 0xa0) {
        *size = in.at[0] & 0x0f;
        return MW_OK;
    }
    if (head->kind == MW__HEAD_NEVER || in.len - 1 < head->size_len) {
        return MW_EVALUE;
    }
    *size = mw__head_size(*head, in.at);
    *len += head->size_len + (mw__head_opens(*head) ? 0 : *size);
    return *len > in.len ? MW_EVALUE : MW_OK;
}

enum mw_status mw_value_next(struct mw_bytes *in, struct mw_value *value)
{
    struct mw__head head;
    uint64_t size, len;
    enum mw_status rc = read_head(*in, &head, &size, &len);

    if (rc == MW_OK) {
        set_value(value, head, in->at, size);
        mw_bytes_skip(in, len);
    }
    return rc;
}

enum mw_status mw_value_skip(struct mw_bytes *in, struct mw_bytes *whole)
{
    struct mw_bytes rest = *in;

    for (uint64_t owed = 1; owed > 0; owed--) {
        struct mw__head head;
        uint64_t size, len;
        enum mw_status rc = read_head(rest, &head, &size, &len);

        if (rc != MW_OK) {
            return rc;
        }
        mw_bytes_skip(&rest, len);
        owed += mw__head_owed(head, size);
        if (owed - 1 > rest.len) {
            return MW_EVALUE; /* each value still owed takes a byte at least */
        }
    }
    if (whole != NULL) {
        *whole = mw_bytes(in->at, in->len - rest.len);
    }
    *in = rest;
    return MW_OK;
}

const char *mw_type_name(enum mw_type type)
{
    static const char *const names[] = {
        [MW_NIL] = "nil",     [MW_BOOL] = "bool",    [MW_UINT] = "uint",
        [MW_INT] = "int",     [MW_F32] = "float 32", [MW_F64] = "float 64",
        [MW_STR] = "str",     [MW_BIN] = "bin",      [MW_EXT] = "ext",
        [MW_ARRAY] = "array", [MW_MAP] = "map",
    };

    return names[type];
}
