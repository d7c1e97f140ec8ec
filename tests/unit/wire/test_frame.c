#include "support.h"

#include <msgwire/frame.h>

#include "generate.h"
#include "receiver.h"

#include <stdlib.h>

enum { LIMIT = 16u << 20, WIRE_DEPTH = 128, RANDOM_CUTS = 50 };

/* What the receiver must say of a stream. */
struct expectation {
    const char *name, *framing, *bodies, *outcome;
    struct mw_bytes stream;
    size_t limit;
};

/* cuts  not 0 for each byte that begins a new piece. */
static void expect(const struct expectation *expected, const uint8_t *cuts)
{
    struct mw_bytes stream = expected->stream;
    struct receiver receiver;
    size_t from = 0;

    receiver_init(&receiver, expected->framing, expected->limit);
    for (size_t at = 1; at < stream.len; at++) {
        if (cuts[at] != 0) {
            receiver_take(&receiver, mw_bytes(stream.at + from, at - from));
            from = at;
        }
    }
    receiver_take(&receiver, mw_bytes(stream.at + from, stream.len - from));
    if (strcmp(receiver_bodies(&receiver), expected->bodies) != 0 ||
        strcmp(receiver.outcome, expected->outcome) != 0) {
        fail_msg("%s: %s, then %s", expected->name, receiver_bodies(&receiver),
                 receiver.outcome);
    }
    receiver_fini(&receiver);
}

/* In one piece; in two, cut everywhere; byte by byte; in random pieces. */
static void expect_in_all_cuts(const struct expectation *expected)
{
    struct seed seed = {7};
    size_t len = expected->stream.len;
    uint8_t *cuts = calloc(1, len + 1);

    assert_non_null(cuts);
    expect(expected, cuts);
    for (size_t at = 1; at < len; at++) {
        cuts[at] = 1;
        expect(expected, cuts);
        cuts[at] = 0;
    }
    memset(cuts, 1, len + 1);
    expect(expected, cuts);
    for (int i = 0; i < RANDOM_CUTS; i++) {
        size_t rarity = 1 + generate_below(&seed, 20);
        for (size_t at = 0; at < len; at++) {
            cuts[at] = generate_below(&seed, rarity) == 0;
        }
        expect(expected, cuts);
    }
    free(cuts);
}

static void expect_vector(const struct vector *row, void *arg)
{
    struct mw_buffer stream = from_hex(row->field[2]);
    struct expectation expected = {
        .name = row->field[0],
        .framing = row->field[1],
        .bodies = row->field[3],
        .outcome = row->field[4],
        .stream = mw_buffer_bytes(&stream),
        .limit = LIMIT,
    };

    (void)arg;
    expect_in_all_cuts(&expected);
    mw_buffer_fini(&stream);
}

static void the_same_frames_come_out_whatever_the_cuts(void **state)
{
    (void)state;
    vectors_each("frames.txt", expect_vector, NULL);
}

/* A body that is no value is not the frame's business. The limit is above
 * what the count that lies promises: to wait must cost nothing. */
static void expect_shared(const struct vector *row, void *arg)
{
    static const char error[] = "error:";
    struct mw_buffer stream = from_hex(row->field[2]);
    struct expectation expected = {
        .name = row->field[0],
        .framing = row->field[1],
        .bodies = row->field[3],
        .outcome = row->field[4],
        .stream = mw_buffer_bytes(&stream),
        .limit = 512u << 20,
    };

    (void)arg;
    if (strncmp(expected.outcome, error, strlen(error)) == 0) {
        expected.outcome += strlen(error);
    }
    if (strcmp(expected.outcome, "payload") == 0) {
        expected.outcome = "need-more";
    }
    expect_in_all_cuts(&expected);
    mw_buffer_fini(&stream);
}

static void framing_vectors_get_the_frames_they_name(void **state)
{
    (void)state;
    shared_each("framing.txt", expect_shared, NULL);
}

static void a_frame_not_whole_says_what_it_needs_and_takes_nothing(void **state)
{
    struct mw_buffer stream = from_hex("0000000381a161");
    const struct mw_framing *framing = mw_framing_at(0);

    (void)state;
    for (size_t len = 0; len < stream.len; len++) {
        struct mw_bytes in = mw_bytes(stream.at, len);
        struct mw_frame frame;

        assert_int_equal(mw_frame_next(framing, 3, NULL, &in, &frame, NULL),
                         MW_EAGAIN);
        assert_int_equal(in.len, len);
        assert_int_equal(frame.need, len < 4 ? 0 : 7);
        assert_int_equal(frame.header_len, len < 4 ? 0 : 4);
    }
    mw_buffer_fini(&stream);
}

static void without_a_prefix_the_body_is_walked_already(void **state)
{
    struct mw_buffer stream = from_hex("9101 92");
    struct mw_bytes in = mw_buffer_bytes(&stream);
    struct mw_frame frame;

    (void)state;
    assert_int_equal(
        mw_frame_next(mw_framing_named("none"), 9, NULL, &in, &frame, NULL),
        MW_OK);
    assert_true(frame.walked);
    assert_int_equal(frame.header_len, 0);
    assert_int_equal(frame.body.len, 2);
    assert_int_equal(in.len, 1);
    assert_int_equal(
        mw_frame_next(mw_framing_named("none"), 9, NULL, &in, &frame, NULL),
        MW_EAGAIN);
    mw_buffer_fini(&stream);
}

static void a_walk_is_resumed_where_it_stopped(void **state)
{
    struct mw_buffer stream = from_hex("93 a3616263 01 02 03");
    const struct mw_framing *none = mw_framing_named("none");
    struct mw_bytes in = mw_bytes(stream.at, 3);
    struct mw_frame frame;
    struct mw_walk walk;

    (void)state;
    mw_walk_init(&walk, WIRE_DEPTH, LIMIT);
    assert_int_equal(mw_frame_next(none, LIMIT, &walk, &in, &frame, NULL),
                     MW_EAGAIN);
    assert_int_equal(walk.at, 3);
    stream.at[0] = 0xc1; /* must not be looked at again */
    in = mw_buffer_bytes(&stream);
    assert_int_equal(mw_frame_next(none, LIMIT, &walk, &in, &frame, NULL),
                     MW_OK);
    assert_int_equal(frame.body.len, 7);
    assert_int_equal(walk.at, 0);
    assert_int_equal(mw_frame_next(none, LIMIT, &walk, &in, &frame, NULL),
                     MW_OK);
    assert_int_equal(frame.body.len, 1);
    mw_buffer_fini(&stream);
}

static void a_sentence_says_what_was_promised(void **state)
{
    static const struct {
        const char *framing, *hex, *sentence;
    } rows[] = {
        {"u32be", "00000064", "frame of 100 bytes, limit is 99"},
        {"u32be", "00000000", "frame of 0 bytes, expected at least 1"},
        {"msgpack-int", "c0", "expected a length (00 to 7f, cc to cf), got c0"},
        {"varint", "ffffffffff",
         "expected a length of at most 5 bytes, its last below 80, got ff"},
        {"none", "c1",
         "byte 0: expected a value, got 0xc1, which msgpack never uses"},
        {"none", "c464",
         "byte 0: more is promised than the 99 bytes that a value may have"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct mw_buffer stream = from_hex(rows[i].hex);
        struct mw_bytes in = mw_buffer_bytes(&stream);
        struct mw_error err = {0};
        struct mw_frame frame;
        enum mw_status rc = mw_frame_next(mw_framing_named(rows[i].framing), 99,
                                          NULL, &in, &frame, &err);

        assert_int_equal(rc, err.status);
        assert_string_equal(err.text, rows[i].sentence);
        mw_buffer_fini(&stream);
    }
}

static void
a_length_beyond_all_memory_is_too_big_without_any_limit(void **state)
{
    struct mw_buffer stream = from_hex("cfffffffffffffffff");
    struct mw_bytes in = mw_buffer_bytes(&stream);
    struct mw_frame frame;

    (void)state;
    assert_int_equal(mw_frame_next(mw_framing_named("msgpack-int"), SIZE_MAX,
                                   NULL, &in, &frame, NULL),
                     MW_ETOOBIG);
    assert_int_equal(frame.header_len, 9);
    mw_buffer_fini(&stream);
}

static void append_zeros(struct mw_buffer *out, size_t len)
{
    assert_int_equal(mw_buffer_reserve(out, len), MW_OK);
    memset(out->at + out->len, 0, len);
    out->len += len;
}

/* Writes a body of `len` zeros behind other bytes, reads the frame back.
 * Returns the length of its prefix. */
static size_t write_and_read(const struct mw_framing *framing, size_t len)
{
    struct mw_buffer out = {0};
    struct mw_frame frame;
    struct mw_bytes in;
    size_t mark;

    append_zeros(&out, 3);
    assert_int_equal(mw_frame_begin(framing, &out, &mark), MW_OK);
    assert_int_equal(mark, 3);
    append_zeros(&out, len);
    assert_int_equal(mw_frame_end(framing, LIMIT, &out, mark, NULL), MW_OK);
    in = mw_bytes(out.at + mark, out.len - mark);
    assert_int_equal(mw_frame_next(framing, LIMIT, NULL, &in, &frame, NULL),
                     MW_OK);
    assert_int_equal(in.len, 0);
    assert_int_equal(frame.body.len, len);
    mw_buffer_fini(&out);
    return frame.header_len;
}

static void what_is_framed_is_read_back(void **state)
{
    static const size_t lens[] = {1,     127,   128,        300,
                                  16383, 16384, UINT16_MAX, 1 << 21};

    (void)state;
    for (size_t f = 0; mw_framing_at(f) != NULL; f++) {
        const struct mw_framing *framing = mw_framing_at(f);
        bool none = strcmp(mw_framing_name(framing), "none") == 0;

        for (size_t i = 0; i < sizeof(lens) / sizeof(*lens); i++) {
            if (!none && lens[i] <= mw_framing_max(framing)) {
                write_and_read(framing, lens[i]);
            }
        }
    }
}

static void a_varint_is_as_short_as_it_can_be(void **state)
{
    const struct mw_framing *varint = mw_framing_named("varint");

    (void)state;
    assert_int_equal(write_and_read(varint, 127), 1);
    assert_int_equal(write_and_read(varint, 128), 2);
    assert_int_equal(write_and_read(varint, 16383), 2);
    assert_int_equal(write_and_read(varint, 16384), 3);
    assert_int_equal(write_and_read(varint, 1 << 21), 4);
}

/* A stream of whole frames is what the writer makes of its bodies. */
static void write_vector(const struct vector *row, void *arg)
{
    char *bodies = strdup(row->field[3]), *rest = bodies;
    const struct mw_framing *framing = mw_framing_named(row->field[1]);
    struct mw_buffer out = {0}, hex;

    for (char *body = strsep(&rest, " "); body != NULL;
         body = strsep(&rest, " ")) {
        struct mw_buffer bytes = from_hex(body);
        size_t mark;

        assert_int_equal(mw_frame_begin(framing, &out, &mark), MW_OK);
        assert_int_equal(mw_buffer_append(&out, mw_buffer_bytes(&bytes)),
                         MW_OK);
        if (strcmp(body, "-") != 0) {
            assert_int_equal(mw_frame_end(framing, LIMIT, &out, mark, NULL),
                             MW_OK);
        }
        mw_buffer_fini(&bytes);
    }
    hex = to_hex(mw_buffer_bytes(&out));
    *(size_t *)arg += strcmp((char *)hex.at, row->field[2]) == 0;
    mw_buffer_fini(&hex);
    mw_buffer_fini(&out);
    free(bodies);
}

static void the_writer_makes_the_streams_of_the_vectors(void **state)
{
    size_t same = 0;

    (void)state;
    vectors_each("frames.txt", write_vector, &same);
    assert_true(same >= 30);
}

static void an_empty_or_too_long_frame_is_taken_back(void **state)
{
    (void)state;
    for (size_t f = 0; mw_framing_at(f) != NULL; f++) {
        const struct mw_framing *framing = mw_framing_at(f);
        struct mw_buffer out = {0};
        struct mw_error err;
        size_t mark;

        append_zeros(&out, 2);
        assert_int_equal(mw_frame_begin(framing, &out, &mark), MW_OK);
        assert_int_equal(mw_frame_end(framing, 9, &out, mark, &err), MW_EFRAME);
        assert_int_equal(out.len, 2);
        assert_int_equal(mw_frame_begin(framing, &out, &mark), MW_OK);
        append_zeros(&out, 10);
        assert_int_equal(mw_frame_end(framing, 9, &out, mark, &err),
                         MW_ETOOBIG);
        assert_string_equal(err.text, "frame of 10 bytes, limit is 9");
        assert_int_equal(out.len, 2);
        mw_buffer_fini(&out);
    }
}

static void what_the_prefix_cannot_say_is_too_long(void **state)
{
    const struct mw_framing *framing = mw_framing_named("u16be");
    struct mw_buffer out = {0};
    size_t mark;

    (void)state;
    assert_int_equal(mw_frame_begin(framing, &out, &mark), MW_OK);
    append_zeros(&out, UINT16_MAX + 1);
    assert_int_equal(mw_frame_end(framing, LIMIT, &out, mark, NULL),
                     MW_ETOOBIG);
    assert_int_equal(out.len, 0);
    mw_buffer_fini(&out);
}

static void without_memory_no_frame_is_begun(void **state)
{
    struct mw_buffer out = {0};
    size_t mark = 77;

    (void)state;
    alloc_fail_after(0);
    assert_int_equal(mw_frame_begin(mw_framing_at(0), &out, &mark), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(out.len, 0);
    assert_int_equal(mark, 77);
}

static void the_table_stands_in_the_contracts_order(void **state)
{
    static const struct {
        const char *name;
        uint64_t max;
    } rows[] = {
        {"u32be", UINT32_MAX},       {"none", SIZE_MAX},
        {"msgpack-int", UINT32_MAX}, {"varint", (UINT64_C(1) << 35) - 1},
        {"u32le", UINT32_MAX},       {"u16be", UINT16_MAX},
    };
    size_t count = sizeof(rows) / sizeof(*rows);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        const struct mw_framing *framing = mw_framing_named(rows[i].name);

        assert_ptr_equal(framing, mw_framing_at(i));
        assert_string_equal(mw_framing_name(framing), rows[i].name);
        assert_int_equal(mw_framing_max(framing), rows[i].max);
        assert_int_equal(mw_framing_has_prefix(framing),
                         strcmp(mw_framing_name(framing), "none") != 0);
    }
    assert_null(mw_framing_at(count));
    assert_null(mw_framing_named("u64be"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_frames_come_out_whatever_the_cuts),
        cmocka_unit_test(framing_vectors_get_the_frames_they_name),
        cmocka_unit_test(
            a_frame_not_whole_says_what_it_needs_and_takes_nothing),
        cmocka_unit_test(without_a_prefix_the_body_is_walked_already),
        cmocka_unit_test(a_walk_is_resumed_where_it_stopped),
        cmocka_unit_test(a_sentence_says_what_was_promised),
        cmocka_unit_test(
            a_length_beyond_all_memory_is_too_big_without_any_limit),
        cmocka_unit_test(what_is_framed_is_read_back),
        cmocka_unit_test(a_varint_is_as_short_as_it_can_be),
        cmocka_unit_test(the_writer_makes_the_streams_of_the_vectors),
        cmocka_unit_test(an_empty_or_too_long_frame_is_taken_back),
        cmocka_unit_test(what_the_prefix_cannot_say_is_too_long),
        cmocka_unit_test(without_memory_no_frame_is_begun),
        cmocka_unit_test(the_table_stands_in_the_contracts_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
