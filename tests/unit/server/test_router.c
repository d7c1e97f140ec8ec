#include "support.h"

#include "router.h"

static void every_method_of_the_schema_is_found_by_its_name(void **state)
{
    size_t count = 0;

    (void)state;
    for (; router_at(count) != NULL; count++) {
        assert_ptr_equal(router_find(router_at(count)->name), router_at(count));
        assert_non_null(router_at(count)->serve);
    }
    assert_true(count > 0);
    assert_ptr_equal(router_find(mw_text(MW_NAME_ECHO))->serve, service_echo);
}

static void names_are_compared_whole(void **state)
{
    static const char *const names[] = {"",      "p",    "pin",
                                        "pingg", "PING", "describes"};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_null(router_find(mw_text(names[i])));
    }
    assert_null(router_find(mw_bytes("ping\0", 5)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_of_the_schema_is_found_by_its_name),
        cmocka_unit_test(names_are_compared_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
