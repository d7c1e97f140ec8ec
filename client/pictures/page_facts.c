#include "pictures/page_part.h"

#include "options.h"
#include "pictures/facts.h"

static void put(struct page *page, const char *name, const char *text)
{
    if (text[0] != '\0') {
        markup_leaf(page->markup, "dt", NULL, name);
        markup_leaf(page->markup, "dd", NULL, text);
    }
}

static void put_plan(struct page *page)
{
    const struct study *study = page->study;
    struct phrase what = {.len = 0}, load = {.len = 0}, rounds = {.len = 0};
    char time[OPTIONS_DURATION_TEXT];

    facts_what(study, &what);
    facts_load(study, &load);
    facts_rounds(study, &rounds);
    put(page, "Messages", what.text);
    put(page, "Load", load.text);
    put(page, "Length", rounds.text);
    if (study->plan.timeout_ns > 0 && !study->plan.notify) {
        put(page, "Time-out", options_duration(study->plan.timeout_ns, time));
    }
}

static void put_link(struct page *page)
{
    const struct study *study = page->study;
    struct phrase measured = {.len = 0};

    if (study->link.asked[0] == '\0') {
        return;
    }
    put(page, "Link asked for", study->link.asked);
    if (study->link.measured) {
        facts_link(study, &measured);
        put(page, "Link measured", measured.text);
    }
}

/* A run of either half, by its number; NULL behind the last one. */
static const struct bench_result *run_at(const struct study *study,
                                         size_t index)
{
    if (index >= study->run_count && study->busy != NULL) {
        index -= study->run_count;
        study = study->busy;
    }
    return index < study->run_count ? study->runs[index].result : NULL;
}

/* The worst of all runs: the host is one. */
static void put_jitter(struct page *page)
{
    struct phrase phrase = {.len = 0};
    uint64_t p50 = 0, p99 = 0, most = 0;

    for (size_t i = 0; run_at(page->study, i) != NULL; i++) {
        const struct bench_result *run = run_at(page->study, i);

        p50 = run->jitter_p50_ns > p50 ? run->jitter_p50_ns : p50;
        p99 = run->jitter_p99_ns > p99 ? run->jitter_p99_ns : p99;
        most = run->jitter_max_ns > most ? run->jitter_max_ns : most;
    }
    if (most > 0) {
        phrase_put_units(&phrase, UNITS_DURATION, (double)p50);
        phrase_put(&phrase, " (p50), ");
        phrase_put_units(&phrase, UNITS_DURATION, (double)p99);
        phrase_put(&phrase, " (p99), ");
        phrase_put_units(&phrase, UNITS_DURATION, (double)most);
        phrase_put(&phrase, " at most, with nothing to do");
    }
    put(page, "Host late by itself", phrase.text);
}

/* How late the generator was, over all cells. */
static void put_lag(struct page *page)
{
    struct phrase phrase = {.len = 0};
    double p99 = 0, most = 0;

    for (size_t i = 0; run_at(page->study, i) != NULL; i++) {
        const struct mw_histogram *lag = &run_at(page->study, i)->lag;
        double late = (double)mw_histogram_at(lag, 0.99);
        double latest = (double)mw_histogram_max(lag);

        p99 = late > p99 ? late : p99;
        most = latest > most ? latest : most;
    }
    if (most > 0) {
        phrase_put(&phrase, "behind by ");
        phrase_put_units(&phrase, UNITS_DURATION, p99);
        phrase_put(&phrase, " (p99 of the worst run), ");
        phrase_put_units(&phrase, UNITS_DURATION, most);
        phrase_put(&phrase, " at most");
    }
    put(page, "Schedule", phrase.text);
}

static void put_wire(struct page *page)
{
    struct phrase phrase = {.len = 0};
    double out = 0, in = 0, body = 0;
    const struct bench_result *run;

    for (size_t i = 0; (run = run_at(page->study, i)) != NULL; i++) {
        out += (double)run->wire_out;
        in += (double)run->wire_in;
        body += (double)run->body_out + (double)run->body_in;
    }
    if (out + in > 0) {
        phrase_put_units(&phrase, UNITS_BYTES, out);
        phrase_put(&phrase, " out, ");
        phrase_put_units(&phrase, UNITS_BYTES, in);
        phrase_put(&phrase, " in; the framing is ");
        phrase_put_units(&phrase, UNITS_PART,
                         out + in > body ? (out + in - body) / (out + in) : 0);
        phrase_put(&phrase, " of it");
    }
    put(page, "On the wire", phrase.text);
}

void page_facts(struct page *page)
{
    markup_section(page->markup, "How it was measured");
    markup_open(page->markup, "dl");
    put_plan(page);
    put_link(page);
    put_wire(page);
    put_lag(page);
    put_jitter(page);
    put(page, "Host", page->study->host);
    put(page, "Program", page->study->program);
    markup_close(page->markup);
    markup_close(page->markup);
}
