#include "support.h"

#include "input/envelope.h"

#include <msgwire/json.h>

/* All of what may be known, about the message `[1]`. */
static struct envelope sample(struct mw_bytes message)
{
    return (struct envelope){
        .time_ns = 1610612736000000001,
        .peer = "tcp://127.0.0.1:6749",
        .local = "tcp://127.0.0.1:50000",
        .transport = "tcp",
        .bytes = message.len,
        .seq = 7,
        .rtt_ns = 250000,
        .message = message,
    };
}

/* The envelope as typed JSON; the caller frees. */
static struct mw_buffer as_json(const struct envelope *envelope)
{
    struct mw_buffer map = {0}, json = {0};

    assert_int_equal(envelope_append(envelope, &map), MW_OK);
    assert_int_equal(mw_json_write(mw_buffer_bytes(&map), NULL, &json, NULL),
                     MW_OK);
    mw_buffer_fini(&map);
    return json;
}

static void assert_json(const struct envelope *envelope, const char *want)
{
    struct mw_buffer json = as_json(envelope);

    if (!mw_bytes_equal(mw_buffer_bytes(&json), mw_text(want))) {
        fail_msg("%.*s is not %s", (int)json.len, (char *)json.at, want);
    }
    mw_buffer_fini(&json);
}

static void what_is_known_stands_in_front_of_the_message(void **state)
{
    struct envelope envelope = sample(mw_text("\x91\x01"));

    (void)state;
    assert_json(&envelope,
                "{\"time\":{\"$ts\":\"2021-01-14T08:25:36.000000001Z\"},"
                "\"peer\":\"tcp://127.0.0.1:6749\","
                "\"local\":\"tcp://127.0.0.1:50000\",\"transport\":\"tcp\","
                "\"bytes\":2,\"seq\":7,\"rtt\":0.00025,\"message\":[1]}");
}

static void what_is_not_known_is_left_out(void **state)
{
    struct envelope envelope = {.peer = "", .message = mw_text("\xc0")};

    (void)state;
    assert_json(&envelope, "{\"message\":null}");
    envelope.seq = 1;
    assert_json(&envelope, "{\"seq\":1,\"message\":null}");
}

static void wider_forms_stand_behind_it_as_they_came(void **state)
{
    struct envelope envelope = {.message = mw_text("\x91\xcc\x07")};

    (void)state;
    assert_json(&envelope, "{\"message\":[7],\"raw\":{\"$bin\":\"kcwH\"}}");
}

/* The envelope of `bytes`, printed and read again; the caller frees. */
static struct mw_buffer print_and_read(struct mw_bytes bytes)
{
    struct envelope envelope = sample(bytes);
    struct mw_buffer json = as_json(&envelope), back = {0};

    assert_int_equal(mw_json_read(mw_buffer_bytes(&json), NULL, &back, NULL),
                     MW_OK);
    mw_buffer_fini(&json);
    return back;
}

static void check_return(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_buffer map = print_and_read(mw_buffer_bytes(&bytes));
    struct mw_bytes message;
    size_t *seen = arg;

    assert_int_equal(envelope_message(mw_buffer_bytes(&map), &message, NULL),
                     MW_OK);
    if (!mw_bytes_equal(message, mw_buffer_bytes(&bytes))) {
        fail_msg("%s:%d: it comes back as other bytes", row->file, row->line);
    }
    mw_buffer_fini(&map);
    mw_buffer_fini(&bytes);
    (*seen)++;
}

static void every_value_comes_back_byte_for_byte_through_json(void **state)
{
    size_t seen = 0;

    (void)state;
    vectors_each("values.txt", check_return, &seen);
    vectors_each("widths.txt", check_return, &seen);
    assert_true(seen > 300);
}

static bool has_raw(struct mw_bytes bytes)
{
    struct envelope envelope = {.message = bytes};
    struct mw_buffer map = {0};
    bool raw;

    assert_int_equal(envelope_append(&envelope, &map), MW_OK);
    raw = map.at[0] == 0x82;
    mw_buffer_fini(&map);
    return raw;
}

/* Typed JSON and back: the judge of what needs `raw`. */
static void check_need(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_buffer json = {0}, again = {0};
    bool same;

    (void)arg;
    mw_json_write(mw_buffer_bytes(&bytes), NULL, &json, NULL);
    mw_json_read(mw_buffer_bytes(&json), NULL, &again, NULL);
    same = mw_bytes_equal(mw_buffer_bytes(&bytes), mw_buffer_bytes(&again));
    if (has_raw(mw_buffer_bytes(&bytes)) == same) {
        fail_msg("%s:%d: %s", row->file, row->line,
                 same ? "raw without need" : "no raw");
    }
    mw_buffer_fini(&again);
    mw_buffer_fini(&json);
    mw_buffer_fini(&bytes);
}

static void raw_is_there_only_where_json_would_give_other_bytes(void **state)
{
    (void)state;
    vectors_each("values.txt", check_need, NULL);
    vectors_each("widths.txt", check_need, NULL);
}

/* Reads the envelope that this JSON is. */
static enum mw_status message_of(const char *json, struct mw_buffer *out,
                                 struct mw_error *err)
{
    struct mw_buffer map = {0};
    struct mw_bytes message;
    enum mw_status rc;

    assert_int_equal(mw_json_read(mw_text(json), NULL, &map, NULL), MW_OK);
    rc = envelope_message(mw_buffer_bytes(&map), &message, err);
    if (rc == MW_OK) {
        mw_buffer_append(out, message);
    }
    mw_buffer_fini(&map);
    return rc;
}

static void assert_message(const char *json, const char *message)
{
    struct mw_buffer out = {0};

    assert_int_equal(message_of(json, &out, NULL), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text(message)));
    mw_buffer_fini(&out);
}

static void the_message_alone_is_an_envelope(void **state)
{
    (void)state;
    assert_message("{\"message\":[1]}", "\x91\x01");
    assert_message("{\"note\":{\"message\":1},\"message\":null}", "\xc0");
    assert_message("{\"$map\":[[[\"raw\"],1],[\"message\",2]]}", "\x02");
}

static void raw_bytes_are_taken_before_the_message(void **state)
{
    (void)state;
    assert_message("{\"message\":7,\"raw\":{\"$hex\":\"cc07\"}}", "\xcc\x07");
    assert_message("{\"raw\":{\"$hex\":\"cc07\"},\"message\":7}", "\xcc\x07");
    assert_message("{\"raw\":{\"$hex\":\"cc07\"}}", "\xcc\x07");
}

static void assert_refused(const char *json, const char *sentence)
{
    struct mw_error err;

    assert_int_equal(message_of(json, NULL, &err), MW_EVALUE);
    assert_string_equal(err.text, sentence);
}

static void what_is_no_envelope_is_refused(void **state)
{
    (void)state;
    assert_refused("[1]", "expected an envelope, a map with the key "
                          "\"message\", got a value of type array");
    assert_refused("{\"mesage\":1}", "this map is no envelope, expected the "
                                     "key \"message\" in it");
    assert_refused("{}", "this map is no envelope, expected the key "
                         "\"message\" in it");
    assert_refused("{\"raw\":\"x\"}", "raw is of type str, expected bin");
    assert_refused("{\"raw\":{\"$hex\":\"0101\"}}",
                   "raw is not one msgpack value: byte 1: expected the "
                   "end, got 1 bytes more");
}

static void what_was_passed_on_says_which_way(void **state)
{
    const struct envelope value = {
        .direction = "in",
        .peer = "unix:",
        .message = mw_text("\x07"),
    };
    const struct envelope bad = {
        .direction = "out",
        .message = mw_text("\xc1"),
        .fault = "byte 0: no value",
    };

    (void)state;
    assert_json(&value, "{\"direction\":\"in\",\"peer\":\"unix:\","
                        "\"message\":7}");
    assert_json(&bad, "{\"direction\":\"out\",\"fault\":\"byte 0: no value\","
                      "\"raw\":{\"$bin\":\"wQ==\"}}");
}

/* Only memory can lack: then nothing is left behind. */
static void without_memory_the_buffer_is_as_it_was(void **state)
{
    struct envelope envelope = sample(mw_text("\x91\xcc\x07"));
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t limit = 2; rc != MW_OK; limit++) {
        struct mw_buffer out = {.limit = limit};
        assert_int_equal(mw_buffer_append(&out, mw_text("x")), MW_OK);
        rc = envelope_append(&envelope, &out);
        assert_true(rc == MW_OK || out.len == 1);
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_known_stands_in_front_of_the_message),
        cmocka_unit_test(what_is_not_known_is_left_out),
        cmocka_unit_test(wider_forms_stand_behind_it_as_they_came),
        cmocka_unit_test(every_value_comes_back_byte_for_byte_through_json),
        cmocka_unit_test(raw_is_there_only_where_json_would_give_other_bytes),
        cmocka_unit_test(the_message_alone_is_an_envelope),
        cmocka_unit_test(raw_bytes_are_taken_before_the_message),
        cmocka_unit_test(what_is_no_envelope_is_refused),
        cmocka_unit_test(what_was_passed_on_says_which_way),
        cmocka_unit_test(without_memory_the_buffer_is_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
