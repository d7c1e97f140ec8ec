#include "reported.h"

static struct study study;

static int end(void **state)
{
    (void)state;
    study_fini(&study);
    return 0;
}

static void what_became_of_them_is_told(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 1, 1, true);
    study.cells[1][0]->sent = 12000;
    study.cells[1][0]->datagrams = (struct bench_datagrams){
        .lost = 240, .dropped_there = 60, .duplicated = 24, .reordered = 34};
    text = reported(&study, 80);
    assert_has(&text,
               "\ndatagrams    sent  lost  dropped there  twice  out of order\n"
               "udp        12.0 k   240             60     24            34\n");
    mw_buffer_fini(&text);
}

static void both_halves_are_told(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_halves(&study, 2, 1);
    text = reported(&study, 80);
    assert_has(&text, "\ndatagrams ");
    assert_has(&text, "\nunder load ");
    mw_buffer_fini(&text);
}

static void where_all_were_answered_there_is_nothing_to_tell(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 1, 1, false);
    text = reported(&study, 80);
    assert_has_not(&text, "datagrams");
    mw_buffer_fini(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(what_became_of_them_is_told),
        TEST(both_halves_are_told),
        TEST(where_all_were_answered_there_is_nothing_to_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
