#include <msgwire/histogram.h>

#include "base/alloc.h"

enum { BEYOND = 10 }; /* values that make a quantile more than a guess */

/* Decimal fractions such as 0.9999 are not exact in binary; what they are off
 * is less than this part of the whole. */
static const double SLACK = 1e-9;

enum mw_status mw_histogram_init(struct mw_histogram *histogram,
                                 struct mw_error *err)
{
    *histogram = (struct mw_histogram){.least = UINT64_MAX};
    histogram->cells =
        mw__zalloc(MW_HISTOGRAM_CELLS * sizeof(*histogram->cells));
    if (histogram->cells == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for a histogram");
    }
    return MW_OK;
}

void mw_histogram_fini(struct mw_histogram *histogram)
{
    mw__free(histogram->cells);
    *histogram = (struct mw_histogram){.least = UINT64_MAX};
}

void mw_histogram_reset(struct mw_histogram *histogram)
{
    memset(histogram->cells, 0, MW_HISTOGRAM_CELLS * sizeof(uint64_t));
    histogram->count = 0;
    histogram->least = UINT64_MAX;
    histogram->most = 0;
}

void mw_histogram_merge(struct mw_histogram *into,
                        const struct mw_histogram *from)
{
    if (from->count == 0) {
        return;
    }
    for (size_t i = 0; i < MW_HISTOGRAM_CELLS; i++) {
        into->cells[i] += from->cells[i];
    }
    into->count += from->count;
    into->least = from->least < into->least ? from->least : into->least;
    into->most = from->most > into->most ? from->most : into->most;
}

uint64_t mw_histogram_count(const struct mw_histogram *histogram)
{
    return histogram->count;
}

uint64_t mw_histogram_min(const struct mw_histogram *histogram)
{
    return histogram->count == 0 ? 0 : histogram->least;
}

uint64_t mw_histogram_max(const struct mw_histogram *histogram)
{
    return histogram->most;
}

/* The cells of width 1 come first; behind them, a cell's number is its power
 * of two and the top bits of its values. */
static uint64_t first_of(size_t cell)
{
    size_t shift = cell >> MW_HISTOGRAM_BITS;

    shift = shift == 0 ? 0 : shift - 1;
    return (uint64_t)(cell - (shift << MW_HISTOGRAM_BITS)) << shift;
}

static uint64_t last_of(size_t cell)
{
    return cell + 1 == MW_HISTOGRAM_CELLS ? UINT64_MAX : first_of(cell + 1) - 1;
}

bool mw_histogram_next(const struct mw_histogram *histogram,
                       struct mw_histogram_cell *cell)
{
    for (size_t i = cell->next; i < MW_HISTOGRAM_CELLS; i++) {
        if (histogram->cells[i] > 0) {
            *cell = (struct mw_histogram_cell){i + 1, first_of(i), last_of(i),
                                               histogram->cells[i]};
            return true;
        }
    }
    return false;
}

/* The middle of what a cell can hold, here. */
static uint64_t middle(const struct mw_histogram *histogram,
                       const struct mw_histogram_cell *cell)
{
    uint64_t first = cell->first, last = cell->last;

    first = first < histogram->least ? histogram->least : first;
    last = last > histogram->most ? histogram->most : last;
    return first + (last - first) / 2;
}

double mw_histogram_mean(const struct mw_histogram *histogram)
{
    struct mw_histogram_cell cell = {0};
    double sum = 0;

    while (mw_histogram_next(histogram, &cell)) {
        sum += (double)middle(histogram, &cell) * (double)cell.count;
    }
    return histogram->count == 0 ? 0 : sum / (double)histogram->count;
}

/* How many values are not above the quantile: at least one. */
static uint64_t rank_of(uint64_t count, double quantile)
{
    double wanted = quantile * (double)count * (1 - SLACK);
    uint64_t rank = (uint64_t)wanted;

    rank += (double)rank < wanted;
    return rank == 0 ? 1 : rank;
}

uint64_t mw_histogram_at(const struct mw_histogram *histogram, double quantile)
{
    struct mw_histogram_cell cell = {0};
    uint64_t passed = 0, rank;

    if (histogram->count == 0 || quantile <= 0) {
        return mw_histogram_min(histogram);
    }
    if (quantile >= 1) {
        return mw_histogram_max(histogram);
    }
    rank = rank_of(histogram->count, quantile);
    while (mw_histogram_next(histogram, &cell)) {
        passed += cell.count;
        if (passed >= rank) {
            return middle(histogram, &cell);
        }
    }
    return mw_histogram_max(histogram);
}

bool mw_histogram_supports(const struct mw_histogram *histogram,
                           double quantile)
{
    double beyond = (double)histogram->count * (1 - quantile);

    return quantile >= 1 ? histogram->count > 0
                         : beyond >= BEYOND * (1 - SLACK);
}
