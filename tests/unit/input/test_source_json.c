#include "../piped_source.h"

static const struct options json = {.in = OPTIONS_IN_JSON, .max_frame = 100};

static void values_come_one_after_another(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &json, mw_text("1 [2]\"x\"\n"));
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\x91\x02"));
    piped_gives(&piped, mw_text("\xa1x"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_says(&piped, MW_ECLOSED);
    piped_close(&piped);
}

static void a_value_may_come_in_pieces(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &json, mw_text("[tr"));
    piped_says(&piped, MW_EAGAIN);
    piped_feed(&piped, mw_text("ue,1"));
    piped_says(&piped, MW_EAGAIN);
    piped_feed(&piped, mw_text("2]"));
    piped_gives(&piped, mw_text("\x92\xc3\x0c"));
    piped_close(&piped);
}

static void a_number_ends_where_the_input_ends(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &json, mw_text("12"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_gives(&piped, mw_text("\x0c"));
    piped_says(&piped, MW_ECLOSED);
    piped_close(&piped);
}

static void a_fault_is_told_with_its_place_after_what_is_good(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &json, mw_text("1\n{x}"));
    piped_gives(&piped, mw_text("\x01"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 2: line 2, column 2: expected a key in quotes "
                  "or \"}\", got \"x\"");
    piped_close(&piped);
}

static void an_end_inside_a_value_is_told(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &json, mw_text("[1,"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 1: line 1, column 4: expected a value, got the "
                  "end");
    piped_close(&piped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_one_after_another),
        cmocka_unit_test(a_value_may_come_in_pieces),
        cmocka_unit_test(a_number_ends_where_the_input_ends),
        cmocka_unit_test(a_fault_is_told_with_its_place_after_what_is_good),
        cmocka_unit_test(an_end_inside_a_value_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
