#include "text/number.h"

#include "text/shortest.h"

enum {
    DIGITS = 20,    /* of 2^64-1 */
    FIXED_LOW = -4, /* smaller than 0.0001, or 1e16 and more: with exponent */
    FIXED_HIGH = 16,
};

/* The number of digits; 1 for 0. */
static size_t count_digits(uint64_t value)
{
    size_t count = 1;

    for (; value >= 10000; value /= 10000) {
        count += 4;
    }
    return count + (value >= 10) + (value >= 100) + (value >= 1000);
}

/* Two digits a division. */
size_t mw__number_write_uint(uint64_t value, char *out)
{
    static const char pairs[] = "0001020304050607080910111213141516171819"
                                "2021222324252627282930313233343536373839"
                                "4041424344454647484950515253545556575859"
                                "6061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    size_t len = count_digits(value);
    char *at = out + len;

    for (; value >= 100; value /= 100) {
        at -= 2;
        memcpy(at, pairs + 2 * (value % 100), 2);
    }
    if (value >= 10) {
        memcpy(out, pairs + 2 * value, 2);
    } else {
        *out = (char)('0' + value);
    }
    return len;
}

size_t mw__number_write_int(int64_t value, char *out)
{
    if (value >= 0) {
        return mw__number_write_uint((uint64_t)value, out);
    }
    *out = '-';
    return 1 + mw__number_write_uint(0 - (uint64_t)value, out + 1);
}

/* "d.ddde-5", without a point if there is one digit. */
static size_t write_exponent(const char *digits, size_t count, int exponent,
                             char *out)
{
    size_t len = 0;

    out[len++] = digits[0];
    if (count > 1) {
        out[len++] = '.';
        memcpy(out + len, digits + 1, count - 1);
        len += count - 1;
    }
    out[len++] = 'e';
    return len + mw__number_write_int(exponent, out + len);
}

/* "ddd.d", filled with zeros where the digits do not reach the point. */
static size_t write_fixed(const char *digits, size_t count, int exponent,
                          char *out)
{
    size_t before = exponent < 0 ? 0 : (size_t)exponent + 1;
    size_t zeros = exponent < 0 ? (size_t)(-1 - exponent) : 0;
    size_t whole = count < before ? count : before;
    size_t len = before == 0 ? 1 : before;

    memset(out, '0', len);
    memcpy(out, digits, whole);
    out[len++] = '.';
    memset(out + len, '0', zeros);
    len += zeros;
    if (count == whole) {
        out[len++] = '0';
    }
    memcpy(out + len, digits + whole, count - whole);
    return len + count - whole;
}

static size_t write_decimal(bool negative, struct mw__shortest decimal,
                            char *out)
{
    char digits[DIGITS];
    size_t count = mw__number_write_uint(decimal.digits, digits);
    int exponent = decimal.exp + (int)count - 1;

    out[0] = '-';
    out += negative;
    if (exponent < FIXED_LOW || exponent >= FIXED_HIGH) {
        return negative + write_exponent(digits, count, exponent, out);
    }
    return negative + write_fixed(digits, count, exponent, out);
}

size_t mw__number_write_f64(double value, char *out)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return write_decimal(bits >> 63 != 0, mw__shortest_f64(value), out);
}

size_t mw__number_write_f32(float value, char *out)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return write_decimal(bits >> 31 != 0, mw__shortest_f32(value), out);
}
