#include "support.h"

#include "text/inspect_path.h"

#include <string.h>

/* The path before the value that stands at `index` in the bytes, counted from
 * 0 over keys, arrays and all; after the last value the path of the whole. */
static struct mw_buffer path_at(const char *hex, size_t index, size_t columns)
{
    static struct mw__inspect_path path;
    struct mw_buffer bytes = from_hex(hex), out = {0};
    struct mw_bytes rest = mw_buffer_bytes(&bytes);

    path.depth = 0;
    for (size_t i = 0; i < index; i++) {
        struct mw_value value;

        assert_int_equal(mw_value_next(&rest, &value), MW_OK);
        mw__inspect_path_pass(&path, &value);
    }
    assert_int_equal(mw__inspect_path_write(&path, columns, &out), MW_OK);
    mw_buffer_fini(&bytes);
    return out;
}

static void assert_path(const char *hex, size_t index, size_t columns,
                        const char *expected)
{
    struct mw_buffer out = path_at(hex, index, columns);

    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.at, expected, out.len);
    mw_buffer_fini(&out);
}

static void an_element_has_its_index(void **state)
{
    const char *hex = "93 01 92 02 90 03"; /* [1, [2, []], 3] */

    (void)state;
    assert_path(hex, 0, 40, "$");
    assert_path(hex, 1, 40, "$[0]");
    assert_path(hex, 2, 40, "$[1]");
    assert_path(hex, 3, 40, "$[1][0]");
    assert_path(hex, 4, 40, "$[1][1]");
    assert_path(hex, 5, 40, "$[2]");
    assert_path(hex, 6, 40, "$");
}

static void a_value_has_its_key_and_a_key_the_path_of_its_map(void **state)
{
    const char *hex = "81 a1 61 82 a1 62 01 a2 63 31 02";

    (void)state;
    assert_path(hex, 1, 40, "$");
    assert_path(hex, 2, 40, "$.a");
    assert_path(hex, 3, 40, "$.a");
    assert_path(hex, 4, 40, "$.a.b");
    assert_path(hex, 6, 40, "$.a.c1");
}

static void keys_that_are_no_names_stand_in_brackets(void **state)
{
    (void)state;
    assert_path("81 a3 61 20 62 01", 2, 40, "$[\"a b\"]");
    assert_path("81 a2 31 61 01", 2, 40, "$[\"1a\"]");
    assert_path("81 a0 01", 2, 40, "$[\"\"]");
    assert_path("81 a2 1b 5b 01", 2, 40, "$[\"\\u001b[\"]");
    assert_path("81 05 01", 2, 40, "$[5]");
    assert_path("81 ff 01", 2, 40, "$[-1]");
    assert_path("81 c0 01", 2, 40, "$[null]");
    assert_path("81 c4 01 61 01", 2, 40, "$[#0]");
    assert_path("81 a1 ff 01", 2, 40, "$[#0]");
    assert_path("81 90 01", 2, 40, "$[#0]");
    assert_path("82 01 02 92 03 04 05", 4, 40, "$[#1 key][0]");
    assert_path("82 01 02 92 03 04 05", 6, 40, "$[#1]");
}

static void a_long_path_loses_its_front_and_a_long_name_its_end(void **state)
{
    const char *hex = "91 91 91 91 91 01";
    const char *name = "81 ad 616263646566676869 6a6b6c6d 01";

    (void)state;
    assert_path(hex, 5, 16, "$[0][0][0][0][0]");
    assert_path(hex, 5, 15, "…[0][0][0][0]");
    assert_path(hex, 5, 8, "…[0][0]");
    assert_path(name, 2, 15, "$.abcdefghijklm");
    assert_path(name, 2, 14, "$.abcdefghijk…");
    assert_path(name, 2, 8, "$.abcde…");
    assert_path("81 a9 e5a597e68ea5e5ad97 01", 2, 12, "$[\"套接字\"]");
    assert_path("81 a9 e5a597e68ea5e5ad97 01", 2, 10, "$[\"套接…]");
}

static void what_is_promised_is_counted_over_all_levels(void **state)
{
    static struct mw__inspect_path path;
    struct mw_value array = {.type = MW_ARRAY, .as.count = UINT32_MAX};
    struct mw_value map = {.type = MW_MAP, .as.count = UINT32_MAX};
    struct mw_value nil = {.type = MW_NIL};

    (void)state;
    assert_int_equal(mw__inspect_path_owed(&path), 1);
    mw__inspect_path_pass(&path, &array);
    assert_int_equal(mw__inspect_path_owed(&path), UINT32_MAX);
    mw__inspect_path_pass(&path, &map);
    assert_int_equal(mw__inspect_path_owed(&path),
                     3 * (uint64_t)UINT32_MAX - 1);
    mw__inspect_path_pass(&path, &nil);
    assert_int_equal(mw__inspect_path_owed(&path),
                     3 * (uint64_t)UINT32_MAX - 2);
}

static void the_deepest_path_is_written_from_its_end(void **state)
{
    static struct mw__inspect_path path;
    struct mw_value map = {.type = MW_MAP, .as.count = 1};
    struct mw_value key = {.type = MW_STR, .payload = mw_text("k")};
    struct mw_buffer out = {0};

    (void)state;
    for (int i = 0; i < MW_DEPTH_MAX; i++) {
        mw__inspect_path_pass(&path, &map);
        assert_true(mw__inspect_path_at_key(&path));
        mw__inspect_path_pass(&path, &key);
    }
    assert_int_equal(path.depth, MW_DEPTH_MAX);
    assert_int_equal(mw__inspect_path_write(&path, 9, &out), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("….k.k.k.k")));
    mw_buffer_fini(&out);
    key.type = MW_NIL;
    mw__inspect_path_pass(&path, &key);
    assert_int_equal(path.depth, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_has_its_index),
        cmocka_unit_test(a_value_has_its_key_and_a_key_the_path_of_its_map),
        cmocka_unit_test(keys_that_are_no_names_stand_in_brackets),
        cmocka_unit_test(a_long_path_loses_its_front_and_a_long_name_its_end),
        cmocka_unit_test(what_is_promised_is_counted_over_all_levels),
        cmocka_unit_test(the_deepest_path_is_written_from_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
