/* Histograms of times: how many fell where, in memory that never grows.
 *
 * A value below 256 has a cell of its own; above, each power of two is cut
 * into 128 cells, so that no cell is wider than 1/128 of what it holds. What
 * is told of a cell is its middle: at most 0.4 % from each value in it. The
 * least and the greatest value are kept as they are. */
#ifndef MSGWIRE_HISTOGRAM_H
#define MSGWIRE_HISTOGRAM_H

#include <msgwire/error.h>

/* The cells of all 64 bits: 256 of width 1, then 56 powers of 128 each. */
enum { MW_HISTOGRAM_BITS = 7, MW_HISTOGRAM_CELLS = 256 + 56 * 128 };

/* Made by mw_histogram_init; its fields are for the functions below. */
struct mw_histogram {
    uint64_t *cells; /* 58 KiB, taken once */
    uint64_t count;
    uint64_t least; /* UINT64_MAX while empty */
    uint64_t most;
};

/* A cell that holds something. */
struct mw_histogram_cell {
    size_t next;    /* where to go on; 0 to begin */
    uint64_t first; /* the values it stands for: from here ... */
    uint64_t last;  /* ... to here */
    uint64_t count; /* how many it holds */
};

/* Takes the memory; mw_histogram_fini gives it back.
 *
 * Returns MW_OK, and it is empty; MW_ENOMEM. */
MW_API enum mw_status mw_histogram_init(struct mw_histogram *histogram,
                                        struct mw_error *err);

/* Frees the memory; {0} and what could not be made may be given too. */
MW_API void mw_histogram_fini(struct mw_histogram *histogram);

/* Makes it empty. */
MW_API void mw_histogram_reset(struct mw_histogram *histogram);

/* The cell of a value: for mw_histogram_record. */
static inline size_t mw_histogram_cell_of(uint64_t value)
{
    unsigned shift = 56 - (unsigned)__builtin_clzll(value | 128);

    return ((size_t)shift << MW_HISTOGRAM_BITS) + (size_t)(value >> shift);
}

/* Records a value `count` times. */
static inline void mw_histogram_record_n(struct mw_histogram *histogram,
                                         uint64_t value, uint64_t count)
{
    if (count == 0) {
        return;
    }
    histogram->cells[mw_histogram_cell_of(value)] += count;
    histogram->count += count;
    histogram->least = value < histogram->least ? value : histogram->least;
    histogram->most = value > histogram->most ? value : histogram->most;
}

/* Records a value: a few instructions, and no memory is taken. */
static inline void mw_histogram_record(struct mw_histogram *histogram,
                                       uint64_t value)
{
    mw_histogram_record_n(histogram, value, 1);
}

/* Adds all that `from` has: `into` is as if it had recorded it itself. */
MW_API void mw_histogram_merge(struct mw_histogram *into,
                               const struct mw_histogram *from);

/* How many values it has. */
MW_API uint64_t mw_histogram_count(const struct mw_histogram *histogram);

/* The least value, exact; 0 if there is none. */
MW_API uint64_t mw_histogram_min(const struct mw_histogram *histogram);

/* The greatest value, exact; 0 if there is none. */
MW_API uint64_t mw_histogram_max(const struct mw_histogram *histogram);

/* The mean, at most 0.4 % off; 0 if it is empty. */
MW_API double mw_histogram_mean(const struct mw_histogram *histogram);

/* The value that a part of all are not above, at most 0.4 % off.
 *
 * quantile  0.0 (the least) to 1.0 (the greatest): 0.99 is the 99th
 *           percentile.
 *
 * Returns 0 if it is empty. */
MW_API uint64_t mw_histogram_at(const struct mw_histogram *histogram,
                                double quantile);

/* Returns true if there are values enough to speak of this quantile: ten that
 * lie beyond it, or any for the greatest. */
MW_API bool mw_histogram_supports(const struct mw_histogram *histogram,
                                  double quantile);

/* Goes from cell to cell, from small values to great ones, past empty cells.
 *
 * cell  {0} to begin; what it says is exact but for `first` of the first cell
 *       and `last` of the last, which may reach beyond the least and greatest.
 *
 * Returns true and the next cell; false when there is none left. */
MW_API bool mw_histogram_next(const struct mw_histogram *histogram,
                              struct mw_histogram_cell *cell);

#endif
