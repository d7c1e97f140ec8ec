#include "reported.h"

static struct study study;

static int end(void **state)
{
    (void)state;
    study_fini(&study);
    return 0;
}

static void assert_said(const char *part)
{
    struct mw_buffer text = reported(&study, 80);

    assert_has(&text, part);
    mw_buffer_fini(&text);
}

static void a_percentile_needs_its_samples(void **state)
{
    (void)state;
    sample_one(&study, false);
    assert_said("            p99.9     ");
    assert_said("            p99.99   n/a (needs 100 000 answers)\n");
}

static void the_longest_bar_is_that_of_the_longest_time(void **state)
{
    struct mw_buffer text;
    char *line;

    (void)state;
    sample_one(&study, false);
    text = reported(&study, 80);
    line = strstr((char *)text.at, "            max ");
    assert_non_null(line);
    *strchr(line, '\n') = '\0';
    assert_int_equal(fit_columns(line), 80);
    mw_buffer_fini(&text);
}

static void an_open_loop_has_service_beside_latency(void **state)
{
    (void)state;
    sample_one(&study, true);
    assert_said("latency              latency   service  "
                "from when due █░ from when sent █\n");
    assert_said("server\nschedule    behind by ");
    assert_said("messages    due                    60 000\n");
}

static void what_failed_is_told_apart(void **state)
{
    struct bench_result *run;

    (void)state;
    sample_one(&study, false);
    run = study.runs[0].result;
    run->errors = 3;
    run->timeouts = 1234;
    run->wrong = 1;
    run->closed = 2;
    assert_said("            errors                      3\n"
                "            timed out               1 234\n"
                "            wrong                       1\n"
                "            connections lost            2\n");
}

static void datagrams_have_their_accounts(void **state)
{
    struct sample_chance chance = {3};
    struct sample_run run = {
        .middle_ns = 1e4, .loss = 0.01, .count = 7000, .datagrams = true};

    (void)state;
    sample_head(&study);
    study_add_target(&study, NULL, "udp://127.0.0.1:6749", NULL);
    study_add_size(&study, 64, NULL, NULL);
    sample_add(&study, 0, 0, 0, sample_result(&chance, &run, 64));
    assert_said("            lost                       70\n"
                "              dropped there            17\n"
                "              dropped here              0\n"
                "            refused here                0\n"
                "            late                        0\n"
                "            twice                       7\n"
                "            out of order               10\n");
}

static void the_costs_are_told(void **state)
{
    (void)state;
    sample_one(&study, false);
    assert_said("wire        31.5 MB out, 31.3 MB in; the framing is "
                "0.765 % of it\n");
    assert_said("CPU         964 ns a message here, 1.29 µs at the server\n");
    assert_said("host        late by itself by 60 ns (p50), 3.10 µs (p99), "
                "188 µs at most\n");
    study.runs[0].result->server_cpu_known = false;
    assert_said("CPU         964 ns a message here, not known at the "
                "server\n");
}

static void notifications_have_no_latency(void **state)
{
    (void)state;
    sample_one(&study, false);
    study.plan.notify = true;
    mw_histogram_reset(&study.runs[0].result->latency);
    assert_said("latency     not measured: notifications have no answer\n");
    assert_said("            taken                  60 000\n");
    study.targets[0].datagrams = true;
    assert_said("            arrived                60 000\n");
}

static void a_narrow_page_has_its_labels_above(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_one(&study, false);
    text = reported(&study, 40);
    assert_has(&text, "\nlatency\n  p50      ");
    mw_buffer_fini(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(a_percentile_needs_its_samples),
        TEST(the_longest_bar_is_that_of_the_longest_time),
        TEST(an_open_loop_has_service_beside_latency),
        TEST(what_failed_is_told_apart),
        TEST(datagrams_have_their_accounts),
        TEST(the_costs_are_told),
        TEST(notifications_have_no_latency),
        TEST(a_narrow_page_has_its_labels_above),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
