/* Ledger: what became of each datagram of one flow, told by its number.
 *
 * Datagrams are numbered from 0 as they are sent. Each is in one of these in
 * the end: answered (in order or reordered), late, lost. What comes beside
 * them is a duplicate, was never sent, or is forgotten: so long ago that the
 * ledger can't tell one from the other.
 *
 *   sent == answered + late + lost + pending
 *
 * Reordered is what RFC 4737 (section 3) calls so: an answer whose number is
 * below one that has come before it. How far it is (its extent, section
 * 4.2) counts the answers from the first of those with a higher number to it.
 * Duplicates, and answers that had been given up, are no part of the order.
 *
 * No clock: whose time is out is for the caller to say. A flow is one socket;
 * between sockets nothing has an order. */
#ifndef CLIENT_BENCH_LEDGER_H
#define CLIENT_BENCH_LEDGER_H

#include <msgwire/error.h>

enum ledger_word {
    LEDGER_FIRST,     /* the answer that was waited for */
    LEDGER_LATE,      /* it had been given up, and is lost no longer */
    LEDGER_DUPLICATE, /* it has come before */
    LEDGER_UNSENT,    /* nothing of that number was ever sent */
    LEDGER_FORGOTTEN, /* it was sent too long ago to tell */
};

struct ledger_counts {
    uint64_t sent, answered, lost, late;    /* each datagram, in the end */
    uint64_t duplicated, unsent, forgotten; /* what came beside them */
    uint64_t reordered, reordered_most; /* of answered; the largest extent */
};

/* Answers that were each the highest number when they came. */
struct ledger_peak {
    uint64_t number, nth;
};

struct ledger {
    struct ledger_counts counts; /* to be read at any time */
    uint64_t next;               /* the number of the next datagram */
    size_t window;               /* how many are remembered */
    uint8_t *fates;              /* of each */
    struct ledger_peak *peaks;   /* the newest; as many as the window */
    uint64_t peak_count;         /* so far */
};

/* Remembers the newest `window` datagrams, rounded up to a power of two, in 17
 * bytes for each. What is pending when it leaves the window is lost.
 *
 * Returns MW_OK, and ledger_fini frees; MW_ENOMEM. */
enum mw_status ledger_init(struct ledger *ledger, size_t window,
                           struct mw_error *err);
void ledger_fini(struct ledger *ledger);

/* The datagram with the number ledger->next was sent. */
void ledger_send(struct ledger *ledger);

/* The time is out for one; nothing, if it is no longer pending. */
void ledger_give_up(struct ledger *ledger, uint64_t number);

/* The time is out for all that are pending. */
void ledger_give_up_all(struct ledger *ledger);

/* An answer came.
 *
 * msgid   the number's last 32 bits.
 * number  set to the number, if it was ever sent. */
enum ledger_word ledger_answer(struct ledger *ledger, uint32_t msgid,
                               uint64_t *number);

/* Returns how many are neither answered nor given up. */
static inline uint64_t ledger_pending(const struct ledger *ledger)
{
    const struct ledger_counts *counts = &ledger->counts;

    return counts->sent - counts->answered - counts->lost - counts->late;
}

/* Adds up the counts of several flows. */
void ledger_add(struct ledger_counts *sum, const struct ledger_counts *counts);

#endif
