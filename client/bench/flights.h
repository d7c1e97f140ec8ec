/* Flights: messages on their way, in the order of sending, which is also that
 * of their time-outs. Each has a number; its msgid is the number's low bits, so
 * that an answer finds its flight at once, and one that is late, comes twice,
 * or was never asked for is known as such.
 *
 *      oldest in the air                     next
 *     ,------v---------------------------------v------.
 *     | over |  in the air, and over between   | free |  a ring
 *     `------'---------------------------------'------'
 *
 * The ring grows when it must, up to FLIGHTS_MAX: one answer that does not come
 * holds its place until it is given up. Until then it has room for four times
 * as many as there are between the oldest and the next, so that those that are
 * over are remembered for longer than anyone has waited for them: an answer
 * that comes late is told from one that comes twice. */
#ifndef CLIENT_BENCH_FLIGHTS_H
#define CLIENT_BENCH_FLIGHTS_H

#include <msgwire/error.h>

enum {
    FLIGHTS_FIRST = 1 << 10,
    FLIGHTS_MAX = 1 << 22, /* 96 MiB */

    /* Of a number, in a msgid: with the bit above it each msgid has the same
     * length, and none is negative where 32 bits have a sign. */
    FLIGHTS_BITS = 30,
};

#define FLIGHTS_MASK ((UINT32_C(1) << FLIGHTS_BITS) - 1)

enum flight_state {
    FLIGHT_NEVER, /* there was none */
    FLIGHT_IN_AIR,
    FLIGHT_ANSWERED,
    FLIGHT_TIMED_OUT,
    FLIGHT_ABANDONED, /* its connection was lost */
};

struct flight {
    uint64_t due_ns, sent_ns;
    uint32_t flow;      /* its number among its lane's */
    uint32_t lane : 24; /* which connection took it */
    uint32_t state : 8;
};

struct flights {
    struct flight *ring;
    size_t cap;      /* a power of two */
    size_t room;     /* how many there may be from the oldest to the next */
    uint64_t oldest; /* none before this number is in the air */
    uint64_t next;   /* the number that the next one will have */
    size_t count;    /* in the air */
};

/* Returns MW_OK; MW_ENOMEM. */
enum mw_status flights_init(struct flights *flights, struct mw_error *err);
void flights_fini(struct flights *flights);

/* Makes room for one more, for when flights_has_room says no.
 *
 * Returns MW_OK; MW_ELIMIT: the oldest one must end first; MW_ENOMEM. */
enum mw_status flights_grow(struct flights *flights);

/* Ends one that is in the air. */
void flights_end(struct flights *flights, uint64_t number,
                 enum flight_state state);

/* The oldest one in the air, and its number; NULL: there is none. */
struct flight *flights_oldest(struct flights *flights, uint64_t *number);

static inline bool flights_has_room(const struct flights *flights)
{
    return flights->next - flights->oldest < flights->room;
}

static inline struct flight *flights_at(const struct flights *flights,
                                        uint64_t number)
{
    return &flights->ring[number & (flights->cap - 1)];
}

/* Sends one off; there must be room. Its number is flights->next before. */
static inline struct flight *flights_push(struct flights *flights)
{
    struct flight *flight = flights_at(flights, flights->next++);

    flights->count++;
    flight->state = FLIGHT_IN_AIR;
    return flight;
}

/* Takes the newest one back: it could not be sent. Its number is used up only
 * if `spent`: then it is as if it had been abandoned. */
static inline void flights_undo(struct flights *flights, bool spent)
{
    flights->count--;
    if (spent) {
        flights_at(flights, flights->next - 1)->state = FLIGHT_ABANDONED;
    } else {
        flights_at(flights, --flights->next)->state = FLIGHT_NEVER;
    }
}

static inline uint32_t flights_msgid(uint64_t number)
{
    return (UINT32_C(1) << FLIGHTS_BITS) | ((uint32_t)number & FLIGHTS_MASK);
}

/* Finds what a msgid stands for: the newest flight that it can be of.
 *
 * number  set, unless there never was one.
 *
 * Returns its state; one that the ring has forgotten was answered. */
static inline enum flight_state flights_find(const struct flights *flights,
                                             uint32_t msgid, uint64_t *number)
{
    uint64_t back = (flights->next - 1 - msgid) & FLIGHTS_MASK;

    if (msgid >> FLIGHTS_BITS != 1 || back >= flights->next) {
        return FLIGHT_NEVER;
    }
    *number = flights->next - 1 - back;
    return back < flights->cap
               ? (enum flight_state)flights_at(flights, *number)->state
               : FLIGHT_ANSWERED;
}

#endif
