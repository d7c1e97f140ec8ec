#include "reported.h"

static struct study study;

static int end(void **state)
{
    (void)state;
    study_fini(&study);
    return 0;
}

static void assert_fits_all(size_t least)
{
    static const size_t widths[] = {32, 40, 60, 80, 132, 200};

    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        if (widths[i] >= least) {
            struct mw_buffer text = reported(&study, widths[i]);

            assert_fitted(&text, widths[i]);
            mw_buffer_fini(&text);
        }
    }
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    sample_one(&study, false);
    assert_fits_all(32);
    study_fini(&study);
    sample_one(&study, true);
    assert_fits_all(32);
    study_fini(&study);
    sample_many(&study, 5, 2, false);
    assert_fits_all(40);
}

static void what_others_say_is_only_text(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_hostile(&study);
    assert_fits_all(80);
    text = reported(&study, 80);
    assert_has_not(&text, "\x1b");
    assert_has_not(&text, "\xff");
    mw_buffer_fini(&text);
}

static void it_tells_what_was_asked_for(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 2, 2, true);
    text = reported(&study, 80);
    assert_has(&text, "echo of 64 B to 512 B, 2 sizes\n"
                      "tcp   tcp://127.0.0.1:40001\n"
                      "udp   udp://127.0.0.1:40002\n"
                      "unix  unix:/tmp/msgwire-x/socket\n"
                      "closed loop: 16 connections, 4 in flight on each\n"
                      "2 rounds of 2s, each after 500ms of warm-up; seed 42\n"
                      "Linux 6.1, x86_64, 2 processors\n"
                      "link asked for: delay=10ms jitter=2ms loss=1%\n"
                      "link measured: delay 10.1 ms, jitter 1.98 ms, "
                      "loss 1.02 %\n");
    mw_buffer_fini(&text);
}

static void it_ends_with_sentences(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 1, 1, true);
    text = reported(&study, 80);
    assert_has(&text, "\n\n! one round gives no interval");
    assert_has(&text, "\n• ");
    mw_buffer_fini(&text);
}

static void colours_are_for_those_who_want_them(void **state)
{
    struct mw_colours colours;
    struct mw_buffer text = {0};

    (void)state;
    mw_colours_init(&colours);
    sample_one(&study, false);
    assert_int_equal(pictures_report(&study, &colours, 80, &text, NULL), MW_OK);
    mw_buffer_append(&text, mw_bytes("", 1));
    assert_has(&text, "\x1b[38;5;32mtcp://127.0.0.1:6749\x1b[0m\n");
    mw_buffer_fini(&text);
}

static void a_study_without_runs_has_a_head(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_head(&study);
    study_add_target(&study, NULL, "tcp://127.0.0.1:1", NULL);
    text = reported(&study, 0);
    assert_has(&text, "tcp://127.0.0.1:1\n");
    assert_fitted(&text, 80);
    mw_buffer_fini(&text);
}

static void a_report_that_has_no_room_fails(void **state)
{
    struct mw_buffer text = {.limit = 100};
    struct mw_error err;

    (void)state;
    sample_one(&study, false);
    assert_int_equal(pictures_report(&study, NULL, 80, &text, &err),
                     MW_ETOOBIG);
    assert_string_equal(err.text, "no memory for the report");
    mw_buffer_fini(&text);
}

/* However far it has come. */
static void without_memory_it_fails(void **state)
{
    enum mw_status rc = MW_ENOMEM;
    struct mw_error err;
    size_t failures = 0;

    (void)state;
    sample_many(&study, 1, 1, true);
    for (size_t count = 0; rc != MW_OK; count += 1 + count / 16) {
        struct mw_buffer text = {0};

        alloc_fail_one_after(count);
        rc = pictures_report(&study, NULL, 80, &text, &err);
        assert_int_equal(rc, alloc_has_failed() ? MW_ENOMEM : MW_OK);
        alloc_fail_after(SIZE_MAX);
        failures += rc != MW_OK;
        mw_buffer_fini(&text);
    }
    assert_true(failures > 10);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(no_line_is_wider_than_the_terminal),
        TEST(what_others_say_is_only_text),
        TEST(it_tells_what_was_asked_for),
        TEST(it_ends_with_sentences),
        TEST(colours_are_for_those_who_want_them),
        TEST(a_study_without_runs_has_a_head),
        TEST(a_report_that_has_no_room_fails),
        TEST(without_memory_it_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
