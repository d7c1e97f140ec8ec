/* The parts of a page. */
#ifndef CLIENT_PICTURES_PAGE_PART_H
#define CLIENT_PICTURES_PAGE_PART_H

#include "figures/metric.h"
#include "figures/study.h"
#include "pictures/markup.h"

struct page {
    const struct study *study;
    struct markup *markup;
    size_t charts; /* so many have been begun */
};

/* Pictures: curves of latency, each with its numbers; one for each size. */
void page_latency(struct page *page);

/* Pictures: throughput over time; one for each size. */
void page_time(struct page *page);
bool page_time_has(const struct study *study); /* there is one */

/* A section: what changes from size to size, where there are several. */
void page_sizes(struct page *page);

/* Sections: all figures, and what became of datagrams. */
void page_tables(struct page *page);

/* A section: how it was measured. */
void page_facts(struct page *page);

/* A cell of a table: a figure, marked if it is best.
 *
 * spread  with its interval. */
void page_tables_figure(struct page *page, const struct study_run *cell,
                        enum metric metric, bool spread);

/* The cell that begins a row: a target's name in its colour. */
void page_tables_name(struct page *page, size_t target);

#endif
