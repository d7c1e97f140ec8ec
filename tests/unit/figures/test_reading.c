#include "support.h"

#include "figures/reading.h"

#include <msgwire/json.h>

/* The map that each test reads. */
static struct mw_buffer packed;
static struct mw_error err;
static struct reading map;

static int open_map(void **state)
{
    (void)state;
    packed = (struct mw_buffer){0};
    if (mw_json_read(mw_text("{\"a\":7,\"b\":\"text\",\"c\":[1,2],\"d\":true,"
                             "\"e\":1.5,\"f\":null,\"g\":{\"h\":8}}"),
                     NULL, &packed, NULL) != MW_OK) {
        return -1;
    }
    map = reading_open("it", mw_buffer_bytes(&packed), &err);
    return map.rc;
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
    struct reading inner;
    char text[16], cut[3];
    double number;

    (void)state;
    assert_int_equal(reading_count(&map, "a"), 7);
    reading_text(&map, "b", text, sizeof(text));
    assert_string_equal(text, "text");
    reading_text(&map, "b", cut, sizeof(cut));
    assert_string_equal(cut, "te");
    assert_int_equal(reading_array(&map, "c", &items), 2);
    assert_int_equal(items.at[0], 1);
    assert_true(reading_flag(&map, "d"));
    number = reading_number(&map, "e");
    assert_true(number > 1.49 && number < 1.51);
    number = reading_number(&map, "a");
    assert_true(number > 6.9 && number < 7.1);
    inner = reading_map(&map, "g", "inner");
    assert_int_equal(reading_count(&inner, "h"), 8);
    assert_int_equal(inner.rc, MW_OK);
    assert_int_equal(map.rc, MW_OK);
}

static void is_refused(const char *sentence)
{
    assert_int_equal(map.rc, MW_EVALUE);
    assert_string_equal(err.text, sentence);
    map.rc = MW_OK;
}

static void another_kind_is_refused_with_its_name(void **state)
{
    struct mw_bytes items;
    char text[16];

    (void)state;
    assert_int_equal(reading_count(&map, "e"), 0);
    is_refused("it: \"e\": expected a whole number");
    reading_text(&map, "a", text, sizeof(text));
    is_refused("it: \"a\": expected a string");
    assert_string_equal(text, "");
    assert_int_equal(reading_array(&map, "a", &items), 0);
    is_refused("it: \"a\": expected an array");
    assert_false(reading_flag(&map, "a"));
    is_refused("it: \"a\": expected true or false");
    reading_number(&map, "b");
    is_refused("it: \"b\": expected a number");
    reading_map(&map, "a", "inner");
    assert_string_equal(err.text, "inner: expected an object");
}

static void what_is_not_there_is_refused_too(void **state)
{
    (void)state;
    assert_true(reading_has(&map, "a"));
    assert_false(reading_has(&map, "f")); /* null */
    assert_false(reading_has(&map, "z"));
    assert_int_equal(reading_count(&map, "f"), 0);
    is_refused("it: \"f\": expected a whole number");
    assert_int_equal(reading_count(&map, "z"), 0);
    is_refused("it: \"z\": expected a whole number");
    reading_map(&map, "z", "inner");
    is_refused("it: \"z\": expected an object");
}

static void the_first_fault_stays_and_nothing_is_read_after_it(void **state)
{
    struct reading inner;
    char text[16];

    (void)state;
    reading_refuse(&map, MW_ELIMIT, "more than %d", 5);
    assert_int_equal(reading_count(&map, "a"), 0);
    reading_text(&map, "b", text, sizeof(text));
    assert_string_equal(text, "");
    inner = reading_map(&map, "g", "inner");
    assert_int_equal(inner.rc, MW_ELIMIT);
    assert_int_equal(reading_count(&inner, "h"), 0);
    assert_int_equal(map.rc, MW_ELIMIT);
    assert_string_equal(err.text, "it: more than 5");
}

static void only_a_map_is_opened(void **state)
{
    const uint8_t array[] = {0x90};
    struct reading other = reading_open("it", mw_bytes(array, 1), &err);

    (void)state;
    assert_int_equal(other.rc, MW_EVALUE);
    assert_string_equal(err.text, "it: expected an object");
    assert_int_equal(reading_count(&other, "a"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_kind_of_value_is_read_by_its_key,
                                        open_map, close_map),
        cmocka_unit_test_setup_teardown(another_kind_is_refused_with_its_name,
                                        open_map, close_map),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_refused_too,
                                        open_map, close_map),
        cmocka_unit_test_setup_teardown(
            the_first_fault_stays_and_nothing_is_read_after_it, open_map,
            close_map),
        cmocka_unit_test(only_a_map_is_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
