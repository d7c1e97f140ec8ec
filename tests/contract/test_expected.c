/* Bodies that are known before they come, and not walked.
 * Run as: test_expected URL */
#include "contract.h"

/* A client's side, and what it waits for byte for byte. */
struct waiting {
    struct side side; /* first: its callbacks know no more */
    struct mw_bytes expected;
    size_t asked, taken;
};

static bool on_expected(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct waiting *waiting = data;
    bool is = mw_bytes_equal(body, waiting->expected);

    (void)conn;
    waiting->asked++;
    waiting->taken += is;
    return is;
}

/* One answer that is expected, then another that is not, to each message. */
static void answer_twice(struct side *side, struct mw_bytes body)
{
    assert_int_equal(mw_conn_send(side->conn, mw_text("\xc1"), NULL), MW_OK);
    if (!mw_conn_is_datagram(side->conn)) {
        assert_int_equal(mw_conn_send(side->conn, body, NULL), MW_OK);
    }
}

static void waiting_begin(struct ground *ground, struct waiting *waiting,
                          const char *expected, struct mw_conn_events *events)
{
    *waiting = (struct waiting){.expected = mw_text(expected)};
    ground_init(ground);
    ground->accepts.echo = false;
    ground->accepts.hook = answer_twice;
    ground_open(ground);
    client_open(ground, &waiting->side);
    *events = side_events;
    events->on_expected = on_expected;
    mw_conn_attach(waiting->side.conn, events, waiting);
}

static void waiting_end(struct ground *ground, struct waiting *waiting)
{
    client_finish(ground, &waiting->side);
    ground_close(ground);
}

static void what_is_expected_is_not_walked(void **state)
{
    struct mw_conn_events events;
    struct waiting waiting;
    struct ground ground;

    (void)state;
    waiting_begin(&ground, &waiting, "\xc1", &events);
    client_send(&waiting.side, mw_text("\x07"));
    run_until(&ground, &waiting.taken, 1);
    assert_int_equal(waiting.side.bad + waiting.side.dropped, 0);
    waiting_end(&ground, &waiting);
}

static void all_else_goes_its_way_as_if_nobody_had_been_asked(void **state)
{
    bool stream = !contract_is_datagram();
    struct mw_conn_events events;
    struct waiting waiting;
    struct ground ground;

    (void)state;
    waiting_begin(&ground, &waiting, "no such thing", &events);
    client_send(&waiting.side, mw_text("\x07"));
    run_until(&ground, &waiting.asked, 1 + stream);
    assert_int_equal(waiting.taken, 0);
    assert_int_equal(waiting.side.count, stream);
    assert_int_equal(waiting.side.bad, stream);
    assert_int_equal(waiting.side.dropped, !stream);
    waiting_end(&ground, &waiting);
}

static bool close_instead(struct mw_conn *conn, struct mw_bytes body,
                          void *data)
{
    (void)body;
    (void)data;
    mw_conn_close(conn);
    return false;
}

static void who_closes_when_asked_hears_of_nothing_more(void **state)
{
    struct mw_conn_events events;
    struct waiting waiting;
    struct ground ground;

    (void)state;
    waiting_begin(&ground, &waiting, "", &events);
    ground.accepts.hook = NULL;
    ground.accepts.echo = true;
    events.on_expected = close_instead;
    client_send(&waiting.side, mw_text("\x07"));
    run_until(&ground, &waiting.side.closes, 1);
    assert_int_equal(waiting.side.count + waiting.side.bad, 0);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_expected_is_not_walked),
        cmocka_unit_test(all_else_goes_its_way_as_if_nobody_had_been_asked),
        cmocka_unit_test(who_closes_when_asked_hears_of_nothing_more),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
