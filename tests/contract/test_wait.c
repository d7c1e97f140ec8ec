/* Waiting for one connection in its read itself.
 * Run as: test_wait URL */
#include "contract.h"

enum {
    LONGEST_MS = 10, /* of one wait */
    TURNS = 5,       /* the shortest of them is not another's work */
};

static void wait_begin(struct ground *ground, struct side *client)
{
    ground_init(ground);
    ground_open(ground);
    client_open(ground, client);
}

static void wait_end(struct ground *ground, struct side *client)
{
    client_finish(ground, client);
    ground_close(ground);
}

/* The server lives on the same loop, which has its turn before each wait. */
static void wait_until(struct ground *ground, struct side *client,
                       const size_t *value, size_t wanted)
{
    uint64_t since = now_ms();

    while (*value < wanted && now_ms() - since < GUARD_MS) {
        uv_run(&ground->uv, UV_RUN_NOWAIT);
        if (client->conn != NULL) {
            mw_conn_wait(client->conn);
        }
    }
    assert_in_range(*value, wanted, SIZE_MAX);
}

static void an_answer_comes_while_it_waits(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    wait_begin(&ground, &client);
    for (size_t i = 1; i <= 100; i++) {
        client_send(&client, mw_text("\x07"));
        wait_until(&ground, &client, &client.count, i);
    }
    assert_int_equal(client.bytes, 100);
    wait_end(&ground, &client);
}

static void it_does_not_wait_for_ever(void **state)
{
    struct ground ground;
    struct side client;
    uint64_t since;

    (void)state;
    wait_begin(&ground, &client);
    since = now_ms();
    assert_true(mw_conn_wait(client.conn));
    assert_took(since, LONGEST_MS);
    wait_end(&ground, &client);
}

static void it_does_not_wait_while_there_is_something_to_send(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    wait_begin(&ground, &client);
    client_send(&client, mw_text("\x07"));
    assert_false(mw_conn_wait(client.conn));
    run_until(&ground, &client.count, 1);
    wait_end(&ground, &client);
}

/* What no buffer of the system holds is sent and comes back all the same, and
 * goes on as usual where the loop takes over. */
static void a_long_body_goes_there_and_back(void **state)
{
    struct mw_buffer body = body_of(contract_is_datagram() ? 60000 : 8 << 20);
    struct ground ground;
    struct side client;

    (void)state;
    wait_begin(&ground, &client);
    assert_true(mw_conn_wait(client.conn));
    client_send(&client, mw_buffer_bytes(&body));
    wait_until(&ground, &client, &client.count, 1);
    assert_int_equal(client.bytes, body.len);
    client_send(&client, mw_buffer_bytes(&body));
    run_until(&ground, &client.count, 2);
    mw_buffer_fini(&body);
    wait_end(&ground, &client);
}

/* One look at the loop with more to send than the system takes. */
static uint64_t one_turn(struct ground *ground, struct side *client,
                         struct mw_bytes body)
{
    uint64_t since;

    assert_true(mw_conn_wait(client->conn));
    mw_conn_pause(ground->server[0].conn);
    client_send(client, body);
    since = now_ms();
    uv_run(&ground->uv, UV_RUN_NOWAIT);
    since = now_ms() - since;
    mw_conn_resume(ground->server[0].conn);
    return since;
}

/* Two that wait for each other to read would hold each other up. */
static void a_peer_that_does_not_read_is_not_waited_for(void **state)
{
    struct mw_buffer body = body_of(8 << 20);
    uint64_t least = UINT64_MAX;
    struct ground ground;
    struct side client;

    (void)state;
    wait_begin(&ground, &client);
    for (size_t i = 1; i <= TURNS; i++) {
        uint64_t took = one_turn(&ground, &client, mw_buffer_bytes(&body));

        least = took < least ? took : least;
        run_until(&ground, &client.count, i);
    }
    assert_in_range(least, 0, LONGEST_MS / 2);
    mw_buffer_fini(&body);
    wait_end(&ground, &client);
}

static void the_peers_end_is_seen(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    wait_begin(&ground, &client);
    mw_conn_finish(ground.server[0].conn);
    wait_until(&ground, &client, &client.closes, 1);
    assert_false(client.opened && client.conn != NULL);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest streams[] = {
        cmocka_unit_test(an_answer_comes_while_it_waits),
        cmocka_unit_test(it_does_not_wait_for_ever),
        cmocka_unit_test(it_does_not_wait_while_there_is_something_to_send),
        cmocka_unit_test(a_long_body_goes_there_and_back),
        cmocka_unit_test(a_peer_that_does_not_read_is_not_waited_for),
        cmocka_unit_test(the_peers_end_is_seen),
    };

    /* A datagram socket's peer has no end, and is never waited for. */
    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return contract_is_datagram()
               ? _cmocka_run_group_tests("datagrams", streams,
                                         sizeof(streams) / sizeof(*streams) - 2,
                                         NULL, NULL)
               : cmocka_run_group_tests(streams, NULL, NULL);
}
