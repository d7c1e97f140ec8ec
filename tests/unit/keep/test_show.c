#include "support.h"

#include "keep/show.h"

static const char PEER[] = "tcp://127.0.0.1:51022";

/* What one message is shown as; the caller frees. */
static struct mw_buffer shown(enum render_form form, bool envelope,
                              const struct relay_message *message)
{
    struct show show = {
        .render = {.out = {.fd = -1}, .form = form},
        .envelope = envelope,
    };

    assert_int_equal(show_message(&show, message, NULL), MW_OK);
    show_fini(&show);
    mw_buffer_append(&show.render.out.buffer, mw_bytes("", 1));
    return show.render.out.buffer;
}

static void assert_shown(enum render_form form, bool envelope,
                         const struct relay_message *message, const char *want)
{
    struct mw_buffer text = shown(form, envelope, message);

    assert_string_equal((char *)text.at, want);
    mw_buffer_fini(&text);
}

static struct mw_piece frame_of(const char *bytes, size_t len)
{
    return (struct mw_piece){
        .kind = MW_PIECE_FRAME,
        .bytes = mw_bytes(bytes, len),
        .body = mw_bytes(bytes, len),
    };
}

static void a_message_says_whose_it_is_and_which_way_it_went(void **state)
{
    const struct mw_piece piece = frame_of("\x92\x01\x02", 3);
    struct relay_message message = {.peer = PEER, .piece = &piece};

    (void)state;
    assert_shown(RENDER_PRETTY, false, &message,
                 "-> tcp://127.0.0.1:51022\n[1, 2]\n");
    assert_shown(RENDER_HEX, false, &message,
                 "-> tcp://127.0.0.1:51022\n920102\n");
    assert_shown(RENDER_RAW, false, &message, "\x92\x01\x02");
    assert_shown(RENDER_NONE, false, &message, "");
    message.out = true;
    assert_shown(RENDER_PRETTY, false, &message,
                 "<- tcp://127.0.0.1:51022\n[1, 2]\n");
    assert_shown(RENDER_JSON, false, &message,
                 "{\"direction\":\"out\",\"peer\":\"tcp://127.0.0.1:51022\","
                 "\"message\":[1,2]}\n");
}

static void an_envelope_has_all_that_is_known(void **state)
{
    const struct mw_piece piece = frame_of("\x07", 1);
    const struct relay_message message = {
        .peer = PEER,
        .local = "tcp://127.0.0.1:7000",
        .transport = "tcp",
        .piece = &piece,
        .number = 5,
        .time_ns = 1610612736000000001,
    };

    (void)state;
    assert_shown(RENDER_JSON, true, &message,
                 "{\"time\":{\"$ts\":\"2021-01-14T08:25:36.000000001Z\"},"
                 "\"direction\":\"in\",\"peer\":\"tcp://127.0.0.1:51022\","
                 "\"local\":\"tcp://127.0.0.1:7000\",\"transport\":\"tcp\","
                 "\"bytes\":1,\"seq\":5,\"message\":7}\n");
}

static void each_value_of_a_frame_is_shown_by_itself(void **state)
{
    const struct mw_piece piece = frame_of("\x07\x91\x08", 3);
    const struct relay_message message = {.peer = "p", .piece = &piece};

    (void)state;
    assert_shown(RENDER_JSON, false, &message,
                 "{\"direction\":\"in\",\"peer\":\"p\",\"message\":7}\n"
                 "{\"direction\":\"in\",\"peer\":\"p\",\"message\":[8]}\n");
    assert_shown(RENDER_PRETTY, false, &message, "-> p\n7\n-> p\n[8]\n");
}

static void what_is_no_value_is_shown_with_its_fault(void **state)
{
    const struct mw_error why = {MW_EVALUE, "byte 0: no value"};
    struct mw_piece piece = frame_of("\xc1", 1);
    const struct relay_message message = {.peer = "p", .piece = &piece};
    struct mw_buffer text;

    (void)state;
    piece.why = &why;
    assert_shown(RENDER_JSON, false, &message,
                 "{\"direction\":\"in\",\"peer\":\"p\","
                 "\"fault\":\"byte 0: no value\",\"raw\":{\"$bin\":\"wQ==\"}}"
                 "\n");
    assert_shown(RENDER_PRETTY, false, &message,
                 "-> p\n{\"$bin\": \"wQ==\"}\n");
    assert_shown(RENDER_HEX, false, &message, "-> p\nc1\n");
    text = shown(RENDER_INSPECT, false, &message);
    assert_non_null(strstr((char *)text.at, "c1"));
    mw_buffer_fini(&text);
}

static void what_is_no_frame_is_not_shown(void **state)
{
    const struct mw_piece piece = {
        .kind = MW_PIECE_OUTSIDE,
        .bytes = mw_text("hello"),
    };
    struct relay_message message = {.peer = "p", .piece = &piece};

    (void)state;
    assert_shown(RENDER_JSON, false, &message, "");
    message.piece = NULL;
    assert_shown(RENDER_PRETTY, false, &message, "");
}

static void no_name_can_move_a_cursor(void **state)
{
    const struct mw_piece piece = frame_of("\x07", 1);
    const struct relay_message message = {.peer = "\x1b[2J", .piece = &piece};

    (void)state;
    assert_shown(RENDER_PRETTY, false, &message, "-> \\u001b[2J\n7\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_says_whose_it_is_and_which_way_it_went),
        cmocka_unit_test(an_envelope_has_all_that_is_known),
        cmocka_unit_test(each_value_of_a_frame_is_shown_by_itself),
        cmocka_unit_test(what_is_no_value_is_shown_with_its_fault),
        cmocka_unit_test(what_is_no_frame_is_not_shown),
        cmocka_unit_test(no_name_can_move_a_cursor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
