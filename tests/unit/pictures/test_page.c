#include "paged.h"

#include <msgwire/utf8.h>

static void it_begins_with_what_was_asked_for(void **state)
{
    (void)state;
    sample_many(&paged_study, 2, 2, false);
    paged_make();
    assert_ptr_equal(strstr((char *)paged_text.at, "<!doctype html>\n"),
                     paged_text.at);
    paged_has("<title>tcp beside udp and unix</title>");
    paged_has("<h1>tcp beside udp and unix</h1>"
              "<p class=\"what\">echo of 64 B to 512 B, 2 sizes</p>");
    paged_has("<b class=\"s1\">udp</b><code>udp://127.0.0.1:40002</code>");
}

static void sentences_stand_before_pictures(void **state)
{
    const char *text;

    (void)state;
    sample_many(&paged_study, 1, 1, true);
    paged_make();
    text = (const char *)paged_text.at;
    paged_has("<li class=\"doubt\"><b>Doubt</b>one round gives no interval");
    paged_has("<li class=\"finding\">udp: lost ");
    assert_true(strstr(text, "<li class") < strstr(text, "<svg"));
}

static void nothing_is_loaded_from_anywhere(void **state)
{
    static const char *const never[] = {
        "http:", "https:",  "src=", "href=",  "url(",   "@import",
        "<link", "<script", "<img", "onload", "onclick"};

    (void)state;
    sample_many(&paged_study, 5, 2, false);
    paged_make();
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
        assert_int_equal(paged_count(never[i]), 0);
    }
    paged_has("content=\"default-src &#39;none&#39;; style-src "
              "&#39;unsafe-inline&#39;\"");
}

static void what_others_say_is_only_text(void **state)
{
    (void)state;
    sample_hostile(&paged_study);
    paged_make();
    assert_int_equal(paged_count("<script"), 0);
    paged_has("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    assert_int_equal(paged_count("\x1b"), 0);
    assert_int_equal(mw_utf8_valid_len(mw_buffer_bytes(&paged_text)),
                     paged_text.len);
}

/* Each element that begins ends, but for <meta>. */
static void all_that_begins_ends(void **state)
{
    static const char *const names[] = {"html", "head",  "body",  "main",
                                        "div",  "table", "tr",    "svg",
                                        "path", "text",  "figure"};

    (void)state;
    sample_halves(&paged_study, 2, 2);
    paged_make();
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char bare[16], full[16], closed[16];

        snprintf(bare, sizeof(bare), "<%s>", names[i]);
        snprintf(full, sizeof(full), "<%s ", names[i]);
        snprintf(closed, sizeof(closed), "</%s>", names[i]);
        assert_true(paged_count(closed) > 0);
        assert_int_equal(paged_count(bare) + paged_count(full),
                         paged_count(closed));
    }
}

static void without_answers_only_throughput_is_told(void **state)
{
    (void)state;
    sample_one(&paged_study, false);
    paged_study.plan.notify = true;
    mw_histogram_reset(&paged_study.runs[0].result->latency);
    mw_histogram_reset(&paged_study.cells[0][0]->latency);
    paged_make();
    assert_int_equal(paged_count("<h2>Latency"), 0);
    assert_int_equal(paged_count("<th scope=\"col\">p50</th>"), 0);
    paged_has("<h2>Throughput over time</h2>");
}

static void a_title_names_few_targets(void **state)
{
    (void)state;
    sample_many(&paged_study, 1, 1, false);
    study_add_target(&paged_study, "four", "tcp://[::1]:1", NULL);
    paged_make();
    paged_has("<h1>tcp beside udp, unix and four</h1>");
    study_add_target(&paged_study, "five", "tcp://[::1]:2", NULL);
    paged_make();
    paged_has("<h1>5 targets side by side</h1>");
}

static void a_study_without_runs_has_a_page(void **state)
{
    (void)state;
    sample_head(&paged_study);
    study_add_target(&paged_study, NULL, "tcp://127.0.0.1:1", NULL);
    paged_make();
    paged_has("<h1>tcp://127.0.0.1:1</h1>");
}

static void a_page_that_has_no_room_fails(void **state)
{
    struct mw_buffer text = {.limit = 1000};
    struct mw_error err;

    (void)state;
    sample_one(&paged_study, false);
    assert_int_equal(pictures_page(&paged_study, &text, &err), MW_ETOOBIG);
    assert_string_equal(err.text, "no memory for the page");
    mw_buffer_fini(&text);
}

/* However far it has come. */
static void without_memory_it_fails(void **state)
{
    enum mw_status rc = MW_ENOMEM;
    struct mw_error err;
    size_t failures = 0;

    (void)state;
    sample_many(&paged_study, 1, 1, true);
    for (size_t count = 0; rc != MW_OK; count += 1 + count / 16) {
        struct mw_buffer text = {0};

        alloc_fail_one_after(count);
        rc = pictures_page(&paged_study, &text, &err);
        assert_int_equal(rc, alloc_has_failed() ? MW_ENOMEM : MW_OK);
        alloc_fail_after(SIZE_MAX);
        failures += rc != MW_OK;
        mw_buffer_fini(&text);
    }
    assert_true(failures > 10);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, paged_end)
    const struct CMUnitTest tests[] = {
        TEST(it_begins_with_what_was_asked_for),
        TEST(sentences_stand_before_pictures),
        TEST(nothing_is_loaded_from_anywhere),
        TEST(what_others_say_is_only_text),
        TEST(all_that_begins_ends),
        TEST(without_answers_only_throughput_is_told),
        TEST(a_title_names_few_targets),
        TEST(a_study_without_runs_has_a_page),
        TEST(a_page_that_has_no_room_fails),
        TEST(without_memory_it_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
