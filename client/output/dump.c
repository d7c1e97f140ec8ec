#include "output/dump.h"

#include <stdio.h>

enum {
    LINES_MOST = 16, /* of the head; the tail has as many */
    LINE_MOST = 16,  /* bytes in a line */
    OFFSET = 6,      /* columns */
    PER_BYTE = 4,    /* columns: its hex and its character */
    FRAME = 2,       /* columns: the two bars */
};

/* A power of two, so that offsets are round. */
static size_t bytes_in_line(unsigned width)
{
    size_t count = LINE_MOST;

    while (count > 1 && OFFSET + PER_BYTE * count + FRAME > width) {
        count /= 2;
    }
    return count;
}

static void put_hex(struct mw_pen *pen, struct mw_bytes line)
{
    char text[4];

    for (size_t i = 0; i < line.len; i++) {
        snprintf(text, sizeof(text), "%02x ", line.at[i]);
        mw_pen_put(pen, MW_INK_PLAIN, mw_text(text));
    }
}

static void put_characters(struct mw_pen *pen, struct mw_bytes line)
{
    char text[LINE_MOST];

    for (size_t i = 0; i < line.len; i++) {
        bool plain = line.at[i] >= 0x20 && line.at[i] < 0x7f;

        text[i] = plain ? (char)line.at[i] : '.';
    }
    mw_pen_put(pen, MW_INK_DIM, mw_text("|"));
    mw_pen_put(pen, MW_INK_TYPED, mw_bytes(text, line.len));
    mw_pen_put(pen, MW_INK_DIM, mw_text("|"));
}

static void put_line(struct mw_pen *pen, size_t offset, struct mw_bytes line,
                     size_t most)
{
    char text[24];

    snprintf(text, sizeof(text), "%04zx  ", offset);
    mw_pen_put(pen, MW_INK_DIM, mw_text(text));
    put_hex(pen, line);
    mw_pen_pad(pen, OFFSET + 3 * most);
    put_characters(pen, line);
    mw_pen_newline(pen);
}

static void put_gap(struct mw_pen *pen, size_t len)
{
    char text[64];

    snprintf(text, sizeof(text), "      \xe2\x80\xa6 %zu bytes left out", len);
    mw_pen_put(pen, MW_INK_DIM, mw_text(text));
    mw_pen_newline(pen);
}

void dump_write(struct mw_pen *pen, struct mw_bytes bytes, unsigned width)
{
    size_t most = bytes_in_line(width);
    size_t head = LINES_MOST * most, tail = 0;

    if (bytes.len > 2 * head) {
        tail = (bytes.len - head + most - 1) / most * most;
    }
    for (size_t at = 0; at < bytes.len; at += most) {
        size_t left = bytes.len - at;

        if (at == head && tail > 0) {
            put_gap(pen, tail - head);
            at = tail;
            left = bytes.len - at;
        }
        put_line(pen, at, mw_bytes(bytes.at + at, left < most ? left : most),
                 most);
    }
}
