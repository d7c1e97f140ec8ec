/* What datagrams promise. Run as: test_datagram URL */
#include "contract.h"

#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WIRE = 28 }; /* headers of IP and UDP */

/* What the contract lets a server send in answer to so many bytes. */
static size_t allowed(size_t asked)
{
    return 2 * (asked + WIRE) - WIRE;
}

/* Receives one datagram, or none in a moment. Returns its length or -1. */
static ssize_t raw_receive(struct ground *ground, int fd, uint8_t *at,
                           size_t len)
{
    ssize_t came = -1;

    for (int i = 0; came < 0 && i < 20; i++) {
        run_for(ground, 1);
        came = recv(fd, at, len, MSG_DONTWAIT);
    }
    return came;
}

/* --- garbage --- */

static void garbage_is_counted_and_never_answered(void **state)
{
    static const struct mw_bytes garbage[] = {
        {(const uint8_t *)"", 0},                     /* nothing */
        {(const uint8_t *)"\xc1", 1},                 /* never used */
        {(const uint8_t *)"\x93\x01", 2},             /* cut */
        {(const uint8_t *)"\x01\x02", 2},             /* trailing */
        {(const uint8_t *)"\xdd\xff\xff\xff\xff", 5}, /* a lie */
        {(const uint8_t *)"\x91\x91\x91\x91\x90", 5}, /* too deep */
    };
    const size_t count = sizeof(garbage) / sizeof(*garbage);
    struct ground ground;
    uint8_t in[64];
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_depth = 4;
    ground_open(&ground);
    fd = raw_connect(&ground);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(send(fd, garbage[i].at, garbage[i].len, 0),
                         garbage[i].len);
    }
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), -1);
    assert_int_equal(counters(&ground)->datagrams_bad, count);
    assert_int_equal(counters(&ground)->datagrams_in, count);
    assert_int_equal(counters(&ground)->datagrams_out, 0);
    assert_int_equal(ground.server[0].count + ground.server[0].bad, 0);
    raw_send(&ground, fd, mw_text("\x07"));
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), 1);
    close(fd);
    ground_close(&ground);
}

static void who_sent_garbage_is_told_to_who_wants_to_know(void **state)
{
    char name[MW_ENDPOINT_TEXT];
    struct ground ground;
    struct side client;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_datagram = 5;
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, mw_text("\x01\x02"));
    run_until(&ground, &ground.server[0].dropped, 1);
    assert_int_equal(ground.server[0].why.status, MW_EVALUE);
    assert_string_equal(ground.server[0].whose,
                        mw_conn_local(client.conn, name));
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_text("\xa5hello"));
    run_until(&ground, &ground.server[0].dropped, 2);
    assert_string_equal(ground.server[0].why.text,
                        "a datagram of 6 bytes, limit is 5");
    close(fd);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void a_datagram_above_the_limit_is_dropped(void **state)
{
    struct mw_buffer body = body_of(1001);
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_datagram = 1000;
    ground_open(&ground);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_buffer_bytes(&body));
    run_for(&ground, 5);
    assert_int_equal(counters(&ground)->datagrams_bad, 1);
    close(fd);
    mw_buffer_fini(&body);
    ground_close(&ground);
}

/* --- amplification --- */

/* Answers with as many bytes as it is told, as often as it is told. */
struct answering {
    size_t len, times;
    enum mw_status got[3];
};

static void answer(struct side *side, struct mw_bytes body)
{
    struct answering *answering = side->arg;
    struct mw_buffer out = body_of(answering->len);

    (void)body;
    for (size_t i = 0; i < answering->times; i++) {
        answering->got[i] =
            mw_conn_send(side->conn, mw_buffer_bytes(&out), &side->why);
    }
    mw_buffer_fini(&out);
}

static void ground_that_answers(struct ground *ground,
                                struct answering *answering)
{
    ground_init(ground);
    ground->accepts.echo = false;
    ground->accepts.hook = answer;
    ground->accepts.arg = answering;
    ground_open(ground);
}

static void an_answer_is_at_most_twice_as_long_on_the_wire(void **state)
{
    struct answering answering = {.times = 1};
    struct ground ground;
    uint8_t in[256];
    int fd;

    (void)state;
    ground_that_answers(&ground, &answering);
    fd = raw_connect(&ground);
    answering.len = allowed(6);
    raw_send(&ground, fd, mw_text("\xa5hello"));
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), allowed(6));
    answering.len = allowed(6) + 1;
    raw_send(&ground, fd, mw_text("\xa5hello"));
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), -1);
    assert_int_equal(answering.got[0], MW_ELIMIT);
    assert_non_null(strstr(ground.server[0].why.text, "41 bytes"));
    assert_non_null(strstr(ground.server[0].why.text, "40"));
    close(fd);
    ground_close(&ground);
}

static void a_datagram_is_answered_at_most_once(void **state)
{
    struct answering answering = {.times = 3, .len = 6};
    struct ground ground;
    uint8_t in[256];
    int fd;

    (void)state;
    ground_that_answers(&ground, &answering);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_text("\xa5hello"));
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), 6);
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), -1);
    assert_int_equal(answering.got[0], MW_OK);
    assert_int_equal(answering.got[1], MW_ELIMIT);
    assert_int_equal(answering.got[2], MW_ELIMIT);
    assert_int_equal(counters(&ground)->datagrams_out, 1);
    assert_int_equal(counters(&ground)->datagrams_unsent, 2);
    close(fd);
    ground_close(&ground);
}

static void a_refused_answer_leaves_room_for_a_short_one(void **state)
{
    struct answering answering = {.times = 1, .len = 500};
    struct ground ground;
    struct mw_buffer *out;
    uint8_t in[256];
    int fd;

    (void)state;
    ground_that_answers(&ground, &answering);
    ground.server[0].echo = false;
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_text("\xa5hello"));
    assert_int_equal(answering.got[0], MW_ELIMIT);
    answering.len = 10;
    raw_send(&ground, fd, mw_text("\xa5hello"));
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), 10);
    out = mw_conn_begin(ground.server[0].conn); /* outside of on_body */
    assert_non_null(out);
    assert_int_equal(mw_buffer_append(out, mw_text("\x07")), MW_OK);
    assert_int_equal(mw_conn_end(ground.server[0].conn, NULL), MW_ELIMIT);
    close(fd);
    ground_close(&ground);
}

/* --- sizes --- */

static void the_longest_datagram_passes(void **state)
{
    struct mw_buffer body = body_of(MW_DATAGRAM_MAX);
    struct mw_buffer longer = body_of(MW_DATAGRAM_MAX + 1);
    struct mw_error err = {0};
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    assert_int_equal(mw_conn_send(client.conn, mw_buffer_bytes(&longer), &err),
                     MW_ETOOBIG);
    assert_non_null(strstr(err.text, "65508"));
    assert_non_null(strstr(err.text, "65507"));
    client_send(&client, mw_buffer_bytes(&body));
    run_until(&ground, &client.count, 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_buffer_bytes(&body)));
    mw_buffer_fini(&body);
    mw_buffer_fini(&longer);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* --- many peers --- */

static void note_peer(struct side *side, struct mw_bytes body)
{
    char(*peers)[MW_ENDPOINT_TEXT] = side->arg;

    mw_conn_peer(side->conn, peers[body.at[0]]);
}

static void each_datagram_has_its_senders_address(void **state)
{
    enum { PEERS = 40 };
    char seen[PEERS][MW_ENDPOINT_TEXT], own[MW_ENDPOINT_TEXT];
    struct side client[PEERS];
    struct ground ground;

    (void)state;
    ground_init(&ground);
    ground.accepts.hook = note_peer;
    ground.accepts.arg = seen;
    ground_open(&ground);
    for (size_t i = 0; i < PEERS; i++) {
        const uint8_t number = (uint8_t)i;
        client_open(&ground, &client[i]);
        client_send(&client[i], mw_bytes(&number, 1));
    }
    for (size_t i = 0; i < PEERS; i++) {
        run_until(&ground, &client[i].count, 1);
        assert_int_equal(client[i].bodies.at[0], i);
        assert_string_equal(seen[i], mw_conn_local(client[i].conn, own));
        client_finish(&ground, &client[i]);
    }
    ground_close(&ground);
}

/* This machine has every address of 127.0.0.0/8. A client is connected to the
 * one it asked: what came from another it would never get. */
static void an_answer_comes_from_the_address_that_was_asked(void **state)
{
    static const char *const all[] = {"udp://0.0.0.0:0", "udp://[::]:0",
                                      "udp://[::ffff:0.0.0.0]:0"};
    static const uint8_t number = 7;
    struct mw_listener *listener;
    char url[MW_ENDPOINT_TEXT];
    struct ground ground;
    struct side client;

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        ground_init(&ground);
        ground_begin(&ground);
        if (ground_listen(&ground, all[i], &listener, NULL) == MW_OK) {
            snprintf(url, sizeof(url), "udp://127.0.0.9:%u",
                     mw_listener_endpoint(listener)->port);
            client = (struct side){0};
            assert_int_equal(client_dial(&ground, &client, url, 0, NULL),
                             MW_OK);
            run_while(&ground, &client.opened, false);
            client_send(&client, mw_bytes(&number, 1));
            run_until(&ground, &client.count, 1);
            client_finish(&ground, &client);
        }
        ground_close(&ground);
    }
}

/* --- gathered by the kernel --- */

static void gathered_datagrams_are_cut_apart(void **state)
{
    enum { EACH = 100, COUNT = 50, LAST = 37 };
    struct mw_buffer all = {0};
    struct ground ground;
    int each = EACH;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.accepts.echo = false;
    ground_open(&ground);
    fd = raw_connect(&ground);
    for (int i = 0; i <= COUNT; i++) {
        struct mw_buffer body = body_of(i < COUNT ? EACH : LAST);
        body.at[5] = (uint8_t)i;
        assert_int_equal(mw_buffer_append(&all, mw_buffer_bytes(&body)), MW_OK);
        mw_buffer_fini(&body);
    }
    if (setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &each, sizeof(each)) != 0) {
        skip_because("this system has no UDP_SEGMENT");
    }
    assert_int_equal(send(fd, all.at, all.len, 0), all.len);
    run_until(&ground, &ground.server[0].count, COUNT + 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&ground.server[0].bodies),
                               mw_buffer_bytes(&all)));
    assert_int_equal(counters(&ground)->datagrams_in, COUNT + 1);
    assert_int_equal(counters(&ground)->datagrams_bad, 0);
    close(fd);
    mw_buffer_fini(&all);
    ground_close(&ground);
}

static void a_gathered_datagram_that_is_bad_spoils_no_other(void **state)
{
    struct ground ground;
    uint8_t in[8];
    int each = 2;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    fd = raw_connect(&ground);
    if (setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &each, sizeof(each)) != 0) {
        skip_because("this system has no UDP_SEGMENT");
    }
    raw_send(&ground, fd,
             mw_text("\xa1"
                     "a\xc1\xc1\xa1"
                     "b\x05"));
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), 2);
    assert_memory_equal(in,
                        "\xa1"
                        "a",
                        2);
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), 2);
    assert_memory_equal(in,
                        "\xa1"
                        "b",
                        2);
    assert_int_equal(raw_receive(&ground, fd, in, sizeof(in)), 1);
    assert_int_equal(counters(&ground)->datagrams_bad, 1);
    close(fd);
    ground_close(&ground);
}

/* --- the end --- */

static void what_is_queued_goes_out_before_a_finish(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    for (int i = 0; i < 50; i++) {
        client_send(&client, mw_text("\x07"));
    }
    client_finish(&ground, &client);
    run_until(&ground, &ground.server[0].count, 50);
    ground_close(&ground);
}

static void a_draining_socket_answers_what_has_come(void **state)
{
    struct ground ground;
    uint8_t in[8];
    int fd;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    fd = raw_connect(&ground);
    for (uint8_t i = 0; i < 20; i++) {
        assert_int_equal(send(fd, &i, 1, 0), 1);
    }
    mw_loop_drain(ground.loop);
    run_while(&ground, &ground.server[0].closed, false);
    for (uint8_t i = 0; i < 20; i++) {
        assert_int_equal(recv(fd, in, sizeof(in), MSG_DONTWAIT), 1);
        assert_int_equal(in[0], i);
    }
    assert_int_equal(ground.server[0].why.status, MW_OK);
    close(fd);
    ground_close(&ground);
}

static void a_flood_of_datagrams_does_not_starve_a_stream(void **state)
{
    struct mw_listener *streams = NULL;
    struct ground ground;
    struct side client = {0};
    char url[MW_ENDPOINT_TEXT];
    size_t asked = 0;
    int fd;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    ground.accepts.dull = true;
    assert_int_equal(
        ground_listen(&ground, "tcp://127.0.0.1:0", &streams, NULL), MW_OK);
    mw_endpoint_format(mw_listener_endpoint(streams), url);
    assert_int_equal(client_dial(&ground, &client, url, 0, NULL), MW_OK);
    fd = raw_connect(&ground);
    while (client.count < 20) {
        for (int i = 0; i < 300; i++) {
            (void)send(fd, "\xc1", 1, MSG_DONTWAIT);
        }
        if (client.opened && asked == client.count) {
            client_send(&client, mw_text("\x07"));
            asked++;
        }
        uv_run(&ground.uv, UV_RUN_NOWAIT);
        assert_true(counters(&ground)->datagrams_bad < 100000);
    }
    close(fd);
    client_finish(&ground, &client);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(garbage_is_counted_and_never_answered),
        cmocka_unit_test(who_sent_garbage_is_told_to_who_wants_to_know),
        cmocka_unit_test(a_datagram_above_the_limit_is_dropped),
        cmocka_unit_test(an_answer_is_at_most_twice_as_long_on_the_wire),
        cmocka_unit_test(a_datagram_is_answered_at_most_once),
        cmocka_unit_test(a_refused_answer_leaves_room_for_a_short_one),
        cmocka_unit_test(the_longest_datagram_passes),
        cmocka_unit_test(each_datagram_has_its_senders_address),
        cmocka_unit_test(an_answer_comes_from_the_address_that_was_asked),
        cmocka_unit_test(gathered_datagrams_are_cut_apart),
        cmocka_unit_test(a_gathered_datagram_that_is_bad_spoils_no_other),
        cmocka_unit_test(what_is_queued_goes_out_before_a_finish),
        cmocka_unit_test(a_draining_socket_answers_what_has_come),
        cmocka_unit_test(a_flood_of_datagrams_does_not_starve_a_stream),
    };

    contract_begin(argc, argv, "udp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
