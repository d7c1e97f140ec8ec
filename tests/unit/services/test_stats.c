#include "../fake_outlet.h"

#include <stdlib.h>

static void every_counter_is_told_under_its_name(void **state)
{
    struct fake fake;
    const char *answer;

    (void)state;
    fake_init(&fake);
    answer = fake_ask(&fake, "[0,1,\"stats\",[]]");
#define STAT(name, summary) assert_non_null(strstr(answer, "\"" #name "\":"));
#include "stats.inc"
#undef SERVER_STAT
#undef STAT
    fake_fini(&fake);
}

static void the_loops_and_the_servers_counts_stand_side_by_side(void **state)
{
    struct fake fake;
    const char *answer;

    (void)state;
    fake_init(&fake);
    fake.counters.bytes_in = UINT64_MAX;
    fake.counters.connections = 3;
    (void)fake_ask(&fake, "[0,1,\"nobody\",[]]");
    answer = fake_ask(&fake, "[0,1,\"stats\",[]]");
    assert_non_null(strstr(answer, "\"bytes_in\":18446744073709551615,"));
    assert_non_null(strstr(answer, "\"connections\":3,"));
    assert_non_null(strstr(answer, "\"requests_in\":2,"));
    assert_non_null(strstr(answer, "\"errors_sent\":1,"));
    fake_fini(&fake);
}

/* Long enough a loop for the clock to have moved. */
static void processor_time_only_grows(void **state)
{
    unsigned long long before = 0, after = 0;
    struct fake fake;

    (void)state;
    fake_init(&fake);
    for (int i = 0; after <= before && i < 1000000; i++) {
        const char *found =
            strstr(fake_ask(&fake, "[0,1,\"stats\",[]]"), "\"cpu_us\":");

        assert_non_null(found);
        after = strtoull(found + strlen("\"cpu_us\":"), NULL, 10);
        assert_true(after >= before);
        before = before == 0 ? after : before;
    }
    assert_true(after > before);
    fake_fini(&fake);
}

static void errors_that_ended_a_stream_are_errors_sent(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.counters.errors_told = 5;
    (void)fake_ask(&fake, "[0,1,\"nobody\",[]]");
    assert_non_null(
        strstr(fake_ask(&fake, "[0,1,\"stats\",[]]"), "\"errors_sent\":6,"));
    fake_fini(&fake);
}

static void params_are_refused(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_non_null(strstr(fake_ask(&fake, "[0,1,\"stats\",[\"all\"]]"),
                           "\"code\":-32602,"));
    fake_fini(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_counter_is_told_under_its_name),
        cmocka_unit_test(the_loops_and_the_servers_counts_stand_side_by_side),
        cmocka_unit_test(processor_time_only_grows),
        cmocka_unit_test(errors_that_ended_a_stream_are_errors_sent),
        cmocka_unit_test(params_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
