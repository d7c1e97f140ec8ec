#include "emulate/sway.h"

#include "draw.h"

/* Even between -most and most. */
static double knot(uint64_t key, uint64_t number, uint64_t most_ns)
{
    return (double)(draw_of(key, number) % (2 * most_ns + 1)) - (double)most_ns;
}

/* Straight lines between knots, which are four times `most_ns` apart: no line
 * is steeper than 2 * most / 4 * most. */
int64_t sway_at(uint64_t key, uint64_t most_ns, uint64_t at_ns)
{
    uint64_t step = 4 * most_ns, number;
    double from, to;

    if (most_ns == 0) {
        return 0;
    }
    number = at_ns / step;
    from = knot(key, number, most_ns);
    to = knot(key, number + 1, most_ns);
    return (int64_t)(from +
                     (to - from) * (double)(at_ns % step) / (double)step);
}
