#include "text/shortest.h"

#include "text/pow10.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* The method is Schubfach (Raffaele Giulietti, "The Schubfach way to render
 * doubles"): scale the value and the two bounds between which decimals round
 * to it by a power of ten so that the unit's place is where a decimal of the
 * shortest length or one digit more must lie, then choose. */

/* A positive binary number, c 2^q. */
struct binary {
    uint64_t c;
    int q;
    bool uneven; /* the number below is half as far as the one above */
};

/* Moves zeros at the end into the exponent. */
static struct mw__shortest trim(uint64_t digits, int exp)
{
    assert(digits != 0);
    for (; digits % 10000 == 0; digits /= 10000) {
        exp += 4;
    }
    for (; digits % 10 == 0; digits /= 10) {
        exp++;
    }
    return (struct mw__shortest){digits, exp};
}

/* cp times the power, without its low 128 bits; the last bit set if what was
 * cut off was not 0, so that comparisons come out as with all of them. */
static uint64_t scale(struct mw__pow10 power, uint64_t cp)
{
    uint64_t x_hi, x_lo, y_hi, y_lo;

    mw__pow10_multiply(power.lo, cp, &x_hi, &x_lo);
    mw__pow10_multiply(power.hi, cp, &y_hi, &y_lo);
    y_lo += x_hi;
    y_hi += y_lo < x_hi;
    return y_hi | (y_lo > 1);
}

/* The power must not be too small, by less than 4 units: so the proof wants
 * it; mw__pow10 may be 1 short of that and 2 above. */
static struct mw__pow10 power_above(int k)
{
    struct mw__pow10 power = mw__pow10(k);

    power.lo++;
    power.hi += power.lo == 0;
    return power;
}

static struct mw__shortest shortest(struct binary value)
{
    int k = (value.q * 1262611 - (value.uneven ? 524031 : 0)) >> 22;
    int h = value.q + mw__pow10_log2(-k) + 1;
    struct mw__pow10 power = power_above(-k);
    uint64_t at = scale(power, 4 * value.c << h);
    uint64_t odd = value.c & 1; /* then the bounds round away from it */
    uint64_t low = scale(power, (4 * value.c - 2 + value.uneven) << h) + odd;
    uint64_t high = scale(power, (4 * value.c + 2) << h) - odd;
    uint64_t unit = at / 4, ten = unit / 10;
    bool below = low <= 40 * ten, above = 40 * ten + 40 <= high;

    if (unit >= 10 && below != above) {
        return trim(ten + above, k + 1);
    }
    below = low <= 4 * unit;
    above = 4 * unit + 4 <= high;
    if (below == above) {
        uint64_t middle = 4 * unit + 2;
        above = at > middle || (at == middle && (unit & 1) != 0);
    }
    return trim(unit + above, k);
}

/* fraction  the stored bits, `bits` of them
 * exponent  as stored; lowest  the exponent of a subnormal's last bit */
static struct mw__shortest decode(uint64_t fraction, int exponent,
                                  unsigned bits, int lowest)
{
    uint64_t implied = (uint64_t)1 << bits;
    struct binary value = {fraction, lowest, false};

    if (exponent != 0) {
        value.c |= implied;
        value.q += exponent - 1;
        value.uneven = fraction == 0 && exponent > 1;
    }
    if (value.c == 0) {
        return (struct mw__shortest){0, 0};
    }
    if (value.q <= 0 && value.q > -(int)bits - 1 &&
        (value.c & (((uint64_t)1 << -value.q) - 1)) == 0) {
        return trim(value.c >> -value.q, 0);
    }
    return shortest(value);
}

struct mw__shortest mw__shortest_f64(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return decode(bits & 0xfffffffffffffu, (int)(bits >> 52 & 0x7ff), 52,
                  -1074);
}

struct mw__shortest mw__shortest_f32(float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return decode(bits & 0x7fffffu, (int)(bits >> 23 & 0xff), 23, -149);
}
