#include "pictures/report.h"

#include "figures/sentences.h"
#include "pictures/facts.h"
#include "pictures/fit.h"
#include "pictures/report_part.h"

enum { WIDTH = 80, WIDTH_LEAST = 32, NAME_MOST = 24 };

/* --- what was asked for --- */

static void fail(const struct report_page *page, enum mw_status rc)
{
    if (page->pen->rc == MW_OK) {
        page->pen->rc = rc;
    }
}

/* Text of others on as many lines as it needs. */
static void put_text(const struct report_page *page, enum mw_ink ink,
                     const char *text, size_t indent)
{
    struct mw_buffer room = {0};
    const char *plain;

    fail(page, fit_string(text, SIZE_MAX, &room, &plain));
    mw_pen_words(page->pen, ink, plain, indent, page->width);
    mw_pen_newline(page->pen);
    mw_buffer_fini(&room);
}

static void put_words(const struct report_page *page, enum mw_ink ink,
                      const char *text)
{
    put_text(page, ink, text, 0);
}

static void put_fitted(const struct report_page *page, enum mw_ink ink,
                       const char *text, size_t columns)
{
    struct mw_buffer fitted = {0};

    fail(page, fit_text(text, columns, &fitted));
    mw_pen_put(page->pen, ink, mw_buffer_bytes(&fitted));
    mw_buffer_fini(&fitted);
}

/* A name, and its URL where that is another. */
static void put_targets(const struct report_page *page)
{
    const struct study *study = page->study;
    size_t widest = 0;

    for (size_t i = 0; i < study->target_count; i++) {
        size_t columns = fit_columns(facts_name(study, i));

        columns = columns < NAME_MOST ? columns : NAME_MOST;
        widest = columns > widest ? columns : widest;
    }
    for (size_t i = 0; i < study->target_count; i++) {
        const char *name = facts_name(study, i);
        const char *url = study->targets[i].url;

        if (study->target_count == 1 || strcmp(name, url) == 0) {
            put_fitted(page, report_ink(i), url, page->width);
        } else {
            put_fitted(page, report_ink(i), name, NAME_MOST);
            mw_pen_pad(page->pen, widest + 2);
            put_fitted(page, MW_INK_DIM, url, page->width - widest - 2);
        }
        mw_pen_newline(page->pen);
    }
}

static void put_head(const struct report_page *page)
{
    const struct study *study = page->study;
    struct phrase what = {.len = 0}, load = {.len = 0}, rounds = {.len = 0};

    facts_what(study, &what);
    facts_load(study, &load);
    facts_rounds(study, &rounds);
    put_words(page, MW_INK_TITLE, what.text);
    put_targets(page);
    put_words(page, MW_INK_DIM, load.text);
    put_words(page, MW_INK_DIM, rounds.text);
    if (study->host[0] != '\0') {
        put_words(page, MW_INK_DIM, study->host);
    }
}

static void put_link(const struct report_page *page)
{
    const struct study_link *link = &page->study->link;
    struct phrase asked = {.len = 0}, measured = {.len = 0};

    if (link->asked[0] == '\0') {
        return;
    }
    phrase_put(&asked, "link asked for: %s", link->asked);
    put_words(page, MW_INK_PLAIN, asked.text);
    if (link->measured) {
        phrase_put(&measured, "link measured: ");
        facts_link(page->study, &measured);
        put_words(page, MW_INK_PLAIN, measured.text);
    }
}

/* --- what the figures say --- */

static void put_sentence(const struct report_page *page,
                         const struct sentence *sentence)
{
    static const char *const marks[] = {[SENTENCE_DOUBT] = "!",
                                        [SENTENCE_FINDING] = "•",
                                        [SENTENCE_REASON] = "→"};
    bool doubt = sentence->kind == SENTENCE_DOUBT;

    mw_pen_put(page->pen, doubt ? MW_INK_FAULT : MW_INK_DIM,
               mw_text(marks[sentence->kind]));
    mw_pen_pad(page->pen, 2);
    put_text(page, MW_INK_PLAIN, sentence->text, 2);
}

static enum mw_status put_sentences(const struct report_page *page,
                                    struct mw_error *err)
{
    struct sentences sentences;
    enum mw_status rc = sentences_of(page->study, &sentences, err);

    if (rc == MW_OK && sentences.count > 0) {
        mw_pen_newline(page->pen);
    }
    for (size_t i = 0; rc == MW_OK && i < sentences.count; i++) {
        put_sentence(page, &sentences.at[i]);
    }
    sentences_fini(&sentences);
    return rc;
}

/* The one run, if the study has no more. */
static const struct bench_result *only_run(const struct study *study)
{
    return study->run_count == 1 && study->target_count == 1 &&
                   study->busy == NULL
               ? study->runs[0].result
               : NULL;
}

enum mw_status pictures_report(const struct study *study,
                               const struct mw_colours *colours, size_t width,
                               struct mw_buffer *out, struct mw_error *err)
{
    struct mw_pen pen = {
        .out = out, .colour = colours != NULL, .colours = colours};
    struct report_page page = {.study = study, .pen = &pen, .width = width};
    enum mw_status rc;

    page.width = width == 0 ? WIDTH : width < WIDTH_LEAST ? WIDTH_LEAST : width;
    put_head(&page);
    put_link(&page);
    if (only_run(study) != NULL) {
        report_run(&page, only_run(study));
    } else if (study->run_count > 0) {
        report_table(&page);
    }
    rc = put_sentences(&page, err);
    if (rc == MW_OK && pen.rc != MW_OK) {
        rc = mw_error_set(err, pen.rc, "no memory for the report");
    }
    return rc;
}
