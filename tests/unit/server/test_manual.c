#include "support.h"

#include "manual.h"

static void both_forms_have_the_options(void **state)
{
    static const char *const needles[] = {"\n      --public  ",
                                          "\\fB\\-\\-public\\fR\n"};

    (void)state;
    for (int form = MW_PAGE_TEXT; form <= MW_PAGE_ROFF; form++) {
        struct mw_buffer out = {0};
        assert_int_equal(manual_append((enum mw_page_form)form, &out), MW_OK);
        assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
        assert_non_null(strstr((const char *)out.at, needles[form]));
        assert_non_null(strstr((const char *)out.at, "XDG_RUNTIME_DIR"));
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_have_the_options),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
