/* What a trace shows is what went over the wire, in its order.
 * Run as: test_trace URL */
#include "contract.h"

#include <msgwire/trace.h>

#include <sys/socket.h>
#include <unistd.h>

enum { WAYS = 2, IN = 0, OUT = 1, KINDS = MW_TRACE_CLOSED + 1 };

/* What was seen of the connections of one side. */
struct seen {
    size_t count[KINDS][WAYS];
    struct mw_buffer bytes[WAYS];  /* all, whatever they were */
    struct mw_buffer frames[WAYS]; /* those in whole frames and datagrams */
    size_t unsent;
    struct mw_error why; /* of the last FAILED or CLOSED */
    char order[64];      /* a letter for each kind */
    char peer[MW_ENDPOINT_TEXT], local[MW_ENDPOINT_TEXT];
    char tried[MW_ENDPOINT_TEXT];
    char ends[MW_ENDPOINT_TEXT]; /* the own address, when it is closed */
};

struct trace {
    struct ground ground;
    struct seen server, client;
    struct side *side; /* the client's */
};

static void note_bytes(struct seen *seen, const struct mw_trace *one)
{
    bool frame = one->kind == MW_TRACE_FRAME;

    assert_int_equal(one->len, one->bytes.len);
    assert_true(one->len > 0);
    assert_int_equal(mw_buffer_append(&seen->bytes[one->out], one->bytes),
                     MW_OK);
    if (frame) {
        assert_int_equal(mw_buffer_append(&seen->frames[one->out], one->bytes),
                         MW_OK);
    }
}

static void note_order(struct seen *seen, enum mw_trace_kind kind)
{
    size_t len = strlen(seen->order);

    if (len + 1 < sizeof(seen->order)) {
        seen->order[len] = "ltfo.-~!c"[kind];
    }
}

static void on_trace(const struct mw_conn *conn, const struct mw_trace *one,
                     void *data)
{
    struct trace *trace = data;
    bool client = mw_conn_data(conn) == trace->side;
    struct seen *seen = client ? &trace->client : &trace->server;

    seen->count[one->kind][one->out]++;
    note_order(seen, one->kind);
    if (one->bytes.at != NULL) {
        note_bytes(seen, one);
    }
    if (one->kind == MW_TRACE_UNSENT) {
        seen->unsent += one->len;
    }
    if (one->why != NULL) {
        seen->why = *one->why;
    }
    if (one->address != NULL) {
        strcpy(seen->tried, one->address);
    }
    if (one->kind == MW_TRACE_CLOSED) {
        mw_conn_local(conn, seen->ends);
    }
    if (one->kind == MW_TRACE_OPENED || one->kind == MW_TRACE_FRAME) {
        mw_conn_peer(conn, seen->peer);
        mw_conn_local(conn, seen->local);
    }
}

static void trace_init(struct trace *trace)
{
    memset(trace, 0, sizeof(*trace));
    ground_init(&trace->ground);
}

static void trace_begin(struct trace *trace)
{
    ground_open(&trace->ground);
    mw_loop_trace(trace->ground.loop, on_trace, trace);
}

static void trace_end(struct trace *trace)
{
    ground_close(&trace->ground);
    for (int way = IN; way <= OUT; way++) {
        mw_buffer_fini(&trace->server.bytes[way]);
        mw_buffer_fini(&trace->client.bytes[way]);
        mw_buffer_fini(&trace->server.frames[way]);
        mw_buffer_fini(&trace->client.frames[way]);
    }
}

static void assert_same(const struct mw_buffer *a, const struct mw_buffer *b)
{
    assert_true(mw_bytes_equal(mw_buffer_bytes(a), mw_buffer_bytes(b)));
}

/* --- conversations --- */

static void put_wire(const struct trace *trace, struct mw_buffer *wire,
                     struct mw_bytes body)
{
    if (contract_is_datagram()) {
        assert_int_equal(mw_buffer_append(wire, body), MW_OK);
    } else {
        put_frame(&trace->ground, wire, body);
    }
}

static void both_sides_see_the_same_bytes_in_order(void **state)
{
    struct mw_buffer long_body = body_of(3000), wire = {0};
    struct side client;
    struct trace trace;

    (void)state;
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    client_open(&trace.ground, &client);
    client_send(&client, mw_text("\xa3one"));
    client_send(&client, mw_buffer_bytes(&long_body));
    client_send(&client, mw_text("\x07"));
    run_until(&trace.ground, &client.count, 3);
    put_wire(&trace, &wire, mw_text("\xa3one"));
    put_wire(&trace, &wire, mw_buffer_bytes(&long_body));
    put_wire(&trace, &wire, mw_text("\x07"));
    assert_same(&trace.client.frames[OUT], &wire);
    assert_same(&trace.server.frames[IN], &wire);
    assert_same(&trace.server.frames[OUT], &wire);
    assert_same(&trace.client.frames[IN], &wire);
    assert_int_equal(trace.client.count[MW_TRACE_FRAME][OUT], 3);
    assert_int_equal(trace.client.count[MW_TRACE_FRAME][IN], 3);
    assert_same(&trace.client.bytes[IN], &wire);
    client_finish(&trace.ground, &client);
    assert_int_equal(trace.client.why.status, MW_OK);
    assert_string_equal(trace.client.order, "to......c");
    mw_buffer_fini(&wire);
    mw_buffer_fini(&long_body);
    trace_end(&trace);
}

static void every_framing_is_seen_with_its_prefix(void **state)
{
    (void)state;
    if (contract_is_datagram()) {
        skip_because("a datagram has no prefix");
    }
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        struct mw_buffer body = body_of(200), wire = {0};
        struct side client;
        struct trace trace;

        trace_init(&trace);
        trace.ground.framing = mw_framing_name(mw_framing_at(i));
        trace.side = &client;
        trace_begin(&trace);
        client_open(&trace.ground, &client);
        client_send(&client, mw_buffer_bytes(&body));
        run_until(&trace.ground, &client.count, 1);
        put_frame(&trace.ground, &wire, mw_buffer_bytes(&body));
        assert_same(&trace.client.frames[OUT], &wire);
        assert_same(&trace.client.frames[IN], &wire);
        client_finish(&trace.ground, &client);
        mw_buffer_fini(&body);
        mw_buffer_fini(&wire);
        trace_end(&trace);
    }
}

static void the_ends_are_known_at_each_frame(void **state)
{
    struct side client;
    struct trace trace;

    (void)state;
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    client_open(&trace.ground, &client);
    client_send(&client, mw_text("\xa3one"));
    run_until(&trace.ground, &client.count, 1);
    assert_string_equal(trace.client.tried, trace.client.peer);
    assert_string_equal(trace.client.peer, trace.server.local);
    assert_string_equal(trace.client.local, trace.server.peer);
    client_finish(&trace.ground, &client);
    assert_true(!contract_is_datagram() ||
                strcmp(trace.client.ends, trace.client.local) == 0);
    trace_end(&trace);
}

static void what_is_taken_back_is_not_seen(void **state)
{
    struct side client;
    struct trace trace;

    (void)state;
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    client_open(&trace.ground, &client);
    assert_non_null(mw_conn_begin(client.conn));
    mw_conn_undo(client.conn);
    client_send(&client, mw_text("\x07"));
    run_until(&trace.ground, &client.count, 1);
    assert_int_equal(trace.client.count[MW_TRACE_FRAME][OUT], 1);
    client_finish(&trace.ground, &client);
    trace_end(&trace);
}

static void nothing_is_seen_after_the_trace_is_off(void **state)
{
    struct side client;
    struct trace trace;

    (void)state;
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    client_open(&trace.ground, &client);
    mw_loop_trace(trace.ground.loop, NULL, NULL);
    client_send(&client, mw_text("\x07"));
    run_until(&trace.ground, &client.count, 1);
    client_finish(&trace.ground, &client);
    assert_string_equal(trace.client.order, "to");
    trace_end(&trace);
}

/* --- what is no frame --- */

static void needs_a_stream(void)
{
    if (contract_is_datagram()) {
        skip_because("a datagram has no boundary to lose");
    }
}

/* What the server has seen of a peer that sends these bytes and ends. */
static void send_raw(struct trace *trace, const char *framing,
                     struct mw_bytes bytes)
{
    struct mw_buffer in = {0};
    int fd;

    trace_init(trace);
    trace->ground.framing = framing;
    trace_begin(trace);
    fd = raw_connect(&trace->ground);
    raw_send(&trace->ground, fd, bytes);
    assert_int_equal(shutdown(fd, SHUT_WR), 0);
    assert_int_equal(raw_read(&trace->ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_same(&in, &trace->server.frames[OUT]);
    close(fd);
    run_while(&trace->ground, &trace->ground.server[0].closed, false);
    mw_buffer_fini(&in);
}

static void expect_rest(const char *framing, struct mw_bytes bytes,
                        size_t frames, size_t rest)
{
    struct trace trace;

    send_raw(&trace, framing, bytes);
    assert_int_equal(trace.server.count[MW_TRACE_FRAME][IN], frames);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&trace.server.bytes[IN]), bytes));
    assert_int_equal(trace.server.bytes[IN].len - trace.server.frames[IN].len,
                     rest);
    assert_int_not_equal(trace.server.why.status, MW_OK);
    trace_end(&trace);
}

static void the_front_of_a_cut_frame_is_seen_at_the_end(void **state)
{
    static const char cut[] = "\0\0\0\x01\x07\0\0\0\x09\xa3o";

    (void)state;
    needs_a_stream();
    expect_rest("u32be", mw_bytes(cut, sizeof(cut) - 1), 1, 6);
    expect_rest("none", mw_text("\x07\xa3o"), 1, 2);
    expect_rest("varint", mw_text("\x01\x07\x81"), 1, 1);
}

static void what_breaks_a_boundary_is_seen(void **state)
{
    (void)state;
    needs_a_stream();
    expect_rest("u32be", mw_text("GET / HTTP/1.1\r\n\r\n"), 0, 18);
    expect_rest("none", mw_text("\x07\xc1\x08"), 1, 2);
}

static void what_comes_after_a_lost_boundary_is_seen(void **state)
{
    struct mw_buffer in = {0};
    struct trace trace;
    int fd;

    (void)state;
    needs_a_stream();
    trace_init(&trace);
    trace_begin(&trace);
    fd = raw_connect(&trace.ground);
    raw_send(&trace.ground, fd, mw_text("\xff\xff\xff\xff"));
    raw_send(&trace.ground, fd, mw_text("more"));
    assert_int_equal(raw_read(&trace.ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&trace.server.bytes[IN]),
                               mw_text("\xff\xff\xff\xffmore")));
    assert_int_equal(trace.server.count[MW_TRACE_REST][IN], 2);
    close(fd);
    run_while(&trace.ground, &trace.ground.server[0].closed, false);
    mw_buffer_fini(&in);
    trace_end(&trace);
}

static void close_it(struct side *side, struct mw_bytes body)
{
    (void)body;
    mw_conn_close(side->conn);
}

static void what_came_behind_the_last_frame_wanted_is_seen(void **state)
{
    struct mw_buffer wire = {0};
    struct trace trace;
    int fd;

    (void)state;
    needs_a_stream();
    trace_init(&trace);
    trace.ground.accepts = (struct side){.hook = close_it};
    trace_begin(&trace);
    put_frame(&trace.ground, &wire, mw_text("\xa3one"));
    put_frame(&trace.ground, &wire, mw_text("\xa3two"));
    fd = raw_connect(&trace.ground);
    raw_send(&trace.ground, fd, mw_buffer_bytes(&wire));
    run_while(&trace.ground, &trace.ground.server[0].closed, false);
    assert_same(&trace.server.bytes[IN], &wire);
    assert_string_equal(trace.server.order, "o.~c");
    close(fd);
    mw_buffer_fini(&wire);
    trace_end(&trace);
}

static void a_datagram_that_is_no_value_is_seen_too(void **state)
{
    struct trace trace;
    int fd;

    (void)state;
    if (!contract_is_datagram()) {
        skip_because("for datagrams");
    }
    trace_init(&trace);
    trace_begin(&trace);
    fd = raw_connect(&trace.ground);
    raw_send(&trace.ground, fd, mw_text("\xc1garbage"));
    run_until(&trace.ground, &trace.server.count[MW_TRACE_FRAME][IN], 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&trace.server.bytes[IN]),
                               mw_text("\xc1garbage")));
    assert_int_equal(counters(&trace.ground)->datagrams_bad, 1);
    close(fd);
    trace_end(&trace);
}

static void what_stays_behind_is_counted(void **state)
{
    struct side client;
    struct trace trace;

    (void)state;
    needs_a_stream();
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    client_open(&trace.ground, &client);
    client_send(&client, mw_text("\x07"));
    mw_conn_close(client.conn);
    run_while(&trace.ground, &client.closed, false);
    assert_int_equal(trace.client.unsent, 5);
    assert_string_equal(trace.client.order, "to.!c");
    assert_int_equal(trace.client.why.status, MW_ECANCELED);
    side_fini(&client);
    trace_end(&trace);
}

/* --- connecting --- */

static void an_attempt_that_fails_is_seen_with_its_reason(void **state)
{
    struct side client = {0};
    struct trace trace;
    char url[MW_ENDPOINT_TEXT];
    struct mw_error err;

    (void)state;
    needs_a_stream();
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    mw_endpoint_format(mw_listener_endpoint(trace.ground.listener), url);
    mw_listener_close(trace.ground.listener);
    run_now(&trace.ground);
    if (client_dial(&trace.ground, &client, url, 0, &err) == MW_OK) {
        run_while(&trace.ground, &client.closed, false);
    }
    assert_string_equal(trace.client.order, "tf");
    assert_string_equal(trace.client.tried, url);
    assert_int_equal(trace.client.why.status, MW_ECONNECT);
    trace_end(&trace);
}

static void a_name_that_is_looked_up_is_seen(void **state)
{
    struct side client = {0};
    struct trace trace;
    struct mw_error err;

    (void)state;
    trace_init(&trace);
    trace.side = &client;
    trace_begin(&trace);
    if (client_dial(&trace.ground, &client, "tcp://nobody.invalid:1", 0,
                    &err) == MW_OK) {
        run_while(&trace.ground, &client.closed, false);
    }
    assert_string_equal(trace.client.order, "lf");
    assert_string_equal(trace.client.tried, "nobody.invalid");
    assert_int_equal(trace.client.why.status, MW_ECONNECT);
    trace_end(&trace);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_see_the_same_bytes_in_order),
        cmocka_unit_test(every_framing_is_seen_with_its_prefix),
        cmocka_unit_test(the_ends_are_known_at_each_frame),
        cmocka_unit_test(what_is_taken_back_is_not_seen),
        cmocka_unit_test(nothing_is_seen_after_the_trace_is_off),
        cmocka_unit_test(the_front_of_a_cut_frame_is_seen_at_the_end),
        cmocka_unit_test(what_breaks_a_boundary_is_seen),
        cmocka_unit_test(what_comes_after_a_lost_boundary_is_seen),
        cmocka_unit_test(what_came_behind_the_last_frame_wanted_is_seen),
        cmocka_unit_test(a_datagram_that_is_no_value_is_seen_too),
        cmocka_unit_test(what_stays_behind_is_counted),
        cmocka_unit_test(an_attempt_that_fails_is_seen_with_its_reason),
        cmocka_unit_test(a_name_that_is_looked_up_is_seen),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
