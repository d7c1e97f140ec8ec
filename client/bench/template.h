/* Template: msgpack values of which parts differ from message to message.
 *
 *     "{{seq}}"          the message's number, an integer
 *     "{{random SIZE}}"  so many bytes of chance, a bin; SIZE as in sizes.h
 *     "{{time}}"         when it was made, a timestamp
 *     "id-{{seq}}"       in a longer string: digits, letters, RFC 3339
 *     "{{{{"             two braces that mean nothing
 *
 * It is read once; a message is then made of its pieces, without parsing. */
#ifndef CLIENT_BENCH_TEMPLATE_H
#define CLIENT_BENCH_TEMPLATE_H

#include "bench/pool.h"

enum {
    TEMPLATE_PLACES = 1024,     /* most places that differ */
    TEMPLATE_LARGEST = 1 << 30, /* bytes that the values may have together */
};

/* {0} is an empty one. */
struct template
{
    struct mw_buffer fixed;  /* bytes that each message has */
    struct mw_buffer pieces; /* struct template_piece */
    struct mw_buffer
        sizes;      /* struct sizes: of each {{random}} that has several */
    size_t room;    /* bytes of a message without those of `sizes` */
    size_t largest; /* bytes of the largest message */
    size_t drawn;   /* of these, what the {{random}} have at their largest */
    bool timed;     /* there is a {{time}} */
    bool random;    /* there is a {{random}} */
    size_t head_len, slice_len; /* fixed bytes, and one slice; 0: it is not so
                                 * simple, and written piece by piece */
};

/* What makes one message differ from the others. */
struct template_fill {
    const struct pool *pool;
    uint64_t draw, number; /* what chance gives it; its number */
    uint64_t time_ns;      /* since 1970 UTC */
};

/* Reads values.
 *
 * head    bytes that stand in front of the first one.
 * values  end to end; walked.
 *
 * Returns MW_OK; MW_EINVAL with the value, the character in its string, and
 * what was expected there; MW_ENOMEM. Gives; template_fini frees, also after
 * an error. */
enum mw_status template_read(struct template *template, struct mw_bytes head,
                             struct mw_bytes values, struct mw_error *err);
void template_fini(struct template *template);

/* Returns how many bytes the message has at most. */
size_t template_room(const struct template *template,
                     const struct template_fill *fill);

/* Returns what stands before the payload, where a template is that and one
 * slice of chance; else nothing. */
static inline struct mw_bytes template_head(const struct template *template)
{
    return mw_bytes(template->fixed.at, template->head_len);
}

/* Writes that slice. Returns where it ends. */
static inline uint8_t *template_write_slice(const struct template *template,
                                            const struct template_fill *fill,
                                            uint8_t *to)
{
    pool_write(fill->pool, fill->draw, to, template->slice_len);
    return to + template->slice_len;
}

/* Writes the message; there is room for it.
 *
 * Returns where it ends. */
uint8_t *template_write(const struct template *template,
                        const struct template_fill *fill, uint8_t *to);

/* True if the bytes are that message, and nothing more. */
bool template_is(const struct template *template,
                 const struct template_fill *fill, struct mw_bytes bytes);

#endif
