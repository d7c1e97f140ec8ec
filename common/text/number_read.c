#include "text/number_read.h"

#include "text/pow10.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

enum { SURE_DIGITS = 18 }; /* as many never overflow */

bool mw__number_read_int(struct mw_bytes text, struct mw__number_int *value)
{
    bool negative = text.len > 0 && text.at[0] == '-';
    uint64_t limit = negative ? (uint64_t)1 << 63 : UINT64_MAX;
    uint64_t magnitude = 0;

    for (size_t i = negative; i < text.len; i++) {
        unsigned digit = (unsigned)text.at[i] - '0';
        if (i >= SURE_DIGITS && magnitude > (limit - digit) / 10) {
            return false;
        }
        magnitude = magnitude * 10 + digit;
    }
    value->negative = negative && magnitude != 0;
    value->bits = negative ? 0 - magnitude : magnitude;
    return true;
}

/* Decimal text as (w + a part of 1) 10^exp. */
struct decimal {
    uint64_t w;
    int exp;
    bool negative;
    bool more; /* digits were cut off: the part of 1 is above 0 */
};

/* What a float type can hold. */
struct format {
    int precision; /* bits of the significand, the implied one included */
    int lowest;    /* exponent of the last bit of a subnormal */
    int highest;   /* exponent of the last bit of the largest */
};

static const struct format format_f64 = {53, -1074, 971};
static const struct format format_f32 = {24, -149, 104};

enum {
    W_DIGITS = 19,          /* as many as a uint64_t always holds */
    EXPONENT_MAX = 1 << 20, /* far beyond any float, whatever the digits */
};

/* The digits after "e", held at EXPONENT_MAX. */
static int read_exponent(struct mw_bytes text)
{
    bool negative = text.at[0] == '-';
    int exp = 0;

    if (text.at[0] == '-' || text.at[0] == '+') {
        mw_bytes_skip(&text, 1);
    }
    for (; text.len > 0 && exp < EXPONENT_MAX; mw_bytes_skip(&text, 1)) {
        exp = exp * 10 + (text.at[0] - '0');
    }
    return negative ? -exp : exp;
}

static struct decimal read_decimal(struct mw_bytes text)
{
    struct decimal out = {.negative = text.at[0] == '-'};
    bool point = false;
    int count = 0;

    mw_bytes_skip(&text, out.negative);
    for (; text.len > 0 && (text.at[0] | 0x20) != 'e';
         mw_bytes_skip(&text, 1)) {
        unsigned digit = (unsigned)text.at[0] - '0';
        if (text.at[0] == '.') {
            point = true;
        } else if (count < W_DIGITS) {
            out.w = out.w * 10 + digit;
            count += out.w != 0;
            out.exp -= point;
        } else {
            out.more |= digit != 0;
            out.exp += !point;
        }
    }
    if (text.len > 0) {
        out.exp += read_exponent(mw_bytes(text.at + 1, text.len - 1));
    }
    return out;
}

/* Exact: w and the power are doubles without rounding, so one operation
 * rounds once (William Clinger, "How to read floating point numbers
 * accurately"). */
static bool read_small(struct decimal decimal, double *value)
{
    static const double tens[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    if (FLT_EVAL_METHOD != 0 || decimal.more || decimal.w > (uint64_t)1 << 53 ||
        decimal.exp < -22 || decimal.exp > 22) {
        return false;
    }
    *value = decimal.exp < 0 ? (double)decimal.w / tens[-decimal.exp]
                             : (double)decimal.w * tens[decimal.exp];
    return true;
}

/* Rounds (hi + rest) 2^exp to the format: to nearest, ties to even.
 *
 * hi    its highest bit is set.
 * rest  true for a part of 1 above 0. */
static double round_to(const struct format *format, uint64_t hi, bool rest,
                       int exp)
{
    int drop = 64 - format->precision;
    uint64_t kept, dropped, half;

    if (exp + drop < format->lowest) {
        drop = format->lowest - exp;
    }
    if (drop > 64) {
        return 0.0; /* below half of the least */
    }
    half = (uint64_t)1 << (drop - 1);
    kept = drop == 64 ? 0 : hi >> drop;
    dropped = hi & (half - 1 + half);
    kept += dropped > half || (dropped == half && (rest || (kept & 1) != 0));
    if (exp + drop > format->highest ||
        (exp + drop == format->highest && kept >> format->precision != 0)) {
        return HUGE_VAL;
    }
    return ldexp((double)kept, exp + drop);
}

/* w times the power, which is moved by `error` units of its 128 bits. */
static double multiply(const struct format *format, uint64_t w,
                       struct mw__pow10 power, int error)
{
    unsigned shift = (unsigned)__builtin_clzll(w);
    uint64_t lo = power.lo + (uint64_t)(int64_t)error;
    uint64_t hi = power.hi;
    uint64_t top, mid, carry, low;

    hi -= error < 0 && lo > power.lo;
    hi += error > 0 && lo < power.lo;
    mw__pow10_multiply(lo, w << shift, &carry, &low);
    mw__pow10_multiply(hi, w << shift, &top, &mid);
    mid += carry;
    top += mid < carry;
    if (top >> 63 == 0) {
        top = top << 1 | mid >> 63;
        mid <<= 1;
        shift++;
    }
    return round_to(format, top, (mid | low) != 0,
                    power.exp + 128 - (int)shift);
}

/* Both ends of the interval in which the number lies: if they round to the
 * same float, then so does the number. */
static bool read_interval(const struct format *format, struct decimal decimal,
                          double *value)
{
    struct mw__pow10 power;
    double low, high;

    if (decimal.exp < MW__POW10_MIN || decimal.exp > MW__POW10_MAX) {
        return false;
    }
    power = mw__pow10(decimal.exp);
    low = multiply(format, decimal.w, power, -MW__POW10_ERROR);
    high = multiply(format, decimal.w + decimal.more, power, MW__POW10_ERROR);
    *value = low;
    return low == high;
}

/* The C library's exact and slow way, for what is too near a tie. */
static double read_exactly(const struct format *format, struct mw_bytes text)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    char copy[MW__NUMBER_READ_MAX + 1];
    double value;

    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    value = format == &format_f32 ? (double)strtof_l(copy, NULL, plain)
                                  : strtod_l(copy, NULL, plain);
    freelocale(plain);
    return fabs(value);
}

static bool read_float(const struct format *format, struct mw_bytes text,
                       double *value)
{
    struct decimal decimal = read_decimal(text);

    if (decimal.w == 0) {
        *value = 0.0;
    } else if (!(format == &format_f64 && read_small(decimal, value)) &&
               !read_interval(format, decimal, value)) {
        *value = read_exactly(format, text);
    }
    if (decimal.negative) {
        *value = -*value;
    }
    return isfinite(*value);
}

bool mw__number_read_f64(struct mw_bytes text, double *value)
{
    return read_float(&format_f64, text, value);
}

bool mw__number_read_f32(struct mw_bytes text, float *value)
{
    double wide;
    bool finite = read_float(&format_f32, text, &wide);

    *value = (float)wide;
    return finite;
}
