#include "support.h"

#include <msgwire/json.h>
#include <msgwire/message.h>

#include <stdlib.h>

static const char *const shapes[] = {
    [MW_REQUEST] = "request",
    [MW_RESPONSE] = "response",
    [MW_NOTIFICATION] = "notification",
};

static const char *shape_of(enum mw_status rc, const struct mw_message *message)
{
    if (rc != MW_OK) {
        return "refused";
    }
    return message->shape == MW_RESPONSE && mw_message_is_error(message)
               ? "error"
               : shapes[message->shape];
}

/* The text of a field; "-" is none. */
static const char *text_of(const char *field)
{
    return strcmp(field, "-") == 0 ? "" : field;
}

static bool has_msgid(enum mw_status rc, const struct mw_message *message)
{
    return rc == MW_OK ? message->shape != MW_NOTIFICATION : message->tied;
}

static bool is_as_the_row_says(const struct vector *row, enum mw_status rc,
                               const struct mw_message *message)
{
    const char *msgid = text_of(row->field[3]);

    if (strcmp(shape_of(rc, message), row->field[2]) != 0 ||
        has_msgid(rc, message) != (msgid[0] != '\0') ||
        message->tied != (rc != MW_OK && msgid[0] != '\0')) {
        return false;
    }
    if (has_msgid(rc, message) && message->msgid != strtoul(msgid, NULL, 10)) {
        return false;
    }
    return rc == MW_EVALUE ||
           (rc == MW_OK &&
            mw_bytes_equal(message->method, mw_text(text_of(row->field[4]))));
}

static void read_row(const struct vector *row, void *arg)
{
    struct mw_buffer body = from_hex(row->field[1]);
    struct mw_message message;
    enum mw_status rc = mw_message_read(mw_buffer_bytes(&body), &message, NULL);

    (void)arg;
    if (!is_as_the_row_says(row, rc, &message)) {
        fail_msg("%s:%d: %s", row->file, row->line, row->field[0]);
    }
    mw_buffer_fini(&body);
}

static void every_body_is_the_message_it_is_or_refused(void **state)
{
    (void)state;
    vectors_each("messages.txt", read_row, NULL);
}

static struct mw_bytes value_of(const struct mw_message *message)
{
    if (message->shape != MW_RESPONSE) {
        return message->params;
    }
    return mw_message_is_error(message) ? message->error : message->result;
}

static void read_value(const struct vector *row, void *arg)
{
    struct mw_buffer body = from_hex(row->field[1]), json = {0};
    struct mw_message message;

    (void)arg;
    if (mw_message_read(mw_buffer_bytes(&body), &message, NULL) == MW_OK) {
        assert_int_equal(mw_json_write(value_of(&message), NULL, &json, NULL),
                         MW_OK);
        if (!mw_bytes_equal(mw_buffer_bytes(&json), mw_text(row->field[5]))) {
            fail_msg("%s:%d: %.*s", row->file, row->line, (int)json.len,
                     (const char *)json.at);
        }
    }
    mw_buffer_fini(&json);
    mw_buffer_fini(&body);
}

static void params_results_and_errors_are_views_of_their_value(void **state)
{
    (void)state;
    vectors_each("messages.txt", read_value, NULL);
}

static void an_error_of_another_form_shows_what_it_has(void **state)
{
    static const struct {
        const char *hex;
        int64_t code;
        size_t text_len, data_len;
    } rows[] = {
        {"83 a0c0 a4636f6465 05 a464617461 9101", 5, 0, 2}, /* no message */
        {"81 a76d657373616765 a26e6f", 0, 2, 0},            /* no code */
        {"82 a4636f6465 c0 a76d657373616765 a26e6f", 0, 2, 0},
        {"82 a4636f6465 cfffffffffffffffff a76d657373616765 a0", 0, 0, 0},
        {"82 a4636f6465 ff a76d657373616765 c40161", -1, 0, 0},
        {"82 c404636f6465 05 01 02", 0, 0, 0}, /* other keys */
        {"a46f6f7073", 0, 0, 0},
        {"82a4", 0, 0, 0}, /* cut: no walk would have let it in */
        {"-", 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct mw_buffer error = from_hex(rows[i].hex);
        struct mw_bytes text, data;
        int64_t code;

        assert_false(mw_message_error_fields(mw_buffer_bytes(&error), &code,
                                             &text, &data));
        assert_int_equal(code, rows[i].code);
        assert_int_equal(text.len, rows[i].text_len);
        assert_int_equal(data.len, rows[i].data_len);
        mw_buffer_fini(&error);
    }
}

static void a_sentence_says_what_was_expected_and_what_came(void **state)
{
    static const struct {
        const char *hex, *sentence;
    } rows[] = {
        {"80", "message: expected an array, got map"},
        {"90", "message: expected 3 or 4 elements, got 0"},
        {"9403", "message: expected 0, 1 or 2 as the first element, got 3"},
        {"93000160", "request: expected 4 elements, got 3"},
        {"9400ff", "request: msgid: expected 0 to 4294967295, got -1"},
        {"9400a0", "request: msgid: expected 0 to 4294967295, got str"},
        {"94000190", "request: method: expected a str, got array"},
        {"940001a0", "request: method: expected 1 to 255 bytes, got 0"},
        {"940001a1ff",
         "request: method: expected UTF-8, got bytes that are not"},
        {"940001a16d80", "request: params: expected an array, got map"},
        {"9302a16dcb3ff0000000000000",
         "notification: params: expected an array, got float 64"},
        {"9301", "response: expected 4 elements, got 3"},
        {"9401c0", "response: msgid: expected 0 to 4294967295, got nil"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct mw_buffer body = from_hex(rows[i].hex);
        struct mw_error err = {0};
        struct mw_message message;

        assert_int_equal(
            mw_message_read(mw_buffer_bytes(&body), &message, &err), MW_EVALUE);
        assert_string_equal(err.text, rows[i].sentence);
        mw_buffer_fini(&body);
    }
}

static void read_each_cut(const struct vector *row, void *arg)
{
    struct mw_buffer body = from_hex(row->field[1]);

    (void)arg;
    for (size_t len = 0; len < body.len; len++) {
        struct mw_bytes cut = alone(mw_bytes(body.at, len));
        struct mw_message message;

        (void)mw_message_read(cut, &message, NULL);
        free((void *)cut.at);
    }
    mw_buffer_fini(&body);
}

static void a_body_that_no_walk_accepted_is_not_read_beyond(void **state)
{
    (void)state;
    vectors_each("messages.txt", read_each_cut, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_body_is_the_message_it_is_or_refused),
        cmocka_unit_test(params_results_and_errors_are_views_of_their_value),
        cmocka_unit_test(an_error_of_another_form_shows_what_it_has),
        cmocka_unit_test(a_sentence_says_what_was_expected_and_what_came),
        cmocka_unit_test(a_body_that_no_walk_accepted_is_not_read_beyond),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
