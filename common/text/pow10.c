#include "text/pow10.h"

#include <assert.h>

/* Every power of ten within the range is one of these, some 10^(27 i) rounded
 * up to 128 bits, times one of 5^0 .. 5^26, which are exact, times 2^n. */
enum { STEP = 27, FIRST = -13 };

static const struct big {
    uint64_t hi, lo;
} bases[] = {
    {0x8049a4ac0c5811ae, 0x205b896d777d6279}, /* 10^-351 */
    {0xcf42894a5dce35ea, 0x52064cac828675ba}, /* 10^-324 */
    {0xa76c582338ed2621, 0xaf2af2b80af6f24f}, /* 10^-297 */
    {0x873e4f75e2224e68, 0x5a7744a6e804a292}, /* 10^-270 */
    {0xda7f5bf590966848, 0xaf39a475506a899f}, /* 10^-243 */
    {0xb080392cc4349dec, 0xbd8d794d96aacfb4}, /* 10^-216 */
    {0x8e938662882af53e, 0x547eb47b7282ee9d}, /* 10^-189 */
    {0xe65829b3046b0afa, 0x0cb4a5a3112a5113}, /* 10^-162 */
    {0xba121a4650e4ddeb, 0x92f34d62616ce414}, /* 10^-135 */
    {0x964e858c91ba2655, 0x3a6a07f8d510f870}, /* 10^-108 */
    {0xf2d56790ab41c2a2, 0xfae27299423fb9c4}, /* 10^-81 */
    {0xc428d05aa4751e4c, 0xaa97e14c3c26b887}, /* 10^-54 */
    {0x9e74d1b791e07e48, 0x775ea264cf55347e}, /* 10^-27 */
    {0x8000000000000000, 0x0000000000000000}, /* 10^0 */
    {0xcecb8f27f4200f3a, 0x0000000000000000}, /* 10^27 */
    {0xa70c3c40a64e6c51, 0x999090b65f67d924}, /* 10^54 */
    {0x86f0ac99b4e8dafd, 0x69a028bb3ded71a4}, /* 10^81 */
    {0xda01ee641a708de9, 0xe80e6f4820cc9496}, /* 10^108 */
    {0xb01ae745b101e9e4, 0x5ec05dcff72e7f90}, /* 10^135 */
    {0x8e41ade9fbebc27d, 0x14588f13be847308}, /* 10^162 */
    {0xe5d3ef282a242e81, 0x8f1668c8a86da5fb}, /* 10^189 */
    {0xb9a74a0637ce2ee1, 0x6d953e2bd7173693}, /* 10^216 */
    {0x95f83d0a1fb69cd9, 0x4abdaf101564f98f}, /* 10^243 */
    {0xf24a01a73cf2dccf, 0xbc633b39673c8ced}, /* 10^270 */
    {0xc3b8358109e84f07, 0x0a862f80ec4700c9}, /* 10^297 */
    {0x9e19db92b4e31ba9, 0x6c07a2c26a8346d2}, /* 10^324 */
};

static const uint64_t fives[STEP] = {
    0x1,
    0x5,
    0x19,
    0x7d,
    0x271,
    0xc35,
    0x3d09,
    0x1312d,
    0x5f5e1,
    0x1dcd65,
    0x9502f9,
    0x2e90edd,
    0xe8d4a51,
    0x48c27395,
    0x16bcc41e9,
    0x71afd498d,
    0x2386f26fc1,
    0xb1a2bc2ec5,
    0x3782dace9d9,
    0x1158e460913d,
    0x56bc75e2d631,
    0x1b1ae4d6e2ef5,
    0x878678326eac9,
    0x2a5a058fc295ed,
    0xd3c21bcecceda1,
    0x422ca8b0a00a425,
    0x14adf4b7320334b9,
};

struct mw__pow10 mw__pow10(int k)
{
    int i = (k - FIRST * STEP) / STEP;
    int rest = k - (FIRST + i) * STEP;
    uint64_t top, hi, lo, carry;
    unsigned shift;

    assert(k >= MW__POW10_MIN && k <= MW__POW10_MAX);
    mw__pow10_multiply(bases[i].lo, fives[rest], &carry, &lo);
    mw__pow10_multiply(bases[i].hi, fives[rest], &top, &hi);
    hi += carry;
    top += hi < carry;
    if (top != 0) {
        shift = 64 - (unsigned)__builtin_clzll(top);
        lo = lo >> shift | hi << (64 - shift);
        hi = hi >> shift | top << (64 - shift);
    }
    return (struct mw__pow10){hi, lo, mw__pow10_log2(k) - 127};
}
