/* What promises of later answers keep, over every transport.
 * Run as: test_promise URL */
#include "promises.h"

#include <sys/socket.h>
#include <unistd.h>

static void ask(struct ground *ground, struct side *client,
                struct promises *promises)
{
    size_t wanted = promises->count + 1;

    client_send(client, mw_text("\x01"));
    run_until(ground, &promises->count, wanted);
}

static void got(struct ground *ground, struct side *client, const char *bytes)
{
    run_until(ground, &client->bytes, strlen(bytes));
    assert_int_equal(client->bytes, strlen(bytes));
    assert_memory_equal(client->bodies.at, bytes, strlen(bytes));
}

/* For a client whose peer may have gone. */
static void hang_up(struct ground *ground, struct side *client)
{
    if (client->conn != NULL) {
        mw_conn_close(client->conn);
    }
    run_while(ground, &client->closed, false);
    side_fini(client);
}

static void an_answer_goes_to_who_asked_in_any_order(void **state)
{
    struct promises promises;
    struct ground ground;
    struct side first, second;

    (void)state;
    ground_that_promises(&ground, &promises);
    client_open(&ground, &first);
    client_open(&ground, &second);
    ask(&ground, &first, &promises);
    ask(&ground, &second, &promises);
    assert_int_equal(keep(promises.list[1], mw_text("\x22")), MW_OK);
    got(&ground, &second, "\x22");
    assert_int_equal(first.count, 0);
    assert_int_equal(keep(promises.list[0], mw_text("\x11")), MW_OK);
    got(&ground, &first, "\x11");
    mw_promise_free(promises.list[0]);
    mw_promise_free(promises.list[1]);
    client_finish(&ground, &first);
    client_finish(&ground, &second);
    ground_close(&ground);
}

static void what_was_begun_can_be_taken_back(void **state)
{
    struct promises promises;
    struct ground ground;
    struct side client;
    struct mw_buffer *out;

    (void)state;
    ground_that_promises(&ground, &promises);
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    out = mw_promise_begin(promises.list[0]);
    assert_non_null(out);
    assert_int_equal(mw_buffer_append(out, mw_text("\x33")), MW_OK);
    mw_promise_undo(promises.list[0]);
    assert_int_equal(keep(promises.list[0], mw_text("\x44")), MW_OK);
    got(&ground, &client, "\x44");
    mw_promise_free(promises.list[0]);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void a_promise_outlives_its_connection(void **state)
{
    struct promises promises;
    struct ground ground;
    struct side client;

    (void)state;
    ground_that_promises(&ground, &promises);
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    mw_conn_close(ground.server[0].conn);
    assert_null(mw_promise_begin(promises.list[0]));
    run_until(&ground, &ground.server[0].closes, 1);
    assert_null(mw_promise_begin(promises.list[0]));
    mw_promise_free(promises.list[0]);
    mw_promise_free(NULL);
    hang_up(&ground, &client);
    ground_close(&ground);
}

static void a_loop_that_drains_waits_for_it(void **state)
{
    struct promises promises;
    struct ground ground;
    struct side client;

    (void)state;
    ground_that_promises(&ground, &promises);
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    mw_loop_drain(ground.loop);
    run_for(&ground, 150);
    assert_false(ground.server[0].closed);
    assert_int_equal(keep(promises.list[0], mw_text("\x55")), MW_OK);
    got(&ground, &client, "\x55");
    mw_promise_free(promises.list[0]);
    run_until(&ground, &ground.server[0].closes, 1);
    hang_up(&ground, &client);
    ground_close(&ground);
}

/* --- streams --- */

/* The owner has no on_end, as most have not. */
static void leave_the_end_to_the_library(struct side *side)
{
    static struct mw_conn_events events;

    events = side_events;
    events.on_end = NULL;
    mw_conn_attach(side->conn, &events, side);
}

static void promise_and_leave_the_end(struct side *side, struct mw_bytes body)
{
    leave_the_end_to_the_library(side);
    promise(side, body);
}

static void who_half_closes_gets_what_was_promised_then_the_end(void **state)
{
    struct mw_buffer in = {0};
    struct promises promises;
    struct ground ground;
    int fd;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("datagrams have no end");
    }
    ground_that_promises(&ground, &promises);
    ground.accepts.hook = promise_and_leave_the_end;
    fd = raw_connect(&ground);
    raw_send_body(&ground, fd, mw_text("\x01"));
    raw_send_body(&ground, fd, mw_text("\x02"));
    run_until(&ground, &promises.count, 2);
    shutdown(fd, SHUT_WR);
    run_for(&ground, 50);
    assert_false(ground.server[0].closed);
    assert_int_equal(keep(promises.list[1], mw_text("\x22")), MW_OK);
    mw_promise_free(promises.list[1]);
    assert_int_equal(keep(promises.list[0], mw_text("\x11")), MW_OK);
    mw_promise_free(promises.list[0]);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_int_equal(in.len, 10);
    assert_memory_equal(in.at, "\0\0\0\x01\x22\0\0\0\x01\x11", 10);
    run_until(&ground, &ground.server[0].closes, 1);
    mw_buffer_fini(&in);
    close(fd);
    ground_close(&ground);
}

static void who_waits_for_an_answer_is_not_idle(void **state)
{
    struct promises promises = {.count = 0};
    struct ground ground;
    struct side client;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("datagrams have no connection");
    }
    ground_init(&ground);
    ground.limits.idle_ms = 50;
    ground.accepts.echo = false;
    ground.accepts.hook = promise;
    ground.accepts.arg = &promises;
    ground_open(&ground);
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    run_for(&ground, 150);
    assert_false(client.closed);
    mw_promise_free(promises.list[0]);
    run_while(&ground, &client.closed, false);
    side_fini(&client);
    ground_close(&ground);
}

/* --- datagrams --- */

static void a_datagram_is_answered_once_and_with_twice_as_much(void **state)
{
    struct mw_buffer long_one;
    struct promises promises;
    struct ground ground;
    struct side client;

    (void)state;
    if (!contract_is_datagram()) {
        skip_because("a stream's answers have no such bound");
    }
    long_one = body_of(100);
    ground_that_promises(&ground, &promises);
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    assert_int_equal(keep(promises.list[0], mw_buffer_bytes(&long_one)),
                     MW_ELIMIT);
    assert_int_equal(keep(promises.list[0], mw_text("\x11")), MW_OK);
    assert_int_equal(keep(promises.list[0], mw_text("\x22")), MW_ELIMIT);
    got(&ground, &client, "\x11");
    mw_promise_free(promises.list[0]);
    mw_buffer_fini(&long_one);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void promise_and_answer(struct side *side, struct mw_bytes body)
{
    promise(side, body);
    assert_int_equal(mw_conn_send(side->conn, body, NULL), MW_ELIMIT);
}

static void a_datagram_whose_answer_is_promised_has_no_other(void **state)
{
    struct promises promises;
    struct ground ground;
    struct side client;

    (void)state;
    if (!contract_is_datagram()) {
        skip_because("a stream's answers have no such bound");
    }
    ground_that_promises(&ground, &promises);
    ground.accepts.hook = promise_and_answer;
    ground.server[0].hook = promise_and_answer;
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    assert_int_equal(keep(promises.list[0], mw_text("\x66")), MW_OK);
    got(&ground, &client, "\x66");
    mw_promise_free(promises.list[0]);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void a_bad_datagram_takes_no_promise_away(void **state)
{
    struct promises promises;
    struct ground ground;
    struct side client;

    (void)state;
    if (!contract_is_datagram()) {
        skip_because("a stream fails");
    }
    ground_that_promises(&ground, &promises);
    client_open(&ground, &client);
    ask(&ground, &client, &promises);
    client_send(&client, mw_text("\xc1"));
    run_until(&ground, &ground.server[0].dropped, 1);
    assert_int_equal(keep(promises.list[0], mw_text("\x11")), MW_OK);
    got(&ground, &client, "\x11");
    mw_promise_free(promises.list[0]);
    client_finish(&ground, &client);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_goes_to_who_asked_in_any_order),
        cmocka_unit_test(what_was_begun_can_be_taken_back),
        cmocka_unit_test(a_promise_outlives_its_connection),
        cmocka_unit_test(a_loop_that_drains_waits_for_it),
        cmocka_unit_test(who_half_closes_gets_what_was_promised_then_the_end),
        cmocka_unit_test(who_waits_for_an_answer_is_not_idle),
        cmocka_unit_test(a_datagram_is_answered_once_and_with_twice_as_much),
        cmocka_unit_test(a_datagram_whose_answer_is_promised_has_no_other),
        cmocka_unit_test(a_bad_datagram_takes_no_promise_away),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
