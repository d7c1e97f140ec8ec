#include "json_sample.h"

#include "text/json_typed.h"

static void each_name_is_known_and_no_other(void **state)
{
    static const char *const names[] = {"$bin", "$ext", "$f32", "$f64", "$hex",
                                        "$int", "$map", "$str", "$ts"};
    static const char *const others[] = {"$", "$x", "$bi", "$bins", "$BIN"};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        enum mw__json_name name = mw__json_typed_name(mw_text(names[i]));
        assert_int_equal(name, MW__JSON_BIN + i);
        assert_non_null(strstr(mw__json_typed_expected(name), names[i]));
        assert_non_null(
            strstr(mw__json_typed_expected(MW__JSON_UNKNOWN), names[i]));
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        assert_int_equal(mw__json_typed_name(mw_text(others[i])),
                         MW__JSON_UNKNOWN);
    }
    assert_int_equal(mw__json_typed_name(mw_text("bin")), MW__JSON_NONE);
    assert_int_equal(mw__json_typed_name(mw_text("")), MW__JSON_NONE);
}

/* Converts the object behind two bytes that stay. */
static enum mw_status convert(struct mw__json_typed typed, const char *hex,
                              struct mw_buffer *out)
{
    *out = from_hex(hex);
    typed.head = 2;
    return mw__json_typed(&typed, out);
}

static void what_stands_before_the_object_stays(void **state)
{
    struct mw_buffer out;

    (void)state;
    assert_int_equal(convert((struct mw__json_typed){.name = MW__JSON_BIN},
                             "9203 81a42462696ea44150383d", &out),
                     MW_OK);
    assert_hex(&out, "9203c40200ff");
    mw_buffer_fini(&out);
}

static void pairs_become_keys_and_values(void **state)
{
    const size_t items[] = {0, 3};
    struct mw_buffer out;

    (void)state;
    assert_int_equal(
        convert((struct mw__json_typed){.name = MW__JSON_MAP, .items = items},
                "9203 81a4246d6170 92 920102 9203a161", &out),
        MW_OK);
    assert_hex(&out, "920382010203a161");
    mw_buffer_fini(&out);
}

static void a_wrong_value_is_refused_and_the_object_stays(void **state)
{
    const char *hex = "9203 81a42462696e a3415038";
    struct mw_buffer out, before = from_hex(hex);

    (void)state;
    assert_int_equal(
        convert((struct mw__json_typed){.name = MW__JSON_BIN}, hex, &out),
        MW_EVALUE);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out), mw_buffer_bytes(&before)));
    mw_buffer_fini(&before);
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_name_is_known_and_no_other),
        cmocka_unit_test(what_stands_before_the_object_stays),
        cmocka_unit_test(pairs_become_keys_and_values),
        cmocka_unit_test(a_wrong_value_is_refused_and_the_object_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
