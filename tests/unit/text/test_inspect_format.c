#include "support.h"

#include "text/inspect_format.h"

#include <msgwire/value.h>

#include <string.h>

static void each_first_byte_has_the_name_of_its_format(void **state)
{
    static const struct {
        unsigned first, last;
        const char *name;
    } rows[] = {
        {0x00, 0x7f, "positive fixint"},
        {0x80, 0x8f, "fixmap"},
        {0x90, 0x9f, "fixarray"},
        {0xa0, 0xbf, "fixstr"},
        {0xc0, 0xc0, "nil"},
        {0xc1, 0xc1, "(never used)"},
        {0xc2, 0xc2, "false"},
        {0xc3, 0xc3, "true"},
        {0xc4, 0xc4, "bin 8"},
        {0xc5, 0xc5, "bin 16"},
        {0xc6, 0xc6, "bin 32"},
        {0xc7, 0xc7, "ext 8"},
        {0xc8, 0xc8, "ext 16"},
        {0xc9, 0xc9, "ext 32"},
        {0xca, 0xca, "float 32"},
        {0xcb, 0xcb, "float 64"},
        {0xcc, 0xcc, "uint 8"},
        {0xcd, 0xcd, "uint 16"},
        {0xce, 0xce, "uint 32"},
        {0xcf, 0xcf, "uint 64"},
        {0xd0, 0xd0, "int 8"},
        {0xd1, 0xd1, "int 16"},
        {0xd2, 0xd2, "int 32"},
        {0xd3, 0xd3, "int 64"},
        {0xd4, 0xd4, "fixext 1"},
        {0xd5, 0xd5, "fixext 2"},
        {0xd6, 0xd6, "fixext 4"},
        {0xd7, 0xd7, "fixext 8"},
        {0xd8, 0xd8, "fixext 16"},
        {0xd9, 0xd9, "str 8"},
        {0xda, 0xda, "str 16"},
        {0xdb, 0xdb, "str 32"},
        {0xdc, 0xdc, "array 16"},
        {0xdd, 0xdd, "array 32"},
        {0xde, 0xde, "map 16"},
        {0xdf, 0xdf, "map 32"},
        {0xe0, 0xff, "negative fixint"},
    };
    unsigned next = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(rows[i].first, next);
        for (; next <= rows[i].last; next++) {
            assert_string_equal(mw__inspect_format((uint8_t)next),
                                rows[i].name);
        }
    }
    assert_int_equal(next, 256);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_first_byte_has_the_name_of_its_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
