#include <msgwire/frame.h>

#include "wire/head.h"

#include <inttypes.h>

enum { VARINT_LEN_MAX = 5 };

/* A length prefix that was read. */
struct prefix {
    size_t header_len;
    uint64_t len; /* of the body */
};

struct mw_framing {
    const char *name;
    uint64_t max; /* longest body whose length the prefix can say */
    size_t room;  /* bytes set aside for the prefix of a frame to be sent */

    /* Returns MW_OK, MW_EAGAIN if the prefix is cut, MW_EFRAME if it is none.
     * NULL: there are no prefixes, values follow each other. */
    enum mw_status (*get)(struct mw_bytes in, struct prefix *prefix,
                          struct mw_error *err);

    /* Writes at most `room` bytes. Returns how many. */
    size_t (*put)(uint8_t *at, uint64_t len);
};

static enum mw_status get_u32be(struct mw_bytes in, struct prefix *prefix,
                                struct mw_error *err)
{
    (void)err;
    if (in.len < 4) {
        return MW_EAGAIN;
    }
    *prefix = (struct prefix){4, mw__get_be32(in.at)};
    return MW_OK;
}

static size_t put_u32be(uint8_t *at, uint64_t len)
{
    mw__put_be32(at, (uint32_t)len);
    return 4;
}

static size_t put_nothing(uint8_t *at, uint64_t len)
{
    (void)at;
    (void)len;
    return 0;
}

/* Any width is read; only an unsigned integer is a length. */
static enum mw_status get_msgpack_int(struct mw_bytes in, struct prefix *prefix,
                                      struct mw_error *err)
{
    struct mw_value value;

    if (in.len == 0) {
        return MW_EAGAIN;
    }
    if (mw__head_table[in.at[0]].type != MW_UINT) {
        return mw_error_set(err, MW_EFRAME,
                            "expected a length (00 to 7f, cc to cf), got %02x",
                            in.at[0]);
    }
    if (mw_value_next(&in, &value) != MW_OK) {
        return MW_EAGAIN;
    }
    *prefix = (struct prefix){value.head_len, value.as.u64};
    return MW_OK;
}

/* Always five bytes, so that the length may be written after the body. */
static size_t put_msgpack_int(uint8_t *at, uint64_t len)
{
    at[0] = 0xce;
    mw__put_be32(at + 1, (uint32_t)len);
    return 5;
}

static enum mw_status get_varint(struct mw_bytes in, struct prefix *prefix,
                                 struct mw_error *err)
{
    uint64_t len = 0;

    for (size_t i = 0; i < VARINT_LEN_MAX; i++) {
        if (i == in.len) {
            return MW_EAGAIN;
        }
        len |= (uint64_t)(in.at[i] & 0x7f) << (7 * i);
        if (in.at[i] < 0x80) {
            *prefix = (struct prefix){i + 1, len};
            return MW_OK;
        }
    }
    return mw_error_set(err, MW_EFRAME,
                        "expected a length of at most %d bytes, its last below "
                        "80, got %02x",
                        VARINT_LEN_MAX, in.at[VARINT_LEN_MAX - 1]);
}

static size_t put_varint(uint8_t *at, uint64_t len)
{
    size_t count = 0;

    while (len >= 0x80) {
        at[count++] = (uint8_t)(len | 0x80);
        len >>= 7;
    }
    at[count++] = (uint8_t)len;
    return count;
}

static enum mw_status get_u32le(struct mw_bytes in, struct prefix *prefix,
                                struct mw_error *err)
{
    (void)err;
    if (in.len < 4) {
        return MW_EAGAIN;
    }
    *prefix = (struct prefix){4, mw__get_le32(in.at)};
    return MW_OK;
}

static size_t put_u32le(uint8_t *at, uint64_t len)
{
    mw__put_le32(at, (uint32_t)len);
    return 4;
}

static enum mw_status get_u16be(struct mw_bytes in, struct prefix *prefix,
                                struct mw_error *err)
{
    (void)err;
    if (in.len < 2) {
        return MW_EAGAIN;
    }
    *prefix = (struct prefix){2, mw__get_be16(in.at)};
    return MW_OK;
}

static size_t put_u16be(uint8_t *at, uint64_t len)
{
    mw__put_be16(at, (uint16_t)len);
    return 2;
}

static const struct mw_framing framings[] = {
    {"u32be", UINT32_MAX, 4, get_u32be, put_u32be},
    {"none", SIZE_MAX, 0, NULL, put_nothing},
    {"msgpack-int", UINT32_MAX, 5, get_msgpack_int, put_msgpack_int},
    {"varint", (UINT64_C(1) << 35) - 1, VARINT_LEN_MAX, get_varint, put_varint},
    {"u32le", UINT32_MAX, 4, get_u32le, put_u32le},
    {"u16be", UINT16_MAX, 2, get_u16be, put_u16be},
};

enum { FRAMING_COUNT = sizeof(framings) / sizeof(*framings) };

const struct mw_framing *mw_framing_named(const char *name)
{
    for (size_t i = 0; i < FRAMING_COUNT; i++) {
        if (strcmp(framings[i].name, name) == 0) {
            return &framings[i];
        }
    }
    return NULL;
}

const struct mw_framing *mw_framing_at(size_t index)
{
    return index < FRAMING_COUNT ? &framings[index] : NULL;
}

const char *mw_framing_name(const struct mw_framing *framing)
{
    return framing->name;
}

bool mw_framing_has_prefix(const struct mw_framing *framing)
{
    return framing->get != NULL;
}

size_t mw_framing_max(const struct mw_framing *framing)
{
    return framing->max < SIZE_MAX ? (size_t)framing->max : SIZE_MAX;
}

static enum mw_status refuse_empty(struct mw_error *err)
{
    return mw_error_set(err, MW_EFRAME,
                        "frame of 0 bytes, expected at least 1");
}

static enum mw_status refuse_long(uint64_t len, size_t limit,
                                  struct mw_error *err)
{
    return mw_error_set(err, MW_ETOOBIG,
                        "frame of %" PRIu64 " bytes, limit is %zu", len, limit);
}

/* Header and body together must be a size too. */
static bool is_too_long(uint64_t len, size_t limit)
{
    return len > limit || len > SIZE_MAX - MW_FRAME_HEADER_MAX;
}

/* A frame whose prefix was read. */
static inline enum mw_status take_frame(struct prefix prefix, size_t limit,
                                        struct mw_bytes *in,
                                        struct mw_frame *frame,
                                        struct mw_error *err)
{
    frame->header_len = prefix.header_len;
    if (prefix.len == 0) {
        return refuse_empty(err);
    }
    if (is_too_long(prefix.len, limit)) {
        return refuse_long(prefix.len, limit, err);
    }
    frame->need = prefix.header_len + (size_t)prefix.len;
    if (in->len < frame->need) {
        return MW_EAGAIN;
    }
    frame->body = mw_bytes(in->at + prefix.header_len, (size_t)prefix.len);
    mw_bytes_skip(in, frame->need);
    return MW_OK;
}

static enum mw_status next_prefixed(const struct mw_framing *framing,
                                    size_t limit, struct mw_bytes *in,
                                    struct mw_frame *frame,
                                    struct mw_error *err)
{
    struct prefix prefix;
    enum mw_status rc = framing->get(*in, &prefix, err);

    return rc == MW_OK ? take_frame(prefix, limit, in, frame, err) : rc;
}

/* The contract's own framing, which is nearly all, without a call. */
static inline enum mw_status next_usual(size_t limit, struct mw_bytes *in,
                                        struct mw_frame *frame,
                                        struct mw_error *err)
{
    if (in->len < 4) {
        return MW_EAGAIN;
    }
    return take_frame((struct prefix){4, mw__get_be32(in->at)}, limit, in,
                      frame, err);
}

static enum mw_status next_walked(size_t limit, struct mw_walk *walk,
                                  struct mw_bytes *in, struct mw_frame *frame,
                                  struct mw_error *err)
{
    enum mw_status rc;

    if (walk->at == 0) {
        mw_walk_init(walk, walk->max_depth, limit);
    }
    rc = mw_walk_on(walk, *in, err);
    if (rc == MW_EVALUE && err != NULL) {
        err->status = MW_EFRAME;
    }
    if (rc != MW_OK) {
        return rc == MW_EVALUE ? MW_EFRAME : rc;
    }
    frame->body = mw_bytes(in->at, walk->at);
    frame->need = walk->at;
    frame->walked = true;
    mw_bytes_skip(in, walk->at);
    walk->at = 0;
    return MW_OK;
}

/* As next_walked, from the value's first byte. */
static enum mw_status next_afresh(size_t limit, struct mw_bytes *in,
                                  struct mw_frame *frame, struct mw_error *err)
{
    struct mw_walk walk;

    mw_walk_init(&walk, MW_DEPTH_MAX, limit);
    return next_walked(limit, &walk, in, frame, err);
}

enum mw_status mw_frame_next(const struct mw_framing *framing, size_t limit,
                             struct mw_walk *resume, struct mw_bytes *in,
                             struct mw_frame *frame, struct mw_error *err)
{
    *frame = (struct mw_frame){0};
    if (framing->get == get_u32be) {
        return next_usual(limit, in, frame, err);
    }
    if (framing->get != NULL) {
        return next_prefixed(framing, limit, in, frame, err);
    }
    if (resume != NULL) {
        return next_walked(limit, resume, in, frame, err);
    }
    return next_afresh(limit, in, frame, err);
}

enum mw_status mw_frame_begin(const struct mw_framing *framing,
                              struct mw_buffer *out, size_t *mark)
{
    enum mw_status rc = mw_buffer_reserve(out, framing->room);

    if (rc == MW_OK) {
        *mark = out->len;
        out->len += framing->room;
    }
    return rc;
}

/* Writes the prefix, and closes the gap if it is shorter than its room. */
static void put_prefix(const struct mw_framing *framing, struct mw_buffer *out,
                       size_t mark, size_t len)
{
    uint8_t *at = out->at + mark;
    size_t header_len = framing->put(at, len);

    if (header_len < framing->room) {
        memmove(at + header_len, at + framing->room, len);
        out->len -= framing->room - header_len;
    }
}

enum mw_status mw_frame_end(const struct mw_framing *framing, size_t limit,
                            struct mw_buffer *out, size_t mark,
                            struct mw_error *err)
{
    size_t len = out->len - mark - framing->room;

    if (limit > framing->max) {
        limit = (size_t)framing->max;
    }
    if (len > 0 && len <= limit) {
        put_prefix(framing, out, mark, len);
        return MW_OK;
    }
    out->len = mark;
    return len == 0 ? refuse_empty(err) : refuse_long(len, limit, err);
}
