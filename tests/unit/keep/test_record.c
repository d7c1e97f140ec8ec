#include "support.h"

#include "keep/record.h"

#include <msgwire/frame.h>
#include <msgwire/json.h>

static struct record sample(void)
{
    return (struct record){
        .time_ns = 1610612736000000001,
        .peer = mw_text("tcp://127.0.0.1:51022"),
        .transport = mw_text("tcp"),
        .data = mw_bytes("\x94\x00\x01\xa1x\x90", 6),
    };
}

static void assert_same(const struct record *a, const struct record *b)
{
    assert_int_equal(a->time_ns, b->time_ns);
    assert_int_equal(a->out, b->out);
    assert_int_equal(a->end, b->end);
    assert_true(mw_bytes_equal(a->peer, b->peer));
    assert_true(mw_bytes_equal(a->transport, b->transport));
    assert_true(mw_bytes_equal(a->data, b->data));
}

/* Several records, one of each kind. */
static size_t samples(struct record list[4])
{
    for (int i = 0; i < 4; i++) {
        list[i] = sample();
    }
    list[1].out = true;
    list[1].data = mw_bytes("\xc1", 1);
    list[2].time_ns = 0;
    list[2].data = mw_bytes(NULL, 0);
    list[3].end = true;
    list[3].data = mw_bytes(NULL, 0);
    return 4;
}

static struct mw_buffer tape_of_samples(void)
{
    struct record list[4];
    struct mw_buffer out = {0};
    size_t count = samples(list);

    for (size_t i = 0; i < count; i++) {
        assert_int_equal(record_append(&list[i], &out), MW_OK);
    }
    return out;
}

static void a_record_is_a_frame_that_decode_can_read(void **state)
{
    const struct record record = sample();
    struct mw_buffer out = {0}, json = {0};
    struct mw_bytes in;
    struct mw_frame frame;

    (void)state;
    assert_int_equal(record_append(&record, &out), MW_OK);
    in = mw_buffer_bytes(&out);
    assert_int_equal(
        mw_frame_next(mw_framing_at(0), SIZE_MAX, NULL, &in, &frame, NULL),
        MW_OK);
    assert_int_equal(in.len, 0);
    assert_int_equal(mw_json_write(frame.body, NULL, &json, NULL), MW_OK);
    mw_buffer_append(&json, mw_bytes("", 1));
    assert_string_equal(
        (char *)json.at,
        "{\"time\":{\"$ts\":\"2021-01-14T08:25:36.000000001Z\"},"
        "\"direction\":\"in\",\"peer\":\"tcp://127.0.0.1:51022\","
        "\"transport\":\"tcp\",\"data\":{\"$bin\":\"lAABoXiQ\"}}");
    mw_buffer_fini(&json);
    mw_buffer_fini(&out);
}

static void what_was_written_is_read_again(void **state)
{
    struct mw_buffer out = tape_of_samples();
    struct mw_bytes in = mw_buffer_bytes(&out);
    struct record list[4], record;

    (void)state;
    samples(list);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(record_next(&in, &record, NULL), MW_OK);
        assert_same(&record, &list[i]);
    }
    assert_int_equal(record_next(&in, &record, NULL), MW_EAGAIN);
    mw_buffer_fini(&out);
}

static void a_cut_anywhere_loses_one_record_only(void **state)
{
    struct mw_buffer out = tape_of_samples();
    size_t ends[5] = {0};
    struct mw_bytes in = mw_buffer_bytes(&out);
    struct record record;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(record_next(&in, &record, NULL), MW_OK);
        ends[i + 1] = out.len - in.len;
    }
    for (size_t len = 0; len < out.len; len++) {
        size_t whole = 0;
        in = mw_bytes(out.at, len);
        while (record_next(&in, &record, NULL) == MW_OK) {
            whole++;
        }
        assert_int_equal(record_next(&in, &record, NULL), MW_EAGAIN);
        assert_int_equal(len - in.len, ends[whole]);
        assert_true(len < ends[whole + 1]);
    }
    mw_buffer_fini(&out);
}

static void assert_refused(const char *json, const char *sentence)
{
    struct mw_buffer out = {0};
    struct mw_bytes in;
    struct record record;
    struct mw_error err;
    size_t mark;

    mw_frame_begin(mw_framing_at(0), &out, &mark);
    assert_int_equal(mw_json_read(mw_text(json), NULL, &out, NULL), MW_OK);
    assert_int_equal(mw_frame_end(mw_framing_at(0), SIZE_MAX, &out, mark, NULL),
                     MW_OK);
    in = mw_buffer_bytes(&out);
    assert_int_equal(record_next(&in, &record, &err), MW_EVALUE);
    assert_string_equal(err.text, sentence);
    assert_int_equal(in.len, out.len);
    mw_buffer_fini(&out);
}

#define TIME "\"time\":{\"$ts\":\"2021-01-14T08:25:36Z\"},"
#define REST "\"peer\":\"p\",\"transport\":\"tcp\",\"data\":null}"

static void what_is_no_record_is_refused(void **state)
{
    (void)state;
    assert_refused("[1]", "expected a map, got a value of type array");
    assert_refused("{}", "expected the keys time, direction, peer, transport "
                         "and data");
    assert_refused("{" TIME REST, "expected the keys time, direction, peer, "
                                  "transport and data");
    assert_refused("{\"time\":1,\"direction\":\"in\"," REST,
                   "time: expected a timestamp, of 1970 to 2262");
    assert_refused("{\"time\":{\"$ts\":[-1,0]},\"direction\":\"in\"," REST,
                   "time: expected a timestamp, of 1970 to 2262");
    assert_refused("{" TIME "\"direction\":\"up\"," REST,
                   "direction: expected \"in\" or \"out\"");
    assert_refused("{\"peer\":1}", "peer: expected a string of at most 320 "
                                   "bytes");
    assert_refused("{\"transport\":\"carrier pigeon\"}",
                   "transport: expected \"tcp\", \"udp\" or \"unix\"");
    assert_refused("{\"data\":\"text\"}",
                   "data: expected a bin, or nil for the end");
}

static void keys_that_are_not_known_are_passed_over(void **state)
{
    struct mw_buffer out = {0};
    struct mw_bytes in;
    struct record record;
    size_t mark;

    (void)state;
    mw_frame_begin(mw_framing_at(0), &out, &mark);
    assert_int_equal(mw_json_read(mw_text("{\"$map\":[[\"more\",[1,{\"a\":2}]],"
                                          "[[1,2],3],[\"direction\",\"out\"],"
                                          "[\"time\",{\"$ts\":[5,6]}],"
                                          "[\"peer\",\"p\"],"
                                          "[\"transport\",\"udp\"],"
                                          "[\"data\",{\"$hex\":\"07\"}]]}"),
                                  NULL, &out, NULL),
                     MW_OK);
    mw_frame_end(mw_framing_at(0), SIZE_MAX, &out, mark, NULL);
    in = mw_buffer_bytes(&out);
    assert_int_equal(record_next(&in, &record, NULL), MW_OK);
    assert_int_equal(record.time_ns, 5000000006);
    assert_true(record.out);
    assert_true(mw_bytes_equal(record.data, mw_text("\x07")));
    mw_buffer_fini(&out);
}

static void without_memory_nothing_is_left_behind(void **state)
{
    const struct record record = sample();
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t limit = 2; rc != MW_OK; limit++) {
        struct mw_buffer out = {.limit = limit};
        assert_int_equal(mw_buffer_append(&out, mw_text("x")), MW_OK);
        rc = record_append(&record, &out);
        assert_true(rc == MW_OK || out.len == 1);
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_a_frame_that_decode_can_read),
        cmocka_unit_test(what_was_written_is_read_again),
        cmocka_unit_test(a_cut_anywhere_loses_one_record_only),
        cmocka_unit_test(what_is_no_record_is_refused),
        cmocka_unit_test(keys_that_are_not_known_are_passed_over),
        cmocka_unit_test(without_memory_nothing_is_left_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
