/* How streams end, whichever side does it, and when.
 * Run as: test_ending URL */
#include "contract.h"

#include <sys/socket.h>
#include <unistd.h>

static void a_half_closed_peer_gets_every_answer_then_the_close(void **state)
{
    enum { MANY = 5000 };
    struct ground ground;
    struct mw_buffer out = {0}, in = {0};
    uint64_t since;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    for (unsigned i = 0; i < MANY; i++) {
        uint8_t body[3] = {0xcd, (uint8_t)(i >> 8), (uint8_t)i};
        put_frame(&ground, &out, mw_bytes(body, sizeof(body)));
    }
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_buffer_bytes(&out));
    shutdown(fd, SHUT_WR);
    since = now_ms();
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_soon(since);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), mw_buffer_bytes(&out)));
    run_while(&ground, &ground.server[0].closed, false);
    assert_int_equal(ground.server[0].why.status, MW_OK);
    close(fd);
    mw_buffer_fini(&out);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void a_stream_that_ends_inside_a_frame_is_told_so(void **state)
{
    struct ground ground;
    struct mw_buffer in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_bytes("\0\0\0\x01\x07\0\0\0\x09\xa8", 10));
    shutdown(fd, SHUT_WR);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_memory_equal(in.at, "\0\0\0\x01\x07", 5);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_PARSE_ERROR);
    run_while(&ground, &ground.server[0].closed, false);
    assert_int_equal(ground.server[0].why.status, MW_ECLOSED);
    assert_non_null(strstr(ground.server[0].why.text, "5 bytes"));
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void a_finished_stream_ends_though_its_peer_never_stops(void **state)
{
    struct ground ground;
    struct mw_buffer in = {0};
    uint64_t since;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.linger_ms = 150;
    ground_open(&ground);
    fd = raw_connect(&ground);
    raw_send_body(&ground, fd, mw_text("\x07"));
    since = now_ms();
    mw_conn_finish(ground.server[0].conn);
    mw_conn_finish(ground.server[0].conn);
    assert_null(mw_conn_begin(ground.server[0].conn));
    while (!ground.server[0].closed && now_ms() - since < 1000) {
        (void)send(fd, "\0\0\0\x01\x07\0\0", 7, MSG_NOSIGNAL | MSG_DONTWAIT);
        (void)send(fd, "\0\x01\x07", 3, MSG_NOSIGNAL | MSG_DONTWAIT);
        run_now(&ground);
    }
    assert_took(since, 150);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void a_fault_after_a_finish_does_not_undo_its_deadline(void **state)
{
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.linger_ms = 50;
    ground_open(&ground);
    fd = raw_connect(&ground);
    mw_conn_finish(ground.server[0].conn);
    run_now(&ground);
    raw_send(&ground, fd, mw_bytes("\0\0\0\0", 4));
    run_while(&ground, &ground.server[0].closed, false);
    close(fd);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_half_closed_peer_gets_every_answer_then_the_close),
        cmocka_unit_test(a_stream_that_ends_inside_a_frame_is_told_so),
        cmocka_unit_test(a_finished_stream_ends_though_its_peer_never_stops),
        cmocka_unit_test(a_fault_after_a_finish_does_not_undo_its_deadline),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
