/* The live line: how a run goes, on stderr, for whoever waits for its end.
 *
 *     udp 512 B  2/5  ▅▆▇▇█▇▆▇  84.2 k/s  p50 12.3 µs  p99 40.1 µs  0 % lost
 *     8 s left
 *
 * in one line, which in a narrow terminal tells less. Rates and times are
 * those of the last second, losses those of the run, the sparkline is the rate
 * of all of the run. It changes at most ten times a second of the run, and
 * gives way to sentences as progress does, whose place it takes. */
#ifndef CLIENT_PICTURES_LIVE_H
#define CLIENT_PICTURES_LIVE_H

#include "bench/result.h"
#include "output/progress.h"

#include <msgwire/colours.h>

enum { LIVE_SPARKS = 64, LIVE_RECENT = 10, LIVE_NAME = 16 };

/* What a run is: `name` of its target, the size of its messages (0: not told),
 * which round of how many (1: not told). */
struct live_run {
    const char *name;
    uint64_t size;
    uint64_t round, rounds;
    bool one_way;   /* what is sent counts, not what is answered */
    bool datagrams; /* what is not answered is lost */
};

struct live {
    struct progress *place;
    bool on;
    bool warming; /* up, before the measured part */
    bool colour;
    const struct mw_colours *colours;
    struct live_run run;
    char name[LIVE_NAME * 4 + 1]; /* of the target, cut */
    struct bench_moment total;    /* of this run */
    double sparks[LIVE_SPARKS];   /* messages, ... */
    size_t spark_count;           /* ... and how many of them */
    size_t per_spark, in_spark;   /* moments that make one; in the last */
    struct bench_moment recent[LIVE_RECENT];
    size_t moment_count;
    uint64_t due_ns; /* of the run's time: when it may change again */
};

/* place    where the line stands; borrows; NULL, or one that nobody sees:
 *          nothing is ever shown.
 * colours  borrows; NULL: none. */
void live_init(struct live *live, struct progress *place,
               const struct mw_colours *colours);

/* A run begins to be measured. */
void live_begin(struct live *live, const struct live_run *run);

/* An interval of it has passed.
 *
 * left_ns  of the run; UINT64_MAX: not known.
 * warming  the run is warming up: what it does does not count yet. */
void live_moment(struct live *live, const struct bench_moment *moment,
                 uint64_t left_ns, bool warming);

/* Takes the line away. */
void live_end(struct live *live);

/* Writes the line as it is now, in `columns` at most.
 *
 * Returns the columns that it takes. */
size_t live_write(const struct live *live, uint64_t left_ns, size_t columns,
                  struct mw_buffer *out);

#endif
