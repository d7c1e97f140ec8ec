#include "support.h"

#include "talk/trace_lines.h"

static const struct mw_error refused = {MW_ECONNECT, "connection refused"};
static const struct mw_error in_order = {.status = MW_OK};
static const struct mw_error here = {MW_ECANCELED, "closed on this side"};

/* 1.5 ms after the beginning, between two ends. */
static const struct trace_event usual = {
    .at_ns = 1500999,
    .peer = "tcp://[::1]:6749",
    .local = "tcp://[::1]:50000",
};

static void assert_lines_of(const struct trace_event *event,
                            const char *expected)
{
    const struct mw_inspect_style style = {.limit = 1 << 20};
    struct mw_buffer out = {0};

    assert_int_equal(trace_lines(event, &style, &out), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((char *)out.at, expected);
    mw_buffer_fini(&out);
}

static void assert_lines(struct mw_trace seen, const char *expected)
{
    struct trace_event event = usual;

    seen.len = seen.len == 0 ? seen.bytes.len : seen.len;
    event.seen = &seen;
    assert_lines_of(&event, expected);
}

/* --- bytes --- */

static void a_frame_is_headed_by_what_it_is(void **state)
{
    (void)state;
    assert_lines(
        (struct mw_trace){.kind = MW_TRACE_FRAME,
                          .out = true,
                          .framing = mw_framing_at(0),
                          .bytes = mw_bytes("\0\0\0\x05\x93\x02\xa1x\x90", 9)},
        "0.001500 -> tcp://[::1]:6749 9 bytes: notification x\n"
        "0000  00 00 00 05           frame u32be   5\n"
        "0004  93                    fixarray      3  $\n"
        "0005  02                    positive fixint  $[0]           2  type\n"
        "0006  a1 78                 fixstr        1  $[1]           "
        "\"x\"  method\n"
        "0008  90                    fixarray      0  $[2]           "
        "params\n");
}

static void a_datagram_has_no_prefix(void **state)
{
    (void)state;
    assert_lines(
        (struct mw_trace){.kind = MW_TRACE_FRAME, .bytes = mw_text("\x07")},
        "0.001500 <- tcp://[::1]:6749 1 byte\n"
        "0000  07                    positive fixint  $              7\n");
}

static void a_cut_frame_is_inspected_up_to_the_cut(void **state)
{
    (void)state;
    assert_lines(
        (struct mw_trace){.kind = MW_TRACE_REST,
                          .framing = mw_framing_at(0),
                          .bytes = mw_bytes("\0\0\0\x05\xa4hi", 7)},
        "0.001500 <- tcp://[::1]:6749 7 bytes of a frame that is cut\n"
        "0000  00 00 00 05           frame u32be   5\n"
        "0004  a4 68 69              fixstr        4  $\n"
        "               ^ expected 2 more bytes of the frame, got the end\n");
}

static void what_is_no_frame_is_dumped_with_the_reason(void **state)
{
    (void)state;
    assert_lines(
        (struct mw_trace){.kind = MW_TRACE_REST,
                          .framing = mw_framing_at(0),
                          .bytes = mw_text("GET /")},
        "0.001500 <- tcp://[::1]:6749 5 bytes that are no frame: frame "
        "of 1195725856 bytes, limit is 1048576\n"
        "0000  47 45 54 20 2f"
        "                                  |GET /|\n");
}

static void what_comes_too_late_is_dumped(void **state)
{
    (void)state;
    assert_lines((struct mw_trace){.kind = MW_TRACE_REST,
                                   .framing = mw_framing_named("none"),
                                   .bytes = mw_text("\x07")},
                 "0.001500 <- tcp://[::1]:6749 1 byte too late\n"
                 "0000  07"
                 "                                              |.|\n");
}

static void what_stands_outside_of_frames_is_dumped(void **state)
{
    (void)state;
    assert_lines((struct mw_trace){.kind = MW_TRACE_OUTSIDE,
                                   .framing = mw_framing_at(0),
                                   .bytes = mw_text("Tarantool")},
                 "0.001500 <- tcp://[::1]:6749 9 bytes outside of frames\n"
                 "0000  54 61 72 61 6e 74 6f 6f 6c"
                 "                      |Tarantool|\n");
}

static void what_stays_unsent_is_counted(void **state)
{
    (void)state;
    assert_lines(
        (struct mw_trace){.kind = MW_TRACE_UNSENT, .out = true, .len = 12},
        "0.001500 -> tcp://[::1]:6749 12 bytes unsent\n");
}

/* --- lives --- */

static void attempts_and_their_failures_have_a_line_each(void **state)
{
    (void)state;
    assert_lines((struct mw_trace){.kind = MW_TRACE_LOOKUP, .address = "host"},
                 "0.001500 looking up host\n");
    assert_lines((struct mw_trace){.kind = MW_TRACE_TRYING,
                                   .address = "tcp://[::1]:6749"},
                 "0.001500 connecting to tcp://[::1]:6749\n");
    assert_lines((struct mw_trace){.kind = MW_TRACE_FAILED,
                                   .address = "tcp://[::1]:6749",
                                   .why = &refused},
                 "0.001500 can't connect to tcp://[::1]:6749: connection "
                 "refused\n");
    assert_lines((struct mw_trace){.kind = MW_TRACE_FAILED, .why = &refused},
                 "0.001500 can't connect: connection refused\n");
}

static void a_connection_is_shown_from_who_called(void **state)
{
    (void)state;
    assert_lines((struct mw_trace){.kind = MW_TRACE_OPENED, .out = true},
                 "0.001500 connected tcp://[::1]:50000 -> tcp://[::1]:6749\n");
    assert_lines((struct mw_trace){.kind = MW_TRACE_OPENED},
                 "0.001500 accepted tcp://[::1]:6749 -> tcp://[::1]:50000\n");
}

static void an_end_without_a_name_is_not_shown(void **state)
{
    const struct mw_trace called = {.kind = MW_TRACE_OPENED, .out = true};
    const struct mw_trace bound = {.kind = MW_TRACE_OPENED};
    struct trace_event event = {
        .seen = &called, .peer = "unix:/run/x", .local = "unix:"};

    (void)state;
    assert_lines_of(&event, "0.000000 connected unix:/run/x\n");
    event = (struct trace_event){
        .seen = &bound, .peer = "", .local = "udp://127.0.0.1:6749"};
    assert_lines_of(&event, "0.000000 bound udp://127.0.0.1:6749\n");
}

static void a_line_is_fitted_to_the_width(void **state)
{
    const struct mw_trace seen = {.kind = MW_TRACE_OPENED, .out = true};
    const struct mw_inspect_style narrow = {.width = 40};
    struct trace_event event = usual;
    struct mw_buffer out = {0};

    (void)state;
    event.seen = &seen;
    assert_int_equal(trace_lines(&event, &narrow, &out), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((char *)out.at,
                        "0.001500 connected tcp://[::1]:50000 ->\n"
                        "  tcp://[::1]:6749\n");
    mw_buffer_fini(&out);
}

static void a_close_says_why_unless_all_was_in_order(void **state)
{
    (void)state;
    assert_lines((struct mw_trace){.kind = MW_TRACE_CLOSED, .why = &in_order},
                 "0.001500 closed tcp://[::1]:6749\n");
    assert_lines((struct mw_trace){.kind = MW_TRACE_CLOSED, .why = &here},
                 "0.001500 closed tcp://[::1]:6749: closed on this side\n");
    assert_lines((struct mw_trace){.kind = MW_TRACE_CLOSED, .why = &refused},
                 "0.001500 closed tcp://[::1]:6749: connection refused\n");
}

/* --- all --- */

static void an_address_can_t_move_a_cursor(void **state)
{
    const struct mw_trace seen = {.kind = MW_TRACE_OPENED};
    const struct trace_event event = {
        .seen = &seen, .peer = "unix:@\x1b[2J\n", .local = "unix:x"};

    (void)state;
    assert_lines_of(&event,
                    "0.000000 accepted unix:@\\u001b[2J\\n -> unix:x\n");
}

static void without_memory_it_fails_and_does_no_harm(void **state)
{
    const struct mw_trace seen = {
        .kind = MW_TRACE_REST,
        .framing = mw_framing_at(0),
        .bytes = mw_text("GET /"),
        .len = 5,
    };
    const struct mw_inspect_style style = {.limit = 1 << 20};
    struct trace_event event = usual;
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    event.seen = &seen;
    for (size_t after = 0; rc != MW_OK && after < 1000; after++) {
        struct mw_buffer out = {0};

        alloc_fail_after(after);
        rc = trace_lines(&event, &style, &out);
        alloc_fail_after(SIZE_MAX);
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, MW_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_is_headed_by_what_it_is),
        cmocka_unit_test(a_datagram_has_no_prefix),
        cmocka_unit_test(a_cut_frame_is_inspected_up_to_the_cut),
        cmocka_unit_test(what_is_no_frame_is_dumped_with_the_reason),
        cmocka_unit_test(what_comes_too_late_is_dumped),
        cmocka_unit_test(what_stands_outside_of_frames_is_dumped),
        cmocka_unit_test(what_stays_unsent_is_counted),
        cmocka_unit_test(attempts_and_their_failures_have_a_line_each),
        cmocka_unit_test(a_connection_is_shown_from_who_called),
        cmocka_unit_test(an_end_without_a_name_is_not_shown),
        cmocka_unit_test(a_line_is_fitted_to_the_width),
        cmocka_unit_test(a_close_says_why_unless_all_was_in_order),
        cmocka_unit_test(an_address_can_t_move_a_cursor),
        cmocka_unit_test(without_memory_it_fails_and_does_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
