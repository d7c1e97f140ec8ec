#include "support.h"

#include "generate.h"

enum { PAYLOAD_MAX = 40, COUNT_MAX = 6 };

/* Marsaglia's xorshift64. */
uint64_t generate_bits(struct seed *seed)
{
    seed->at ^= seed->at << 13;
    seed->at ^= seed->at >> 7;
    seed->at ^= seed->at << 17;
    return seed->at;
}

size_t generate_below(struct seed *seed, size_t limit)
{
    return (size_t)((generate_bits(seed) >> 16) % limit);
}

static void put(struct mw_buffer *out, uint64_t byte)
{
    uint8_t last = (uint8_t)byte;

    assert_int_equal(mw_buffer_append(out, mw_bytes(&last, 1)), MW_OK);
}

/* Big-endian, in so many bytes. */
static void put_number(struct mw_buffer *out, uint64_t number, size_t len)
{
    while (len-- > 0) {
        put(out, number >> (8 * len));
    }
}

static void put_random(struct seed *seed, struct mw_buffer *out, size_t len)
{
    while (len-- > 0) {
        put(out, generate_bits(seed) >> 24);
    }
}

/* first  the head with a length of one byte; those of two and four follow. */
static void put_payload(struct seed *seed, struct mw_buffer *out,
                        unsigned first)
{
    unsigned width = (unsigned)generate_below(seed, 3);
    size_t len = generate_below(seed, PAYLOAD_MAX);
    bool ext = first == 0xc7;

    put(out, first + width);
    put_number(out, len, (size_t)1 << width);
    put_random(seed, out, len + ext);
}

/* fixed  the head with the count in its low four bits.
 * wide   the head with a count of two bytes; that of four follows. */
static size_t put_count(struct seed *seed, struct mw_buffer *out,
                        unsigned fixed, unsigned wide)
{
    size_t count = generate_below(seed, COUNT_MAX);
    unsigned width = (unsigned)generate_below(seed, 4);

    if (width < 2) {
        put(out, fixed + count);
    } else {
        put(out, wide + width - 2);
        put_number(out, count, width == 2 ? 2 : 4);
    }
    return count;
}

static void put_scalar(struct seed *seed, struct mw_buffer *out)
{
    static const uint8_t plain[] = {0xc0, 0xc2, 0xc3, 0x00, 0x7f, 0xe0, 0xff};
    static const uint8_t len[] = {4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17};
    size_t kind = generate_below(seed, sizeof(len) + 6);

    if (kind < sizeof(len)) {
        put(out, 0xca + kind);
        put_random(seed, out, len[kind]);
    } else if (kind == sizeof(len)) {
        put_payload(seed, out, 0xc4);
    } else if (kind == sizeof(len) + 1) {
        put_payload(seed, out, 0xc7);
    } else if (kind == sizeof(len) + 2) {
        put_payload(seed, out, 0xd9);
    } else if (kind == sizeof(len) + 3) {
        size_t short_len = generate_below(seed, 32);
        put(out, 0xa0 + short_len);
        put_random(seed, out, short_len);
    } else {
        put(out, plain[generate_below(seed, sizeof(plain))]);
    }
}

void generate_value(struct seed *seed, unsigned depth, struct mw_buffer *out)
{
    size_t kind = generate_below(seed, 4);
    size_t count;

    if (depth == 0 || kind < 2) {
        put_scalar(seed, out);
        return;
    }
    count = kind == 2 ? put_count(seed, out, 0x90, 0xdc)
                      : 2 * put_count(seed, out, 0x80, 0xde);
    while (count-- > 0) {
        generate_value(seed, depth - 1, out);
    }
}

static void mutate_once(struct seed *seed, struct mw_buffer *bytes)
{
    size_t at = generate_below(seed, bytes->len);

    switch (generate_below(seed, 4)) {
    case 0:
        bytes->at[at] = (uint8_t)generate_bits(seed);
        break;
    case 1:
        bytes->at[at] ^= (uint8_t)(1u << generate_below(seed, 8));
        break;
    case 2:
        bytes->len = at + 1;
        break;
    default:
        put_random(seed, bytes, 1 + generate_below(seed, 3));
        break;
    }
}

void generate_mutation(struct seed *seed, struct mw_buffer *bytes)
{
    for (size_t left = 1 + generate_below(seed, 3); left > 0; left--) {
        mutate_once(seed, bytes);
    }
}
