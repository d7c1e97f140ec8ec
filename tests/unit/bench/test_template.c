#include "made.h"

#include "bench/sizes.h"
#include "draw.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>

#include <stdio.h>

static struct pool pool;

static struct template_fill fill_of(uint64_t number)
{
    return (struct template_fill){.pool = &pool,
                                  .draw = draw_of(1, number),
                                  .number = number,
                                  .time_ns = 1};
}

/* Numbers around each width that an integer's or a length's head has. */
static const uint64_t edges[] = {
    0,   1,   9,   10,    31,    32,         99,         100,        127,
    128, 255, 256, 65535, 65536, 4294967295, 4294967296, 9999999999, UINT64_MAX,
};
enum { EDGES = sizeof(edges) / sizeof(edges[0]) };

static void a_number_has_its_shortest_form(void **state)
{
    struct template template = made_template("\"{{seq}}\"");

    (void)state;
    for (size_t i = 0; i < EDGES; i++) {
        struct template_fill fill = fill_of(edges[i]);
        struct mw_buffer made = made_message(&template, &fill), packed = {0};

        mw_pack_uint(&packed, edges[i]);
        assert_true(
            mw_bytes_equal(mw_buffer_bytes(&made), mw_buffer_bytes(&packed)));
        mw_buffer_fini(&made);
        mw_buffer_fini(&packed);
    }
    template_fini(&template);
}

static void digits_in_text_are_all_there(void **state)
{
    struct template template = made_template("\"n{{seq}}\"");
    char expected[32];

    (void)state;
    for (size_t i = 0; i < EDGES; i++) {
        struct template_fill fill = fill_of(edges[i]);
        struct mw_buffer made = made_json(&template, &fill);

        snprintf(expected, sizeof(expected), "\"n%llu\"",
                 (unsigned long long)edges[i]);
        assert_string_equal((char *)made.at, expected);
        mw_buffer_fini(&made);
    }
    template_fini(&template);
}

/* A random value of `len` bytes, packed, is what the library would pack. */
static void assert_packed(uint64_t len, bool text)
{
    struct template_fill fill = fill_of(5);
    struct mw_buffer made, packed = {0};
    struct template template;
    struct mw_value value;
    struct mw_bytes rest;
    char json[64];

    snprintf(json, sizeof(json), "\"%s{{random %llu}}\"", text ? "x" : "",
             (unsigned long long)len);
    template = made_template(json);
    made = made_message(&template, &fill);
    rest = mw_buffer_bytes(&made);
    assert_int_equal(mw_value_next(&rest, &value), MW_OK);
    assert_int_equal(rest.len, 0);
    assert_int_equal(value.type, text ? MW_STR : MW_BIN);
    if (text) {
        mw_pack_str(&packed, value.payload);
    } else {
        mw_pack_bin(&packed, value.payload);
    }
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&made), mw_buffer_bytes(&packed)));
    assert_int_equal(value.payload.len, len + text);
    mw_buffer_fini(&packed);
    mw_buffer_fini(&made);
    template_fini(&template);
}

static void lengths_have_their_shortest_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < EDGES && edges[i] <= 65536; i++) {
        assert_packed(edges[i], false);
        assert_packed(edges[i], true);
    }
    assert_packed(1000000, false);
}

static void time_is_told_to_the_nanosecond(void **state)
{
    struct template template = made_template("[\"{{time}}\",\"{{time}}.\"]");
    struct template_fill fill = fill_of(0);
    struct mw_buffer made;

    (void)state;
    fill.time_ns = 1610612736000000001;
    made = made_json(&template, &fill);
    assert_true(template.timed);
    assert_string_equal((char *)made.at,
                        "[{\"$ts\":\"2021-01-14T08:25:36.000000001Z\"},"
                        "\"2021-01-14T08:25:36.000000001Z.\"]");
    mw_buffer_fini(&made);
    fill.time_ns = UINT64_MAX;
    made = made_json(&template, &fill);
    assert_string_equal((char *)made.at,
                        "[{\"$ts\":\"2554-07-21T23:34:33.709551615Z\"},"
                        "\"2554-07-21T23:34:33.709551615Z.\"]");
    mw_buffer_fini(&made);
    template_fini(&template);
}

static void the_same_number_makes_the_same_bytes(void **state)
{
    struct template template = made_template(
        "[\"{{seq}}\",\"{{random 0-300}}\",\"a{{random 9}}b{{seq}}\"]");

    (void)state;
    assert_false(template.timed);
    for (uint64_t number = 0; number < 500; number++) {
        struct template_fill fill = fill_of(number), next = fill_of(number + 1);
        struct mw_buffer one = made_message(&template, &fill);
        struct mw_buffer two = made_message(&template, &fill);
        struct mw_buffer other = made_message(&template, &next);

        assert_true(
            mw_bytes_equal(mw_buffer_bytes(&one), mw_buffer_bytes(&two)));
        assert_false(
            mw_bytes_equal(mw_buffer_bytes(&one), mw_buffer_bytes(&other)));
        next = fill;
        next.draw = draw_of(2, number);
        mw_buffer_fini(&two);
        two = made_message(&template, &next);
        assert_false(
            mw_bytes_equal(mw_buffer_bytes(&one), mw_buffer_bytes(&two)));
        mw_buffer_fini(&one);
        mw_buffer_fini(&two);
        mw_buffer_fini(&other);
    }
    template_fini(&template);
}

/* Any byte that is another, and any cut, is seen. */
static void a_message_is_known_by_each_of_its_bytes(void **state)
{
    struct template template = made_template(
        "[\"{{seq}}\",\"x{{random 40}}{{seq}}\",\"{{random 70}}\",true,"
        "\"{{time}}\",\"at {{time}}\"]");
    struct template_fill fill = fill_of(300);
    struct mw_buffer made = made_message(&template, &fill);

    (void)state;
    assert_true(template_is(&template, &fill, mw_buffer_bytes(&made)));
    for (size_t at = 0; at < made.len; at++) {
        made.at[at] ^= 1;
        assert_false(template_is(&template, &fill, mw_buffer_bytes(&made)));
        made.at[at] ^= 1;
        assert_false(template_is(&template, &fill, mw_bytes(made.at, at)));
    }
    assert_int_equal(mw_buffer_append(&made, mw_bytes("", 1)), MW_OK);
    assert_false(template_is(&template, &fill, mw_buffer_bytes(&made)));
    mw_buffer_fini(&made);
    template_fini(&template);
}

static void long_payloads_do_not_repeat(void **state)
{
    struct template template = made_template("\"{{random 1Mi}}\"");
    struct template_fill fill = fill_of(3);
    struct mw_buffer made = made_message(&template, &fill);

    (void)state;
    for (size_t at = POOL_SLICE; at + POOL_SLICE <= made.len;
         at += POOL_SLICE) {
        assert_true(
            memcmp(made.at + at - POOL_SLICE, made.at + at, POOL_SLICE) != 0);
    }
    assert_true(template_is(&template, &fill, mw_buffer_bytes(&made)));
    mw_buffer_fini(&made);
    template_fini(&template);
}

static void two_payloads_of_one_message_differ(void **state)
{
    struct template template =
        made_template("[\"{{random 32}}\",\"{{random 32}}\"]");
    struct template_fill fill = fill_of(3);
    struct mw_buffer made = made_message(&template, &fill);

    (void)state;
    assert_int_equal(made.len, 1 + 2 * (2 + 32));
    assert_true(memcmp(made.at + 3, made.at + 3 + 34, 32) != 0);
    mw_buffer_fini(&made);
    template_fini(&template);
}

static int make_pool(void **state)
{
    (void)state;
    return pool_init(&pool, 1, NULL);
}

static int free_pool(void **state)
{
    (void)state;
    pool_fini(&pool);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_has_its_shortest_form),
        cmocka_unit_test(digits_in_text_are_all_there),
        cmocka_unit_test(lengths_have_their_shortest_form),
        cmocka_unit_test(time_is_told_to_the_nanosecond),
        cmocka_unit_test(the_same_number_makes_the_same_bytes),
        cmocka_unit_test(a_message_is_known_by_each_of_its_bytes),
        cmocka_unit_test(long_payloads_do_not_repeat),
        cmocka_unit_test(two_payloads_of_one_message_differ),
    };

    return cmocka_run_group_tests(tests, make_pool, free_pool);
}
