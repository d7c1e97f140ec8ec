#include "support.h"

#include <msgwire/complete.h>

static void each_script_names_the_program_and_what_it_asks(void **state)
{
    (void)state;
    for (int shell = 0; mw_shells[shell] != NULL; shell++) {
        struct mw_buffer out = {0};
        assert_int_equal(mw_complete_script((enum mw_shell)shell, "tool",
                                            "--complete --", &out),
                         MW_OK);
        assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
        assert_non_null(strstr((const char *)out.at, "_tool"));
        assert_non_null(strstr((const char *)out.at, " --complete -- "));
        assert_null(strstr((const char *)out.at, "@PROGRAM@"));
        assert_null(strstr((const char *)out.at, "@ASK@"));
        mw_buffer_fini(&out);
    }
}

static void without_memory_it_says_so(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    alloc_fail_after(2);
    assert_int_equal(mw_complete_script(MW_BASH, "tool", "ask", &out),
                     MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_script_names_the_program_and_what_it_asks),
        cmocka_unit_test(without_memory_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
