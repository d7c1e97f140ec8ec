#include "pictures/bars.h"

#include <math.h>

static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
static const char *const heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

enum { EIGHTHS = 8, HEIGHTS = 8 };

/* A share of `all` in steps: 0 for nothing, else 1 to `steps`. */
static size_t steps_of(double value, double all, size_t steps)
{
    double exact = all > 0 ? value / all * (double)steps : 0;

    if (!(value > 0) || steps == 0) {
        return 0;
    }
    return exact < 1               ? 1
           : exact > (double)steps ? steps
                                   : (size_t)lround(exact);
}

/* Characters of one ink, which are written together. */
struct stroke {
    struct mw_pen *pen;
    enum mw_ink ink;
    char text[256];
    size_t len;
};

static void end_stroke(struct stroke *stroke)
{
    mw_pen_put(stroke->pen, stroke->ink, mw_bytes(stroke->text, stroke->len));
    stroke->len = 0;
}

static void add(struct stroke *stroke, enum mw_ink ink, const char *character)
{
    size_t len = strlen(character);

    if (ink != stroke->ink || len > sizeof(stroke->text) - stroke->len) {
        end_stroke(stroke);
        stroke->ink = ink;
    }
    memcpy(stroke->text + stroke->len, character, len);
    stroke->len += len;
}

static void repeat(struct mw_pen *pen, enum mw_ink ink, const char *character,
                   size_t times)
{
    struct stroke stroke = {.pen = pen, .ink = ink};

    for (size_t i = 0; i < times; i++) {
        add(&stroke, ink, character);
    }
    end_stroke(&stroke);
}

void bars_bar(struct mw_pen *pen, enum mw_ink ink, double value, double all,
              size_t columns)
{
    size_t length = steps_of(value, all, columns * EIGHTHS);

    repeat(pen, ink, "█", length / EIGHTHS);
    mw_pen_put(pen, ink, mw_text(eighths[length % EIGHTHS]));
}

void bars_pair(struct mw_pen *pen, enum mw_ink ink, double value, double beyond,
               double all, size_t columns)
{
    size_t whole = steps_of(beyond, all, columns);
    size_t solid = steps_of(value, all, columns);
    bool goes_on = beyond > all && beyond > value && whole > 1;

    if (beyond > value && solid == whole && solid > 1) {
        solid--;
    }
    repeat(pen, ink, "█", solid);
    repeat(pen, ink, "░",
           whole > solid + goes_on ? whole - solid - goes_on : 0);
    repeat(pen, ink, "»", goes_on);
}

static double mean(const double *values, size_t from, size_t to)
{
    double sum = 0;

    for (size_t i = from; i < to; i++) {
        sum += values[i];
    }
    return sum / (double)(to - from);
}

void bars_sparkline(struct mw_pen *pen, enum mw_ink ink, const double *values,
                    size_t count, size_t columns)
{
    size_t shown = count < columns ? count : columns;
    struct stroke stroke = {.pen = pen, .ink = ink};
    double most = 0;

    for (size_t i = 0; i < shown; i++) {
        most = fmax(most,
                    mean(values, i * count / shown, (i + 1) * count / shown));
    }
    for (size_t i = 0; i < shown; i++) {
        double value = mean(values, i * count / shown, (i + 1) * count / shown);
        size_t height = steps_of(value, most, HEIGHTS);

        add(&stroke, height > 0 ? ink : MW_INK_DIM,
            heights[height > 0 ? height - 1 : 0]);
    }
    end_stroke(&stroke);
}
