#include "text/json_as.h"

#include "base/endian.h"
#include "base/hex.h"
#include "text/json_number.h"
#include "text/number_read.h"
#include "text/time.h"

#include <msgwire/pack.h>

enum {
    NS_MAX = 999999999,
    F32 = 0xca, /* first bytes */
    F64 = 0xcb,
};

bool mw__json_as_int64(const struct mw_value *value, int64_t *number)
{
    if (value->type == MW_INT) {
        *number = value->as.i64;
        return true;
    }
    *number = (int64_t)value->as.u64;
    return value->type == MW_UINT && value->as.u64 <= INT64_MAX;
}

bool mw__json_as_bits(struct mw_bytes digits, uint64_t *bits)
{
    *bits = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = mw__hex_digit(digits.at[i]);
        if (digit < 0) {
            return false;
        }
        *bits = *bits << 4 | (unsigned)digit;
    }
    return true;
}

enum mw_status mw__json_as_int(const struct mw__json_typed *typed,
                               const struct mw__json_operand *operand,
                               struct mw_buffer *out)
{
    struct mw_bytes text = operand->value.payload;
    enum mw__json_number state = MW__JSON_NUMBER_START;
    struct mw__number_int number;

    if (operand->value.type != MW_STR ||
        mw__json_number_on(&state, text) != text.len ||
        !mw__json_number_whole(state) || mw__json_number_float(state) ||
        !mw__number_read_int(text, &number)) {
        return MW_EVALUE;
    }
    out->len = typed->head;
    return number.negative ? mw_pack_int(out, (int64_t)number.bits)
                           : mw_pack_uint(out, number.bits);
}

/* The bits of NaN and the infinities, by name, or of any float, in hex.
 *
 * nan, infinity  the usual ones, of `digits` hex digits. */
static bool read_special(struct mw_bytes text, unsigned digits, uint64_t nan,
                         uint64_t infinity, uint64_t *bits)
{
    uint64_t sign = (uint64_t)1 << (4 * digits - 1);

    if (text.len == 2 + digits && memcmp(text.at, "0x", 2) == 0) {
        return mw__json_as_bits(mw_bytes(text.at + 2, digits), bits);
    }
    if (mw_bytes_equal(text, mw_text("NaN"))) {
        *bits = nan;
    } else if (mw_bytes_equal(text, mw_text("Infinity"))) {
        *bits = infinity;
    } else if (mw_bytes_equal(text, mw_text("-Infinity"))) {
        *bits = sign | infinity;
    } else {
        return false;
    }
    return true;
}

/* True if the value stands there as a number, and not as a typed value that
 * is one. */
static bool is_number(const struct mw__json_typed *typed,
                      const struct mw_value *value)
{
    return typed->number.len > 0 &&
           (value->type == MW_UINT || value->type == MW_INT ||
            value->type == MW_F64);
}

/* A float is put down by its bits: to pass a NaN as a float may change it. */
enum mw_status mw__json_as_f32(const struct mw__json_typed *typed,
                               const struct mw__json_operand *operand,
                               struct mw_buffer *out)
{
    uint8_t *to = out->at + typed->head;
    uint64_t bits = 0;
    uint32_t single;
    float number;

    if (operand->value.type == MW_STR &&
        read_special(operand->value.payload, 8, 0x7fc00000, 0x7f800000,
                     &bits)) {
        single = (uint32_t)bits;
    } else if (is_number(typed, &operand->value) &&
               mw__number_read_f32(typed->number, &number)) {
        memcpy(&single, &number, sizeof(single));
    } else {
        return MW_EVALUE;
    }
    to[0] = F32;
    mw__put_be32(to + 1, single);
    out->len = typed->head + 1 + sizeof(single);
    return MW_OK;
}

enum mw_status mw__json_as_f64(const struct mw__json_typed *typed,
                               const struct mw__json_operand *operand,
                               struct mw_buffer *out)
{
    uint64_t bits = 0;
    double number;
    enum mw_status rc;
    uint8_t *to;

    if (operand->value.type == MW_STR) {
        if (!read_special(operand->value.payload, 16, 0x7ff8000000000000,
                          0x7ff0000000000000, &bits)) {
            return MW_EVALUE;
        }
    } else if (is_number(typed, &operand->value) &&
               mw__number_read_f64(typed->number, &number)) {
        memcpy(&bits, &number, sizeof(bits));
    } else {
        return MW_EVALUE;
    }
    rc = mw_buffer_reserve(out, 1 + sizeof(bits)); /* {"$f64":0} is shorter */
    if (rc != MW_OK) {
        return rc;
    }
    to = out->at + typed->head;
    to[0] = F64;
    mw__put_be32(to + 1, (uint32_t)(bits >> 32));
    mw__put_be32(to + 5, (uint32_t)bits);
    out->len = typed->head + 1 + sizeof(bits);
    return MW_OK;
}

static bool read_pair(const struct mw__json_operand *operand,
                      struct mw__time *time)
{
    struct mw_bytes rest = operand->elements;
    struct mw_value seconds, nanoseconds;

    if (operand->value.type != MW_ARRAY || operand->value.as.count != 2 ||
        mw_value_next(&rest, &seconds) != MW_OK ||
        mw_value_next(&rest, &nanoseconds) != MW_OK ||
        nanoseconds.type != MW_UINT || nanoseconds.as.u64 > NS_MAX) {
        return false;
    }
    time->nanoseconds = (uint32_t)nanoseconds.as.u64;
    return mw__json_as_int64(&seconds, &time->seconds);
}

enum mw_status mw__json_as_ts(const struct mw__json_typed *typed,
                              const struct mw__json_operand *operand,
                              struct mw_buffer *out)
{
    const struct mw_value *value = &operand->value;
    struct mw__time time;

    if (!(value->type == MW_STR && mw__time_read(value->payload, &time)) &&
        !read_pair(operand, &time)) {
        return MW_EVALUE;
    }
    out->len = typed->head;
    return mw_pack_time(out, time.seconds, time.nanoseconds);
}
