#include "emulate/chance.h"

#include "draw.h"

static const uint64_t MILLION = 1000000;

/* Two keys of one seed must not be near each other: the numbers of one would be
 * those of the other, a few later. */
uint64_t chance_key(uint64_t key, uint64_t branch)
{
    return draw_of(~draw_of(key, branch), branch);
}

bool chance_hits(uint64_t key, uint64_t number, uint64_t ppm)
{
    return ppm >= MILLION || draw_of(key, number) < UINT64_MAX / MILLION * ppm;
}
