/* Pieces: what a template is made of, in the order of the bytes. */
#ifndef CLIENT_BENCH_PIECE_H
#define CLIENT_BENCH_PIECE_H

#include "bench/sizes.h"

enum piece_kind {
    PIECE_FIXED, /* bytes at, len */
    PIECE_SEQ,
    PIECE_RANDOM,
    PIECE_BYTES, /* of chance, len; their head is fixed and stands before */
    PIECE_TIME,
    PIECE_STRING,      /* the head of the next `count` pieces, which are text */
    PIECE_TEXT_SEQ,    /* ... */
    PIECE_TEXT_RANDOM, /* ... */
    PIECE_TEXT_TIME,   /* ... */
};

struct piece {
    enum piece_kind kind;
    uint32_t count;
    size_t at, len; /* in template.fixed; PIECE_RANDOM: `at` in its sizes;
                     * PIECE_BYTES: `at` is which of them */
};

enum {
    PIECE_FIRST = 1 << 16, /* what is drawn for the first PIECE_BYTES */
    PIECE_TIME_TEXT = 30,  /* 2021-01-14T08:25:36.000000001Z */
    PIECE_DIGITS = 20,     /* of 2^64 - 1 */
};

#endif
