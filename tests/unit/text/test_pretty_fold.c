#include "support.h"

#include "text/pretty_fold.h"

static void assert_front(const char *string, size_t columns, unsigned unit,
                         const char *front)
{
    struct mw_buffer out = {0};
    struct mw_pen pen = {.out = &out};

    mw__pretty_fold_put(&pen, MW_INK_STRING, mw_text(string), columns, unit);
    if (!mw_bytes_equal(mw_buffer_bytes(&out), mw_text(front))) {
        fail_msg("expected %s, got %.*s", front, (int)out.len,
                 (const char *)out.at);
    }
    mw_buffer_fini(&out);
}

static void the_front_takes_the_columns_it_is_given(void **state)
{
    (void)state;
    assert_front("\"abcdefghijklmnopq\"", 15, 1, "\"abcdefghijkl…\"");
    assert_front("\"套接字套接字套接字\"", 15, 1, "\"套接字套接字…\"");
}

static void some_of_it_is_always_shown(void **state)
{
    (void)state;
    assert_front("\"abcdefghijklmnopq\"", 0, 1, "\"abcdefgh…\"");
}

static void an_escape_is_not_parted(void **state)
{
    (void)state;
    assert_front("\"abc\\u001b\\u001b\\u001b\"", 14, 1, "\"abc\\u001b…\"");
    assert_front("\"abcdefg\\\"hijklmnop\"", 11, 1, "\"abcdefg…\"");
    assert_front("\"abcdefg\\\\hijklmnop\"", 12, 1, "\"abcdefg\\\\…\"");
}

static void bytes_are_not_parted(void **state)
{
    (void)state;
    assert_front("\"00112233445566\"", 14, 2, "\"0011223344…\"");
    assert_front("\"AAECAwQFBgcICQoL\"", 14, 4, "\"AAECAwQF…\"");
}

/* Marks that join take no columns: however many there are, few are shown. */
static void text_without_width_is_cut_by_its_bytes(void **state)
{
    struct mw_buffer string = {0}, out = {0};
    struct mw_pen pen = {.out = &out};

    (void)state;
    mw_buffer_append(&string, mw_text("\"e"));
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(mw_buffer_append(&string, mw_text("\xcc\x81")), MW_OK);
    }
    mw_buffer_append(&string, mw_text("\""));
    mw__pretty_fold_put(&pen, MW_INK_STRING, mw_buffer_bytes(&string), 20, 1);
    assert_true(out.len < 100);
    mw_buffer_fini(&string);
    mw_buffer_fini(&out);
}

static void assert_note(uint64_t count, const char *text)
{
    char out[MW__PRETTY_NOTE];

    assert_int_equal(mw__pretty_fold_note(count, "byte", out), strlen(text));
    assert_string_equal(out, text);
}

static void the_note_counts(void **state)
{
    (void)state;
    assert_note(0, "(0 bytes)");
    assert_note(1, "(1 byte)");
    assert_note(12345, "(12 345 bytes)");
    assert_note(UINT64_MAX, "(18 446 744 073 709 551 615 bytes)");
}

static void characters_are_counted_as_the_value_has_them(void **state)
{
    (void)state;
    assert_int_equal(mw__pretty_fold_characters(mw_text("\"\"")), 0);
    assert_int_equal(mw__pretty_fold_characters(mw_text("\"abc\"")), 3);
    assert_int_equal(mw__pretty_fold_characters(mw_text("\"套接字\"")), 3);
    assert_int_equal(
        mw__pretty_fold_characters(mw_text("\"a\\u001b\\n\\\"\\\\b\"")), 6);
    assert_int_equal(
        mw__pretty_fold_characters(mw_text("\"\xf0\x9f\x99\x82\"")), 1);
}

static void bytes_are_counted_without_what_pads_them(void **state)
{
    (void)state;
    assert_int_equal(mw__pretty_fold_base64(mw_text("\"\"")), 0);
    assert_int_equal(mw__pretty_fold_base64(mw_text("\"dw==\"")), 1);
    assert_int_equal(mw__pretty_fold_base64(mw_text("\"AP8=\"")), 2);
    assert_int_equal(mw__pretty_fold_base64(mw_text("\"AAEC\"")), 3);
    assert_int_equal(mw__pretty_fold_hex(mw_text("\"\"")), 0);
    assert_int_equal(mw__pretty_fold_hex(mw_text("\"00ff10\"")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_front_takes_the_columns_it_is_given),
        cmocka_unit_test(some_of_it_is_always_shown),
        cmocka_unit_test(an_escape_is_not_parted),
        cmocka_unit_test(bytes_are_not_parted),
        cmocka_unit_test(text_without_width_is_cut_by_its_bytes),
        cmocka_unit_test(the_note_counts),
        cmocka_unit_test(characters_are_counted_as_the_value_has_them),
        cmocka_unit_test(bytes_are_counted_without_what_pads_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
