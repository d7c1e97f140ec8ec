/* What the system drops before anyone has seen it is counted. Run as:
 * test_dropped URL */
#include "contract.h"

#include <sys/socket.h>
#include <unistd.h>

enum { COUNT = 500 };

/* Sends more than the listener's socket has room for. */
static void overflow(int fd, struct mw_bytes body)
{
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(send(fd, body.at, body.len, 0), body.len);
    }
}

static int open_narrow(struct ground *ground)
{
    ground_init(ground);
    ground->link.socket.rcvbuf = 8192;
    ground->accepts.dull = true;
    ground->accepts.echo = false;
    ground_open(ground);
    return raw_connect(ground);
}

static void the_next_datagram_tells_how_many_there_was_no_room_for(void **state)
{
    struct mw_buffer body = body_of(1000);
    const struct mw_counters *seen;
    struct ground ground;
    int fd = open_narrow(&ground);
    uint64_t dropped;

    (void)state;
    seen = counters(&ground);
    overflow(fd, mw_buffer_bytes(&body));
    run_until(&ground, &ground.server[0].count, 1);
    run_now(&ground);
    assert_in_range(seen->datagrams_in, 1, COUNT / 2);
    dropped = COUNT - seen->datagrams_in;
    raw_send(&ground, fd, mw_buffer_bytes(&body));
    run_until(&ground, &ground.server[0].count, COUNT - dropped + 1);
    assert_int_equal(seen->datagrams_dropped, dropped);
    assert_int_equal(seen->datagrams_bad, 0);
    close(fd);
    mw_buffer_fini(&body);
    ground_close(&ground);
}

static void who_asks_need_not_wait_for_it(void **state)
{
    struct mw_buffer body = body_of(1000);
    const struct mw_counters *seen;
    struct ground ground;
    int fd = open_narrow(&ground);

    (void)state;
    seen = counters(&ground);
    overflow(fd, mw_buffer_bytes(&body));
    run_until(&ground, &ground.server[0].count, 1);
    run_now(&ground);
    assert_int_equal(seen->datagrams_dropped, 0);
    for (int again = 0; again < 2; again++) {
        mw_loop_count_dropped(ground.loop);
        assert_int_equal(seen->datagrams_dropped, COUNT - seen->datagrams_in);
    }
    overflow(fd, mw_buffer_bytes(&body));
    run_until(&ground, &ground.server[0].count, seen->datagrams_in + 1);
    run_now(&ground);
    mw_loop_count_dropped(ground.loop);
    assert_int_equal(seen->datagrams_dropped, 2 * COUNT - seen->datagrams_in);
    close(fd);
    mw_buffer_fini(&body);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_next_datagram_tells_how_many_there_was_no_room_for),
        cmocka_unit_test(who_asks_need_not_wait_for_it),
    };

    contract_begin(argc, argv, "udp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
