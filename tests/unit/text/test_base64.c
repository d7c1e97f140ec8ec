#include "support.h"

#include "text/base64.h"

static void writes(const char *bytes, const char *text)
{
    uint8_t out[64];
    size_t len = mw__base64_len(strlen(bytes));

    assert_int_equal(len, strlen(text));
    mw__base64_write(mw_text(bytes), out);
    assert_memory_equal(out, text, len);
}

static void the_examples_of_the_rfc_hold(void **state)
{
    (void)state;
    writes("", "");
    writes("f", "Zg==");
    writes("fo", "Zm8=");
    writes("foo", "Zm9v");
    writes("foob", "Zm9vYg==");
    writes("fooba", "Zm9vYmE=");
    writes("foobar", "Zm9vYmFy");
}

static void all_bytes_of_any_length_come_back_even_in_place(void **state)
{
    uint8_t bytes[256], text[400];

    (void)state;
    for (size_t len = 0; len <= sizeof(bytes); len++) {
        size_t back = 0;

        for (size_t i = 0; i < len; i++) {
            bytes[i] = (uint8_t)(i * 37 + len);
        }
        mw__base64_write(mw_bytes(bytes, len), text);
        assert_true(
            mw__base64_read(mw_bytes(text, mw__base64_len(len)), text, &back));
        assert_int_equal(back, len);
        assert_memory_equal(text, bytes, len);
    }
}

static void what_is_not_exactly_base64_is_refused(void **state)
{
    static const char *const bad[] = {"A",
                                      "AA",
                                      "AAA",
                                      "AAAAA",
                                      "AA=A",
                                      "=AAA",
                                      "A===",
                                      "====",
                                      "AA==AAAA",
                                      "AAA\n",
                                      "AA-_",
                                      "AB==",
                                      "AAB=",
                                      " AAA",
                                      "AAAA====",
                                      "AA==\n\n\n\n",
                                      "\xc3\xb1\xc3\xb1"};
    uint8_t out[64];
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        assert_false(mw__base64_read(mw_text(bad[i]), out, &len));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_rfc_hold),
        cmocka_unit_test(all_bytes_of_any_length_come_back_even_in_place),
        cmocka_unit_test(what_is_not_exactly_base64_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
