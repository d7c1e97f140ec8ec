#include "support.h"

#include "exit.h"

static void each_end_has_the_status_that_scripts_rely_on(void **state)
{
    static const struct {
        enum mw_status status;
        int code;
    } ends[] = {
        {MW_OK, 0},       {MW_ENOMEM, 1},   {MW_ESYSTEM, 1}, {MW_EINVAL, 2},
        {MW_ECONNECT, 3}, {MW_ETIMEOUT, 4}, {MW_EFRAME, 5},  {MW_ETOOBIG, 5},
        {MW_EVALUE, 6},   {MW_EDEEP, 6},    {MW_ECLOSED, 7}, {MW_EREMOTE, 8},
        {MW_EMISSED, 9},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        assert_int_equal(exit_of(ends[i].status), ends[i].code);
    }
}

static void only_what_went_well_or_was_not_wanted_is_zero(void **state)
{
    (void)state;
    for (int status = MW_EMISSED; status < MW_OK; status++) {
        bool quiet = status == MW_ECANCELED;
        assert_int_equal(exit_of((enum mw_status)status) == EXIT_DONE, quiet);
    }
}

static void each_exit_status_has_a_meaning_to_print(void **state)
{
    (void)state;
    for (int i = 0; i < EXIT_STATUSES; i++) {
        assert_non_null(exit_meaning((enum exit_status)i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_end_has_the_status_that_scripts_rely_on),
        cmocka_unit_test(only_what_went_well_or_was_not_wanted_is_zero),
        cmocka_unit_test(each_exit_status_has_a_meaning_to_print),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
