#include "../piped_source.h"

static const struct options msgpack = {
    .in = OPTIONS_IN_MSGPACK,
    .max_frame = 100,
};
static const struct options frames = {
    .in = OPTIONS_IN_FRAMES,
    .max_frame = 100,
};

static void values_keep_the_width_they_were_written_with(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &msgpack, mw_bytes("\xcd\0\x01\xd9\x01x\x90", 7));
    piped_gives(&piped, mw_bytes("\xcd\0\x01", 3));
    piped_gives(&piped, mw_text("\xd9\x01x"));
    piped_gives(&piped, mw_text("\x90"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_says(&piped, MW_ECLOSED);
    piped_close(&piped);
}

static void a_value_may_come_byte_by_byte(void **state)
{
    struct mw_bytes whole = mw_bytes("\x93\xcd\x01\x02\xa2hi\x81\x01\xc0", 10);
    struct piped piped;

    (void)state;
    piped_open(&piped, &msgpack, mw_bytes(whole.at, 1));
    for (size_t i = 1; i < whole.len; i++) {
        piped_says(&piped, MW_EAGAIN);
        piped_feed(&piped, mw_bytes(whole.at + i, 1));
    }
    piped_gives(&piped, whole);
    piped_close(&piped);
}

static void frames_are_parted_by_the_framing(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &frames, mw_bytes("\0\0\0\x02\xcc\x05\0\0\0", 9));
    piped_gives(&piped, mw_text("\xcc\x05"));
    piped_says(&piped, MW_EAGAIN);
    piped_feed(&piped, mw_text("\x01\x07"));
    piped_gives(&piped, mw_text("\x07"));
    piped_close(&piped);
}

static void what_is_no_value_is_told_with_its_byte(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &msgpack, mw_text("\x01\x02\x92\x03\xc1"));
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\x02"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 3 at byte 2: byte 2: expected a value, got "
                  "0xc1, which msgpack never uses");
    piped_close(&piped);
}

static void an_end_inside_a_value_is_told(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &msgpack, mw_text("\x01\x93\x02\x03"));
    piped_gives(&piped, mw_text("\x01"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 2 at byte 1: the input ends inside it, after 3 "
                  "bytes");
    piped_close(&piped);
    piped_open(&piped, &frames, mw_bytes("\0", 1));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EFRAME,
                  "stdin: frame 1 at byte 0: the input ends inside it, after 1 "
                  "byte");
    piped_close(&piped);
}

static void a_frame_holds_exactly_one_value(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &frames, mw_bytes("\0\0\0\x02\x01\x02", 6));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: frame 1 at byte 0: byte 1: expected the end, got 1 "
                  "bytes more");
    piped_close(&piped);
}

static void a_promise_beyond_the_limit_is_refused_at_once(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &msgpack, mw_text("\xdb\x7f\xff\xff\xff"));
    piped_says(&piped, MW_ETOOBIG);
    piped_close(&piped);
    piped_open(&piped, &frames, mw_text("\x7f\xff\xff\xff"));
    piped_refuses(&piped, MW_ETOOBIG,
                  "stdin: frame 1 at byte 0: frame of 2147483647 bytes, limit "
                  "is 100");
    piped_close(&piped);
}

static void values_of_one_frame_are_given_one_by_one(void **state)
{
    const struct options pairs = {
        .in = OPTIONS_IN_FRAMES,
        .max_frame = 100,
        .values = 2,
    };
    struct piped piped;

    (void)state;
    piped_open(
        &piped, &pairs,
        mw_bytes("\0\0\0\x03\x01\x91\x02\0\0\0\x01\x03\0\0\0\x03\1\2\3", 19));
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\x91\x02"));
    piped_gives(&piped, mw_text("\x03"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: frame 3 at byte 12: byte 2: expected the end after "
                  "2 values, got 1 bytes more");
    piped_close(&piped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_keep_the_width_they_were_written_with),
        cmocka_unit_test(a_value_may_come_byte_by_byte),
        cmocka_unit_test(frames_are_parted_by_the_framing),
        cmocka_unit_test(what_is_no_value_is_told_with_its_byte),
        cmocka_unit_test(an_end_inside_a_value_is_told),
        cmocka_unit_test(a_frame_holds_exactly_one_value),
        cmocka_unit_test(values_of_one_frame_are_given_one_by_one),
        cmocka_unit_test(a_promise_beyond_the_limit_is_refused_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
