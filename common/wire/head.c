#include "wire/head.h"

#define FIXED(type, fixed)                                                     \
    {                                                                          \
        MW__HEAD_FIXED, type, 0, fixed                                         \
    }
#define SIZED(type, size_len, fixed)                                           \
    {                                                                          \
        MW__HEAD_SIZED, type, size_len, fixed                                  \
    }

#define POSITIVE(n) FIXED(MW_UINT, 0)
#define NEGATIVE(n) FIXED(MW_INT, 0)
#define FIXSTR(n)   FIXED(MW_STR, n)
#define FIXARRAY(n)                                                            \
    {                                                                          \
        MW__HEAD_ARRAY, MW_ARRAY, 0, n                                         \
    }
#define FIXMAP(n)                                                              \
    {                                                                          \
        MW__HEAD_MAP, MW_MAP, 0, n                                             \
    }

#define FOUR(row, n) row(n), row((n) + 1), row((n) + 2), row((n) + 3)
#define SIXTEEN(row, n)                                                        \
    FOUR(row, n), FOUR(row, (n) + 4), FOUR(row, (n) + 8), FOUR(row, (n) + 12)

/* clang-format off */
const struct mw__head mw__head_table[256] = {
    /* 00 */ SIXTEEN(POSITIVE, 0), SIXTEEN(POSITIVE, 0),
    /* 20 */ SIXTEEN(POSITIVE, 0), SIXTEEN(POSITIVE, 0),
    /* 40 */ SIXTEEN(POSITIVE, 0), SIXTEEN(POSITIVE, 0),
    /* 60 */ SIXTEEN(POSITIVE, 0), SIXTEEN(POSITIVE, 0),
    /* 80 */ SIXTEEN(FIXMAP, 0),
    /* 90 */ SIXTEEN(FIXARRAY, 0),
    /* a0 */ SIXTEEN(FIXSTR, 0), SIXTEEN(FIXSTR, 16),
    /* c0 */ FIXED(MW_NIL, 0),
    /* c1 */ {MW__HEAD_NEVER, MW_NIL, 0, 0},
    /* c2 */ FIXED(MW_BOOL, 0), FIXED(MW_BOOL, 0),
    /* c4 */ SIZED(MW_BIN, 1, 0), SIZED(MW_BIN, 2, 0), SIZED(MW_BIN, 4, 0),
    /* c7 */ SIZED(MW_EXT, 1, 1), SIZED(MW_EXT, 2, 1), SIZED(MW_EXT, 4, 1),
    /* ca */ FIXED(MW_F32, 4), FIXED(MW_F64, 8),
    /* cc */ FIXED(MW_UINT, 1), FIXED(MW_UINT, 2),
    /* ce */ FIXED(MW_UINT, 4), FIXED(MW_UINT, 8),
    /* d0 */ FIXED(MW_INT, 1), FIXED(MW_INT, 2),
    /* d2 */ FIXED(MW_INT, 4), FIXED(MW_INT, 8),
    /* d4 */ FIXED(MW_EXT, 1 + 1), FIXED(MW_EXT, 1 + 2), FIXED(MW_EXT, 1 + 4),
    /* d7 */ FIXED(MW_EXT, 1 + 8), FIXED(MW_EXT, 1 + 16),
    /* d9 */ SIZED(MW_STR, 1, 0), SIZED(MW_STR, 2, 0), SIZED(MW_STR, 4, 0),
    /* dc */ {MW__HEAD_ARRAY, MW_ARRAY, 2, 0}, {MW__HEAD_ARRAY, MW_ARRAY, 4, 0},
    /* de */ {MW__HEAD_MAP, MW_MAP, 2, 0}, {MW__HEAD_MAP, MW_MAP, 4, 0},
    /* e0 */ SIXTEEN(NEGATIVE, 0), SIXTEEN(NEGATIVE, 0),
};
/* clang-format on */
