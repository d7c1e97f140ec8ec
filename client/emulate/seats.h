/* Seats for packets on their way: a bounded number of them, and lines in which
 * they wait. Nothing is allocated while packets come and go, and memory that
 * was never needed is never touched. */
#ifndef CLIENT_EMULATE_SEATS_H
#define CLIENT_EMULATE_SEATS_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

#define SEATS_NONE UINT32_MAX

/* A packet on its way. */
struct passenger {
    uint64_t order;   /* of coming */
    uint64_t gone_ns; /* its last bit left the sender */
    uint64_t due_ns;  /* it is to be handed over; held: at the latest */
    uint32_t next;    /* seat in its line; also of the free ones */
    uint32_t len;
    uint8_t protocol;
    uint8_t overtaken; /* held: by so many */
    bool held, copy;
};

/* Seats, first in and first out; SEATS_LINE is an empty one. */
struct seats_line {
    uint32_t first, last;
};

#define SEATS_LINE ((struct seats_line){SEATS_NONE, SEATS_NONE})

struct seats {
    struct passenger *passengers;
    uint8_t *store; /* `size` bytes for each */
    size_t size;
    uint32_t count, fresh; /* those from `fresh` on were never used */
    uint32_t free;         /* the first of those that were */
};

/* So many seats for packets of at most `size` bytes. Returns MW_OK; MW_ENOMEM
 * with a sentence. */
enum mw_status seats_init(struct seats *seats, uint32_t count, size_t size,
                          struct mw_error *err);
void seats_fini(struct seats *seats);

/* Returns a free seat, or SEATS_NONE. Those used before go first: they are
 * warm. */
uint32_t seats_take(struct seats *seats);
void seats_give(struct seats *seats, uint32_t seat);

/* Puts it at the end. */
void seats_push(struct seats *seats, struct seats_line *line, uint32_t seat);

/* Takes out the first; the line is not empty. */
uint32_t seats_pull(struct seats *seats, struct seats_line *line);

/* Its `size` bytes. */
static inline uint8_t *seats_bytes(const struct seats *seats, uint32_t seat)
{
    return seats->store + seat * seats->size;
}

#endif
