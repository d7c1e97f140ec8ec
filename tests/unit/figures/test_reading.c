#include "support.h"

#include "figures/reading.h"

#include <msgwire/json.h>

/* The map {"a": 7, "b": "text", "c": [1, 2], "d": true, "e": 1.5, "f": null},
 * which each test reads. */
static struct mw_buffer packed;
static struct mw_error err;
static struct reading map;

static int open_map(void **state)
{
    (void)state;
    packed = (struct mw_buffer){0};
    return mw_json_read(
               mw_text("{\"a\":7,\"b\":\"text\",\"c\":[1,2],\"d\":true,"
                       "\"e\":1.5,\"f\":null}"),
               NULL, &packed, NULL) != MW_OK ||
           reading_open(&map, "it", mw_buffer_bytes(&packed), &err) != MW_OK;
}

static int close_map(void **state)
{
    (void)state;
    mw_buffer_fini(&packed);
    return 0;
}

static void each_kind_of_value_is_read_by_its_key(void **state)
{
    struct mw_bytes items;
    char text[16], cut[3];
    uint64_t count;
    uint32_t len;
    double number;
    bool flag;

    (void)state;
    assert_int_equal(reading_count(&map, "a", &count), MW_OK);
    assert_int_equal(count, 7);
    assert_int_equal(reading_text(&map, "b", text, sizeof(text)), MW_OK);
    assert_string_equal(text, "text");
    assert_int_equal(reading_text(&map, "b", cut, sizeof(cut)), MW_OK);
    assert_string_equal(cut, "te");
    assert_int_equal(reading_array(&map, "c", &items, &len), MW_OK);
    assert_int_equal(len, 2);
    assert_int_equal(items.at[0], 1);
    assert_int_equal(reading_flag(&map, "d", &flag), MW_OK);
    assert_true(flag);
    assert_int_equal(reading_number(&map, "e", &number), MW_OK);
    assert_true(number > 1.49 && number < 1.51);
    assert_int_equal(reading_number(&map, "a", &number), MW_OK);
    assert_true(number > 6.9 && number < 7.1);
}

static void another_kind_is_refused_with_its_name(void **state)
{
    struct mw_bytes items;
    char text[16];
    uint64_t count;
    uint32_t len;
    double number;
    bool flag;

    (void)state;
    assert_int_equal(reading_count(&map, "e", &count), MW_EVALUE);
    assert_string_equal(err.text, "it: \"e\": expected a whole number");
    assert_int_equal(reading_text(&map, "a", text, sizeof(text)), MW_EVALUE);
    assert_string_equal(err.text, "it: \"a\": expected a string");
    assert_int_equal(reading_array(&map, "a", &items, &len), MW_EVALUE);
    assert_string_equal(err.text, "it: \"a\": expected an array");
    assert_int_equal(reading_flag(&map, "a", &flag), MW_EVALUE);
    assert_string_equal(err.text, "it: \"a\": expected true or false");
    assert_int_equal(reading_number(&map, "b", &number), MW_EVALUE);
    assert_string_equal(err.text, "it: \"b\": expected a number");
}

static void null_is_as_if_it_were_not_there(void **state)
{
    struct mw_bytes value;
    uint64_t count;

    (void)state;
    assert_true(reading_find(&map, "a", &value));
    assert_false(reading_find(&map, "f", &value));
    assert_false(reading_find(&map, "g", &value));
    assert_int_equal(reading_count(&map, "f", &count), MW_EVALUE);
    assert_string_equal(err.text,
                        "it: \"f\": expected it, but it is not there");
}

static void only_a_map_is_opened(void **state)
{
    const uint8_t array[] = {0x90};
    struct reading other;

    (void)state;
    assert_int_equal(reading_open(&other, "it", mw_bytes(array, 1), &err),
                     MW_EVALUE);
    assert_string_equal(err.text, "it: expected an object");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_kind_of_value_is_read_by_its_key,
                                        open_map, close_map),
        cmocka_unit_test_setup_teardown(another_kind_is_refused_with_its_name,
                                        open_map, close_map),
        cmocka_unit_test_setup_teardown(null_is_as_if_it_were_not_there,
                                        open_map, close_map),
        cmocka_unit_test(only_a_map_is_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
