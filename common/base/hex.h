/* Hex digits. */
#ifndef MSGWIRE_BASE_HEX_H
#define MSGWIRE_BASE_HEX_H

#include <stdint.h>

/* Returns the digit's value, in either case; -1 if it is none. */
static inline int mw__hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
