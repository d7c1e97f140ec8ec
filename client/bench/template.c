#include "bench/template.h"

#include "bench/heads.h"
#include "bench/piece.h"
#include "draw.h"

#include <msgwire/pack.h>

#include <time.h>

enum { SECOND = 1000000000, SCRATCH = 32 };

void template_fini(struct template *template)
{
    mw_buffer_fini(&template->fixed);
    mw_buffer_fini(&template->pieces);
    mw_buffer_fini(&template->sizes);
}

/* --- a message is written, or is compared with what came --- */

struct cursor {
    uint8_t *to;             /* NULL: it is compared */
    struct mw_bytes against; /* what is left of it */
    bool same;
};

/* Most pieces that are compared are a head of a few bytes. */
static inline bool equal(const uint8_t *a, const uint8_t *b, size_t len)
{
    if (len > HEADS_MAX) {
        return memcmp(a, b, len) == 0;
    }
    for (size_t i = 0; i < len; i++) {
        if (a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

static inline void put(struct cursor *cursor, const void *at, size_t len)
{
    if (cursor->to != NULL) {
        memcpy(cursor->to, at, len);
        cursor->to += len;
    } else if (len <= cursor->against.len &&
               equal(cursor->against.at, at, len)) {
        mw_bytes_skip(&cursor->against, len);
    } else {
        cursor->same = false;
        cursor->against.len = 0;
    }
}

/* A head is written where it belongs; one that is compared, beside. */
static inline uint8_t *head_at(const struct cursor *cursor, uint8_t *beside)
{
    return cursor->to != NULL ? cursor->to : beside;
}

static inline void put_head(struct cursor *cursor, const uint8_t *at,
                            size_t len)
{
    if (cursor->to != NULL) {
        cursor->to += len;
    } else {
        put(cursor, at, len);
    }
}

/* Each {{random}} draws for its size, then for each of its slices. Most
 * messages have but one, which is the message's own draw. */
static inline uint64_t draw(const struct template_fill *fill, size_t which,
                            size_t nth)
{
    return which == PIECE_FIRST && nth == 1
               ? fill->draw
               : draw_of(fill->draw, which << 32 | nth);
}

static inline size_t pick(const struct template *template,
                          const struct template_fill *fill, size_t which)
{
    const struct sizes *sizes = (const struct sizes *)template->sizes.at;

    return sizes_is_one(&sizes[which])
               ? sizes[which].largest
               : sizes_pick(&sizes[which], draw(fill, which, 0));
}

static void put_slice(struct cursor *cursor, const struct pool *pool,
                      uint64_t draw, size_t len)
{
    if (cursor->to != NULL) {
        pool_write(pool, draw, cursor->to, len);
        cursor->to += len;
    } else if (len <= cursor->against.len &&
               pool_wrote(pool, draw, cursor->against.at, len)) {
        mw_bytes_skip(&cursor->against, len);
    } else {
        cursor->same = false;
        cursor->against.len = 0;
    }
}

static inline size_t slice_of(size_t len)
{
    return len < POOL_SLICE ? len : POOL_SLICE;
}

static void put_random(struct cursor *cursor, const struct template_fill *fill,
                       size_t which, size_t len)
{
    for (size_t nth = 1; len > 0; nth++) {
        put_slice(cursor, fill->pool, draw(fill, which, nth), slice_of(len));
        len -= slice_of(len);
    }
}

static void put_bin(struct cursor *cursor, const struct template *template,
                    const struct template_fill *fill, size_t which)
{
    size_t len = pick(template, fill, which);
    uint8_t beside[HEADS_MAX], *head = head_at(cursor, beside);

    put_head(cursor, head, heads_bin(head, (uint32_t)len));
    put_random(cursor, fill, which, len);
}

static void put_seq(struct cursor *cursor, uint64_t number)
{
    uint8_t beside[HEADS_MAX], *head = head_at(cursor, beside);

    put_head(cursor, head, heads_uint(head, number));
}

static void put_time(struct cursor *cursor, uint64_t ns)
{
    uint8_t room[SCRATCH];
    struct mw_buffer time = {.at = room, .cap = sizeof(room)};

    mw_pack_time(&time, (int64_t)(ns / SECOND), (uint32_t)(ns % SECOND));
    put(cursor, time.at, time.len);
}

/* --- text --- */

/* Writes the last `count` digits of a number. */
static void digits(char *to, uint64_t number, size_t count)
{
    while (count > 0) {
        to[--count] = (char)('0' + number % 10);
        number /= 10;
    }
}

static size_t count_digits(uint64_t number)
{
    size_t count = 1;

    while (number >= 10) {
        number /= 10;
        count++;
    }
    return count;
}

static void put_text_seq(struct cursor *cursor, uint64_t number)
{
    char text[PIECE_DIGITS] = {0};
    size_t count = count_digits(number);

    digits(text, number, count);
    put(cursor, text, count);
}

static void put_text_random(struct cursor *cursor,
                            const struct template_fill *fill, size_t which,
                            size_t len)
{
    for (size_t nth = 1; len > 0; nth++) {
        put(cursor, pool_text(fill->pool, draw(fill, which, nth)),
            slice_of(len));
        len -= slice_of(len);
    }
}

/* Whatever the clock says, the year has four digits. */
static void put_text_time(struct cursor *cursor, uint64_t ns)
{
    char text[] = "0000-00-00T00:00:00.000000000Z";
    time_t seconds = (time_t)(ns / SECOND);
    struct tm utc;

    gmtime_r(&seconds, &utc);
    digits(text, (uint64_t)utc.tm_year + 1900, 4);
    digits(text + 5, (uint64_t)utc.tm_mon + 1, 2);
    digits(text + 8, (uint64_t)utc.tm_mday, 2);
    digits(text + 11, (uint64_t)utc.tm_hour, 2);
    digits(text + 14, (uint64_t)utc.tm_min, 2);
    digits(text + 17, (uint64_t)utc.tm_sec, 2);
    digits(text + 20, ns % SECOND, 9);
    put(cursor, text, PIECE_TIME_TEXT);
}

static size_t text_len(const struct template *template,
                       const struct template_fill *fill,
                       const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_TEXT_SEQ:
        return count_digits(fill->number);
    case PIECE_TEXT_RANDOM:
        return pick(template, fill, piece->at);
    case PIECE_TEXT_TIME:
        return PIECE_TIME_TEXT;
    case PIECE_FIXED:
    case PIECE_SEQ:
    case PIECE_RANDOM:
    case PIECE_BYTES:
    case PIECE_TIME:
    case PIECE_STRING:
        break;
    }
    return piece->len;
}

static void put_string(struct cursor *cursor, const struct template *template,
                       const struct template_fill *fill,
                       const struct piece *string)
{
    uint8_t beside[HEADS_MAX], *head = head_at(cursor, beside);
    size_t len = 0;

    for (uint32_t i = 1; i <= string->count; i++) {
        len += text_len(template, fill, string + i);
    }
    put_head(cursor, head, heads_str(head, (uint32_t)len));
}

/* --- pieces --- */

/* What few messages have is kept apart, so that the others need not make room
 * for its locals. */
__attribute__((noinline)) static void put_rare(struct cursor *cursor,
                                               const struct template *template,
                                               const struct template_fill *fill,
                                               const struct piece *piece)
{
    if (piece->kind == PIECE_TIME) {
        put_time(cursor, fill->time_ns);
    } else if (piece->kind == PIECE_STRING) {
        put_string(cursor, template, fill, piece);
    } else if (piece->kind == PIECE_TEXT_SEQ) {
        put_text_seq(cursor, fill->number);
    } else if (piece->kind == PIECE_TEXT_RANDOM) {
        put_text_random(cursor, fill, piece->at,
                        pick(template, fill, piece->at));
    } else {
        put_text_time(cursor, fill->time_ns);
    }
}

static inline void put_piece(struct cursor *cursor,
                             const struct template *template,
                             const struct template_fill *fill,
                             const struct piece *piece)
{
    if (piece->kind == PIECE_FIXED) {
        put(cursor, template->fixed.at + piece->at, piece->len);
    } else if (piece->kind == PIECE_BYTES) {
        put_random(cursor, fill, PIECE_FIRST + piece->at, piece->len);
    } else if (piece->kind == PIECE_RANDOM) {
        put_bin(cursor, template, fill, piece->at);
    } else if (piece->kind == PIECE_SEQ) {
        put_seq(cursor, fill->number);
    } else {
        put_rare(cursor, template, fill, piece);
    }
}

static void put_all(struct cursor *cursor, const struct template *template,
                    const struct template_fill *fill)
{
    const struct piece *piece = (const struct piece *)template->pieces.at;
    size_t count = template->pieces.len / sizeof(*piece);

    for (const struct piece *end = piece + count; piece < end; piece++) {
        put_piece(cursor, template, fill, piece);
    }
}

size_t template_room(const struct template *template,
                     const struct template_fill *fill)
{
    size_t count = template->sizes.len / sizeof(struct sizes);
    size_t room = template->room;

    for (size_t which = 0; which < count; which++) {
        room += pick(template, fill, which);
    }
    return room;
}

uint8_t *template_write(const struct template *template,
                        const struct template_fill *fill, uint8_t *to)
{
    struct cursor cursor = {.to = to};

    put_all(&cursor, template, fill);
    return cursor.to;
}

bool template_is(const struct template *template,
                 const struct template_fill *fill, struct mw_bytes bytes)
{
    struct cursor cursor = {.against = bytes, .same = true};
    struct mw_bytes head = template_head(template);

    if (head.len > 0) {
        return bytes.len == head.len + template->slice_len &&
               equal(bytes.at, head.at, head.len) &&
               pool_wrote(fill->pool, fill->draw, bytes.at + head.len,
                          template->slice_len);
    }
    put_all(&cursor, template, fill);
    return cursor.same && cursor.against.len == 0;
}
