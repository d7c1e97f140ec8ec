#include "said.h"

/* Enough answers for all percentiles, so that nothing else is said. */
static struct bench_result *good_result(void)
{
    return sample_result(20000, 25000);
}

/* --- doubts --- */

static void a_generator_at_its_limit_is_told(void **state)
{
    struct bench_result *result = good_result();

    (void)state;
    result->generator_limited = true;
    assert_run_says("tcp", result,
                    "the generator was the limit: these numbers are not the"
                    " server's");
}

static void the_first_thing_that_went_wrong_is_told(void **state)
{
    struct bench_result *result = good_result();

    (void)state;
    snprintf(result->why, sizeof(result->why), "the peer closed first");
    assert_run_says("tcp", result, "the peer closed first");
}

static void a_rate_that_was_too_high_is_told(void **state)
{
    struct bench_result *few = good_result(), *many = good_result();
    struct bench_result *ours = good_result();

    (void)state;
    few->due = many->due = ours->due = 20000;
    few->unsent = 20;
    assert_run_says("tcp", few, NULL);
    many->unsent = 4000;
    assert_run_says("tcp", many,
                    "4 000 of 20 000 messages that were due could not be sent"
                    " in time: it takes less than the rate that was asked for");
    ours->unsent = 4000;
    ours->generator_limited = true;
    assert_run_says("tcp", ours,
                    "the generator was the limit: these numbers are not the"
                    " server's");
}

static void a_late_schedule_is_told(void **state)
{
    struct bench_result *late = good_result(), *prompt = good_result();
    struct bench_result *limited = good_result();

    (void)state;
    mw_histogram_record_n(&limited->lag, 8000, 20000);
    limited->generator_limited = true; /* that says it */
    assert_run_says("tcp", limited,
                    "the generator was the limit: these numbers are not the"
                    " server's");
    mw_histogram_record_n(&late->lag, 8000, 20000);
    assert_run_says("tcp", late,
                    "one message in a hundred left 8.00 µs or more after it was"
                    " due; that is a part of its latency");
    mw_histogram_record_n(&prompt->lag, 2000, 20000);
    assert_run_says("tcp", prompt, NULL);
}

static void no_answer_at_all_is_told(void **state)
{
    struct bench_result *result = study_result_new(NULL);
    struct bench_result *one = study_result_new(NULL);

    (void)state;
    assert_non_null(result);
    assert_non_null(one);
    result->sent = 1234;
    assert_run_says("tcp", result, "no answer came to 1 234 messages");
    one->sent = 1;
    assert_run_says("tcp", one, "no answer came to 1 message");
}

static void
too_few_answers_are_told_for_the_first_percentile_they_lack(void **state)
{
    (void)state;
    assert_run_says("tcp", sample_result(9999, 25000),
                    "too few answers for p99.9, which needs 10 000");
    assert_run_says("tcp", sample_result(10000, 25000), NULL);
    assert_run_says("tcp", sample_result(999, 25000),
                    "too few answers for p99, which needs 1 000");
    assert_run_says("tcp", sample_result(19, 25000),
                    "too few answers for p50, which needs 20");
}

/* --- findings --- */

static void what_does_not_fit_a_datagram_is_told(void **state)
{
    struct bench_result *result = good_result();

    (void)state;
    result->datagrams.too_long = 1000;
    assert_run_says("udp", result,
                    "1 000 messages are too long for a datagram: they were not"
                    " sent, and none was split");
}

static struct bench_result *lossy_result(uint64_t lost)
{
    struct bench_result *result = good_result();

    result->answered -= lost;
    result->timeouts = result->datagrams.lost = lost;
    return result;
}

static void loss_is_told_with_where_it_happened(void **state)
{
    struct bench_result *split = lossy_result(400);
    struct bench_result *here = lossy_result(1);
    struct bench_result *unknown = lossy_result(400);

    (void)state;
    split->datagrams.there_known = true;
    split->datagrams.dropped_there = 100;
    split->datagrams.dropped_here = 1;
    assert_run_says("udp", split,
                    "lost 2.00 % of 20 000 messages: 100 requests in the"
                    " server's socket, 1 answer in our own socket and 299 on"
                    " the way");
    here->datagrams.there_known = true;
    here->datagrams.dropped_here = 3; /* some came late, or twice */
    assert_run_says("udp", here,
                    "lost 0.00500 % of 20 000 messages: 3 answers in our own"
                    " socket (the system counts more than these messages)");
    assert_run_says("udp", unknown,
                    "lost 2.00 % of 20 000 messages: 400 on the way or in the"
                    " server's socket, which does not tell");
}

static void what_our_own_socket_refused_is_told(void **state)
{
    struct bench_result *one = good_result(), *many = good_result();

    (void)state;
    one->datagrams.refused_here = 1;
    assert_run_says("udp", one,
                    "1 message never left: our own socket refused it");
    many->datagrams.refused_here = 12;
    assert_run_says("udp", many,
                    "12 messages never left: our own socket refused them");
}

static void datagrams_twice_or_out_of_order_or_late_are_told(void **state)
{
    struct bench_result *all = good_result(), *late = good_result();

    (void)state;
    all->datagrams.duplicated = 120;
    all->datagrams.reordered = 33;
    all->datagrams.reordered_most = 5;
    all->datagrams.late = 4;
    assert_run_says("udp", all,
                    "120 came twice, 33 came out of order and 4 came after"
                    " their time-out (overtaken by up to 5)");
    late->datagrams.late = 1;
    assert_run_says("udp", late, "1 came after its time-out");
}

static void each_way_to_fail_is_counted_apart(void **state)
{
    struct bench_result *all = good_result(), *one = good_result();

    (void)state;
    all->timeouts = 12;
    all->errors = 3;
    all->wrong = 2;
    all->abandoned = 5;
    all->unexpected = 7;
    all->closed = 1;
    all->connect_failed = 4;
    assert_run_says("tcp", all,
                    "12 requests got no answer in time, 3 answers were errors,"
                    " 2 answers were not what was asked for, 5 requests went"
                    " down with their connection, 7 bodies answered no request,"
                    " 1 connection was lost and 4 tries to connect failed");
    one->errors = 1;
    assert_run_says("udp", one, "1 answer was an error");
}

/* --- reasons --- */

static void the_wait_before_sending_is_told(void **state)
{
    struct bench_result *result = good_result(), *closed = good_result();

    (void)state;
    result->due = 20000;
    mw_histogram_reset(&result->latency);
    mw_histogram_record_n(&result->latency, 1020000000, 20000);
    assert_run_says("tcp", result,
                    "p99 is 1.02 s from when messages were due, but 25.0 µs"
                    " from when they were sent: in between they waited for"
                    " their turn");
    closed->due = 20000;
    assert_run_says("tcp", closed, NULL);
}

static void a_busy_server_is_told(void **state)
{
    struct bench_result *busy = good_result(), *threads = good_result();
    struct bench_result *unknown = good_result();

    (void)state;
    busy->server_cpu_known = threads->server_cpu_known = true;
    busy->server_cpu_ns = unknown->server_cpu_ns = 980000000;
    threads->server_cpu_ns = 1700000000;
    assert_run_says("tcp", busy,
                    "the server kept a processor busy for 98 % of the time: one"
                    " thread of it does hardly more");
    assert_run_says("tcp", threads, NULL);
    assert_run_says("tcp", unknown, NULL);
}

/* Runs of udp with bodies of 64 and 8 205 bytes over a link. */
static void make_cut(struct study *study, uint64_t lost)
{
    static const char *const udp[] = {"udp"};
    struct bench_result *small = lossy_result(400);
    struct bench_result *large = lossy_result(lost);

    sample_study(study, udp, 1);
    assert_int_equal(study_add_size(study, 8192, NULL, NULL), MW_OK);
    snprintf(study->link.asked, sizeof(study->link.asked), "loss=1%%");
    small->body_out = 64 * small->sent;
    large->body_out = 8205 * large->sent;
    sample_add(study, 0, 0, 0, small);
    sample_add(study, 0, 1, 0, large);
}

static void a_datagram_of_many_packets_is_lost_more_often(void **state)
{
    struct study study;

    (void)state;
    make_cut(&study, 1160);
    assert_said(&study,
                "at 8 192 bytes: a datagram of 8 205 bytes crosses the link as"
                " 6 packets, and is lost if one of them is: so it lost 5.80 %,"
                " and 2.00 % where one packet was enough");
    study.link.asked[0] = '\0'; /* no link that we know the MTU of */
    assert_false(is_said(&study, "packets"));
    study_fini(&study);
    make_cut(&study, 410); /* not more than luck */
    assert_false(is_said(&study, "packets"));
    study_fini(&study);
}

static void loss_that_a_comparison_tells_is_not_told_twice(void **state)
{
    static const char *const names[] = {"tcp", "udp"};
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    for (size_t round = 0; round < 2; round++) {
        sample_add(&study, 0, 0, round, good_result());
        sample_add(&study, 1, 0, round, lossy_result(100));
    }
    assert_true(is_said(&study, "udp lost 0.500 %"));
    assert_false(is_said(&study, "udp: lost"));
    study.cells[1][0]->datagrams.dropped_here = 1; /* where is new */
    assert_true(is_said(&study, "udp: lost"));
    study_fini(&study);
}

static void each_half_tells_its_own_loss(void **state)
{
    static const char *const udp[] = {"udp"};
    struct study study, *busy;

    (void)state;
    sample_study(&study, udp, 1);
    busy = study_add_busy(&study, 16, NULL);
    assert_non_null(busy);
    sample_add(&study, 0, 0, 0, lossy_result(100));
    sample_add(busy, 0, 0, 0, lossy_result(400));
    assert_said(&study, "lost 0.500 % of 20 000 messages: 100 on the way or in"
                        " the server's socket, which does not tell");
    assert_said(&study,
                "with 16 in flight: lost 2.00 % of 20 000 messages: 400 on the"
                " way or in the server's socket, which does not tell");
    study_fini(&study);
}

static void of_two_halves_one_tells_of_packets(void **state)
{
    struct study study, *busy;
    struct sentences sentences;
    size_t told = 0;

    (void)state;
    make_cut(&study, 1160);
    busy = study_add_busy(&study, 16, NULL);
    assert_non_null(busy);
    for (size_t size = 0; size < 2; size++) {
        struct bench_result *result = lossy_result(size == 0 ? 400 : 1160);

        result->body_out = (size == 0 ? 64 : 8205) * result->sent;
        sample_add(busy, 0, size, 0, result);
    }
    assert_int_equal(sentences_of(&study, &sentences, NULL), MW_OK);
    for (size_t i = 0; i < sentences.count; i++) {
        told += strstr(sentences.at[i].text, "as 6 packets") != NULL;
    }
    assert_int_equal(told, 1);
    sentences_fini(&sentences);
    study_fini(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_generator_at_its_limit_is_told),
        cmocka_unit_test(the_first_thing_that_went_wrong_is_told),
        cmocka_unit_test(a_rate_that_was_too_high_is_told),
        cmocka_unit_test(a_late_schedule_is_told),
        cmocka_unit_test(no_answer_at_all_is_told),
        cmocka_unit_test(
            too_few_answers_are_told_for_the_first_percentile_they_lack),
        cmocka_unit_test(what_does_not_fit_a_datagram_is_told),
        cmocka_unit_test(loss_is_told_with_where_it_happened),
        cmocka_unit_test(what_our_own_socket_refused_is_told),
        cmocka_unit_test(datagrams_twice_or_out_of_order_or_late_are_told),
        cmocka_unit_test(each_way_to_fail_is_counted_apart),
        cmocka_unit_test(the_wait_before_sending_is_told),
        cmocka_unit_test(a_busy_server_is_told),
        cmocka_unit_test(a_datagram_of_many_packets_is_lost_more_often),
        cmocka_unit_test(loss_that_a_comparison_tells_is_not_told_twice),
        cmocka_unit_test(each_half_tells_its_own_loss),
        cmocka_unit_test(of_two_halves_one_tells_of_packets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
