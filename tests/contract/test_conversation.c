/* What every transport promises. Run as: test_conversation URL */
#include "contract.h"

#include <unistd.h>

static const uint8_t hello[] = {0xa5, 'h', 'e', 'l', 'l', 'o'};

static struct mw_bytes hello_body(void)
{
    return mw_bytes(hello, sizeof(hello));
}

/* What a datagram socket may have in flight without loss. */
static size_t many(size_t of_stream)
{
    return contract_is_datagram() && of_stream > 60 ? 60 : of_stream;
}

static void a_body_comes_back_as_it_went(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, hello_body());
    run_until(&ground, &client.count, 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies), hello_body()));
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* Queues the numbers from 0 on, all in one turn. */
static struct mw_buffer send_numbers(struct side *client, size_t count)
{
    struct mw_buffer sent = {0};

    for (size_t i = 0; i < count; i++) {
        size_t at = sent.len;
        assert_int_equal(mw_pack_uint(&sent, i), MW_OK);
        client_send(client, mw_bytes(sent.at + at, sent.len - at));
    }
    return sent;
}

static void many_bodies_of_one_turn_come_back_in_order(void **state)
{
    struct mw_buffer sent;
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    sent = send_numbers(&client, many(20000));
    run_until(&ground, &client.count, many(20000));
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_buffer_bytes(&sent)));
    mw_buffer_fini(&sent);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void two_clients_at_once_get_their_own_answers(void **state)
{
    struct ground ground;
    struct side one, two;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &one);
    client_open(&ground, &two);
    for (int i = 0; i < 10; i++) {
        client_send(&one, mw_text("\xa3one"));
        client_send(&two, mw_text("\xa3two"));
    }
    run_until(&ground, &one.count, 10);
    run_until(&ground, &two.count, 10);
    assert_memory_equal(one.bodies.at + 36, "\xa3one", 4);
    assert_memory_equal(two.bodies.at + 36, "\xa3two", 4);
    client_finish(&ground, &one);
    client_send(&two, mw_text("\xa3two"));
    run_until(&ground, &two.count, 11);
    client_finish(&ground, &two);
    ground_close(&ground);
}

/* --- addresses --- */

struct names {
    char peer[MW_ENDPOINT_TEXT], local[MW_ENDPOINT_TEXT];
};

static void note_names(struct side *side, struct mw_bytes body)
{
    struct names *names = side->arg;

    (void)body;
    mw_conn_peer(side->conn, names->peer);
    mw_conn_local(side->conn, names->local);
}

static void each_side_is_told_both_addresses(void **state)
{
    struct names of_server, of_client;
    char listens[MW_ENDPOINT_TEXT];
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.accepts.hook = note_names;
    ground.accepts.arg = &of_server;
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, hello_body());
    run_until(&ground, &client.count, 1);
    client.arg = &of_client;
    note_names(&client, hello_body());
    mw_endpoint_format(mw_listener_endpoint(ground.listener), listens);
    assert_string_equal(of_client.peer, listens);
    assert_string_equal(of_server.local, listens);
    assert_string_equal(of_server.peer, of_client.local);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* Both ends are this process, of which the system tells on Unix sockets. */
static void a_unix_peer_is_known_by_its_process(void **state)
{
    struct ground ground;
    struct side client;
    int64_t expected;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, hello_body());
    run_until(&ground, &client.count, 1);
    expected = mw_conn_scheme(client.conn) == MW_UNIX ? getpid() : 0;
    assert_int_equal(mw_conn_peer_pid(client.conn), expected);
    assert_int_equal(mw_conn_peer_pid(ground.server[0].conn), expected);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void port_0_becomes_a_real_port(void **state)
{
    struct ground ground;
    const struct mw_endpoint *endpoint;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    endpoint = mw_listener_endpoint(ground.listener);
    assert_true(endpoint->scheme == MW_UNIX ? endpoint->port == 0
                                            : endpoint->port != 0);
    ground_close(&ground);
}

static void a_taken_address_is_refused_in_a_sentence(void **state)
{
    struct mw_listener_config config = {.events = &side_events};
    struct mw_listener *second = NULL;
    struct mw_error err = {0};
    struct ground ground;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    assert_int_equal(mw_listener_open(ground.loop,
                                      mw_listener_link(ground.listener),
                                      &config, &second, &err),
                     MW_ECONNECT);
    assert_non_null(strstr(err.text, "ddress already in use"));
    assert_null(second);
    ground_close(&ground);
}

/* --- pause --- */

static void pause_after_3(struct side *side, struct mw_bytes body)
{
    (void)body;
    if (side->count == 3) {
        mw_conn_pause(side->conn);
    }
}

static void what_comes_while_paused_comes_after_resume(void **state)
{
    struct mw_buffer sent;
    struct ground ground;
    struct side client;
    size_t before;

    (void)state;
    ground_init(&ground);
    ground.accepts.hook = pause_after_3;
    ground_open(&ground);
    client_open(&ground, &client);
    sent = send_numbers(&client, many(2000));
    run_until(&ground, &client.count, 3);
    run_for(&ground, 30);
    before = ground.server[0].count;
    assert_true(before == 3 || contract_is_datagram());
    mw_conn_resume(ground.server[0].conn);
    run_until(&ground, &client.count, many(2000));
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_buffer_bytes(&sent)));
    mw_buffer_fini(&sent);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void pause_and_resume(struct side *side, struct mw_bytes body)
{
    (void)body;
    mw_conn_pause(side->conn);
    mw_conn_resume(side->conn);
}

static void a_pause_taken_back_at_once_changes_nothing(void **state)
{
    struct mw_buffer sent;
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.accepts.hook = pause_and_resume;
    ground_open(&ground);
    client_open(&ground, &client);
    sent = send_numbers(&client, many(2000));
    run_until(&ground, &client.count, many(2000));
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_buffer_bytes(&sent)));
    mw_buffer_fini(&sent);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void what_is_resumed_may_be_paused_again_each_time(void **state)
{
    struct mw_buffer sent;
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.accepts.hook = pause_and_resume;
    ground_open(&ground);
    client_open(&ground, &client);
    mw_conn_pause(client.conn);
    sent = send_numbers(&client, many(500));
    run_for(&ground, 20);
    assert_int_equal(client.count, 0);
    client.hook = pause_after_3;
    mw_conn_resume(client.conn);
    run_until(&ground, &client.count, 3);
    mw_conn_resume(client.conn);
    run_until(&ground, &client.count, many(500));
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_buffer_bytes(&sent)));
    mw_buffer_fini(&sent);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* --- what is not sent --- */

static void a_body_too_large_is_refused_with_its_number(void **state)
{
    struct mw_buffer body = body_of(3000);
    struct mw_error err = {0};
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.limits.max_frame = ground.limits.max_datagram = 2000;
    ground_open(&ground);
    client_open(&ground, &client);
    assert_int_equal(mw_conn_send(client.conn, mw_buffer_bytes(&body), &err),
                     MW_ETOOBIG);
    assert_non_null(strstr(err.text, "3000"));
    assert_non_null(strstr(err.text, "2000"));
    client_send(&client, hello_body());
    run_until(&ground, &client.count, 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies), hello_body()));
    mw_buffer_fini(&body);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void an_empty_body_is_refused(void **state)
{
    struct mw_error err = {0};
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    assert_int_equal(mw_conn_send(client.conn, mw_bytes(NULL, 0), &err),
                     MW_EFRAME);
    assert_true(strlen(err.text) > 0);
    run_for(&ground, 20);
    assert_int_equal(ground.server[0].count + ground.server[0].bad, 0);
    assert_int_equal(counters(&ground)->buffered, 0);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void what_is_taken_back_is_not_sent(void **state)
{
    struct ground ground;
    struct side client;
    struct mw_buffer *out;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, mw_text("\x01"));
    out = mw_conn_begin(client.conn);
    assert_non_null(out);
    assert_int_equal(mw_buffer_append(out, mw_text("nothing")), MW_OK);
    mw_conn_undo(client.conn);
    client_send(&client, mw_text("\x02"));
    run_until(&ground, &client.count, 2);
    assert_memory_equal(client.bodies.at, "\x01\x02", 2);
    out = mw_conn_begin(client.conn);
    assert_non_null(out);
    mw_conn_undo(client.conn);
    run_for(&ground, 20);
    assert_int_equal(client.count, 2);
    assert_int_equal(counters(&ground)->buffered, 0);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* An answer that can't be given must not be waited for. */
static void without_memory_to_answer_a_stream_ends(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    alloc_fail_after(0);
    assert_null(mw_conn_begin(client.conn));
    alloc_fail_after(SIZE_MAX);
    run_until(&ground, &client.closes, 1);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_memory_to_answer_a_stream_ends),
        cmocka_unit_test(a_body_comes_back_as_it_went),
        cmocka_unit_test(many_bodies_of_one_turn_come_back_in_order),
        cmocka_unit_test(two_clients_at_once_get_their_own_answers),
        cmocka_unit_test(each_side_is_told_both_addresses),
        cmocka_unit_test(a_unix_peer_is_known_by_its_process),
        cmocka_unit_test(port_0_becomes_a_real_port),
        cmocka_unit_test(a_taken_address_is_refused_in_a_sentence),
        cmocka_unit_test(what_comes_while_paused_comes_after_resume),
        cmocka_unit_test(a_pause_taken_back_at_once_changes_nothing),
        cmocka_unit_test(what_is_resumed_may_be_paused_again_each_time),
        cmocka_unit_test(a_body_too_large_is_refused_with_its_number),
        cmocka_unit_test(an_empty_body_is_refused),
        cmocka_unit_test(what_is_taken_back_is_not_sent),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
