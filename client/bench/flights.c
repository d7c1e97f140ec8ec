#include "bench/flights.h"

#include <assert.h>
#include <stdlib.h>

static size_t room_of(size_t cap)
{
    return cap < FLIGHTS_MAX ? cap / 4 : cap;
}

enum mw_status flights_init(struct flights *flights, struct mw_error *err)
{
    *flights = (struct flights){
        .ring = calloc(FLIGHTS_FIRST, sizeof(*flights->ring)),
        .cap = FLIGHTS_FIRST,
        .room = room_of(FLIGHTS_FIRST),
    };
    if (flights->ring == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for %d messages",
                            FLIGHTS_FIRST);
    }
    return MW_OK;
}

void flights_fini(struct flights *flights)
{
    free(flights->ring);
    *flights = (struct flights){0};
}

/* Ends that were waited for. */
static void move_on(struct flights *flights)
{
    while (flights->oldest < flights->next &&
           flights_at(flights, flights->oldest)->state != FLIGHT_IN_AIR) {
        flights->oldest++;
    }
}

/* Takes along those that are over, too. */
static void move_to(struct flights *flights, struct flight *ring, size_t cap)
{
    uint64_t number =
        flights->next < flights->cap ? 0 : flights->next - flights->cap;

    for (; number < flights->next; number++) {
        ring[number & (cap - 1)] = *flights_at(flights, number);
    }
    free(flights->ring);
    flights->ring = ring;
    flights->cap = cap;
    flights->room = room_of(cap);
}

enum mw_status flights_grow(struct flights *flights)
{
    size_t cap = 2 * flights->cap;
    struct flight *ring;

    move_on(flights);
    if (flights_has_room(flights)) {
        return MW_OK;
    }
    if (cap > FLIGHTS_MAX) {
        return MW_ELIMIT;
    }
    ring = calloc(cap, sizeof(*ring));
    if (ring == NULL) {
        return MW_ENOMEM;
    }
    move_to(flights, ring, cap);
    return MW_OK;
}

void flights_end(struct flights *flights, uint64_t number,
                 enum flight_state state)
{
    struct flight *flight = flights_at(flights, number);

    assert(flight->state == FLIGHT_IN_AIR && state > FLIGHT_IN_AIR);
    flight->state = state;
    flights->count--;
}

struct flight *flights_oldest(struct flights *flights, uint64_t *number)
{
    move_on(flights);
    *number = flights->oldest;
    return flights->oldest == flights->next
               ? NULL
               : flights_at(flights, flights->oldest);
}
