/* Powers of ten to 128 bits: what floats are written and read with. */
#ifndef MSGWIRE_TEXT_POW10_H
#define MSGWIRE_TEXT_POW10_H

#include <stdint.h>

enum {
    MW__POW10_MIN = -342, /* 10^-342 times 2^64 is below the least double */
    MW__POW10_MAX = 324,
    MW__POW10_ERROR = 2, /* how far off the 128 bits may be, either way */
};

/* 10^k is (hi 2^64 + lo) 2^exp; the highest bit of `hi` is set. */
struct mw__pow10 {
    uint64_t hi, lo;
    int exp;
};

struct mw__pow10 mw__pow10(int k);

/* The whole part of log2(10^k), for -1233 <= k <= 1233. */
static inline int mw__pow10_log2(int k)
{
    return (k * 1741647) >> 19;
}

/* 64 by 64 to 128 bits. */
static inline void mw__pow10_multiply(uint64_t a, uint64_t b, uint64_t *hi,
                                      uint64_t *lo)
{
    uint64_t a_lo = (uint32_t)a, a_hi = a >> 32;
    uint64_t b_lo = (uint32_t)b, b_hi = b >> 32;
    uint64_t mid = a_hi * b_lo + (a_lo * b_lo >> 32);
    uint64_t low_mid = a_lo * b_hi + (uint32_t)mid;

    *hi = a_hi * b_hi + (mid >> 32) + (low_mid >> 32);
    *lo = a * b;
}

#endif
