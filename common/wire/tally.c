#include "wire/tally.h"

#include "wire/head.h"

/* What is still to come. */
struct tally {
    const uint8_t *end;
    size_t left;         /* bytes */
    uint64_t owed;       /* values */
    unsigned containers; /* that may still be opened */
};

static inline const uint8_t *here(const struct tally *tally)
{
    return tally->end - tally->left;
}

/* A value's own bytes, then `more` values. */
static inline bool take(struct tally *tally, uint64_t len, uint64_t more)
{
    if (len > tally->left) {
        return false;
    }
    tally->left -= (size_t)len;
    tally->owed += more - 1;
    return true;
}

static inline bool open_container(struct tally *tally, uint64_t len,
                                  uint64_t more)
{
    return tally->containers-- > 0 && take(tally, len, more);
}

/* A value of any kind. */
static inline bool take_by_table(struct tally *tally)
{
    struct mw__head head = mw__head_table[*here(tally)];
    uint64_t size;

    if (head.kind == MW__HEAD_NEVER || head.size_len >= tally->left) {
        return false;
    }
    size = mw__head_size(head, here(tally));
    if (mw__head_opens(head)) {
        return open_container(tally, 1u + head.size_len,
                              mw__head_owed(head, size));
    }
    return take(tally, 1 + head.size_len + size, 0);
}

/* The commonest kinds go by their bits: the processor guesses those branches,
 * and need not wait for the table's answer to find the next value. */
static inline bool take_next(struct tally *tally)
{
    uint8_t first = *here(tally);

    if ((int8_t)first >= -32) {
        return take(tally, 1, 0); /* an integer in one byte */
    }
    if (first < 0x90) {
        return open_container(tally, 1, (first & UINT64_C(0x0f)) * 2);
    }
    if (first < 0xa0) {
        return open_container(tally, 1, first & 0x0fu);
    }
    if (first < 0xc0) {
        return take(tally, 1 + (first & UINT64_C(0x1f)), 0); /* a short str */
    }
    return take_by_table(tally);
}

bool mw__tally(struct mw_bytes bytes, unsigned max_depth)
{
    struct tally tally = {bytes.at + bytes.len, bytes.len, 1, max_depth};

    /* Each value takes a byte at least, so a lie about a count dies here. */
    while (tally.owed > 0) {
        if (tally.owed > tally.left || !take_next(&tally)) {
            return false;
        }
    }
    return tally.left == 0;
}
