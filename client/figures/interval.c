#include "figures/interval.h"

#include <math.h>

/* Two-sided 95 % of the normal distribution. */
static const double NORMAL = 1.959964;

/* Student's t for 1, 2, ... degrees of freedom, two-sided 95 %. */
static const double students[] = {
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060,
    2.2622,  2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199,
    2.1098,  2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639,
    2.0595,  2.0555, 2.0518, 2.0484, 2.0452, 2.0423};
enum { STUDENTS = sizeof(students) / sizeof(students[0]) };

/* Beyond the table the first terms of its series about the normal one. */
static double student(size_t freedom)
{
    double z = NORMAL, v = (double)freedom;

    if (freedom <= STUDENTS) {
        return students[freedom - 1];
    }
    return z + (pow(z, 3) + z) / (4 * v) +
           (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * v * v);
}

/* --- positive values --- */

/* Mean and standard error, as they grow with each value. */
struct sum {
    double mean, squares;
    size_t count;
};

/* Welford's way: no difference of large numbers. */
static void sum_add(struct sum *sum, double value)
{
    double step = value - sum->mean;

    sum->count++;
    sum->mean += step / (double)sum->count;
    sum->squares += step * (value - sum->mean);
}

/* How far the interval reaches from the mean; at least two values. */
static double reach_of(const struct sum *sum)
{
    double freedom = (double)sum->count - 1;

    return student(sum->count - 1) *
           sqrt(sum->squares / freedom / (double)sum->count);
}

bool interval_of_ratio(const double *values, const double *to, size_t count,
                       struct interval *interval)
{
    struct sum sum = {0};

    for (size_t i = 0; i < count; i++) {
        double ratio = to == NULL ? values[i] : values[i] / to[i];

        if (!(ratio > 0) || !isfinite(ratio)) {
            return false;
        }
        sum_add(&sum, log(ratio));
    }
    if (count < 2) {
        return false;
    }
    *interval = (struct interval){
        .value = exp(sum.mean),
        .low = exp(sum.mean - reach_of(&sum)),
        .high = exp(sum.mean + reach_of(&sum)),
        .rounds = count,
    };
    return true;
}

bool interval_of(const double *values, size_t count, struct interval *interval)
{
    return interval_of_ratio(values, NULL, count, interval);
}

/* --- parts of a whole --- */

static void wilson(double some, double all, struct interval *interval)
{
    double z2 = NORMAL * NORMAL, part = some / all;
    double middle = (part + z2 / (2 * all)) / (1 + z2 / all);
    double reach = NORMAL / (1 + z2 / all) *
                   sqrt(part * (1 - part) / all + z2 / (4 * all * all));

    interval->low = some > 0 ? middle - reach : 0;
    interval->high = some < all ? middle + reach : 1;
}

bool interval_of_part(const struct interval_part *rounds, size_t count,
                      struct interval *interval)
{
    struct sum sum = {0};
    double some = 0, all = 0;

    for (size_t i = 0; i < count; i++) {
        double whole = (double)rounds[i].all;
        double part = fmin((double)rounds[i].some, whole);

        if (whole > 0) {
            some += part;
            all += whole;
            sum_add(&sum, part / whole);
        }
    }
    if (all <= 0) {
        return false;
    }
    *interval = (struct interval){.value = some / all, .rounds = sum.count};
    wilson(some, all, interval);
    if (sum.count >= 2) {
        interval->low = fmax(0, fmin(interval->low, sum.mean - reach_of(&sum)));
        interval->high =
            fmin(1, fmax(interval->high, sum.mean + reach_of(&sum)));
    }
    return true;
}
