/* Results: what a run has measured. They merge: the rounds of one cell become
 * one result. */
#ifndef CLIENT_BENCH_RESULT_H
#define CLIENT_BENCH_RESULT_H

#include <msgwire/error.h>
#include <msgwire/histogram.h>

enum {
    BENCH_MOMENTS = 600,
    BENCH_MOMENT_NS = 100 * 1000 * 1000, /* how long one is, to begin with */
    BENCH_NOTES = 7,                     /* on the latency: a figure each */
};

/* One interval of the measured part: for the live line, and the curve over
 * time. */
struct bench_moment {
    uint64_t at_ns, length_ns;             /* since that part began */
    uint64_t sent, answered, failed, lost; /* within it; lost: timed out */
    uint64_t p50_ns, p99_ns;               /* of it; 0: too few */
};

/* What became of datagrams; all zero on streams. */
struct bench_datagrams {
    uint64_t lost, late, duplicated;
    uint64_t reordered, reordered_most; /* by how many messages, at most */
    uint64_t refused_here;              /* by our own socket: they never left */
    uint64_t dropped_here;              /* answers our socket had no room for */
    uint64_t dropped_there; /* requests the server's had none for, ... */
    bool there_known;       /* ... if it is on this machine */
    uint64_t too_long;      /* do not fit a datagram: not sent, never split */
};

struct bench_result {
    uint64_t runs;       /* that were merged into it: 0 or 1 before that */
    uint64_t elapsed_ns; /* the measured part; of merged ones the sum */

    /* Messages. Each one that was sent is one of answered, errors, wrong,
     * timeouts and abandoned; or in flight when the run was interrupted. */
    uint64_t due;        /* open loop: what the schedule meant to send ... */
    uint64_t unsent;     /* ... and could not, before the run ended */
    uint64_t sent;       /* one-way: taken by the system */
    uint64_t answered;   /* as was asked for; one-way: taken, or arrived */
    uint64_t completed;  /* of answered: within elapsed_ns */
    uint64_t errors;     /* answers that are errors */
    uint64_t wrong;      /* answers that are not what was asked for */
    uint64_t timeouts;   /* on datagrams: lost */
    uint64_t late;       /* of timeouts: those whose answer came after all */
    uint64_t unexpected; /* bodies that answer no request of ours, or twice */
    uint64_t abandoned;  /* in flight when their connection was lost */

    uint64_t connect_failed;    /* tries to connect that failed */
    uint64_t closed;            /* connections that stood and were lost */
    uint64_t body_out, body_in; /* bytes of bodies */
    uint64_t wire_out, wire_in; /* with prefixes; IP headers are not counted */

    struct mw_histogram
        latency; /* from when it was due (open loop), or sent: one
                    that goes alone, from when it is written */
    struct mw_histogram service; /* from when it was sent */
    struct mw_histogram lag;     /* how late it was sent (open loop) */

    uint64_t client_cpu_ns, server_cpu_ns;
    bool server_cpu_known;
    uint64_t jitter_p50_ns, jitter_p99_ns, jitter_max_ns; /* the host's own */
    struct bench_datagrams datagrams;
    struct bench_moment *moments; /* room for BENCH_MOMENTS, taken once */
    size_t moment_count;
    uint64_t moment_ns; /* how long one of them is, about */

    bool generator_limited;  /* we were the limit: not the server's numbers */
    int interrupted;         /* by which signal; 0: by none */
    enum mw_status status;   /* of the first thing that went wrong ... */
    char why[MW_ERROR_TEXT]; /* ... and its sentence; empty: nothing did */

    /* Of one that has given its memory back: what its latency was, as figures
     * ask for it; below 0: not known. */
    bool has_notes;
    double notes[BENCH_NOTES];
};

/* Empties it. Returns MW_OK; MW_ENOMEM. */
enum mw_status bench_result_init(struct bench_result *result,
                                 struct mw_error *err);

/* Frees its histograms and moments; what it has counted stays. */
void bench_result_fini(struct bench_result *result);

/* Adds what another run has measured, as if it had followed. */
void bench_result_merge(struct bench_result *into,
                        const struct bench_result *from);

/* Notes what went wrong; the first one stays. */
void bench_result_blame(struct bench_result *result,
                        const struct mw_error *why);

/* Adds the interval that follows. When there are too many, neighbours become
 * one, and from then on each is twice as long: p50 is then the mean of theirs,
 * p99 the larger of theirs. One that has given its memory back keeps none. */
void bench_result_add_moment(struct bench_result *result,
                             const struct bench_moment *moment);

/* Messages that got no good answer. */
uint64_t bench_result_failed(const struct bench_result *result);

/* Good ones a second: completed in the time that elapsed. */
double bench_result_rate(const struct bench_result *result);

#endif
