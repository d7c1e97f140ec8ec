#include "support.h"

#include "listen/work_line.h"

static void assert_text(struct mw_buffer *got, const char *expected)
{
    if (!mw_bytes_equal(mw_buffer_bytes(got), mw_text(expected))) {
        fail_msg("expected %s, got %.*s", expected, (int)got->len,
                 (const char *)got->at);
    }
    mw_buffer_fini(got);
}

/* --- asking --- */

static void a_request_is_a_line_of_its_method_and_params(void **state)
{
    struct mw_bytes body = mw_bytes("\x94\x00\x07\xa5upper\x92\xa2hi\xc4\x01"
                                    "\xff",
                                    16);
    struct mw_message request;
    struct mw_buffer line = {0};

    (void)state;
    assert_int_equal(mw_message_read(body, &request, NULL), MW_OK);
    assert_int_equal(work_line_ask(body, &request, NULL, &line, NULL), MW_OK);
    assert_text(&line, "{\"method\":\"upper\","
                       "\"params\":[\"hi\",{\"$bin\":\"/w==\"}]}\n");
}

static void a_value_says_that_it_is_one(void **state)
{
    struct mw_buffer line = {0};

    (void)state;
    assert_int_equal(
        work_line_ask(mw_text("\xa3\x61\x0a\x62"), NULL, NULL, &line, NULL),
        MW_OK);
    assert_text(&line, "{\"value\":\"a\\nb\"}\n");
}

static void a_line_that_has_no_room_leaves_nothing_behind(void **state)
{
    struct mw_buffer line = {.limit = 12};
    struct mw_error err;

    (void)state;
    assert_int_equal(mw_buffer_append(&line, mw_text("x")), MW_OK);
    assert_int_equal(work_line_ask(mw_text("\x2a"), NULL, NULL, &line, &err),
                     MW_ETOOBIG);
    assert_text(&line, "x");
}

/* --- reading --- */

/* The kind and, as JSON, the value that a line is read as. */
static void assert_read(const char *line, enum work_kind kind,
                        const char *value)
{
    struct mw_buffer msgpack = {0}, json = {0};
    struct mw_error err = {0};
    enum work_kind got;

    if (work_line_read(mw_text(line), NULL, &msgpack, &got, &err) != MW_OK) {
        fail_msg("%s: %s", line, err.text);
    }
    assert_int_equal(got, kind);
    if (value == NULL) {
        assert_int_equal(msgpack.len, 0);
    } else {
        assert_int_equal(
            mw_json_write(mw_buffer_bytes(&msgpack), NULL, &json, NULL), MW_OK);
        assert_text(&json, value);
    }
    mw_buffer_fini(&msgpack);
}

static void a_line_is_the_result(void **state)
{
    (void)state;
    assert_read("42", WORK_RESULT, "42");
    assert_read(" [1, {\"a\":null}] \r", WORK_RESULT, "[1,{\"a\":null}]");
    assert_read("{\"$bin\":\"AP8=\"}", WORK_RESULT, "{\"$bin\":\"AP8=\"}");
    assert_read("null", WORK_RESULT, "null");
}

static void an_error_is_what_no_result_can_be(void **state)
{
    (void)state;
    assert_read("{\"$error\":\"no\"}", WORK_ERROR, "\"no\"");
    assert_read(" { \"$error\" : 12 } \r", WORK_ERROR, "12");
    assert_read("{\"$error\":{\"code\":-32602,\"message\":\"}\"}}", WORK_ERROR,
                "{\"code\":-32602,\"message\":\"}\"}");
    assert_read("{\"error\":1}", WORK_RESULT, "{\"error\":1}");
    assert_read("{\"$map\":[[\"$error\",1]]}", WORK_RESULT,
                "{\"$map\":[[\"$error\",1]]}");
}

static void an_empty_line_says_nothing(void **state)
{
    (void)state;
    assert_read("", WORK_NOTHING, NULL);
    assert_read(" \t\r", WORK_NOTHING, NULL);
}

static void assert_refused(const char *line, const char *why)
{
    struct mw_buffer value = {0};
    struct mw_error err = {0};
    enum work_kind kind;

    assert_int_equal(work_line_read(mw_text(line), NULL, &value, &kind, &err),
                     MW_EVALUE);
    if (strstr(err.text, why) == NULL) {
        fail_msg("%s: expected %s, got %s", line, why, err.text);
    }
    mw_buffer_fini(&value);
}

static void what_is_no_json_is_refused_with_its_place(void **state)
{
    (void)state;
    assert_refused("hello", "column 1");
    assert_refused("[1,]", "column 4");
    assert_refused("1 2", "column 3");
    assert_refused("{\"$foo\":1}", "$foo");
}

static void an_error_that_is_none_is_refused(void **state)
{
    (void)state;
    assert_refused("{\"$error\":}", "$error");
    assert_refused("{\"$error\":1", "expected {\"$error\":VALUE}");
    assert_refused("{\"$error\":\"a", "expected {\"$error\":VALUE}");
    assert_refused("{\"$error\":1}2", "expected {\"$error\":VALUE}");
    assert_refused("{\"$error\":1,\"a\":2}", "expected {\"$error\":VALUE}");
    assert_refused("{\"$error\":null}", "null is no error");
}

static void an_answer_that_is_too_long_is_refused(void **state)
{
    const struct mw_json_rules rules = {.max_value = 3};
    struct mw_buffer value = {0};
    enum work_kind kind;

    (void)state;
    assert_int_equal(
        work_line_read(mw_text("\"abc\""), &rules, &value, &kind, NULL),
        MW_ETOOBIG);
    mw_buffer_fini(&value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_a_line_of_its_method_and_params),
        cmocka_unit_test(a_value_says_that_it_is_one),
        cmocka_unit_test(a_line_that_has_no_room_leaves_nothing_behind),
        cmocka_unit_test(a_line_is_the_result),
        cmocka_unit_test(an_error_is_what_no_result_can_be),
        cmocka_unit_test(an_empty_line_says_nothing),
        cmocka_unit_test(what_is_no_json_is_refused_with_its_place),
        cmocka_unit_test(an_error_that_is_none_is_refused),
        cmocka_unit_test(an_answer_that_is_too_long_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
