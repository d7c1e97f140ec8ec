#include "support.h"

#include "talk/stamp.h"

static void a_message_is_printed_with_what_is_known_of_its_way(void **state)
{
    struct stamp stamp = {
        .peer = "udp://h:1", .local = "udp://h:2", .transport = "udp"};
    const struct stamp_mark mark = {.seq = 3, .rtt_ns = 500000000};
    struct render render = {.form = RENDER_JSON};
    static const char time[] = "{\"time\":{\"$ts\":\"20";
    const char *rest;

    (void)state;
    assert_int_equal(
        stamp_show(&stamp, &mark, mw_text("\x91\x01"), &render, NULL), MW_OK);
    mw_buffer_append(&render.out.buffer, mw_bytes("", 1));
    rest = strstr((char *)render.out.buffer.at, "\"},");
    assert_memory_equal(render.out.buffer.at, time, sizeof(time) - 1);
    assert_non_null(rest);
    assert_string_equal(rest + 3,
                        "\"peer\":\"udp://h:1\",\"local\":\"udp://h:2\","
                        "\"transport\":\"udp\",\"bytes\":2,\"seq\":3,"
                        "\"rtt\":0.5,\"message\":[1]}\n");
    mw_buffer_fini(&render.out.buffer);
    stamp_fini(&stamp);
}

/* -o raw: the very bytes, as without an envelope. */
static void raw_output_is_the_message_itself(void **state)
{
    struct stamp stamp = {.peer = ""};
    const struct stamp_mark mark = {0};
    struct render render = {.form = RENDER_RAW};

    (void)state;
    assert_int_equal(
        stamp_show(&stamp, &mark, mw_text("\x91\xcc\x01"), &render, NULL),
        MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&render.out.buffer),
                               mw_text("\x91\xcc\x01")));
    mw_buffer_fini(&render.out.buffer);
    stamp_fini(&stamp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_printed_with_what_is_known_of_its_way),
        cmocka_unit_test(raw_output_is_the_message_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
