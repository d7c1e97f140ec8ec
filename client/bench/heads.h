/* Heads: msgpack's heads in their shortest form, where each message has one
 * and every nanosecond counts. Source: github.com/msgpack/msgpack spec.md. */
#ifndef CLIENT_BENCH_HEADS_H
#define CLIENT_BENCH_HEADS_H

#include <msgwire/bytes.h>

#include <endian.h>

enum { HEADS_MAX = 9 }; /* bytes of the longest */

/* Writes a first byte and the last `len` bytes of a number, big-endian. All
 * HEADS_MAX bytes are written, since that is one store. */
static inline size_t heads_put(uint8_t *to, uint8_t first, uint64_t number,
                               size_t len)
{
    uint64_t bytes = len > 0 ? htobe64(number << (64 - 8 * len)) : 0;

    to[0] = first;
    memcpy(to + 1, &bytes, sizeof(bytes));
    return 1 + len;
}

/* Each returns how many bytes the head has; `to` has room for HEADS_MAX. */
static inline size_t heads_uint(uint8_t *to, uint64_t number)
{
    if (number <= 0x7f) {
        return heads_put(to, (uint8_t)number, 0, 0);
    }
    if (number <= UINT8_MAX) {
        return heads_put(to, 0xcc, number, 1);
    }
    if (number <= UINT16_MAX) {
        return heads_put(to, 0xcd, number, 2);
    }
    return number <= UINT32_MAX ? heads_put(to, 0xce, number, 4)
                                : heads_put(to, 0xcf, number, 8);
}

static inline size_t heads_bin(uint8_t *to, uint32_t len)
{
    if (len <= UINT8_MAX) {
        return heads_put(to, 0xc4, len, 1);
    }
    return len <= UINT16_MAX ? heads_put(to, 0xc5, len, 2)
                             : heads_put(to, 0xc6, len, 4);
}

static inline size_t heads_str(uint8_t *to, uint32_t len)
{
    if (len <= 31) {
        return heads_put(to, (uint8_t)(0xa0 | len), 0, 0);
    }
    if (len <= UINT8_MAX) {
        return heads_put(to, 0xd9, len, 1);
    }
    return len <= UINT16_MAX ? heads_put(to, 0xda, len, 2)
                             : heads_put(to, 0xdb, len, 4);
}

enum { HEADS_SUCCESS = 8 };

/* Takes `[1, msgid, nil, ` off a body, if the msgid has five bytes. */
static inline bool heads_success(struct mw_bytes *body, uint32_t *msgid)
{
    const uint8_t *at = body->at;

    if (body->len <= HEADS_SUCCESS || at[0] != 0x94 || at[1] != 1 ||
        at[2] != 0xce || at[7] != 0xc0) {
        return false;
    }
    memcpy(msgid, at + 3, sizeof(*msgid));
    *msgid = be32toh(*msgid);
    mw_bytes_skip(body, HEADS_SUCCESS);
    return true;
}

#endif
