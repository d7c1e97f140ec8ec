#include "support.h"

#include <msgwire/error.h>

static void a_caller_puts_the_place_in_front(void **state)
{
    struct mw_error err;

    (void)state;
    assert_int_equal(mw_error_set(&err, MW_EINVAL, "expected \"%s\"", "//"),
                     MW_EINVAL);
    mw_error_prefix(&err, "--listen %s", "tcp:/host");
    assert_string_equal(err.text, "--listen tcp:/host: expected \"//\"");
    assert_int_equal(err.status, MW_EINVAL);
}

static void without_a_place_to_write_only_the_status_is_told(void **state)
{
    (void)state;
    assert_int_equal(mw_error_set(NULL, MW_ENOMEM, "x"), MW_ENOMEM);
    mw_error_prefix(NULL, "y");
}

static void a_long_sentence_is_cut_at_a_whole_character(void **state)
{
    struct mw_error err;
    char text[1024];

    (void)state;
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = i % 2 == 0 ? '\xc3' : '\xb1';
    }
    text[sizeof(text) - 1] = '\0';
    mw_error_set(&err, MW_EVALUE, "%s", text);
    assert_int_equal(strlen(err.text) % 2, 0);
    mw_error_prefix(&err, "where");
    assert_int_equal(strlen(err.text) % 2, 1);
}

static void hostile_bytes_are_shown_harmless_and_short(void **state)
{
    char out[MW_EXCERPT];
    uint8_t bytes[100];

    (void)state;
    memset(bytes, 0x1b, sizeof(bytes));
    assert_string_equal(mw_excerpt(mw_bytes("a\x1b[\\", 4), out),
                        "a\\x1b[\\x5c");
    assert_int_equal(strlen(mw_excerpt(mw_bytes(bytes, 100), out)), 64 * 4 + 3);
}

static void every_status_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int a = MW_EMISSED; a <= MW_OK; a++) {
        const char *name = mw_status_name((enum mw_status)a);

        assert_string_not_equal(name, "unknown");
        for (int b = MW_EMISSED; b < a; b++) {
            assert_string_not_equal(name, mw_status_name((enum mw_status)b));
        }
    }
    assert_string_equal(mw_status_name((enum mw_status)(MW_EMISSED - 1)),
                        "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_caller_puts_the_place_in_front),
        cmocka_unit_test(without_a_place_to_write_only_the_status_is_told),
        cmocka_unit_test(a_long_sentence_is_cut_at_a_whole_character),
        cmocka_unit_test(hostile_bytes_are_shown_harmless_and_short),
        cmocka_unit_test(every_status_has_a_name_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
