/* The parts of a report. */
#ifndef CLIENT_PICTURES_REPORT_PART_H
#define CLIENT_PICTURES_REPORT_PART_H

#include "figures/study.h"

#include <msgwire/pen.h>

struct report_page {
    const struct study *study;
    struct mw_pen *pen;
    size_t width;
};

/* Columns of the words on the left of what they name. */
enum { REPORT_LABEL = 12 };

/* The ink of a target, wherever it is shown. */
static inline enum mw_ink report_ink(size_t target)
{
    static const enum mw_ink inks[] = {MW_INK_KEY, MW_INK_NUMBER, MW_INK_STRING,
                                       MW_INK_BOOL, MW_INK_TYPED};

    return inks[target % (sizeof(inks) / sizeof(inks[0]))];
}

/* One run, in full. */
void report_run(const struct report_page *page, const struct bench_result *run);

/* Cells side by side. */
void report_table(const struct report_page *page);

/* What became of datagrams, where that is more than an answer. */
void report_datagrams(const struct report_page *page);

#endif
