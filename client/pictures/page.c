#include "pictures/page.h"

#include "figures/sentences.h"
#include "pictures/facts.h"
#include "pictures/page_part.h"
#include "pictures/page_style.h"

#include <assert.h>

enum { FEW = 4 }; /* targets that a title can name */

/* "tcp beside udp and unix"; the URL of a single one; of many how many. */
static void put_title(const struct study *study, struct phrase *title)
{
    if (study->target_count == 1) {
        phrase_put(title, "%s", study->targets[0].url);
        return;
    }
    if (study->target_count > FEW) {
        phrase_put(title, "%zu targets side by side", study->target_count);
        return;
    }
    for (size_t i = 0; i < study->target_count; i++) {
        if (i == 1) {
            phrase_put(title, " beside ");
        } else if (i > 1) {
            phrase_put_comma(title, i - 1, study->target_count - 1);
        }
        phrase_put(title, "%s", facts_name(study, i));
    }
}

static void put_meta(struct page *page, const char *name, const char *value,
                     const char *content)
{
    markup_open(page->markup, "meta");
    markup_attr(page->markup, name, "%s", value);
    if (content != NULL) {
        markup_attr(page->markup, "content", "%s", content);
    }
    markup_close_void(page->markup);
    markup_raw(page->markup, "");
}

/* Nothing is loaded, whatever should be in the page. */
static void put_head(struct page *page, const char *title)
{
    markup_open(page->markup, "head");
    put_meta(page, "charset", "utf-8", NULL);
    put_meta(page, "http-equiv", "Content-Security-Policy",
             "default-src 'none'; style-src 'unsafe-inline'");
    put_meta(page, "name", "viewport", "width=device-width, initial-scale=1");
    put_meta(page, "name", "color-scheme", "light dark");
    markup_leaf(page->markup, "title", NULL, title);
    markup_open(page->markup, "style");
    for (size_t i = 0; page_style[i] != NULL; i++) {
        markup_raw(page->markup, page_style[i]);
    }
    markup_close(page->markup);
    markup_close(page->markup);
}

static void put_targets(struct page *page)
{
    markup_open_class(page->markup, "ul", "targets");
    for (size_t i = 0; i < page->study->target_count; i++) {
        const char *name = facts_name(page->study, i);
        const char *url = page->study->targets[i].url;

        markup_open(page->markup, "li");
        markup_open(page->markup, "b");
        markup_attr(page->markup, "class", "s%zu", i % 6);
        markup_text(page->markup, mw_text(name));
        markup_close(page->markup);
        if (strcmp(name, url) != 0) {
            markup_leaf(page->markup, "code", NULL, url);
        }
        markup_close(page->markup);
    }
    markup_close(page->markup);
}

static void put_header(struct page *page, const char *title)
{
    struct phrase what = {.len = 0};

    facts_what(page->study, &what);
    markup_open(page->markup, "header");
    markup_leaf(page->markup, "h1", NULL, title);
    markup_leaf(page->markup, "p", "what", what.text);
    if (page->study->target_count > 1) {
        put_targets(page);
    }
    markup_close(page->markup);
}

static void put_sentence(struct page *page, const struct sentence *sentence)
{
    static const struct {
        const char *class, *name;
    } kinds[] = {
        [SENTENCE_DOUBT] = {"doubt", "Doubt"},
        [SENTENCE_FINDING] = {"finding", NULL},
        [SENTENCE_REASON] = {"reason", "Why"},
    };

    markup_open_class(page->markup, "li", kinds[sentence->kind].class);
    if (kinds[sentence->kind].name != NULL) {
        markup_leaf(page->markup, "b", NULL, kinds[sentence->kind].name);
    }
    markup_text(page->markup, mw_text(sentence->text));
    markup_close(page->markup);
    markup_raw(page->markup, "");
}

static enum mw_status put_sentences(struct page *page, struct mw_error *err)
{
    struct sentences sentences;
    enum mw_status rc = sentences_of(page->study, &sentences, err);

    if (rc == MW_OK && sentences.count > 0) {
        markup_section(page->markup, "What the figures say");
        markup_open_class(page->markup, "ul", "said");
        for (size_t i = 0; i < sentences.count; i++) {
            put_sentence(page, &sentences.at[i]);
        }
        markup_close(page->markup);
        markup_close(page->markup);
    }
    sentences_fini(&sentences);
    return rc;
}

static void begin_pictures(struct page *page, const char *heading)
{
    markup_section(page->markup, heading);
    markup_open_class(page->markup, "div", "pictures");
}

static void end_pictures(struct page *page)
{
    markup_close(page->markup);
    markup_close(page->markup);
}

/* Of one size there are two pictures at most, which stand side by side. */
static void put_pictures(struct page *page)
{
    bool latency = facts_tell(page->study, METRIC_MAX);
    bool one = latency && page->study->size_count == 1;

    if (latency) {
        begin_pictures(page, one ? "Latency and throughput" : "Latency");
        page_latency(page);
        if (one) {
            page_time(page);
        }
        end_pictures(page);
    }
    page_sizes(page);
    if (!one && page_time_has(page->study)) {
        begin_pictures(page, "Throughput over time");
        page_time(page);
        end_pictures(page);
    }
}

static enum mw_status put_main(struct page *page, const char *title,
                               struct mw_error *err)
{
    enum mw_status rc;

    markup_open(page->markup, "main");
    put_header(page, title);
    rc = put_sentences(page, err);
    put_pictures(page);
    page_tables(page);
    page_facts(page);
    markup_close(page->markup);
    return rc;
}

enum mw_status pictures_page(const struct study *study, struct mw_buffer *out,
                             struct mw_error *err)
{
    struct markup markup = {.out = out};
    struct page page = {.study = study, .markup = &markup};
    struct phrase title = {.len = 0};
    enum mw_status rc;

    put_title(study, &title);
    markup_raw(&markup, "<!doctype html>");
    markup_open(&markup, "html");
    markup_attr(&markup, "lang", "en");
    put_head(&page, title.text);
    markup_open(&markup, "body");
    rc = put_main(&page, title.text, err);
    markup_close(&markup);
    markup_close(&markup);
    markup_raw(&markup, "");
    assert(markup.depth == 0);
    if (rc == MW_OK && markup.rc != MW_OK) {
        rc = mw_error_set(err, markup.rc, "no memory for the page");
    }
    return rc;
}
