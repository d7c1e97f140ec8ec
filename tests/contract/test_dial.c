/* How clients come to be connected, and what they are told if not. Run once:
 * each test has its own addresses, all of this machine. */
#include "contract.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Waits for the end and checks that it is this one. */
static void ends_with(struct ground *ground, struct side *side,
                      enum mw_status status, const char *sentence)
{
    run_until(ground, &side->closes, 1);
    assert_false(side->opened);
    assert_int_equal(side->why.status, status);
    if (strstr(side->why.text, sentence) == NULL) {
        fail_msg("expected \"%s\" in \"%s\"", sentence, side->why.text);
    }
}

/* A port of this machine where nothing listens. */
static unsigned closed_port(void)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof(v4);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_int_equal(bind(fd, (struct sockaddr *)&v4, len), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&v4, &len), 0);
    close(fd);
    return ntohs(v4.sin_port);
}

static void nobody_there_is_told_in_a_sentence(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct mw_error err = {0};
    char url[64];

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    snprintf(url, sizeof(url), "tcp://127.0.0.1:%u", closed_port());
    assert_int_equal(client_dial(&ground, &side, url, 0, &err), MW_OK);
    ends_with(&ground, &side, MW_ECONNECT, "connection refused");
    ground_close(&ground);
}

static void no_socket_file_is_told_at_once(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(
        client_dial(&ground, &side, "unix:/nowhere/at/all", 0, &err),
        MW_ECONNECT);
    assert_non_null(strstr(err.text, "no such file"));
    assert_null(side.conn);
    run_for(&ground, 10);
    ground_close(&ground);
    assert_int_equal(side.closes, 0); /* said once, by the call */
}

static void a_datagram_to_nobody_is_told(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct mw_error err = {0};
    char url[64];

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    snprintf(url, sizeof(url), "udp://127.0.0.1:%u", closed_port());
    assert_int_equal(client_dial(&ground, &side, url, 0, &err), MW_OK);
    run_while(&ground, &side.opened, false);
    client_send(&side, mw_text("\x07"));
    run_until(&ground, &side.closes, 1);
    assert_int_equal(side.why.status, MW_ECONNECT);
    assert_non_null(strstr(side.why.text, "connection refused"));
    ground_close(&ground);
}

static void a_datagram_to_nobody_is_told_even_by_a_finish(void **state)
{
    struct ground ground;
    struct side side = {0};
    char url[64];

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    snprintf(url, sizeof(url), "udp://127.0.0.1:%u", closed_port());
    assert_int_equal(client_dial(&ground, &side, url, 0, NULL), MW_OK);
    run_while(&ground, &side.opened, false);
    client_send(&side, mw_text("\x07"));
    mw_conn_finish(side.conn);
    run_until(&ground, &side.closes, 1);
    assert_int_equal(side.why.status, MW_ECONNECT);
    ground_close(&ground);
}

/* --- names --- */

static void dials(const char *listens, const char *scheme, const char *host)
{
    struct mw_listener *listener = NULL;
    struct ground ground;
    struct side side = {0};
    struct mw_error err = {0};
    char url[64];

    ground_init(&ground);
    ground_begin(&ground);
    if (ground_listen(&ground, listens, &listener, &err) != MW_OK) {
        fail_msg("%s: %s", listens, err.text);
    }
    snprintf(url, sizeof(url), "%s%s:%u", scheme, host,
             mw_listener_endpoint(listener)->port);
    assert_int_equal(client_dial(&ground, &side, url, 5000, &err), MW_OK);
    run_while(&ground, &side.opened, false);
    client_send(&side, mw_text("\x07"));
    run_until(&ground, &side.count, 1);
    client_finish(&ground, &side);
    ground_close(&ground);
}

static void localhost_is_tried_as_v6_then_as_v4(void **state)
{
    (void)state;
    dials("tcp://[::1]:0", "tcp://", "localhost");
    dials("tcp://127.0.0.1:0", "tcp://", "localhost");
    dials("udp://[::1]:0", "udp://", "localhost");
}

static void a_name_is_looked_up(void **state)
{
    (void)state;
    dials("tcp://127.0.0.1:0", "tcp://", "127.1"); /* no server is asked */
    dials("udp://127.0.0.1:0", "udp://", "127.1");
    dials("tcp://127.1:0", "tcp://", "127.0.0.1");
}

static void no_host_is_this_machine(void **state)
{
    (void)state;
    dials("tcp://:0", "tcp://", "");
    dials("tcp://:0", "tcp://", "127.0.0.1");
    dials("udp://:0", "udp://", "127.0.0.1");
}

#define LABEL_OF_64                                                            \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void a_name_without_an_address_is_told(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(
        client_dial(&ground, &side, "tcp://" LABEL_OF_64 ".test:1", 0, &err),
        MW_OK);
    ends_with(&ground, &side, MW_ECONNECT, "can't resolve \"aaaa");
    ground_close(&ground);
}

static void a_look_up_may_be_given_up(void **state)
{
    struct ground ground;
    struct side side = {0};

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(client_dial(&ground, &side, "tcp://127.1:1", 0, NULL),
                     MW_OK);
    mw_conn_close(side.conn);
    mw_conn_close(side.conn);
    ends_with(&ground, &side, MW_ECANCELED, "");
    side = (struct side){0};
    assert_int_equal(client_dial(&ground, &side, "tcp://127.1:1", 0, NULL),
                     MW_OK);
    ground_close(&ground); /* in the middle of it */
    assert_int_equal(side.closes, 1);
}

/* --- time --- */

/* A Unix socket whose backlog is full: connecting waits. */
struct full {
    char url[96], path[80];
    int listens, waits[8];
    size_t count;
};

static void full_open(struct full *full)
{
    struct sockaddr_un un = {.sun_family = AF_UNIX};

    snprintf(full->path, sizeof(full->path), "full-%d.sock", (int)getpid());
    snprintf(full->url, sizeof(full->url), "unix:%s", full->path);
    unlink(full->path);
    memcpy(un.sun_path, full->path, strlen(full->path));
    full->listens = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(full->listens, (struct sockaddr *)&un, sizeof(un)),
                     0);
    assert_int_equal(listen(full->listens, 0), 0);
    for (full->count = 0; full->count < 8; full->count++) {
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        full->waits[full->count] = fd;
        if (connect(fd, (struct sockaddr *)&un, sizeof(un)) != 0) {
            break;
        }
    }
    assert_true(full->count < 8);
}

static void full_close(struct full *full)
{
    for (size_t i = 0; i <= full->count; i++) {
        close(full->waits[i]);
    }
    close(full->listens);
    unlink(full->path);
}

static void connecting_ends_when_its_time_is_over(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct full full;
    uint64_t since;

    (void)state;
    ground_init(&ground);
    full_open(&full);
    ground_begin(&ground);
    since = now_ms();
    assert_int_equal(client_dial(&ground, &side, full.url, 150, NULL), MW_OK);
    ends_with(&ground, &side, MW_ETIMEOUT, "within 150 ms");
    assert_took(since, 150);
    full_close(&full);
    ground_close(&ground);
}

static void a_full_backlog_is_waited_for(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct full full;
    int taken;

    (void)state;
    ground_init(&ground);
    full_open(&full);
    ground_begin(&ground);
    assert_int_equal(client_dial(&ground, &side, full.url, 0, NULL), MW_OK);
    run_for(&ground, 50);
    assert_false(side.opened || side.closed);
    taken = accept(full.listens, NULL, NULL);
    run_while(&ground, &side.opened, false);
    close(taken);
    full_close(&full);
    mw_conn_close(side.conn);
    ground_close(&ground);
}

static void waiting_for_a_backlog_may_be_given_up(void **state)
{
    struct ground ground;
    struct side side = {0};
    struct full full;

    (void)state;
    ground_init(&ground);
    full_open(&full);
    ground_begin(&ground);
    assert_int_equal(client_dial(&ground, &side, full.url, 0, NULL), MW_OK);
    run_for(&ground, 20);
    mw_conn_close(side.conn);
    ends_with(&ground, &side, MW_ECANCELED, "");
    full_close(&full);
    ground_close(&ground);
}

/* --- alone on its loop --- */

static void close_when_open(struct side *side)
{
    mw_conn_close(side->conn);
}

/* Nothing but the client keeps uv_run from ending. */
static void runs_to_its_end(const char *url, const char *scheme)
{
    struct mw_listener *listener = NULL;
    struct ground there, here;
    struct side side = {.at_open = close_when_open};
    char to[64];

    ground_init(&there);
    ground_begin(&there);
    assert_int_equal(ground_listen(&there, url, &listener, NULL), MW_OK);
    ground_init(&here);
    ground_begin(&here);
    snprintf(to, sizeof(to), "%s127.0.0.1:%u", scheme,
             mw_listener_endpoint(listener)->port);
    if (strncmp(url, "unix:", 5) == 0) {
        snprintf(to, sizeof(to), "%s", url);
    }
    assert_int_equal(client_dial(&here, &side, to, 0, NULL), MW_OK);
    while (uv_run(&here.uv, UV_RUN_DEFAULT) != 0) {
    }
    assert_true(side.opened && side.closed);
    ground_close(&here);
    ground_close(&there);
}

static void a_client_alone_keeps_its_loop_running(void **state)
{
    char path[64];

    (void)state;
    snprintf(path, sizeof(path), "unix:alone-%d.sock", (int)getpid());
    runs_to_its_end("tcp://127.0.0.1:0", "tcp://");
    runs_to_its_end("udp://127.0.0.1:0", "udp://");
    runs_to_its_end(path, "unix:");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_there_is_told_in_a_sentence),
        cmocka_unit_test(no_socket_file_is_told_at_once),
        cmocka_unit_test(a_datagram_to_nobody_is_told),
        cmocka_unit_test(a_datagram_to_nobody_is_told_even_by_a_finish),
        cmocka_unit_test(localhost_is_tried_as_v6_then_as_v4),
        cmocka_unit_test(a_name_is_looked_up),
        cmocka_unit_test(no_host_is_this_machine),
        cmocka_unit_test(a_name_without_an_address_is_told),
        cmocka_unit_test(a_look_up_may_be_given_up),
        cmocka_unit_test(connecting_ends_when_its_time_is_over),
        cmocka_unit_test(a_full_backlog_is_waited_for),
        cmocka_unit_test(waiting_for_a_backlog_may_be_given_up),
        cmocka_unit_test(a_client_alone_keeps_its_loop_running),
    };

    contract_begin(argc, argv, "");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
