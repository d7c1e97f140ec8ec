#include "support.h"

#include "given.h"

static void the_last_of_an_option_given_twice_holds(void **state)
{
    char *words[] = {"--max-frame=1k", "--max-frame=2k", "--listen=a", "-l",
                     "b"};
    struct given given = given_defaults();

    (void)state;
    assert_int_equal(given_parse(&given, 5, words, NULL), MW_OK);
    assert_int_equal(given.max_frame, 2000);
    assert_int_equal(given.listen.count, 2);
    assert_string_equal(given.listen.items[1], "b");
}

static void a_word_that_is_no_option_is_shown_how_to_be_one(void **state)
{
    char *words[] = {"tcp://[::1]:1"};
    struct given given = given_defaults();
    struct mw_error err;

    (void)state;
    assert_int_equal(given_parse(&given, 1, words, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "--listen tcp://[::1]:1"));
}

static void the_page_shows_every_option_with_its_default(void **state)
{
#define LIMIT(name, value, unit, option, summary) "--" option,
    static const char *const names[] = {
#include "limits.inc"
        "--listen",
        "--public",
        "--stop-grace",
    };
#undef LIMIT
    struct mw_buffer text = {0};
    struct mw_page page = {.out = &text};

    (void)state;
    given_page(&page);
    assert_int_equal(page.rc, MW_OK);
    assert_int_equal(mw_buffer_append(&text, mw_bytes("", 1)), MW_OK);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_non_null(strstr((const char *)text.at, names[i]));
    }
    mw_buffer_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_of_an_option_given_twice_holds),
        cmocka_unit_test(a_word_that_is_no_option_is_shown_how_to_be_one),
        cmocka_unit_test(the_page_shows_every_option_with_its_default),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
