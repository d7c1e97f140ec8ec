#include "support.h"

#include "base/percent.h"

static enum mw_status read_text(const char *text, char *out, size_t room,
                                struct mw_error *err)
{
    size_t len;

    return mw__percent_read(mw_text(text), out, room, &len, err);
}

static void escapes_are_read_in_either_case(void **state)
{
    char out[16];

    (void)state;
    assert_int_equal(read_text("a%3Fb%3f%25%20c", out, sizeof(out), NULL),
                     MW_OK);
    assert_string_equal(out, "a?b?% c");
    assert_int_equal(read_text("", out, sizeof(out), NULL), MW_OK);
    assert_string_equal(out, "");
}

static void what_is_no_escape_is_shown(void **state)
{
    static const char *const bad[] = {"a%", "a%3", "a%zz", "%%41", "a% 1"};
    char out[16];
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(read_text(bad[i], out, sizeof(out), &err), MW_EINVAL);
        assert_non_null(strstr(err.text, strchr(bad[i], '%')));
        assert_non_null(strstr(err.text, "two hex digits"));
    }
    assert_int_equal(read_text("a%00b", out, sizeof(out), &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "%00"));
}

static void what_does_not_fit_says_how_long_it_is(void **state)
{
    char out[4];
    size_t len;

    (void)state;
    assert_int_equal(
        mw__percent_read(mw_text("a%41b"), out, sizeof(out), &len, NULL),
        MW_OK);
    assert_int_equal(
        mw__percent_read(mw_text("a%41bcd"), out, sizeof(out), &len, NULL),
        MW_ETOOBIG);
    assert_int_equal(len, 5);
}

static void each_byte_is_read_as_it_was_written(void **state)
{
    char text[256], written[3 * 256], read[256];

    (void)state;
    for (int i = 1; i < 256; i++) {
        text[i - 1] = (char)i;
    }
    text[255] = '\0';
    mw__percent_write(text, written, sizeof(written));
    assert_null(strpbrk(written, "? \n\x1b\x7f"));
    assert_int_equal(read_text(written, read, sizeof(read), NULL), MW_OK);
    assert_string_equal(read, text);
}

static void what_has_no_room_is_cut_before_an_escape(void **state)
{
    char out[5];

    (void)state;
    mw__percent_write("ab??", out, sizeof(out));
    assert_string_equal(out, "ab");
    mw__percent_write("abcdef", out, sizeof(out));
    assert_string_equal(out, "abcd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_are_read_in_either_case),
        cmocka_unit_test(what_is_no_escape_is_shown),
        cmocka_unit_test(what_does_not_fit_says_how_long_it_is),
        cmocka_unit_test(each_byte_is_read_as_it_was_written),
        cmocka_unit_test(what_has_no_room_is_cut_before_an_escape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
