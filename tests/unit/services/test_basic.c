#include "../fake_outlet.h"

#include <msgwire/value.h>

/* Asks with params whose one element is the row's bytes, as they are. */
static void echo_row(const struct vector *row, void *arg)
{
    struct fake *fake = arg;
    struct mw_buffer value = from_hex(row->field[1]);
    struct mw_buffer params = {0}, body = {0};
    struct mw_message answer;

    assert_int_equal(mw_pack_array(&params, 1), MW_OK);
    assert_int_equal(mw_buffer_append(&params, mw_buffer_bytes(&value)), MW_OK);
    assert_int_equal(mw_message_request(&body, 5, mw_text(MW_NAME_ECHO),
                                        mw_buffer_bytes(&params)),
                     MW_OK);
    session_take(&fake->host, &fake_outlet, fake, mw_buffer_bytes(&body));
    assert_int_equal(
        mw_message_read(mw_buffer_bytes(&fake->said), &answer, NULL), MW_OK);
    assert_int_equal(answer.shape, MW_RESPONSE);
    assert_int_equal(answer.msgid, 5);
    assert_true(mw_bytes_equal(answer.result, mw_buffer_bytes(&params)));
    mw_buffer_fini(&value);
    mw_buffer_fini(&params);
    mw_buffer_fini(&body);
}

static void echo_gives_back_every_byte_as_it_came(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    vectors_each("values.txt", echo_row, &fake);
    assert_true(fake.count > 0);
    fake_fini(&fake);
}

static void ping_gives_back_its_params(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(fake_ask(&fake, "[0,1,\"ping\",[]]"), "[1,1,null,[]]");
    assert_string_equal(fake_ask(&fake, "[0,2,\"ping\",[{\"a\":1.5}]]"),
                        "[1,2,null,[{\"a\":1.5}]]");
    fake_fini(&fake);
}

static void time_is_a_timestamp(void **state)
{
    struct fake fake;
    struct mw_message answer;
    struct mw_value value;

    (void)state;
    fake_init(&fake);
    (void)fake_ask(&fake, "[0,1,\"time\",[]]");
    assert_int_equal(
        mw_message_read(mw_buffer_bytes(&fake.said), &answer, NULL), MW_OK);
    assert_int_equal(mw_value_next(&answer.result, &value), MW_OK);
    assert_int_equal(value.type, MW_EXT);
    assert_int_equal(value.as.ext, MW_EXT_TIMESTAMP);
    fake_fini(&fake);
}

static void params_that_time_does_not_take_are_refused(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"time\",[null]]"),
        "[1,1,{\"code\":-32602,\"message\":\"params: expected none, got 1\","
        "\"data\":{\"path\":\"params\"}},null]");
    fake_fini(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(echo_gives_back_every_byte_as_it_came),
        cmocka_unit_test(ping_gives_back_its_params),
        cmocka_unit_test(time_is_a_timestamp),
        cmocka_unit_test(params_that_time_does_not_take_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
