/* What streams promise of time: frames that drip in, peers that fall silent.
 * Run as: test_time URL */
#include "contract.h"

#include <sys/socket.h>
#include <unistd.h>

/* Sends a byte of the frame every few ms until the stream has ended. */
static void drip(struct ground *ground, int fd, const char *framing_bytes,
                 size_t len)
{
    uint64_t since = now_ms();
    size_t at = 0;

    while (ground->server[0].conn != NULL && now_ms() - since < 3000) {
        struct mw_buffer in = {0};
        if (at < len) {
            (void)send(fd, framing_bytes + at++, 1, MSG_NOSIGNAL);
        } else {
            (void)send(fd, "\x01", 1, MSG_NOSIGNAL);
        }
        run_for(ground, 10);
        mw_buffer_reserve(&in, 4096);
        if (recv(fd, in.at, 4096, MSG_DONTWAIT | MSG_PEEK) > 0) {
            mw_buffer_fini(&in);
            break;
        }
        mw_buffer_fini(&in);
    }
}

static void is_late(const char *framing, const char *begin, size_t len)
{
    struct ground ground;
    struct mw_buffer in = {0};
    uint64_t since;
    int fd;

    ground_init(&ground);
    ground.framing = framing;
    ground.limits.frame_ms = 200;
    ground.limits.linger_ms = 50;
    ground_open(&ground);
    fd = raw_connect(&ground);
    since = now_ms();
    drip(&ground, fd, begin, len);
    assert_took(since, 200);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_TIMED_OUT);
    run_while(&ground, &ground.server[0].closed, false);
    assert_int_equal(ground.server[0].why.status, MW_ETIMEOUT);
    assert_int_equal(counters(&ground)->slow_peers_closed, 1);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void a_frame_that_drips_in_is_not_waited_for(void **state)
{
    (void)state;
    is_late("u32be", "\0\0\x01\0\xc6\0\0\0\xfb", 9);
    is_late("none", "\xc6\0\0\x01\0", 5);
    is_late("u32be", "\0\0", 2);
}

static void a_long_frame_has_the_time_of_its_length(void **state)
{
    struct ground ground;
    struct mw_buffer body = body_of(1000), out = {0}, in = {0};
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.frame_ms = 50;
    ground.limits.frame_rate = 2000; /* 1,000 bytes may take 500 ms more */
    ground_open(&ground);
    put_frame(&ground, &out, mw_buffer_bytes(&body));
    fd = raw_connect(&ground);
    for (size_t at = 0; at < out.len; at += 251) {
        raw_send(&ground, fd, mw_bytes(out.at + at, 251));
        run_for(&ground, 60);
    }
    assert_int_equal(raw_read(&ground, fd, out.len, &in), RAW_OPEN);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), mw_buffer_bytes(&out)));
    close(fd);
    mw_buffer_fini(&body);
    mw_buffer_fini(&out);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void a_silent_peer_is_closed_only_if_asked_for(void **state)
{
    struct ground ground;
    struct mw_buffer in = {0};
    uint64_t since;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.idle_ms = 100;
    ground_open(&ground);
    fd = raw_connect(&ground);
    run_for(&ground, 60);
    since = now_ms();
    raw_send_body(&ground, fd, mw_text("\x07"));
    run_for(&ground, 60);
    assert_false(ground.server[0].closed);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_took(since, 100);
    assert_int_equal(counters(&ground)->idle_closed, 1);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_that_drips_in_is_not_waited_for),
        cmocka_unit_test(a_long_frame_has_the_time_of_its_length),
        cmocka_unit_test(a_silent_peer_is_closed_only_if_asked_for),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
