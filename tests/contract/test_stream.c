/* What streams promise of frames: bounds, and what follows from faults.
 * Run as: test_stream URL */
#include "contract.h"

#include <unistd.h>

/* --- frames --- */

/* Bodies whose lengths lie on both sides of what prefixes may hold. */
static struct mw_buffer three_frames(const struct ground *ground)
{
    struct mw_buffer all = {0};
    struct mw_buffer long_body = body_of(200);

    put_frame(ground, &all, mw_text("\x93\x01\x02\x03"));
    put_frame(ground, &all, mw_buffer_bytes(&long_body));
    put_frame(ground, &all, mw_text("\x2a"));
    mw_buffer_fini(&long_body);
    return all;
}

static void cut_at(struct ground *ground, int fd, struct mw_bytes all,
                   size_t cut)
{
    struct mw_buffer in = {0};

    raw_send(ground, fd, mw_bytes(all.at, cut));
    raw_send(ground, fd, mw_bytes(all.at + cut, all.len - cut));
    assert_int_equal(raw_read(ground, fd, all.len, &in), RAW_OPEN);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), all));
    mw_buffer_fini(&in);
}

static void frames_of_each_framing_may_be_cut_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        struct ground ground;
        struct mw_buffer all;
        int fd;

        ground_init(&ground);
        ground.framing = mw_framing_name(mw_framing_at(i));
        ground_open(&ground);
        all = three_frames(&ground);
        fd = raw_connect(&ground);
        for (size_t cut = 0; cut <= all.len; cut++) {
            cut_at(&ground, fd, mw_buffer_bytes(&all), cut);
        }
        assert_int_equal(counters(&ground)->frames_in, 3 * (all.len + 1));
        assert_int_equal(counters(&ground)->buffered, 0);
        mw_buffer_fini(&all);
        close(fd);
        ground_close(&ground);
    }
}

static void frames_that_come_byte_by_byte_are_whole_in_the_end(void **state)
{
    (void)state;
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        struct ground ground;
        struct mw_buffer all, in = {0};
        int fd;

        ground_init(&ground);
        ground.framing = mw_framing_name(mw_framing_at(i));
        ground_open(&ground);
        all = three_frames(&ground);
        fd = raw_connect(&ground);
        for (size_t at = 0; at < all.len; at++) {
            raw_send(&ground, fd, mw_bytes(all.at + at, 1));
        }
        assert_int_equal(raw_read(&ground, fd, all.len, &in), RAW_OPEN);
        assert_true(
            mw_bytes_equal(mw_buffer_bytes(&in), mw_buffer_bytes(&all)));
        mw_buffer_fini(&in);
        mw_buffer_fini(&all);
        close(fd);
        ground_close(&ground);
    }
}

/* --- boundaries lost --- */

struct broken {
    const char *framing, *bytes;
    size_t len;
    int code;
};

/* What can't be a boundary: a good frame before it is answered first. */
static void is_told_and_ended(const struct broken *broken)
{
    struct ground ground;
    struct mw_buffer good = {0}, in = {0};
    uint64_t since;
    int fd;

    ground_init(&ground);
    ground.framing = broken->framing;
    ground_open(&ground);
    put_frame(&ground, &good, mw_text("\xa4good"));
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_buffer_bytes(&good));
    since = now_ms();
    raw_send(&ground, fd, mw_bytes(broken->bytes, broken->len));
    assert_int_equal(counters(&ground)->buffered, 0);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_soon(since);
    assert_true(in.len > good.len);
    assert_memory_equal(in.at, good.at, good.len);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), broken->code);
    assert_int_equal(counters(&ground)->errors_told, 1);
    assert_int_equal(counters(&ground)->frames_broken, 1);
    close(fd);
    run_while(&ground, &ground.server[0].closed, false);
    assert_true(ground.server[0].why.status == MW_EFRAME ||
                ground.server[0].why.status == MW_ETOOBIG);
    mw_buffer_fini(&good);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void a_lost_boundary_is_told_then_ended_at_once(void **state)
{
    static const struct broken all[] = {
        {"u32be", "\0\0\0\0", 4, MW_CODE_PARSE_ERROR},
        {"u32be", "\xff\xff\xff\xff", 4, MW_CODE_FRAME_TOO_LARGE},
        {"u32be", "\x01\0\0\x01", 4, MW_CODE_FRAME_TOO_LARGE},
        {"u32le", "\0\0\0\0", 4, MW_CODE_PARSE_ERROR},
        {"u32le", "\x01\0\0\x01", 4, MW_CODE_FRAME_TOO_LARGE},
        {"u16be", "\0\0", 2, MW_CODE_PARSE_ERROR},
        {"varint", "\0", 1, MW_CODE_PARSE_ERROR},
        {"varint", "\x81\x80\x80\x08", 4, MW_CODE_FRAME_TOO_LARGE},
        {"varint", "\xff\xff\xff\xff\xff", 5, MW_CODE_PARSE_ERROR},
        {"msgpack-int", "\0", 1, MW_CODE_PARSE_ERROR},
        {"msgpack-int", "\xce\x01\0\0\x01", 5, MW_CODE_FRAME_TOO_LARGE},
        {"msgpack-int", "\x93", 1, MW_CODE_PARSE_ERROR},
        {"none", "\xc1", 1, MW_CODE_PARSE_ERROR},
        {"none", "\xdd\xff\xff\xff\xff", 5, MW_CODE_FRAME_TOO_LARGE},
        {"none", "\xc6\x01\0\0\0", 5, MW_CODE_FRAME_TOO_LARGE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        is_told_and_ended(&all[i]);
    }
}

static void what_follows_a_lost_boundary_is_read_away_for_a_time(void **state)
{
    struct ground ground;
    struct mw_buffer in = {0};
    struct mw_buffer much = body_of(1 << 20);
    uint64_t since;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.linger_ms = 150;
    ground_open(&ground);
    fd = raw_connect(&ground);
    since = now_ms();
    raw_send(&ground, fd, mw_bytes("\0\0\0\0", 4));
    raw_send(&ground, fd, mw_buffer_bytes(&much)); /* no reset eats answers */
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_PARSE_ERROR);
    assert_int_equal(counters(&ground)->buffered, 0);
    assert_false(ground.server[0].closed);
    run_while(&ground, &ground.server[0].closed, false);
    assert_took(since, 150);
    close(fd);
    mw_buffer_fini(&much);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void the_longest_frame_passes_and_one_byte_more_does_not(void **state)
{
    struct ground ground;
    struct mw_buffer body = body_of(5000), in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_frame = 5000;
    ground_open(&ground);
    fd = raw_connect(&ground);
    raw_send_body(&ground, fd, mw_buffer_bytes(&body));
    assert_int_equal(raw_read(&ground, fd, 5004, &in), RAW_OPEN);
    raw_send(&ground, fd, mw_bytes("\0\0\x13\x89", 4));
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in),
                           MW_CODE_FRAME_TOO_LARGE);
    close(fd);
    mw_buffer_fini(&body);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void an_announced_length_reserves_nothing(void **state)
{
    struct ground ground;
    uint64_t most = 0;
    int fd[32];

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    for (int i = 0; i < 32; i++) {
        fd[i] = raw_connect(&ground);
        raw_send(&ground, fd[i], mw_bytes("\x01\0\0\0\xc6", 5));
        most = counters(&ground)->buffered;
    }
    assert_true(most > 0 && most <= 4096);
    for (int i = 0; i < 32; i++) {
        close(fd[i]);
    }
    ground_close(&ground);
}

/* --- bad bodies --- */

static void a_bad_body_is_answered_and_the_conversation_goes_on(void **state)
{
    static const struct mw_bytes bad[] = {
        {(const uint8_t *)"\xc1", 1},                 /* never used */
        {(const uint8_t *)"\x93\x01", 2},             /* cut */
        {(const uint8_t *)"\x01\x02", 2},             /* trailing */
        {(const uint8_t *)"\xdd\xff\xff\xff\xff", 5}, /* a lie */
    };
    struct ground ground;
    struct mw_buffer in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_depth = 8;
    ground_open(&ground);
    fd = raw_connect(&ground);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        in.len = 0;
        raw_send_body(&ground, fd, bad[i]);
        assert_int_equal(raw_read(&ground, fd, 4, &in), RAW_OPEN);
        assert_ends_with_error(&ground, mw_buffer_bytes(&in),
                               MW_CODE_PARSE_ERROR);
    }
    in.len = 0;
    raw_send_body(&ground, fd, mw_text("\x91\x91\x91\x91\x91\x91\x91\x91\x90"));
    assert_int_equal(raw_read(&ground, fd, 4, &in), RAW_OPEN);
    in.len = 0;
    raw_send_body(&ground, fd, mw_text("\x07"));
    assert_int_equal(raw_read(&ground, fd, 5, &in), RAW_OPEN);
    assert_memory_equal(in.at, "\0\0\0\x01\x07", 5);
    assert_int_equal(counters(&ground)->frames_bad, 5);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void max_bad_bodies_in_a_row_end_the_stream(void **state)
{
    struct ground ground;
    struct mw_buffer in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_bad = 300;
    ground_open(&ground);
    fd = raw_connect(&ground);
    for (int i = 0; i < 299; i++) {
        raw_send_body(&ground, fd, mw_text("\xc1"));
    }
    raw_send_body(&ground, fd, mw_text("\x07")); /* begins the count anew */
    for (int i = 0; i < 300; i++) {
        assert_int_equal(ground.server[0].bad, 299 + i);
        raw_send_body(&ground, fd, mw_text("\xc1"));
    }
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_PARSE_ERROR);
    assert_int_equal(ground.server[0].bad, 599);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_of_each_framing_may_be_cut_anywhere),
        cmocka_unit_test(frames_that_come_byte_by_byte_are_whole_in_the_end),
        cmocka_unit_test(a_lost_boundary_is_told_then_ended_at_once),
        cmocka_unit_test(what_follows_a_lost_boundary_is_read_away_for_a_time),
        cmocka_unit_test(the_longest_frame_passes_and_one_byte_more_does_not),
        cmocka_unit_test(an_announced_length_reserves_nothing),
        cmocka_unit_test(a_bad_body_is_answered_and_the_conversation_goes_on),
        cmocka_unit_test(max_bad_bodies_in_a_row_end_the_stream),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
