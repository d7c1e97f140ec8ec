#include "support.h"

#include "text/json_place.h"

static void leads_to(const char *text, size_t line, size_t column)
{
    struct mw__json_place place = {1, 1}, whole = {1, 1};

    for (size_t i = 0; text[i] != '\0'; i++) {
        mw__json_place_pass(&place, mw_bytes(text + i, 1));
    }
    mw__json_place_pass(&whole, mw_text(text));
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(whole.line, line);
    assert_int_equal(whole.column, column);
}

static void lines_and_columns_count_from_one(void **state)
{
    (void)state;
    leads_to("", 1, 1);
    leads_to("ab", 1, 3);
    leads_to("ab\n", 2, 1);
    leads_to("ab\n\ncd", 3, 3);
    leads_to("a\r\nb", 2, 2);
}

static void long_texts_count_as_short_ones_do(void **state)
{
    (void)state;
    leads_to("twenty-six letters or so..", 1, 27);
    leads_to("twenty letters......\nand a few in the next", 2, 22);
    leads_to("套套套套套套套套套套", 1, 11);
    leads_to("ñ, then 套, then 😀 and much more", 1, 32);
    leads_to("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", 21, 1);
}

static void a_column_is_a_character_however_many_bytes_it_has(void **state)
{
    (void)state;
    leads_to("ñ套😀", 1, 4);
    leads_to("ñ\n套x", 2, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns_count_from_one),
        cmocka_unit_test(long_texts_count_as_short_ones_do),
        cmocka_unit_test(a_column_is_a_character_however_many_bytes_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
