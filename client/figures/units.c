#include "figures/units.h"

#include <math.h>
#include <stdio.h>

/* With the space before it, where one belongs there. */
struct unit {
    double size;
    const char *name;
};

/* The units of each kind, the largest first; the last one has size 1. */
static const struct unit durations[] = {
    {1e9, " s"}, {1e6, " ms"}, {1e3, " µs"}, {1, " ns"}};
static const struct unit rates[] = {
    {1e9, " G/s"}, {1e6, " M/s"}, {1e3, " k/s"}, {1, "/s"}};
static const struct unit bytes[] = {
    {1e12, " TB"}, {1e9, " GB"}, {1e6, " MB"}, {1e3, " kB"}, {1, " B"}};
static const struct unit byte_rates[] = {
    {1e9, " GB/s"}, {1e6, " MB/s"}, {1e3, " kB/s"}, {1, " B/s"}};
static const struct unit bit_rates[] = {
    {1e9, " Gbit/s"}, {1e6, " Mbit/s"}, {1e3, " kbit/s"}, {1, " bit/s"}};
static const struct unit counts[] = {
    {1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}, {1, ""}};
static const struct unit parts[] = {{1, " %"}};

static const struct unit *const units_of[] = {
    [UNITS_DURATION] = durations, [UNITS_RATE] = rates,
    [UNITS_BYTES] = bytes,        [UNITS_BYTE_RATE] = byte_rates,
    [UNITS_BIT_RATE] = bit_rates, [UNITS_COUNT] = counts,
    [UNITS_PART] = parts,
};

/* To three digits, so that 999.6 µs becomes 1.00 ms and not 1000 µs. */
static double rounded(double value)
{
    double step = pow(10, floor(log10(value)) - 2);

    return value > 0 ? round(value / step) * step : 0;
}

/* All but one in a million is not all of them. */
static double percent(double part)
{
    double value = rounded(part * 100);

    return part < 1 && value >= 100 ? 99.9 : value;
}

/* Decimals that make it three digits; a whole number of the smallest unit has
 * none. The margin is what rounding may have left. */
static int decimals_of(double value, double exact, const struct unit *unit)
{
    if (unit->size <= 1 && exact == floor(exact)) {
        return 0;
    }
    for (int decimals = 2; decimals > 0; decimals--) {
        if (value < pow(10, 3 - decimals) - 1e-9) {
            return decimals;
        }
    }
    return 0;
}

/* Shares below 1 % keep their three digits, however small they are. */
static int decimals_of_part(double value)
{
    double digits = value > 0 ? 2 - floor(log10(value) + 1e-9) : 0;

    return digits < 0 ? 0 : (int)fmin(digits, 9);
}

const char *units_write(enum units_kind kind, double value,
                        char out[UNITS_TEXT])
{
    const struct unit *unit = units_of[kind];
    double shown = kind == UNITS_PART ? percent(value) : rounded(value);
    int decimals;

    if (!isfinite(value)) {
        snprintf(out, UNITS_TEXT, "-");
        return out;
    }
    while (unit->size > 1 && shown < unit->size * (1 - 1e-9)) {
        unit++;
    }
    decimals = kind == UNITS_PART
                   ? decimals_of_part(shown)
                   : decimals_of(shown / unit->size, value, unit);
    snprintf(out, UNITS_TEXT, "%.*f%s", decimals, shown / unit->size,
             unit->name);
    return out;
}
