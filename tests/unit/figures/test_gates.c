#include "support.h"

#include "figures/gates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void each_metric_has_its_unit(void **state)
{
    static const struct {
        const char *text;
        enum metric metric;
        enum gate_sense sense;
        double value;
    } rows[] = {
        {"p50<250us", METRIC_P50, GATE_BELOW, 250000},
        {"p99<=1.5ms", METRIC_P99, GATE_AT_MOST, 1500000},
        {"p99.9>2s", METRIC_P999, GATE_ABOVE, 2e9},
        {"p99.99>=1m", METRIC_P9999, GATE_AT_LEAST, 60e9},
        {"max<1h", METRIC_MAX, GATE_BELOW, 3600e9},
        {"mean<7ns", METRIC_MEAN, GATE_BELOW, 7},
        {"throughput>20k", METRIC_THROUGHPUT, GATE_ABOVE, 20000},
        {"loss<0.1%", METRIC_LOSS, GATE_BELOW, 0.001},
        {"errors<=0", METRIC_ERRORS, GATE_AT_MOST, 0},
        {"timeouts > 5%", METRIC_TIMEOUTS, GATE_ABOVE, 0.05},
        {" cpu < 3us ", METRIC_CPU, GATE_BELOW, 3000},
        {"client_cpu<3us", METRIC_CLIENT_CPU, GATE_BELOW, 3000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct gates gates = {0};

        assert_int_equal(gates_add(&gates, rows[i].text, true, NULL), MW_OK);
        assert_int_equal(gates.count, 1);
        assert_int_equal(gates.at[0].metric, rows[i].metric);
        assert_int_equal(gates.at[0].sense, rows[i].sense);
        assert_true(fabs(gates.at[0].value - rows[i].value) <=
                    1e-9 * rows[i].value);
        assert_true(gates.at[0].required);
        assert_false(gates.at[0].relative);
        assert_false(gates_need_baseline(&gates));
    }
}

static void a_change_is_relative_to_the_baseline(void **state)
{
    struct gates gates = {0};

    (void)state;
    assert_int_equal(
        gates_add(&gates, "loss<1%,p99>+10%, throughput < -5%", false, NULL),
        MW_OK);
    assert_int_equal(gates.count, 3);
    assert_false(gates.at[0].relative);
    assert_true(gates.at[1].relative);
    assert_true(fabs(gates.at[1].value - 1.1) < 1e-9);
    assert_true(fabs(gates.at[2].value - 0.95) < 1e-9);
    assert_false(gates.at[1].required);
    assert_true(gates_need_baseline(&gates));
    assert_string_equal(gates.at[1].text, "p99>+10%");
    assert_string_equal(gates.at[2].text, "throughput < -5%");
}

static void a_wrong_condition_is_told_with_its_place(void **state)
{
    static const struct {
        const char *text, *sentence;
    } rows[] = {
        {"p98<1ms",
         "\"p98<1ms\": expected a metric (p50 p90 p99 p99.9 p99.99 max mean"
         " throughput loss errors timeouts cpu client_cpu) at column 1"},
        {"p99=1ms", "\"p99=1ms\": expected one of < <= > >= at column 4"},
        {"p99", "\"p99\": expected one of < <= > >= at column 4"},
        {"p99<1",
         "\"p99<1\": expected a duration such as 250us or 1ms, or how it"
         " changed, such as +10% at column 5"},
        {"loss<1ms",
         "\"loss<1ms\": expected a share such as 0.1%, or how it changed, such"
         " as +10% at column 6"},
        {"throughput>",
         "\"throughput>\": expected a rate such as 500 or 20k, or how it"
         " changed, such as -10% at column 12"},
        {"p99>+1ms",
         "\"p99>+1ms\": expected how it changed from the baseline, such as +10%"
         " or -5% at column 5"},
        {"p99<1ms p50<1ms",
         "\"p99<1ms p50<1ms\": expected \",\" or the end at column 9"},
        {"p99<1ms,", "\"p99<1ms,\": expected a metric (p50 p90 p99 p99.9 p99.99"
                     " max mean throughput loss errors timeouts cpu client_cpu)"
                     " at column 9"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct gates gates = {0};
        struct mw_error err;

        assert_int_equal(gates_add(&gates, rows[i].text, true, &err),
                         MW_EINVAL);
        assert_string_equal(err.text, rows[i].sentence);
    }
}

static void a_value_that_goes_on_and_on_is_not_cut(void **state)
{
    struct gates gates = {0};
    char text[200] = "p99<";

    (void)state;
    memset(text + 4, '0', 100);
    memcpy(text + 104, "7ms", 4);
    assert_int_equal(gates_add(&gates, text, true, NULL), MW_EINVAL);
}

static void there_are_only_so_many(void **state)
{
    struct gates gates = {0};
    struct mw_error err;

    (void)state;
    for (int i = 0; i < GATES_MAX; i++) {
        assert_int_equal(gates_add(&gates, "max<1s", true, NULL), MW_OK);
    }
    assert_int_equal(gates_add(&gates, "max<1s", true, &err), MW_ELIMIT);
    assert_string_equal(err.text, "more than 32 conditions");
}

static void a_promise_is_one_condition_of_its_own(void **state)
{
    struct mw_error err;
    struct gate gate;

    (void)state;
    assert_int_equal(gate_promise(&gate, "p99<1ms", &err), MW_OK);
    assert_true(gate_holds(&gate, 999999));
    assert_false(gate_holds(&gate, 1000000));
    assert_int_equal(gate_promise(&gate, "p99<1ms,loss<1%", &err), MW_EINVAL);
    assert_string_equal(err.text, "\"p99<1ms,loss<1%\": expected the end: one"
                                  " condition at column 8");
    assert_int_equal(gate_promise(&gate, "p99<+5%", &err), MW_EINVAL);
    assert_string_equal(err.text, "\"p99<+5%\": expected a value of its own,"
                                  " not one relative to a baseline");
}

static void a_promise_is_an_upper_bound_of_what_load_makes_worse(void **state)
{
    static const char *const values[] = {
        [UNITS_DURATION] = "1ms", [UNITS_RATE] = "20k", [UNITS_PART] = "1%"};
    static const char *const senses[] = {"<", "<=", ">", ">="};

    (void)state;
    for (int i = 0; i < METRICS * 4; i++) {
        const struct metric_facts *facts = metric_facts((enum metric)(i / 4));
        bool bound = i % 4 < 2 && i / 4 != METRIC_THROUGHPUT;
        struct gate gate;
        char text[32];

        snprintf(text, sizeof(text), "%s%s%s", facts->name, senses[i % 4],
                 values[facts->units]);
        assert_int_equal(gate_promise(&gate, text, NULL),
                         bound ? MW_OK : MW_EINVAL);
    }
}

static void a_promise_the_wrong_way_round_is_told_why(void **state)
{
    struct mw_error err;
    struct gate gate;

    (void)state;
    assert_int_equal(gate_promise(&gate, "p99>1ms", &err), MW_EINVAL);
    assert_string_equal(err.text, "\"p99>1ms\": expected < or <=: a promise is"
                                  " what p99 may be at most");
    assert_int_equal(gate_promise(&gate, "throughput>=20k", &err), MW_EINVAL);
    assert_string_equal(err.text, "\"throughput>=20k\": throughput is what is"
                                  " searched for: expected what must be kept"
                                  " at it, such as p99<1ms");
}

static void each_sense_is_as_written(void **state)
{
    static const struct {
        const char *text;
        bool below, at, above;
    } rows[] = {
        {"max<1s", true, false, false},
        {"max<=1s", true, true, false},
        {"max>1s", false, false, true},
        {"max>=1s", false, true, true},
    };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct gates gates = {0};

        assert_int_equal(gates_add(&gates, rows[i].text, true, NULL), MW_OK);
        assert_int_equal(gate_holds(&gates.at[0], 0.9e9), rows[i].below);
        assert_int_equal(gate_holds(&gates.at[0], 1e9), rows[i].at);
        assert_int_equal(gate_holds(&gates.at[0], 1.1e9), rows[i].above);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_metric_has_its_unit),
        cmocka_unit_test(a_change_is_relative_to_the_baseline),
        cmocka_unit_test(a_wrong_condition_is_told_with_its_place),
        cmocka_unit_test(a_value_that_goes_on_and_on_is_not_cut),
        cmocka_unit_test(there_are_only_so_many),
        cmocka_unit_test(a_promise_is_one_condition_of_its_own),
        cmocka_unit_test(a_promise_is_an_upper_bound_of_what_load_makes_worse),
        cmocka_unit_test(a_promise_the_wrong_way_round_is_told_why),
        cmocka_unit_test(each_sense_is_as_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
