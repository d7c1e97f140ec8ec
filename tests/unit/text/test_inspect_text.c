#include "support.h"

#include "text/inspect_text.h"
#include "text/width.h"

#include <string.h>

static void assert_text(const char *hex, size_t columns, const char *expected)
{
    struct mw_buffer bytes = from_hex(hex), out = {0};
    struct mw_bytes rest = mw_buffer_bytes(&bytes);
    struct mw_value value;

    assert_int_equal(mw_value_next(&rest, &value), MW_OK);
    assert_int_equal(mw__inspect_text_write(&value, columns, &out), MW_OK);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.at, expected, out.len);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void what_the_type_says_is_not_said_again(void **state)
{
    (void)state;
    assert_text("c0", 20, "null");
    assert_text("c3", 20, "true");
    assert_text("d1 ff00", 20, "-256");
    assert_text("cf ffffffffffffffff", 20, "18446744073709551615");
    assert_text("ca 3fc00000", 20, "1.5");
    assert_text("ca 7fc00000", 20, "NaN");
    assert_text("cb fff0000000000000", 20, "-Infinity");
    assert_text("cb 3ff0000000000000", 20, "1.0");
    assert_text("a2 6869", 20, "\"hi\"");
    assert_text("92 01 02", 20, "");
    assert_text("81 01 02", 20, "");
}

static void a_time_is_a_date_and_any_other_ext_its_bytes(void **state)
{
    (void)state;
    assert_text("d6 ff 60000000", 40, "2021-01-14T08:25:36Z");
    assert_text("c7 0c ff 00000000 7fffffffffffffff", 40,
                "[9223372036854775807,0]");
    assert_text("d7 ff ffffffff 60000000", 40, "-1 |....`...|");
    assert_text("d5 05 6162", 40, "5 |ab|");
    assert_text("c7 00 ff", 40, "-1 ||");
    assert_text("d4 80 00", 4, "-128");
    assert_text("d4 80 00", 3, "-1…");
}

static void bytes_and_bad_text_are_shown_as_far_as_they_are_ascii(void **state)
{
    (void)state;
    assert_text("c4 04 61 00 7f 7e", 20, "|a..~|");
    assert_text("a3 61 ff 62", 20, "|a.b|");
    assert_text("a3 61 e5 a5", 20, "|a..|");
    assert_text("c4 00", 20, "||");
    assert_text("c4 06 616263646566", 8, "|abcdef|");
    assert_text("c4 06 616263646566", 7, "|abcde…");
    assert_text("c4 06 616263646566", 2, "|…");
}

static void what_is_long_ends_with_an_ellipsis(void **state)
{
    (void)state;
    assert_text("a6 616263646566", 8, "\"abcdef\"");
    assert_text("a6 616263646566", 7, "\"abcde…");
    assert_text("a9 e5a597e68ea5e5ad97", 8, "\"套接字\"");
    assert_text("a9 e5a597e68ea5e5ad97", 7, "\"套接…");
    assert_text("cf ffffffffffffffff", 10, "184467440…");
    /* so does what has no width, where it is cut */
    assert_text("a9 65 cc81cc81cc81cc81", 4,
                "\"e\xcc\x81\xcc\x81\xcc\x81"
                "\xcc\x81\"");
    assert_text("b3 65 cc81cc81cc81cc81cc81cc81cc81cc81cc81", 3,
                "\"e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81…");
}

static void a_long_text_costs_no_more_than_what_is_shown(void **state)
{
    static char text[1 << 20];
    struct mw_value value = {.type = MW_STR,
                             .payload = mw_bytes(text, sizeof(text))};
    struct mw_buffer out = {.limit = 64};

    (void)state;
    memset(text, 'x', sizeof(text));
    assert_int_equal(mw__inspect_text_write(&value, 20, &out), MW_OK);
    assert_int_equal(mw__width(mw_buffer_bytes(&out)), 20);
    mw_buffer_fini(&out);
    value.type = MW_BIN;
    assert_int_equal(mw__inspect_text_write(&value, 20, &out), MW_OK);
    assert_int_equal(mw__width(mw_buffer_bytes(&out)), 20);
    mw_buffer_fini(&out);
}

static void without_memory_a_text_fails_and_leaks_nothing(void **state)
{
    static const enum mw_type types[] = {MW_STR, MW_BIN, MW_EXT};

    (void)state;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct mw_value value = {.type = types[i],
                                 .payload = mw_text("some bytes of it")};
        enum mw_status rc = MW_ENOMEM;

        for (size_t count = 0; rc == MW_ENOMEM; count++) {
            struct mw_buffer out = {0};

            alloc_fail_after(count);
            rc = mw__inspect_text_write(&value, 20, &out);
            alloc_fail_after(SIZE_MAX);
            mw_buffer_fini(&out);
        }
        assert_int_equal(rc, MW_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_type_says_is_not_said_again),
        cmocka_unit_test(a_time_is_a_date_and_any_other_ext_its_bytes),
        cmocka_unit_test(bytes_and_bad_text_are_shown_as_far_as_they_are_ascii),
        cmocka_unit_test(what_is_long_ends_with_an_ellipsis),
        cmocka_unit_test(a_long_text_costs_no_more_than_what_is_shown),
        cmocka_unit_test(without_memory_a_text_fails_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
