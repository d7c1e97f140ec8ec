#include "support.h"

#include "figures/phrase.h"

#include <msgwire/utf8.h>

#include <string.h>

static void pieces_stand_behind_each_other(void **state)
{
    struct phrase phrase = {0};

    (void)state;
    phrase_put(&phrase, "%s at ", "p99");
    phrase_put_units(&phrase, UNITS_DURATION, 12345);
    phrase_put(&phrase, ", ");
    phrase_put_count(&phrase, 1234567);
    assert_string_equal(phrase.text, "p99 at 12.3 µs, 1 234 567");
    assert_int_equal(phrase.len, strlen(phrase.text));
}

static void a_list_has_commas_and_an_and(void **state)
{
    struct phrase phrase = {0};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        phrase_put_comma(&phrase, i, 3);
        phrase_put(&phrase, "%zu", i);
    }
    phrase_put(&phrase, "; ");
    for (size_t i = 0; i < 2; i++) {
        phrase_put_comma(&phrase, i, 2);
        phrase_put(&phrase, "%zu", i);
    }
    assert_string_equal(phrase.text, "0, 1 and 2; 0 and 1");
}

static void what_does_not_fit_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    for (size_t before = 0; before < 4; before++) {
        struct phrase phrase = {0};

        phrase_put(&phrase, "%.*s", (int)before, "...");
        for (int i = 0; i < 1000; i++) {
            phrase_put(&phrase, "µ€");
        }
        assert_int_equal(phrase.len, strlen(phrase.text));
        assert_true(phrase.len < PHRASE_TEXT);
        assert_true(phrase.len >= PHRASE_TEXT - 5);
        assert_int_equal(mw_utf8_valid_len(mw_text(phrase.text)), phrase.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_stand_behind_each_other),
        cmocka_unit_test(a_list_has_commas_and_an_and),
        cmocka_unit_test(what_does_not_fit_is_cut_at_a_whole_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
