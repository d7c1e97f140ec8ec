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

/* --- resets --- */

static void after_connect(struct ground *ground, int fd)
{
    (void)ground;
    (void)fd;
}

static void inside_a_frame(struct ground *ground, int fd)
{
    raw_send(ground, fd, mw_bytes("\0\0\1\0\xc6", 5));
}

static void inside_a_prefix(struct ground *ground, int fd)
{
    raw_send(ground, fd, mw_bytes("\0\0", 2));
}

static void with_answers_unread(struct ground *ground, int fd)
{
    for (int i = 0; i < 100; i++) {
        raw_send_body(ground, fd, mw_text("\x07"));
    }
}

static void with_a_full_queue(struct ground *ground, int fd)
{
    struct mw_buffer body = body_of(ground->limits.out_high);

    raw_send_body(ground, fd, mw_buffer_bytes(&body));
    for (int i = 0; i < 64 && ground->server[1].conn != NULL; i++) {
        (void)mw_conn_send(ground->server[1].conn, mw_buffer_bytes(&body),
                           NULL);
        run_now(ground);
    }
    mw_buffer_fini(&body);
}

static void after_a_lost_boundary(struct ground *ground, int fd)
{
    raw_send(ground, fd, mw_bytes("\0\0\0\0", 4));
}

static void while_it_finishes(struct ground *ground, int fd)
{
    with_answers_unread(ground, fd);
    mw_conn_finish(ground->server[1].conn);
    run_now(ground);
}

static void while_it_is_paused(struct ground *ground, int fd)
{
    mw_conn_pause(ground->server[1].conn);
    with_answers_unread(ground, fd);
}

static void a_reset_at_any_moment_harms_no_one_else(void **state)
{
    void (*const moments[])(struct ground *, int) = {
        after_connect,     inside_a_frame,        inside_a_prefix,
        with_a_full_queue, after_a_lost_boundary, with_answers_unread,
        while_it_finishes, while_it_is_paused,
    };

    (void)state;
    for (size_t i = 0; i < sizeof(moments) / sizeof(*moments); i++) {
        struct ground ground;
        struct side client;
        int fd;

        ground_init(&ground);
        ground.limits.out_high = 100000;
        ground.limits.out_low = 10000;
        ground_open(&ground);
        client_open(&ground, &client);
        fd = raw_connect(&ground);
        moments[i](&ground, fd);
        raw_reset(fd);
        client_send(&client, mw_text("\x07"));
        run_until(&ground, &client.count, 1);
        if (ground.server[1].conn != NULL) {
            mw_conn_resume(ground.server[1].conn);
            run_until(&ground, &ground.server[1].closes, 1);
        }
        assert_int_equal(counters(&ground)->connections, 2);
        assert_int_equal(counters(&ground)->buffered, 0);
        client_finish(&ground, &client);
        ground_close(&ground);
    }
}

/* --- draining --- */

static void draining_answers_all_that_was_received(void **state)
{
    enum { MANY = 3000 };
    struct ground ground;
    struct mw_buffer out = {0}, in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    for (unsigned i = 0; i < MANY; i++) {
        uint8_t body[3] = {0xcd, (uint8_t)(i >> 8), (uint8_t)i};
        put_frame(&ground, &out, mw_bytes(body, sizeof(body)));
    }
    fd = raw_connect(&ground);
    assert_int_equal(send(fd, out.at, out.len, MSG_NOSIGNAL), out.len);
    mw_loop_drain(ground.loop); /* nothing has been read yet */
    mw_loop_drain(ground.loop);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), mw_buffer_bytes(&out)));
    close(fd);
    run_while(&ground, &ground.server[0].closed, false);
    assert_int_equal(ground.server[0].why.status, MW_OK);
    mw_buffer_fini(&in);
    mw_buffer_fini(&out);
    ground_close(&ground);
}

static void draining_waits_for_what_a_slow_reader_is_owed(void **state)
{
    struct ground ground;
    struct mw_buffer body = body_of(12 << 20), out = {0}, in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.out_high = 64 << 10;
    ground.limits.out_low = 16 << 10;
    ground.accepts.dull = true;
    ground_open(&ground);
    put_frame(&ground, &out, mw_buffer_bytes(&body));
    put_frame(&ground, &out, mw_text("\x07"));
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_buffer_bytes(&out));
    mw_loop_drain(ground.loop);
    run_for(&ground, 150);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), mw_buffer_bytes(&out)));
    close(fd);
    mw_buffer_fini(&body);
    mw_buffer_fini(&in);
    mw_buffer_fini(&out);
    ground_close(&ground);
}

static void draining_ends_the_silent_at_once(void **state)
{
    struct ground ground;
    uint64_t since;
    int fd[16];

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    for (int i = 0; i < 16; i++) {
        fd[i] = raw_connect(&ground);
    }
    run_for(&ground, 50);
    since = now_ms();
    mw_loop_drain(ground.loop);
    for (int i = 0; i < 16; i++) {
        run_while(&ground, &ground.server[i].closed, false);
    }
    assert_soon(since);
    for (int i = 0; i < 16; i++) {
        close(fd[i]);
    }
    ground_close(&ground);
}

static void draining_ends_though_a_peer_never_falls_silent(void **state)
{
    struct ground ground;
    struct side client;
    uint64_t since;
    size_t asked = 0;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client.dull = true;
    since = now_ms();
    mw_loop_drain(ground.loop);
    while (!client.ended && now_ms() - since < 5000) {
        if (asked == client.count && client.conn != NULL) {
            client_send(&client, mw_text("\x07"));
            asked++;
        }
        uv_run(&ground.uv, UV_RUN_ONCE);
    }
    assert_true(client.ended);
    assert_true(asked - client.count <= 1); /* the one that crossed the end */
    run_until(&ground, &client.closes, 1);
    run_until(&ground, &ground.server[0].closes, 1);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_half_closed_peer_gets_every_answer_then_the_close),
        cmocka_unit_test(a_stream_that_ends_inside_a_frame_is_told_so),
        cmocka_unit_test(a_finished_stream_ends_though_its_peer_never_stops),
        cmocka_unit_test(a_fault_after_a_finish_does_not_undo_its_deadline),
        cmocka_unit_test(a_reset_at_any_moment_harms_no_one_else),
        cmocka_unit_test(draining_answers_all_that_was_received),
        cmocka_unit_test(draining_waits_for_what_a_slow_reader_is_owed),
        cmocka_unit_test(draining_ends_the_silent_at_once),
        cmocka_unit_test(draining_ends_though_a_peer_never_falls_silent),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
