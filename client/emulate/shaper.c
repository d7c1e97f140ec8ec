#include "emulate/shaper.h"

#include <stdlib.h>

enum { PACKETS_LEAST = 16 };

static const uint64_t SECOND_NS = 1000000000, QUEUE_NS = 100000000;

/* Of this rate, in so much time. In microseconds: 100 Gbit/s for 20 s is more
 * than 64 bits of nanoseconds. */
static uint64_t bytes_in(uint64_t rate, uint64_t ns)
{
    return rate * (ns / 1000) / 8 / 1000000;
}

/* As large as TCP needs to fill the link: what a round trip carries; and never
 * so small that a few packets at once do not pass. */
static uint64_t usual_limit(const struct emulate_spec *spec)
{
    uint64_t round_trip_ns = 2 * spec->delay_ns;
    uint64_t bytes = bytes_in(
        spec->rate, round_trip_ns > QUEUE_NS ? round_trip_ns : QUEUE_NS);
    uint64_t least = PACKETS_LEAST * spec->mtu;

    return bytes > least ? bytes : least;
}

enum mw_status shaper_init(struct shaper *shaper,
                           const struct emulate_spec *spec,
                           struct mw_error *err)
{
    *shaper = (struct shaper){.rate = spec->rate, .limit = spec->limit};
    if (spec->limit == 0) {
        shaper->limit_bytes = usual_limit(spec);
        return MW_OK;
    }
    shaper->gone_ns = calloc(spec->limit, sizeof(*shaper->gone_ns));
    return shaper->gone_ns == NULL
               ? mw_error_set(err, MW_ENOMEM,
                              "no memory for a link's queue of %llu packets",
                              (unsigned long long)spec->limit)
               : MW_OK;
}

void shaper_fini(struct shaper *shaper)
{
    free(shaper->gone_ns);
    shaper->gone_ns = NULL;
}

static bool has_room(struct shaper *shaper, uint64_t len, uint64_t now_ns)
{
    uint64_t wait_ns = shaper->free_ns - now_ns;

    if (shaper->limit == 0) {
        return bytes_in(shaper->rate, wait_ns) + len <= shaper->limit_bytes;
    }
    while (shaper->count > 0 && shaper->gone_ns[shaper->first] <= now_ns) {
        shaper->first = (shaper->first + 1) % shaper->limit;
        shaper->count--;
    }
    return shaper->count < shaper->limit;
}

static void note(struct shaper *shaper, uint64_t gone_ns)
{
    if (shaper->limit != 0) {
        shaper->gone_ns[(shaper->first + shaper->count) % shaper->limit] =
            gone_ns;
        shaper->count++;
    }
}

bool shaper_take(struct shaper *shaper, uint64_t len, uint64_t now_ns,
                 uint64_t *gone_ns)
{
    uint64_t bits_ns;

    *gone_ns = now_ns;
    if (shaper->rate == 0) {
        return true;
    }
    if (shaper->free_ns <= now_ns) {
        shaper->free_ns = now_ns;
        shaper->rest = 0;
        shaper->first = shaper->count = 0;
    } else if (!has_room(shaper, len, now_ns)) {
        return false;
    }
    bits_ns = len * 8 * SECOND_NS + shaper->rest;
    shaper->free_ns += bits_ns / shaper->rate;
    shaper->rest = bits_ns % shaper->rate;
    *gone_ns = shaper->free_ns;
    note(shaper, *gone_ns);
    return true;
}
