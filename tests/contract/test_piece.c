/* What passes on byte for byte keeps: pieces, half-closes, answers to a
 * datagram's sender that another one has given.
 * Run as: test_piece URL */
#include "contract.h"

#include <msgwire/promise.h>

#include <sys/socket.h>
#include <unistd.h>

/* A listener's only peer, who gets back what it sends, as it sends it. */
struct mirror {
    struct mw_listener *listener;
    struct mw_conn *conn;
    size_t kinds[MW_PIECE_LOOSE + 1];
    size_t faults; /* pieces with `why` */
    size_t ends, closes;
};

static void on_piece(struct mw_conn *conn, const struct mw_piece *piece,
                     void *data)
{
    struct mirror *mirror = data;

    mirror->kinds[piece->kind]++;
    mirror->faults += piece->why != NULL;
    if (mw_conn_is_datagram(conn)) {
        assert_true(mw_bytes_equal(piece->bytes, piece->body));
        assert_int_equal(mw_conn_send(conn, piece->body, NULL), MW_OK);
    } else {
        assert_int_equal(mw_conn_pass(conn, piece, NULL), MW_OK);
    }
}

static void on_end(struct mw_conn *conn, void *data)
{
    (void)conn;
    ((struct mirror *)data)->ends++;
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    (void)conn;
    (void)why;
    ((struct mirror *)data)->closes++;
    ((struct mirror *)data)->conn = NULL;
}

static const struct mw_conn_events events = {
    .on_piece = on_piece,
    .on_end = on_end,
    .on_close = on_close,
};

static void *on_accept(struct mw_conn *conn, void *data)
{
    ((struct mirror *)data)->conn = conn;
    return data;
}

/* Ground with a mirror at the test's address. `link`: how it speaks. */
static void ground_with(struct ground *ground, struct mirror *mirror,
                        const struct mw_link *link)
{
    const struct mw_listener_config config = {
        .events = &events,
        .on_accept = on_accept,
        .data = mirror,
    };
    struct mw_link whole = *link;
    struct mw_error err;

    *mirror = (struct mirror){.conn = NULL};
    ground_begin(ground);
    assert_int_equal(mw_link_parse(contract_url, MW_LINK_LISTENS, &whole, &err),
                     MW_OK);
    assert_int_equal(mw_listener_open(ground->loop, &whole, &config,
                                      &mirror->listener, &err),
                     MW_OK);
    ground->listener = mirror->listener;
}

static void comes_back(struct ground *ground, int fd, struct mw_bytes bytes)
{
    struct mw_buffer in = {0};

    raw_send(ground, fd, bytes);
    raw_read(ground, fd, bytes.len, &in);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), bytes));
    mw_buffer_fini(&in);
}

/* --- streams --- */

static void each_piece_goes_as_it_came(void **state)
{
    /* A preamble, a length in one byte where five are usual, a body that is
     * no value, a good one. */
    static const char bytes[] = "hello\x01\xc1\x01\x07";
    const struct mw_link link = {
        .framing = mw_framing_named("msgpack-int"),
        .preamble = 5,
    };
    struct mirror mirror;
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_with(&ground, &mirror, &link);
    fd = raw_connect(&ground);
    comes_back(&ground, fd, mw_bytes(bytes, sizeof(bytes) - 1));
    assert_int_equal(mirror.kinds[MW_PIECE_OUTSIDE], 1);
    assert_int_equal(mirror.kinds[MW_PIECE_FRAME], 2);
    assert_int_equal(mirror.kinds[MW_PIECE_LOOSE], 0);
    assert_int_equal(mirror.faults, 1);
    close(fd);
    ground_close(&ground);
}

static void behind_a_lost_boundary_all_goes_on_loose(void **state)
{
    static const char bytes[] = "\0\0\0\x01\x07"
                                "HTTP/1.1 200 OK";
    const struct mw_link link = {.values = 1};
    struct mirror mirror;
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_with(&ground, &mirror, &link);
    fd = raw_connect(&ground);
    comes_back(&ground, fd, mw_bytes(bytes, sizeof(bytes) - 1));
    comes_back(&ground, fd, mw_text("and so on"));
    assert_int_equal(mirror.kinds[MW_PIECE_FRAME], 1);
    assert_int_equal(mirror.kinds[MW_PIECE_LOOSE], 2);
    assert_int_equal(mirror.faults, 1); /* it is said once */
    assert_int_equal(mirror.closes, 0);
    close(fd);
    ground_close(&ground);
}

static void a_frame_that_is_cut_short_comes_before_the_end(void **state)
{
    static const char bytes[] = "\0\0\0\x09\xa8wor";
    const struct mw_link link = {.values = 1};
    struct mw_buffer in = {0};
    struct mirror mirror;
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_with(&ground, &mirror, &link);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_bytes(bytes, sizeof(bytes) - 1));
    shutdown(fd, SHUT_WR);
    run_until(&ground, &mirror.ends, 1);
    assert_int_equal(mirror.kinds[MW_PIECE_LOOSE], 1);
    mw_conn_finish(mirror.conn);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_int_equal(in.len, sizeof(bytes) - 1);
    assert_memory_equal(in.at, bytes, in.len);
    mw_buffer_fini(&in);
    close(fd);
    run_until(&ground, &mirror.closes, 1);
    ground_close(&ground);
}

static void a_peer_may_talk_on_after_a_half_close(void **state)
{
    const struct mw_link link = {.values = 1};
    struct mw_buffer in = {0};
    struct mirror mirror;
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.linger_ms = 20;
    ground_with(&ground, &mirror, &link);
    fd = raw_connect(&ground);
    comes_back(&ground, fd, mw_bytes("\0\0\0\x01\x07", 5));
    mw_conn_shut(mirror.conn);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    run_for(&ground, 100);
    assert_int_equal(mirror.closes, 0);
    shutdown(fd, SHUT_WR);
    run_until(&ground, &mirror.closes, 1);
    mw_buffer_fini(&in);
    close(fd);
    ground_close(&ground);
}

static void a_failure_bounds_the_wait_behind_a_half_close(void **state)
{
    const struct mw_error why = {MW_ECLOSED, "the other side has gone"};
    const struct mw_link link = {.values = 1};
    struct mirror mirror;
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.linger_ms = 20;
    ground_with(&ground, &mirror, &link);
    fd = raw_connect(&ground);
    comes_back(&ground, fd, mw_bytes("\0\0\0\x01\x07", 5));
    mw_conn_shut(mirror.conn);
    run_for(&ground, 50);
    assert_int_equal(mirror.closes, 0);
    mw_conn_fail(mirror.conn, 0, &why);
    run_until(&ground, &mirror.closes, 1);
    close(fd);
    ground_close(&ground);
}

/* --- datagrams --- */

static void a_datagram_that_is_no_value_is_a_piece_too(void **state)
{
    const struct mw_link link = {.values = 1};
    struct mirror mirror;
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_with(&ground, &mirror, &link);
    fd = raw_connect_unseen(&ground);
    comes_back(&ground, fd, mw_text("\x07"));
    comes_back(&ground, fd, mw_text("\xc1"));
    assert_int_equal(mirror.kinds[MW_PIECE_FRAME], 2);
    assert_int_equal(mirror.faults, 1);
    close(fd);
    ground_close(&ground);
}

static void promise_three(struct side *side, struct mw_bytes body)
{
    struct mw_promise *promise = mw_promise_new(side->conn);
    struct mw_buffer answer = body_of(5000);

    (void)body;
    mw_promise_lift(promise);
    for (int i = 0; i < 3; i++) {
        struct mw_buffer *out = mw_promise_begin(promise);
        assert_non_null(out);
        mw_buffer_append(out, mw_buffer_bytes(&answer));
        assert_int_equal(mw_promise_end(promise, NULL), MW_OK);
    }
    mw_promise_free(promise);
    mw_buffer_fini(&answer);
}

static void a_lifted_promise_is_kept_again_and_at_any_length(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.accepts.echo = false;
    ground.accepts.hook = promise_three;
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, mw_text("\x01"));
    run_until(&ground, &client.count, 3);
    assert_int_equal(client.bytes, 15000);
    client_finish(&ground, &client);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest streams[] = {
        cmocka_unit_test(each_piece_goes_as_it_came),
        cmocka_unit_test(behind_a_lost_boundary_all_goes_on_loose),
        cmocka_unit_test(a_frame_that_is_cut_short_comes_before_the_end),
        cmocka_unit_test(a_peer_may_talk_on_after_a_half_close),
        cmocka_unit_test(a_failure_bounds_the_wait_behind_a_half_close),
        cmocka_unit_test(a_lifted_promise_is_kept_again_and_at_any_length),
    };
    const struct CMUnitTest datagrams[] = {
        cmocka_unit_test(a_datagram_that_is_no_value_is_a_piece_too),
        cmocka_unit_test(a_lifted_promise_is_kept_again_and_at_any_length),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return contract_is_datagram()
               ? cmocka_run_group_tests(datagrams, NULL, NULL)
               : cmocka_run_group_tests(streams, NULL, NULL);
}
