/* What every transport promises of closing, at whatever moment.
 * Run as: test_closing URL */
#include "contract.h"

static void close_at_3(struct side *side, struct mw_bytes body)
{
    (void)body;
    assert_true(side->count <= 3);
    if (side->count == 3) {
        mw_conn_close(side->conn);
        mw_conn_close(side->conn);
        assert_null(mw_conn_begin(side->conn));
        mw_conn_pause(side->conn);
        mw_conn_resume(side->conn);
        mw_conn_finish(side->conn);
        assert_int_equal(mw_conn_queued(side->conn), 0);
    }
}

static void a_connection_closed_from_within_on_body_says_no_more(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.accepts.hook = close_at_3;
    ground_open(&ground);
    client_open(&ground, &client);
    for (int i = 0; i < 50; i++) {
        client_send(&client, mw_text("\x07"));
    }
    run_until(&ground, &ground.server[0].closes, 1);
    assert_int_equal(ground.server[0].why.status, MW_ECANCELED);
    assert_int_equal(ground.server[0].count, 3);
    if (!contract_is_datagram()) {
        run_until(&ground, &client.closes, 1);
    }
    ground_close(&ground);
    assert_int_equal(client.closes, 1);
    side_fini(&client);
}

static void close_at_once(struct side *side)
{
    mw_conn_close(side->conn);
}

static void a_connection_closed_from_within_on_open_is_gone(void **state)
{
    struct ground ground;
    struct side client = {.at_open = close_at_once};
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &client, NULL, &err), MW_OK);
    run_until(&ground, &client.closes, 1);
    assert_int_equal(client.why.status, MW_ECANCELED);
    run_for(&ground, 10);
    ground_close(&ground);
    assert_int_equal(client.closes, 1);
}

static void a_connection_closed_before_it_stands_says_so_once(void **state)
{
    struct ground ground;
    struct side client = {0};
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &client, NULL, &err), MW_OK);
    mw_conn_close(client.conn);
    assert_int_equal(client.closes, 0); /* never before the call returns */
    run_until(&ground, &client.closes, 1);
    assert_false(client.opened);
    assert_int_equal(client.why.status, MW_ECANCELED);
    ground_close(&ground);
}

static void *accept_none(struct mw_conn *conn, void *data)
{
    size_t *asked = data;

    (void)conn;
    ++*asked;
    return NULL;
}

static void an_owner_may_refuse_a_connection_and_hears_no_more(void **state)
{
    struct mw_listener_config config = {.events = &side_events,
                                        .on_accept = accept_none};
    struct mw_listener *other = NULL;
    struct mw_link link;
    struct ground ground;
    struct side client;
    size_t asked = 0;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    config.data = &asked;
    link = *mw_listener_link(ground.listener);
    mw_listener_close(ground.listener);
    run_now(&ground);
    assert_int_equal(
        mw_listener_open(ground.loop, &link, &config, &other, NULL), MW_OK);
    ground.listener = other;
    if (contract_is_datagram()) {
        run_until(&ground, &asked, 1);
    } else {
        client_open(&ground, &client);
        run_until(&ground, &client.closes, 1);
    }
    assert_int_equal(asked, 1);
    ground_close(&ground);
}

static void
a_loop_closed_in_the_middle_of_everything_leaves_nothing(void **state)
{
    struct mw_buffer body = body_of(contract_is_datagram() ? 1000 : 1 << 20);
    struct side client[8] = {0};
    struct ground ground;
    struct mw_error err;

    (void)state;
    for (size_t turns = 0; turns < 12; turns++) {
        ground_init(&ground);
        ground_open(&ground);
        for (size_t i = 0; i < 8; i++) {
            client[i] = (struct side){0};
            assert_int_equal(client_begin(&ground, &client[i], NULL, &err),
                             MW_OK);
        }
        for (size_t i = 0; i < turns; i++) {
            uv_run(&ground.uv, UV_RUN_NOWAIT);
            if (client[i % 8].opened) {
                client_send(&client[i % 8], mw_buffer_bytes(&body));
            }
        }
        ground_close(&ground);
        for (size_t i = 0; i < 8; i++) {
            assert_int_equal(client[i].closes, 1);
            assert_int_equal(client[i].why.status, MW_ECANCELED);
            side_fini(&client[i]);
        }
    }
    mw_buffer_fini(&body);
}

static void nothing_begins_on_a_loop_that_closes(void **state)
{
    struct mw_listener_config config = {.events = &side_events};
    struct mw_listener *listener = NULL;
    struct mw_link link;
    struct ground ground;
    struct side client = {0};
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    link = *mw_listener_link(ground.listener);
    mw_loop_close(ground.loop);
    mw_loop_close(ground.loop);
    assert_int_equal(
        mw_listener_open(ground.loop, &link, &config, &listener, &err),
        MW_ECANCELED);
    assert_int_equal(mw_conn_open(ground.loop, &link,
                                  &(struct mw_conn_config){
                                      .events = &side_events, .data = &client},
                                  &client.conn, &err),
                     MW_ECANCELED);
    assert_null(client.conn);
    ground_close(&ground);
    assert_int_equal(client.closes, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_closed_from_within_on_body_says_no_more),
        cmocka_unit_test(a_connection_closed_from_within_on_open_is_gone),
        cmocka_unit_test(a_connection_closed_before_it_stands_says_so_once),
        cmocka_unit_test(an_owner_may_refuse_a_connection_and_hears_no_more),
        cmocka_unit_test(
            a_loop_closed_in_the_middle_of_everything_leaves_nothing),
        cmocka_unit_test(nothing_begins_on_a_loop_that_closes),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
