#include "pictures/scale.h"

#include <assert.h>
#include <math.h>

enum { STEPS = 5 }; /* about as many on a linear scale that is rounded */

static const double round_numbers[] = {1, 2, 5, 10};

/* How far a value may be from a round one and still be it. */
static const double slack = 1e-9;

/* The largest round number that is not above the value, which is above 0. */
static double round_down(double value)
{
    double power = pow(10, floor(log10(value) + slack));
    double best = power;

    for (size_t i = 0; i < 4; i++) {
        double number = round_numbers[i] * power;

        if (number <= value * (1 + slack)) {
            best = number;
        }
    }
    return best;
}

static double round_up(double value)
{
    double down = round_down(value);
    double power = pow(10, floor(log10(down) + slack));

    for (size_t i = 0; i < 4; i++) {
        double number = round_numbers[i] * power;

        if (number >= value * (1 - slack)) {
            return number;
        }
    }
    return 10 * power;
}

/* A round step of which about `count` make the length. */
static double step_of(double length, size_t count)
{
    return round_up(length / (double)count);
}

void scale_round(struct scale *scale)
{
    double step;

    if (scale->log) {
        scale->low = round_down(scale->low);
        scale->high = round_up(scale->high);
        if (scale->high < scale->low * 2) {
            scale->high = round_up(scale->low * 1.9);
        }
        return;
    }
    if (!(scale->high > scale->low)) {
        scale->high = scale->low + 1;
    }
    step = step_of(scale->high - scale->low, STEPS);
    scale->low = floor(scale->low / step + slack) * step;
    scale->high = ceil(scale->high / step - slack) * step;
}

double scale_at(const struct scale *scale, double value)
{
    double low = scale->low, high = scale->high;

    value = value > low ? value : low; /* also what is no number */
    value = value < high ? value : high;
    if (scale->log) {
        value = log10(value), low = log10(low), high = log10(high);
    }
    return scale->from +
           (value - low) / (high - low) * (scale->to - scale->from);
}

static size_t linear_ticks(const struct scale *scale, size_t most,
                           double ticks[SCALE_TICKS])
{
    double step = step_of(scale->high - scale->low, most - 1);
    double first = ceil(scale->low / step - slack);
    size_t count = 0;

    for (; count < most; count++) {
        double tick = (first + (double)count) * step;

        if (tick > scale->high + step * slack) {
            break;
        }
        ticks[count] = tick;
    }
    return count;
}

/* Adds one if it is on the scale; returns how many there are then, which may be
 * more than fit. */
static size_t add_tick(const struct scale *scale, double tick, size_t count,
                       double ticks[SCALE_TICKS])
{
    if (tick < scale->low * (1 - slack) || tick > scale->high * (1 + slack)) {
        return count;
    }
    if (count < SCALE_TICKS) {
        ticks[count] = tick;
    }
    return count + 1;
}

/* Powers of ten, each so many of them apart; with 1, 2 and 5 of each power if
 * `parts` is 3. Returns as add_tick. */
static size_t log_ticks(const struct scale *scale, int apart, int parts,
                        double ticks[SCALE_TICKS])
{
    int power = (int)floor(log10(scale->low) + slack);
    size_t count = 0;

    for (; pow(10, power) <= scale->high * (1 + slack); power += apart) {
        for (int i = 0; i < parts; i++) {
            count = add_tick(scale, round_numbers[i] * pow(10, power), count,
                             ticks);
        }
    }
    return count;
}

size_t scale_ticks(const struct scale *scale, size_t most,
                   double ticks[SCALE_TICKS])
{
    size_t count;

    assert(most >= 2 && most <= SCALE_TICKS);
    count = scale->log ? log_ticks(scale, 1, 3, ticks)
                       : linear_ticks(scale, most, ticks);
    for (int apart = 1; count > most; apart++) {
        count = log_ticks(scale, apart, 1, ticks);
    }
    if (count < 2) {
        ticks[0] = scale->low;
        ticks[1] = scale->high;
        count = 2;
    }
    return count;
}
