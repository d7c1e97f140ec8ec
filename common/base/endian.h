/* Big- and little-endian integers at any address. */
#ifndef MSGWIRE_BASE_ENDIAN_H
#define MSGWIRE_BASE_ENDIAN_H

#include <stdint.h>
#include <string.h>

static inline uint16_t mw__get_be16(const uint8_t *at)
{
    return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint32_t mw__get_be32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
           (uint32_t)at[2] << 8 | at[3];
}

static inline uint64_t mw__get_be64(const uint8_t *at)
{
    return (uint64_t)mw__get_be32(at) << 32 | mw__get_be32(at + 4);
}

static inline uint32_t mw__get_le32(const uint8_t *at)
{
    return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 |
           (uint32_t)at[1] << 8 | at[0];
}

static inline void mw__put_be16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static inline void mw__put_be32(uint8_t *at, uint32_t value)
{
    mw__put_be16(at, (uint16_t)(value >> 16));
    mw__put_be16(at + 2, (uint16_t)value);
}

static inline void mw__put_le32(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
    at[2] = (uint8_t)(value >> 16);
    at[3] = (uint8_t)(value >> 24);
}

#endif
