/* What callers may set or leave out. Run as: test_setup URL */
#include "contract.h"

#include "conn/conn.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- events left out --- */

struct bare {
    struct mw_conn *conn;
    size_t bodies, closes;
    struct mw_error why;
};

static void *accept_bare(struct mw_conn *conn, void *data)
{
    struct bare *bare = data;

    bare->conn = conn;
    return bare;
}

static void on_bare_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct bare *bare = data;

    (void)mw_conn_send(conn, body, NULL);
    bare->bodies++;
}

static void on_bare_close(struct mw_conn *conn, const struct mw_error *why,
                          void *data)
{
    struct bare *bare = data;

    (void)conn;
    bare->closes++;
    bare->why = *why;
}

static const struct mw_conn_events bare_events = {.on_body = on_bare_body,
                                                  .on_close = on_bare_close};

/* A listener whose connections have only the events that they must have. */
static void listen_bare(struct ground *ground, struct bare *bare)
{
    struct mw_listener_config config = {
        .events = &bare_events, .on_accept = accept_bare, .data = bare};
    struct mw_link link = {0};

    *bare = (struct bare){0};
    ground_init(ground);
    ground_begin(ground);
    assert_int_equal(mw_link_parse(contract_url, MW_LINK_LISTENS, &link, NULL),
                     MW_OK);
    assert_int_equal(
        mw_listener_open(ground->loop, &link, &config, &ground->listener, NULL),
        MW_OK);
    run_now(ground);
}

static void without_on_end_the_answers_go_out_and_it_is_over(void **state)
{
    struct mw_buffer in = {0};
    struct ground ground;
    struct bare bare;
    int fd;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    listen_bare(&ground, &bare);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_bytes("\0\0\0\1\7\0\0\0\1\7", 10));
    shutdown(fd, SHUT_WR);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_int_equal(in.len, 10);
    run_until(&ground, &bare.closes, 1);
    assert_int_equal(bare.why.status, MW_OK);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void without_on_bad_the_first_bad_body_ends_it(void **state)
{
    struct mw_buffer in = {0};
    struct ground ground;
    struct bare bare;
    int fd;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    listen_bare(&ground, &bare);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_bytes("\0\0\0\1\7\0\0\0\1\xc1\0\0\0\1\7", 15));
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_memory_equal(in.at, "\0\0\0\1\7", 5);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_PARSE_ERROR);
    close(fd);
    run_until(&ground, &bare.closes, 1);
    assert_int_equal(bare.why.status, MW_EVALUE);
    assert_int_equal(bare.bodies, 1);
    assert_int_equal(counters(&ground)->frames_bad, 1);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

/* --- what a connection says of itself --- */

static void it_knows_its_loop_its_scheme_and_its_data(void **state)
{
    struct mw_endpoint endpoint;
    struct ground ground;
    struct bare bare, other = {0};
    struct side client;

    (void)state;
    listen_bare(&ground, &bare);
    client_open(&ground, &client);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.count, 1);
    assert_int_equal(mw_endpoint_parse(contract_url, &endpoint, NULL), MW_OK);
    assert_int_equal(mw_conn_scheme(client.conn), endpoint.scheme);
    assert_int_equal(mw_conn_scheme(bare.conn), endpoint.scheme);
    assert_ptr_equal(mw_conn_loop(client.conn), ground.loop);
    assert_ptr_equal(mw_conn_data(bare.conn), &bare);
    assert_int_equal(mw_loop_limits(ground.loop)->max_frame,
                     mw_limits_default().max_frame);
    mw_conn_attach(bare.conn, &bare_events, &other);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &other.bodies, 1);
    assert_int_equal(bare.bodies, 1);
    run_until(&ground, &client.count, 2);
    client_finish(&ground, &client);
    ground_close(&ground);
    assert_int_equal(bare.closes, 0);
    assert_int_equal(other.closes, 1);
}

/* --- before it stands --- */

static void paused_before_it_stands_it_is_read_when_resumed(void **state)
{
    struct ground ground;
    struct side client = {0};

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &client, NULL, NULL), MW_OK);
    mw_conn_resume(client.conn);
    mw_conn_pause(client.conn);
    mw_conn_resume(client.conn);
    mw_conn_pause(client.conn);
    run_while(&ground, &client.opened, false);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &ground.server[0].count, 1);
    run_for(&ground, 10);
    assert_int_equal(client.count, 0);
    mw_conn_resume(client.conn);
    run_until(&ground, &client.count, 1);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void finished_or_failed_before_it_stands_it_is_closed(void **state)
{
    static const struct mw_error why = {MW_ELIMIT, "no longer wanted"};
    struct ground ground;
    struct side one = {0}, two = {0};

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &one, NULL, NULL), MW_OK);
    assert_int_equal(client_begin(&ground, &two, NULL, NULL), MW_OK);
    mw_conn_finish(one.conn);
    mw_conn_fail(two.conn, MW_CODE_INTERNAL_ERROR, &why);
    run_until(&ground, &one.closes, 1);
    run_until(&ground, &two.closes, 1);
    assert_int_equal(two.why.status, MW_ELIMIT);
    ground_close(&ground);
}

/* --- socket options --- */

static int option_of(const struct mw_conn *conn, int level, int name)
{
    int value = -1;
    socklen_t len = sizeof(value);
    uv_os_fd_t fd;

    assert_int_equal(uv_fileno(&conn->handle.any, &fd), 0);
    assert_int_equal(getsockopt(fd, level, name, &value, &len), 0);
    return value;
}

static void both_sides_sockets_are_as_asked_for(void **state)
{
    struct mw_socket_options options = {.rcvbuf = 50000, .sndbuf = 60000};
    struct ground ground;
    struct side client = {0};
    bool tcp = strncmp(contract_url, "tcp", 3) == 0;

    (void)state;
    if (!tcp) {
        skip_because("only for tcp");
    }
    ground_init(&ground);
    options.keepalive_s = 30;
    ground.dials.socket = options;
    ground.link.socket = options;
    ground.link.socket.keepalive_s = 40;
    ground.link.socket.delay = true;
    ground.link.socket.reuse_port = true;
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &client, NULL, NULL), MW_OK);
    run_while(&ground, &client.opened, false);
    assert_int_equal(option_of(client.conn, SOL_SOCKET, SO_RCVBUF), 100000);
    assert_int_equal(option_of(client.conn, SOL_SOCKET, SO_SNDBUF), 120000);
    assert_int_equal(option_of(client.conn, IPPROTO_TCP, TCP_NODELAY), 1);
    assert_int_equal(option_of(client.conn, IPPROTO_TCP, TCP_KEEPIDLE), 30);
    run_until(&ground, &ground.accepted, 1);
    assert_int_equal(option_of(ground.server[0].conn, SOL_SOCKET, SO_RCVBUF),
                     100000);
    assert_int_equal(option_of(ground.server[0].conn, IPPROTO_TCP, TCP_NODELAY),
                     0);
    assert_int_equal(
        option_of(ground.server[0].conn, IPPROTO_TCP, TCP_KEEPIDLE), 40);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* A client's own address: on 127.0.0.0/8 this machine has them all. */
static void a_client_speaks_from_the_address_it_was_given(void **state)
{
    bool v4 = strstr(contract_url, "127.0.0.1") != NULL;
    char local[MW_ENDPOINT_TEXT];
    struct ground ground;
    struct side client = {0};

    (void)state;
    if (!v4) {
        skip_because("only for IPv4");
    }
    ground_init(&ground);
    strcpy(ground.dials.socket.local_host, "127.0.0.9");
    ground.dials.socket.ttl = 9;
    ground.link.socket.ttl = 8;
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &client, NULL, NULL), MW_OK);
    run_while(&ground, &client.opened, false);
    mw_conn_local(client.conn, local);
    assert_memory_equal(strstr(local, "//"), "//127.0.0.9:", 12);
    assert_int_equal(option_of(client.conn, IPPROTO_IP, IP_TTL), 9);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.count, 1);
    assert_int_equal(option_of(ground.server[0].conn, IPPROTO_IP, IP_TTL), 8);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* A port that is free now, as a listener finds one. */
static uint16_t free_port(struct ground *ground)
{
    struct mw_listener *listener;
    uint16_t port;

    assert_int_equal(ground_listen(ground, contract_url, &listener, NULL),
                     MW_OK);
    port = mw_listener_endpoint(listener)->port;
    mw_listener_close(listener);
    run_now(ground);
    return port;
}

/* The last connection from the port still waits out its time. */
static void a_chosen_port_may_speak_with_the_next_peer_at_once(void **state)
{
    char local[MW_ENDPOINT_TEXT];
    struct ground ground;
    struct side client;

    (void)state;
    if (strncmp(contract_url, "unix", 4) == 0) {
        skip_because("Unix sockets have no ports");
    }
    ground_init(&ground);
    ground_begin(&ground);
    ground.dials.socket.local_port = free_port(&ground);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(
            ground_listen(&ground, contract_url, &ground.listener, NULL),
            MW_OK);
        client = (struct side){0};
        assert_int_equal(client_begin(&ground, &client, NULL, NULL), MW_OK);
        run_while(&ground, &client.opened, false);
        mw_conn_local(client.conn, local);
        assert_int_equal(atoi(strrchr(local, ':') + 1),
                         ground.dials.socket.local_port);
        client_finish(&ground, &client);
    }
    ground_close(&ground);
}

static void an_address_that_can_not_be_ones_own_is_told(void **state)
{
    static const struct {
        const char *host, *said;
    } all[] = {
        {"192.0.2.200", "can't speak from that address"},
        {"::1", "of another family"},
    };
    bool v4 = strstr(contract_url, "127.0.0.1") != NULL;
    struct ground ground;
    struct side client = {0};
    struct mw_error err = {0};

    (void)state;
    if (!v4) {
        skip_because("only for IPv4");
    }
    ground_init(&ground);
    ground_open(&ground);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        strcpy(ground.dials.socket.local_host, all[i].host);
        assert_int_equal(client_begin(&ground, &client, NULL, &err),
                         MW_ECONNECT);
        if (strstr(err.text, all[i].said) == NULL) {
            fail_msg("expected \"%s\" in \"%s\"", all[i].said, err.text);
        }
    }
    ground_close(&ground);
}

static void a_buffer_is_asked_for_on_every_transport(void **state)
{
    struct ground ground;
    struct side client = {0};

    (void)state;
    ground_init(&ground);
    ground.dials.socket =
        (struct mw_socket_options){.rcvbuf = 50000, .sndbuf = 60000};
    ground_open(&ground);
    assert_int_equal(client_begin(&ground, &client, NULL, NULL), MW_OK);
    run_while(&ground, &client.opened, false);
    assert_int_equal(option_of(client.conn, SOL_SOCKET, SO_RCVBUF), 100000);
    assert_int_equal(option_of(client.conn, SOL_SOCKET, SO_SNDBUF), 120000);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void as_many_descriptors_as_the_system_allows_are_taken(void **state)
{
    struct rlimit was, now;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    now = was;
    now.rlim_cur = 100;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
    assert_int_equal(mw_loop_descriptors(), was.rlim_max);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &now), 0);
    assert_int_equal(now.rlim_cur, was.rlim_max);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_on_end_the_answers_go_out_and_it_is_over),
        cmocka_unit_test(without_on_bad_the_first_bad_body_ends_it),
        cmocka_unit_test(it_knows_its_loop_its_scheme_and_its_data),
        cmocka_unit_test(paused_before_it_stands_it_is_read_when_resumed),
        cmocka_unit_test(finished_or_failed_before_it_stands_it_is_closed),
        cmocka_unit_test(both_sides_sockets_are_as_asked_for),
        cmocka_unit_test(a_client_speaks_from_the_address_it_was_given),
        cmocka_unit_test(a_chosen_port_may_speak_with_the_next_peer_at_once),
        cmocka_unit_test(an_address_that_can_not_be_ones_own_is_told),
        cmocka_unit_test(a_buffer_is_asked_for_on_every_transport),
        cmocka_unit_test(as_many_descriptors_as_the_system_allows_are_taken),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
