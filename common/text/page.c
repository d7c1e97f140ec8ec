#include <msgwire/page.h>

#include "text/roff.h"
#include "text/rows.h"

#include <msgwire/version.h>

#include <stdio.h>

enum { TITLE = 128 };

static bool is_roff(const struct mw_page *page)
{
    return page->form == MW_PAGE_ROFF;
}

static struct mw__roff roff_of(const struct mw_page *page)
{
    return (struct mw__roff){.out = page->out, .rc = page->rc};
}

static struct mw_pen pen_of(const struct mw_page *page)
{
    return (struct mw_pen){.out = page->out, .rc = page->rc};
}

/* What comes next stands apart from what is above. */
static void part(struct mw_page *page)
{
    if (page->last == MW_PAGE_BLOCK && page->rc == MW_OK) {
        page->rc = mw_buffer_append(page->out,
                                    mw_text(is_roff(page) ? ".PP\n" : "\n"));
    }
    page->last = MW_PAGE_BLOCK;
}

/* --- what it begins with --- */

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Section names of a manual are in capitals. */
static const char *capitals(const char *text, char out[TITLE])
{
    size_t len = 0;

    for (; text[len] != '\0' && len + 1 < TITLE; len++) {
        out[len] = upper(text[len]);
    }
    out[len] = '\0';
    return out;
}

void mw_page_begin(struct mw_page *page, const char *name, const char *section,
                   const char *purpose)
{
    struct mw__roff roff = roff_of(page);
    char title[TITLE], line[2 * TITLE];

    if (!is_roff(page)) {
        return;
    }
    snprintf(line, sizeof(line), "TH %s %s %s \"msgwire %s\" \"msgwire\"",
             capitals(name, title), section, mw_version_date(), mw_version());
    mw__roff_request(&roff, "nr HY 0", NULL); /* no word is parted ... */
    mw__roff_request(&roff, line, NULL);
    mw__roff_request(&roff, "ad l", NULL); /* ... nor spaced apart */
    mw__roff_request(&roff, "SH", "NAME");
    mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text(name));
    mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text(" - "));
    mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text(purpose));
    mw__roff_newline(&roff);
    page->rc = roff.rc;
    page->last = MW_PAGE_BLOCK;
}

void mw_page_heading(struct mw_page *page, const char *name)
{
    struct mw__roff roff = roff_of(page);
    struct mw_pen pen = pen_of(page);
    char title[TITLE];

    if (is_roff(page)) {
        mw__roff_request(&roff, "SH", capitals(name, title));
        page->rc = roff.rc;
    } else {
        part(page);
        mw_pen_put(&pen, MW_INK_PLAIN, mw_text(name));
        mw_pen_newline(&pen);
        page->rc = pen.rc;
    }
    page->last = MW_PAGE_HEADING;
}

void mw_page_subheading(struct mw_page *page, const char *text)
{
    struct mw__roff roff = roff_of(page);

    if (!is_roff(page)) {
        mw_page_text(page, text);
        return;
    }
    mw__roff_request(&roff, "SS", text);
    page->rc = roff.rc;
    page->last = MW_PAGE_HEADING;
}

/* --- what it is made of --- */

void mw_page_text(struct mw_page *page, const char *text)
{
    struct mw__roff roff;
    struct mw_pen pen;

    part(page);
    if (is_roff(page)) {
        roff = roff_of(page);
        mw__roff_words(&roff, text);
        page->rc = roff.rc;
        return;
    }
    pen = pen_of(page);
    mw_pen_words(&pen, MW_INK_PLAIN, text, 0, MW__ROWS_COLUMNS);
    mw_pen_newline(&pen);
    page->rc = pen.rc;
}

/* Terms up to the next paragraph. Returns the row behind them. */
static const struct mw_page_row *roff_terms(struct mw_page *page,
                                            const struct mw_page_row *row)
{
    struct mw__roff roff = roff_of(page);

    for (; row->term != NULL; row++) {
        mw__roff_request(&roff, "TP", NULL);
        mw__roff_put(&roff, MW__ROFF_BOLD, mw_text(row->term));
        mw__roff_newline(&roff);
        mw__roff_sentence(&roff, row->text);
    }
    page->rc = roff.rc;
    page->last = MW_PAGE_BLOCK;
    return row;
}

static const struct mw_page_row *text_terms(struct mw_page *page,
                                            const struct mw_page_row *row)
{
    struct mw__rows rows;

    part(page);
    rows = (struct mw__rows){.pen = pen_of(page)};
    for (const struct mw_page_row *at = row; at->term != NULL; at++) {
        mw__rows_measure(&rows, at->term);
    }
    for (; row->term != NULL; row++) {
        mw__rows_term(&rows, row->term);
        mw__rows_words(&rows, row->text);
        mw_pen_newline(&rows.pen);
    }
    page->rc = rows.pen.rc;
    return row;
}

void mw_page_rows(struct mw_page *page, const struct mw_page_row *rows)
{
    while (rows->text != NULL) {
        if (rows->term == NULL) {
            mw_page_text(page, rows->text);
            rows++;
        } else if (is_roff(page)) {
            rows = roff_terms(page, rows);
        } else {
            rows = text_terms(page, rows);
        }
    }
}

static void roff_example(struct mw_page *page, const char *const *lines)
{
    struct mw__roff roff = roff_of(page);

    mw__roff_request(&roff, "RS 4", NULL);
    mw__roff_request(&roff, "EX", NULL);
    for (; *lines != NULL; lines++) {
        mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text(*lines));
        mw__roff_newline(&roff);
    }
    mw__roff_request(&roff, "EE", NULL);
    mw__roff_request(&roff, "RE", NULL);
    page->rc = roff.rc;
}

void mw_page_example(struct mw_page *page, const char *const *lines)
{
    struct mw_pen pen;

    part(page);
    if (is_roff(page)) {
        roff_example(page, lines);
        return;
    }
    pen = pen_of(page);
    for (; *lines != NULL; lines++) {
        mw_pen_pad(&pen, 2);
        mw_pen_put(&pen, MW_INK_PLAIN, mw_text(*lines));
        mw_pen_newline(&pen);
    }
    page->rc = pen.rc;
}

void mw_page_options(struct mw_page *page, const struct mw_option *table,
                     const void *defaults)
{
    if (!is_roff(page)) {
        part(page);
        if (page->rc == MW_OK) {
            page->rc = mw_options_help(table, defaults, page->out);
        }
        return;
    }
    for (; page->rc == MW_OK && table->name != NULL; table++) {
        page->rc = mw_options_manual(table, defaults, NULL, page->out);
    }
    page->last = MW_PAGE_BLOCK;
}
