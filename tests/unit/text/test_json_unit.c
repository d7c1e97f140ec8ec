#include "support.h"

#include "text/json_unit.h"

static void reads(const char *text, uint32_t want)
{
    struct mw_bytes in = mw_text(text);
    const char *why = NULL;
    uint32_t code = 0;

    assert_int_equal(mw__json_unit(&in, &code, &why), MW_OK);
    assert_int_equal(in.len, 0);
    assert_int_equal(code, want);
    for (size_t len = 1; len < strlen(text); len++) {
        in = mw_bytes(text, len);
        assert_int_equal(mw__json_unit(&in, &code, &why), MW_EAGAIN);
        assert_int_equal(in.len, len);
    }
}

static void escapes_and_characters_are_read_once_they_are_whole(void **state)
{
    (void)state;
    reads("\\\"", '"');
    reads("\\\\", '\\');
    reads("\\/", '/');
    reads("\\b", '\b');
    reads("\\f", '\f');
    reads("\\n", '\n');
    reads("\\r", '\r');
    reads("\\t", '\t');
    reads("\\u0041", 'A');
    reads("\\u00fF", 0xff);
    reads("\\uffff", 0xffff);
    reads("\\ud83d\\ude00", 0x1f600);
    reads("\\uDBFF\\uDFFF", 0x10ffff);
    reads("a", 'a');
    reads("\x7f", 0x7f);
    reads("ñ", 0xf1);
    reads("套", 0x5957);
    reads("😀", 0x1f600);
}

/* A fault is seen at its first byte, `len` bytes in. */
static void refuses(const char *text, size_t len, const char *word)
{
    const char *why = NULL;
    uint32_t code;

    for (size_t front = 1; front <= len; front++) {
        struct mw_bytes in = mw_bytes(text, front);
        assert_int_equal(mw__json_unit(&in, &code, &why),
                         front < len ? MW_EAGAIN : MW_EVALUE);
    }
    assert_non_null(strstr(why, word));
}

static void a_fault_is_seen_at_its_first_byte(void **state)
{
    (void)state;
    refuses("\\x41", 2, "one of");
    refuses("\\U0041", 2, "one of");
    refuses("\\u004g", 6, "hex digits");
    refuses("\\ug", 3, "hex digits");
    refuses("\\ud83dx", 7, "first half");
    refuses("\\ud83d\\n", 8, "first half");
    refuses("\\ud83d\\u0041", 12, "first half");
    refuses("\\udc00", 6, "second half");
    refuses("\n", 1, "an escape");
    refuses("\xff", 1, "UTF-8");
    refuses("\xc3x", 2, "UTF-8");
    refuses("\xe5\xa5x", 3, "UTF-8");
    refuses("\xed\xa0\x80", 3, "UTF-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_and_characters_are_read_once_they_are_whole),
        cmocka_unit_test(a_fault_is_seen_at_its_first_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
