#include "support.h"

#include <msgwire/message.h>
#include <msgwire/pack.h>
#include <msgwire/walk.h>

#include <stdlib.h>

static enum mw_status write_anew(const struct mw_message *message,
                                 struct mw_buffer *out)
{
    switch (message->shape) {
    case MW_REQUEST:
        return mw_message_request(out, message->msgid, message->method,
                                  message->params);
    case MW_RESPONSE:
        return mw_message_response(out, message->msgid, message->result);
    case MW_NOTIFICATION:
        break;
    }
    return mw_message_notification(out, message->method, message->params);
}

/* What is read is written back with the same bytes; errors have a test of
 * their own. */
static void write_row(const struct vector *row, void *arg)
{
    struct mw_buffer body = from_hex(row->field[1]), out = {0};
    struct mw_message message;
    bool wide = strncmp(row->field[0], "wide ", 5) == 0;

    (void)arg;
    if (mw_message_read(mw_buffer_bytes(&body), &message, NULL) == MW_OK &&
        strcmp(row->field[2], "error") != 0 && !wide) {
        assert_int_equal(write_anew(&message, &out), MW_OK);
        assert_true(
            mw_bytes_equal(mw_buffer_bytes(&out), mw_buffer_bytes(&body)));
    }
    mw_buffer_fini(&out);
    mw_buffer_fini(&body);
}

static void a_message_is_written_as_it_was_read(void **state)
{
    (void)state;
    vectors_each("messages.txt", write_row, NULL);
}

static void write_error_row(const struct vector *row, void *arg)
{
    struct mw_buffer body = from_hex(row->field[1]), out = {0};
    struct mw_bytes text, data;
    struct mw_message message;
    int64_t code;

    if (strcmp(row->field[2], "error") == 0) {
        assert_int_equal(
            mw_message_read(mw_buffer_bytes(&body), &message, NULL), MW_OK);
        if (mw_message_error_fields(message.error, &code, &text, &data)) {
            char *sentence = strndup((const char *)text.at, text.len);

            assert_int_equal(mw_message_response_error(&out, message.msgid,
                                                       (int)code, sentence,
                                                       data),
                             MW_OK);
            assert_true(
                mw_bytes_equal(mw_buffer_bytes(&out), mw_buffer_bytes(&body)));
            free(sentence);
            ++*(size_t *)arg;
        }
    }
    mw_buffer_fini(&out);
    mw_buffer_fini(&body);
}

static void an_error_of_the_contracts_form_is_read_and_written(void **state)
{
    size_t count = 0;

    (void)state;
    vectors_each("messages.txt", write_error_row, &count);
    assert_int_equal(count, 2);
}

static void find_error_notification(const struct vector *row, void *arg)
{
    if (strcmp(row->field[0], "notification of an error") == 0) {
        *(struct mw_buffer *)arg = from_hex(row->field[1]);
    }
}

static void what_has_no_request_is_told_by_a_notification(void **state)
{
    struct mw_buffer expected = {0}, out = {0};

    (void)state;
    vectors_each("messages.txt", find_error_notification, &expected);
    assert_int_equal(
        mw_message_error_notification(&out, MW_CODE_PARSE_ERROR, "no"), MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out), mw_buffer_bytes(&expected)));
    mw_buffer_fini(&out);
    mw_buffer_fini(&expected);
}

static void a_response_head_is_followed_by_the_callers_result(void **state)
{
    struct mw_buffer head = {0}, whole = {0};

    (void)state;
    assert_int_equal(mw_message_response_head(&head, 70000), MW_OK);
    assert_int_equal(mw_pack_array(&head, 0), MW_OK);
    assert_int_equal(mw_message_response(&whole, 70000, mw_bytes("\x90", 1)),
                     MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&head), mw_buffer_bytes(&whole)));
    mw_buffer_fini(&head);
    mw_buffer_fini(&whole);
}

static enum mw_status write_nth(size_t n, struct mw_buffer *out)
{
    struct mw_bytes method = mw_text("a.method.with.a.name.of.some.length");
    struct mw_bytes params = mw_bytes("\x94\x01\x02\x03\x04", 5);

    switch (n) {
    case 0:
        return mw_message_request(out, 70000, method, params);
    case 1:
        return mw_message_notification(out, method, params);
    case 2:
        return mw_message_response(out, 70000, params);
    case 3:
        return mw_message_response_head(out, 70000);
    case 4:
        return mw_message_response_error(out, 70000, MW_CODE_INTERNAL_ERROR,
                                         "a sentence", params);
    default:
        return mw_message_error_notification(out, MW_CODE_PARSE_ERROR,
                                             "a sentence");
    }
}

static void assert_all_or_nothing(size_t n, size_t room, bool limited)
{
    struct mw_buffer out = {0};
    enum mw_status rc;
    size_t len;

    assert_int_equal(mw_buffer_reserve(&out, 128), MW_OK);
    len = out.cap - room;
    memset(out.at, 'k', len);
    out.len = len;
    out.limit = limited ? out.cap : 0;
    alloc_fail_after(0);
    rc = write_nth(n, &out);
    alloc_fail_after(SIZE_MAX);
    if (rc == MW_OK) {
        assert_int_equal(
            mw_walk_whole(mw_bytes(out.at + len, out.len - len), 8, NULL),
            n == 3 ? MW_EVALUE : MW_OK);
    } else {
        assert_int_equal(rc, limited ? MW_ETOOBIG : MW_ENOMEM);
        assert_int_equal(out.len, len);
    }
    mw_buffer_fini(&out);
}

static void
a_message_that_does_not_fit_leaves_the_buffer_as_it_was(void **state)
{
    (void)state;
    for (size_t n = 0; n < 6; n++) {
        for (size_t room = 0; room <= 100; room++) {
            assert_all_or_nothing(n, room, false);
            assert_all_or_nothing(n, room, true);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_written_as_it_was_read),
        cmocka_unit_test(an_error_of_the_contracts_form_is_read_and_written),
        cmocka_unit_test(what_has_no_request_is_told_by_a_notification),
        cmocka_unit_test(a_response_head_is_followed_by_the_callers_result),
        cmocka_unit_test(
            a_message_that_does_not_fit_leaves_the_buffer_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
