#include "support.h"

#include "guide/recipes.h"

static void each_fits_a_terminal(void **state)
{
    const struct recipe *recipe;
    size_t count;

    (void)state;
    for (count = 0; (recipe = recipes_at(count)) != NULL; count++) {
        assert_in_range(strlen(recipe->title), 1, 78);
        assert_non_null(recipe->lines[0]);
        for (size_t i = 0; recipe->lines[i] != NULL; i++) {
            assert_in_range(strlen(recipe->lines[i]), 1, 79);
        }
    }
    assert_in_range(count, 10, 20);
}

static void a_page_has_all_of_them(void **state)
{
    struct mw_buffer out = {0};
    struct mw_page page = {.out = &out};

    (void)state;
    recipes_put(&page);
    assert_int_equal(page.rc, MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    for (size_t i = 0; recipes_at(i) != NULL; i++) {
        assert_non_null(strstr((const char *)out.at, recipes_at(i)->lines[0]));
    }
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fits_a_terminal),
        cmocka_unit_test(a_page_has_all_of_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
