#include "support.h"

#include "text/inspect_frame.h"

static struct mw__inspect_frames frames;
static struct mw_buffer out;

static int begin(void **state)
{
    (void)state;
    memset(&frames, 0, sizeof(frames));
    frames.framing = mw_framing_named("u32be");
    frames.limit = frames.x.limit = 100;
    frames.values_most = 1;
    frames.x.max_depth = 4;
    mw__inspect_sheet_init(&frames.x.sheet, 80, 0);
    frames.x.sheet.pen.out = &out;
    return 0;
}

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&frames.x.path_text);
    mw_buffer_fini(&frames.x.value_text);
    mw_buffer_fini(&out);
    return 0;
}

/* Steps until all is done, or no more can be. */
static enum mw_status go(struct mw_bytes *in, bool last)
{
    enum mw_status rc = MW_OK;

    frames.last = last;
    frames.x.at = in->at;
    while (rc == MW_OK && !mw__inspect_frame_done(&frames, *in)) {
        rc = mw__inspect_frame_step(&frames, in);
    }
    return rc;
}

static void a_header_is_needed_before_a_value(void **state)
{
    struct mw_bytes in = mw_bytes("\0\0\0", 3);

    (void)state;
    assert_int_equal(go(&in, false), MW_EAGAIN);
    assert_int_equal(in.len, 3);
    assert_int_equal(out.len, 0);
    in = mw_bytes("\0\0\0\1", 4);
    assert_int_equal(go(&in, false), MW_EAGAIN);
    assert_int_equal(in.len, 0);
    assert_true(frames.framed);
    assert_int_equal(frames.left, 1);
}

static void a_frame_is_done_with_its_last_byte(void **state)
{
    struct mw_bytes in = mw_bytes("\0\0\0\1\xc0\0\0", 7);

    (void)state;
    assert_int_equal(go(&in, false), MW_EAGAIN);
    assert_int_equal(in.len, 2);
    assert_false(frames.framed);
    assert_false(mw__inspect_frame_done(&frames, mw_bytes(NULL, 0)));
    frames.last = true;
    assert_true(mw__inspect_frame_done(&frames, mw_bytes(NULL, 0)));
}

static void assert_refused(struct mw_bytes in, enum mw_status status,
                           const char *sentence)
{
    assert_int_equal(go(&in, true), status);
    assert_string_equal(frames.x.err.text, sentence);
}

static void a_frame_may_hold_as_many_values_as_is_said(void **state)
{
    struct mw_bytes two = mw_bytes("\0\0\0\2\xc0\xc3", 6);

    (void)state;
    frames.values_most = 2;
    assert_int_equal(go(&two, true), MW_OK);
    assert_refused(mw_bytes("\0\0\0\3\xc0\xc3\xc2", 7), MW_EVALUE,
                   "byte 6: expected the end of the frame, got 1 more byte");
}

static void a_value_may_not_pass_the_frame(void **state)
{
    (void)state;
    assert_refused(mw_bytes("\0\0\0\2\xa3hi!", 8), MW_EVALUE,
                   "byte 6: expected 2 more bytes of this fixstr, got the end");
}

static void what_ends_within_a_frame_is_told(void **state)
{
    (void)state;
    assert_refused(mw_bytes("\0\0\0\4\xa3h", 6), MW_EFRAME,
                   "byte 6: expected 2 more bytes of the frame, got the end");
}

static void what_ends_within_a_header_is_told(void **state)
{
    (void)state;
    assert_refused(mw_bytes("\0\0", 2), MW_EFRAME,
                   "byte 2: expected the rest of the frame's length, got the "
                   "end");
}

static void a_length_that_is_refused_is_told(void **state)
{
    (void)state;
    assert_refused(mw_bytes("\0\0\1\0", 4), MW_ETOOBIG,
                   "byte 0: frame of 256 bytes, limit is 100");
}

static void a_preamble_is_passed_as_it_comes(void **state)
{
    struct mw_bytes in = mw_text("hello, I am a server of some other kind, and "
                                 "this is what I say first: welcome to all "
                                 "of");

    (void)state;
    frames.preamble = 99;
    assert_int_equal(go(&in, false), MW_EAGAIN);
    assert_int_equal(in.len, 0);
    assert_int_equal(frames.preamble, 11);
    in = mw_bytes(" you there\n\0\0\0\1\xc0", 16);
    assert_int_equal(go(&in, true), MW_OK);
    assert_int_equal(frames.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_header_is_needed_before_a_value,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_frame_is_done_with_its_last_byte,
                                        begin, end),
        cmocka_unit_test_setup_teardown(
            a_frame_may_hold_as_many_values_as_is_said, begin, end),
        cmocka_unit_test_setup_teardown(a_value_may_not_pass_the_frame, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_ends_within_a_frame_is_told, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_ends_within_a_header_is_told,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_length_that_is_refused_is_told, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_preamble_is_passed_as_it_comes, begin,
                                        end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
