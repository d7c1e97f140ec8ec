#include "support.h"

#include "emulate/shaper.h"

static const uint64_t SECOND = 1000000000, MILLISECOND = 1000000, START = 777;

static struct shaper made(const char *spec_text)
{
    struct emulate_spec spec;
    struct shaper shaper;

    assert_int_equal(emulate_parse(spec_text, &spec, NULL), MW_OK);
    assert_int_equal(shaper_init(&shaper, &spec, NULL), MW_OK);
    return shaper;
}

/* Packets that come at once. Returns how many were taken. */
static unsigned fill(struct shaper *shaper, uint64_t len, uint64_t now)
{
    uint64_t gone;
    unsigned count = 0;

    while (count < 1000000 && shaper_take(shaper, len, now, &gone)) {
        count++;
    }
    return count;
}

static void without_a_rate_nothing_waits(void **state)
{
    struct shaper shaper = made("delay=1ms");
    uint64_t gone;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_true(shaper_take(&shaper, 1500, START, &gone));
        assert_int_equal(gone, START);
    }
    shaper_fini(&shaper);
}

/* 1250 bytes are 10000 bits: a millisecond at 10 Mbit/s. */
static void each_packet_takes_the_time_of_its_bits(void **state)
{
    struct shaper shaper = made("rate=10Mbit");
    uint64_t gone;

    (void)state;
    for (uint64_t i = 1; i <= 5; i++) {
        assert_true(shaper_take(&shaper, 1250, START, &gone));
        assert_int_equal(gone, START + i * MILLISECOND);
    }
    assert_true(shaper_take(&shaper, 125, START + SECOND, &gone));
    assert_int_equal(gone, START + SECOND + MILLISECOND / 10);
    shaper_fini(&shaper);
}

/* 7 Mbit/s: no packet of 100 bytes takes a whole number of nanoseconds. */
static void no_part_of_a_nanosecond_is_forgotten(void **state)
{
    struct shaper shaper = made("rate=7Mbit limit=1000000");
    uint64_t gone = 0;

    (void)state;
    for (int i = 0; i < 70000; i++) {
        assert_true(shaper_take(&shaper, 100, 0, &gone));
    }
    assert_int_equal(gone, 8 * SECOND);
    shaper_fini(&shaper);
}

static void so_many_packets_wait_and_the_next_is_refused(void **state)
{
    struct shaper shaper = made("rate=10Mbit limit=20");

    (void)state;
    assert_int_equal(fill(&shaper, 1250, START), 20);
    assert_int_equal(fill(&shaper, 1250, START + MILLISECOND - 1), 0);
    assert_int_equal(fill(&shaper, 1250, START + MILLISECOND), 1);
    assert_int_equal(fill(&shaper, 1250, START + 8 * MILLISECOND), 7);
    assert_int_equal(fill(&shaper, 1250, START + SECOND), 20);
    shaper_fini(&shaper);
}

/* 100 ms of 10 Mbit/s are 125000 bytes, or 100 packets. */
static void by_itself_a_tenth_of_a_second_waits(void **state)
{
    struct shaper shaper = made("rate=10Mbit");

    (void)state;
    assert_int_equal(fill(&shaper, 1250, START), 100);
    assert_int_equal(fill(&shaper, 1250, START + 5 * MILLISECOND), 5);
    shaper_fini(&shaper);
}

static void of_a_longer_round_trip_all_of_it_waits(void **state)
{
    struct shaper shaper = made("rate=10Mbit delay=500ms");

    (void)state;
    assert_int_equal(fill(&shaper, 1250, START), 1000);
    shaper_fini(&shaper);
}

static void a_slow_link_takes_some_packets_nevertheless(void **state)
{
    struct shaper shaper = made("rate=1kbit");

    (void)state;
    assert_int_equal(fill(&shaper, 1500, START), 16);
    shaper_fini(&shaper);
}

static void the_fastest_and_longest_link_does_not_overflow(void **state)
{
    struct shaper shaper = made("rate=100Gbit delay=10s");
    uint64_t gone = 0;

    (void)state;
    assert_int_equal(shaper.limit_bytes, 250000000000);
    for (int i = 0; i < 1000; i++) {
        assert_true(shaper_take(&shaper, 12500, 0, &gone));
    }
    assert_int_equal(gone, MILLISECOND);
    shaper_fini(&shaper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_rate_nothing_waits),
        cmocka_unit_test(each_packet_takes_the_time_of_its_bits),
        cmocka_unit_test(no_part_of_a_nanosecond_is_forgotten),
        cmocka_unit_test(so_many_packets_wait_and_the_next_is_refused),
        cmocka_unit_test(by_itself_a_tenth_of_a_second_waits),
        cmocka_unit_test(of_a_longer_round_trip_all_of_it_waits),
        cmocka_unit_test(a_slow_link_takes_some_packets_nevertheless),
        cmocka_unit_test(the_fastest_and_longest_link_does_not_overflow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
