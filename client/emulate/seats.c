#include "emulate/seats.h"

#include <stdlib.h>

enum mw_status seats_init(struct seats *seats, uint32_t count, size_t size,
                          struct mw_error *err)
{
    *seats = (struct seats){.size = size, .count = count, .free = SEATS_NONE};
    seats->passengers = calloc(count, sizeof(*seats->passengers));
    seats->store = calloc(count, size);
    if (seats->passengers == NULL || seats->store == NULL) {
        seats_fini(seats);
        return mw_error_set(err, MW_ENOMEM,
                            "no memory for %u packets of %zu bytes", count,
                            size);
    }
    return MW_OK;
}

void seats_fini(struct seats *seats)
{
    free(seats->passengers);
    free(seats->store);
    *seats = (struct seats){.free = SEATS_NONE};
}

uint32_t seats_take(struct seats *seats)
{
    uint32_t seat = seats->free;

    if (seat != SEATS_NONE) {
        seats->free = seats->passengers[seat].next;
    } else if (seats->fresh < seats->count) {
        seat = seats->fresh++;
    }
    return seat;
}

void seats_give(struct seats *seats, uint32_t seat)
{
    seats->passengers[seat].next = seats->free;
    seats->free = seat;
}

void seats_push(struct seats *seats, struct seats_line *line, uint32_t seat)
{
    seats->passengers[seat].next = SEATS_NONE;
    if (line->first == SEATS_NONE) {
        line->first = seat;
    } else {
        seats->passengers[line->last].next = seat;
    }
    line->last = seat;
}

uint32_t seats_pull(struct seats *seats, struct seats_line *line)
{
    uint32_t seat = line->first;

    line->first = seats->passengers[seat].next;
    return seat;
}
