#include "text/json_head.h"

#include "base/endian.h"

/* First bytes; 0 where a type has no such form. */
static const struct form {
    uint8_t fix, fix_max; /* sizes up to fix_max are in the first byte */
    uint8_t in_8, in_16, in_32;
} forms[] = {
    [MW_STR] = {0xa0, 31, 0xd9, 0xda, 0xdb},
    [MW_BIN] = {0, 0, 0xc4, 0xc5, 0xc6},
    [MW_EXT] = {0, 0, 0xc7, 0xc8, 0xc9},
    [MW_ARRAY] = {0x90, 15, 0, 0xdc, 0xdd},
    [MW_MAP] = {0x80, 15, 0, 0xde, 0xdf},
};

/* An ext of 1, 2, 4, 8 or 16 bytes says so in its first byte. */
static uint8_t fixed_ext(uint32_t size)
{
    uint8_t first = 0xd4;

    if (size == 0 || size > 16 || (size & (size - 1)) != 0) {
        return 0;
    }
    while (size > 1) {
        size /= 2;
        first++;
    }
    return first;
}

size_t mw__json_head(enum mw_type type, uint32_t size,
                     uint8_t out[MW__JSON_HEAD])
{
    const struct form *form = &forms[type];
    uint8_t fixed = type == MW_EXT ? fixed_ext(size) : 0;

    if (fixed != 0 || (form->fix != 0 && size <= form->fix_max)) {
        out[0] = fixed != 0 ? fixed : (uint8_t)(form->fix | size);
        return 1;
    }
    if (form->in_8 != 0 && size <= UINT8_MAX) {
        out[0] = form->in_8;
        out[1] = (uint8_t)size;
        return 2;
    }
    if (size <= UINT16_MAX) {
        out[0] = form->in_16;
        mw__put_be16(out + 1, (uint16_t)size);
        return 3;
    }
    out[0] = form->in_32;
    mw__put_be32(out + 1, size);
    return 5;
}
