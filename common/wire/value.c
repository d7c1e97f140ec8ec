#include <msgwire/value.h>

#include "wire/head.h"

static uint64_t get_unsigned(const uint8_t *at, size_t len)
{
    switch (len) {
    case 1:
        return at[0];
    case 2:
        return mw__get_be16(at);
    case 4:
        return mw__get_be32(at);
    default:
        return mw__get_be64(at);
    }
}

static int64_t get_signed(const uint8_t *at, size_t len)
{
    uint64_t bits = get_unsigned(at, len);
    uint64_t sign = UINT64_C(1) << (8 * len - 1);

    return (int64_t)((bits ^ sign) - sign);
}

/* What is not below zero is MW_UINT, however it was written. */
static void set_signed(struct mw_value *value, int64_t number)
{
    if (number < 0) {
        value->type = MW_INT;
        value->as.i64 = number;
    } else {
        value->type = MW_UINT;
        value->as.u64 = (uint64_t)number;
    }
}

/* bytes  all of a scalar, its first byte included. */
static void set_scalar(struct mw_value *value, struct mw_bytes bytes)
{
    const uint8_t *digits = bytes.at + 1;
    size_t len = bytes.len - 1;
    uint32_t single;
    uint64_t bits;

    switch (value->type) {
    case MW_BOOL:
        value->as.boolean = bytes.at[0] == 0xc3;
        break;
    case MW_UINT:
        value->as.u64 = len == 0 ? bytes.at[0] : get_unsigned(digits, len);
        break;
    case MW_INT:
        set_signed(value,
                   len == 0 ? (int8_t)bytes.at[0] : get_signed(digits, len));
        break;
    case MW_F32:
        single = mw__get_be32(digits);
        memcpy(&value->as.f32, &single, sizeof(single));
        break;
    case MW_F64:
        bits = mw__get_be64(digits);
        memcpy(&value->as.f64, &bits, sizeof(bits));
        break;
    case MW_NIL:
    case MW_STR:
    case MW_BIN:
    case MW_EXT:
    case MW_ARRAY:
    case MW_MAP:
        break;
    }
    value->head_len = bytes.len;
}

/* at  the value's first byte; head and payload are there. */
static void set_value(struct mw_value *value, struct mw__head head,
                      const uint8_t *at, uint64_t size)
{
    size_t head_len = 1u + head.size_len;

    value->type = (enum mw_type)head.type;
    value->head_len = head_len;
    value->payload = mw_bytes(at + head_len, 0);
    switch (value->type) {
    case MW_STR:
    case MW_BIN:
        value->payload.len = size;
        break;
    case MW_EXT:
        value->as.ext = (int8_t)at[head_len];
        value->payload = mw_bytes(at + head_len + 1, size - 1);
        value->head_len = head_len + 1;
        break;
    case MW_ARRAY:
    case MW_MAP:
        value->as.count = (uint32_t)size;
        break;
    case MW_NIL:
    case MW_BOOL:
    case MW_UINT:
    case MW_INT:
    case MW_F32:
    case MW_F64:
        set_scalar(value, mw_bytes(at, 1 + size));
        break;
    }
}

/* Finds the head at the front of `in`, and whether its payload is there.
 *
 * size  set to the payload's length, or the count of an array or map.
 * len   set to the bytes up to the next value's head. */
static enum mw_status read_head(struct mw_bytes in, struct mw__head *head,
                                uint64_t *size, uint64_t *len)
{
    if (in.len == 0) {
        return MW_EVALUE;
    }
    *head = mw__head_table[in.at[0]];
    if (head->kind == MW__HEAD_NEVER || in.len - 1 < head->size_len) {
        return MW_EVALUE;
    }
    *size = mw__head_size(*head, in.at);
    *len = 1u + head->size_len + (mw__head_opens(*head) ? 0 : *size);
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
