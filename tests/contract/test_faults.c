/* What happens when the system says no. Each call below is wrapped by the
 * linker (--wrap), so that a test can make its next uses fail.
 * Run as: test_faults URL */
#include "contract.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* The next `times` uses of a call fail with `error`; then all is well. */
struct fault {
    int error, times;
};

static struct fault accepting, making, binding, sending, receiving;
static struct fault answering;  /* sending from a socket of many peers */
static int at_most;             /* datagrams that a sendmmsg takes; 0: all */
static size_t singles, batches; /* receives of datagrams */

static bool strikes(struct fault *fault)
{
    if (fault->times == 0) {
        return false;
    }
    fault->times--;
    errno = fault->error;
    return true;
}

int __real_accept4(int fd, struct sockaddr *at, socklen_t *len, int flags);
int __wrap_accept4(int fd, struct sockaddr *at, socklen_t *len, int flags);
int __real_socket(int domain, int type, int protocol);
int __wrap_socket(int domain, int type, int protocol);
int __real_bind(int fd, const struct sockaddr *at, socklen_t len);
int __wrap_bind(int fd, const struct sockaddr *at, socklen_t len);
int __real_sendmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags);
int __wrap_sendmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags);
int __real_recvmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags,
                    struct timespec *wait);
int __wrap_recvmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags,
                    struct timespec *wait);
ssize_t __real_sendto(int fd, const void *at, size_t len, int flags,
                      const struct sockaddr *to, socklen_t to_len);
ssize_t __wrap_sendto(int fd, const void *at, size_t len, int flags,
                      const struct sockaddr *to, socklen_t to_len);
ssize_t __real_recvmsg(int fd, struct msghdr *msg, int flags);
ssize_t __wrap_recvmsg(int fd, struct msghdr *msg, int flags);

int __wrap_accept4(int fd, struct sockaddr *at, socklen_t *len, int flags)
{
    return strikes(&accepting) ? -1 : __real_accept4(fd, at, len, flags);
}

int __wrap_socket(int domain, int type, int protocol)
{
    return strikes(&making) ? -1 : __real_socket(domain, type, protocol);
}

int __wrap_bind(int fd, const struct sockaddr *at, socklen_t len)
{
    return strikes(&binding) ? -1 : __real_bind(fd, at, len);
}

static bool refuses(const void *to)
{
    return strikes(&sending) || (to != NULL && strikes(&answering));
}

int __wrap_sendmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags)
{
    if (refuses(msg->msg_hdr.msg_name)) {
        return -1;
    }
    if (at_most > 0 && count > (unsigned)at_most) {
        count = (unsigned)at_most;
    }
    return __real_sendmmsg(fd, msg, count, flags);
}

int __wrap_recvmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags,
                    struct timespec *wait)
{
    batches++;
    return strikes(&receiving) ? -1
                               : __real_recvmmsg(fd, msg, count, flags, wait);
}

ssize_t __wrap_sendto(int fd, const void *at, size_t len, int flags,
                      const struct sockaddr *to, socklen_t to_len)
{
    return refuses(to) ? -1 : __real_sendto(fd, at, len, flags, to, to_len);
}

ssize_t __wrap_recvmsg(int fd, struct msghdr *msg, int flags)
{
    singles++;
    return strikes(&receiving) ? -1 : __real_recvmsg(fd, msg, flags);
}

static int all_is_well(void **state)
{
    (void)state;
    accepting = making = binding = (struct fault){0};
    sending = answering = receiving = (struct fault){0};
    at_most = 0;
    singles = batches = 0;
    return 0;
}

static void exchange(struct ground *ground, struct side *client, size_t times)
{
    size_t before = client->count;

    for (size_t i = 0; i < times; i++) {
        client_send(client, mw_text("\x07"));
    }
    run_until(ground, &client->count, before + times);
}

/* --- listeners --- */

static void is_open_to_the_next(struct ground *ground)
{
    struct side client;

    client_open(ground, &client);
    exchange(ground, &client, 3);
    client_finish(ground, &client);
}

static void a_peer_that_is_gone_before_it_is_accepted_is_no_fault(void **state)
{
    static const int errors[] = {ECONNABORTED, EINTR, EPROTO, EPERM};

    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
        struct ground ground;

        ground_init(&ground);
        ground_open(&ground);
        accepting = (struct fault){errors[i], 3};
        is_open_to_the_next(&ground);
        assert_int_equal(accepting.times, 0);
        assert_int_equal(counters(&ground)->connections_refused, 0);
        ground_close(&ground);
    }
}

static void in_a_shortage_one_is_refused_and_the_next_is_served(void **state)
{
    static const int errors[] = {EMFILE, ENFILE, ENOBUFS, ENOMEM};

    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
        struct ground ground;
        struct mw_buffer in = {0};
        int fd;

        ground_init(&ground);
        ground_open(&ground);
        accepting = (struct fault){errors[i], 1};
        fd = raw_connect(&ground);
        assert_true(raw_read(&ground, fd, 1, &in) != RAW_OPEN);
        assert_int_equal(counters(&ground)->connections_refused, 1);
        is_open_to_the_next(&ground);
        close(fd);
        mw_buffer_fini(&in);
        ground_close(&ground);
    }
}

static void without_a_socket_each_side_says_so(void **state)
{
    struct mw_listener *listener = NULL;
    struct ground ground;
    struct side client = {0};
    struct mw_error err = {0};
    char url[MW_ENDPOINT_TEXT];

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    making = (struct fault){EMFILE, 1};
    assert_int_equal(ground_listen(&ground, contract_url, &listener, &err),
                     MW_ESYSTEM);
    assert_non_null(strstr(err.text, "Too many open files"));
    assert_int_equal(
        ground_listen(&ground, contract_url, &ground.listener, &err), MW_OK);
    mw_endpoint_format(mw_listener_endpoint(ground.listener), url);
    making = (struct fault){ENFILE, 1};
    assert_int_equal(client_dial(&ground, &client, url, 0, &err), MW_ESYSTEM);
    assert_non_null(strstr(err.text, "Too many open files in system"));
    client_open(&ground, &client);
    exchange(&ground, &client, 1);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void an_address_that_can_not_be_bound_is_told(void **state)
{
    static const int errors[] = {EADDRNOTAVAIL, EACCES, EADDRINUSE};

    (void)state;
    for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
        struct mw_listener *listener = NULL;
        struct ground ground;
        struct mw_error err = {0};

        ground_init(&ground);
        ground_begin(&ground);
        binding = (struct fault){errors[i], 2};
        assert_int_equal(ground_listen(&ground, contract_url, &listener, &err),
                         MW_ECONNECT);
        assert_non_null(strstr(err.text, "can't bind: "));
        all_is_well(NULL);
        ground_close(&ground);
    }
}

/* --- datagrams --- */

static void open_both(struct ground *ground, struct side *client)
{
    if (!contract_is_datagram()) {
        skip_because("not for streams");
    }
    ground_init(ground);
    ground_open(ground);
    client_open(ground, client);
}

static void close_both(struct ground *ground, struct side *client)
{
    client_finish(ground, client);
    ground_close(ground);
}

static void a_full_socket_makes_a_client_wait(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    open_both(&ground, &client);
    sending = (struct fault){EAGAIN, 1};
    for (int i = 0; i < 60; i++) {
        client_send(&client, mw_text("\x07"));
    }
    run_until(&ground, &client.count, 60);
    assert_int_equal(sending.times, 0);
    assert_int_equal(counters(&ground)->datagrams_unsent, 0);
    close_both(&ground, &client);
}

static void a_full_queue_takes_no_more_and_tells_of_room(void **state)
{
    struct ground ground;
    struct side client;
    size_t sent = 0;

    (void)state;
    open_both(&ground, &client);
    sending = (struct fault){EAGAIN, 3};
    while (sent < 1000 &&
           mw_conn_send(client.conn, mw_text("\x07"), NULL) == MW_OK) {
        sent++;
    }
    assert_true(sent >= 60 && sent < 1000);
    assert_int_equal(client.rooms, 0); /* not before the call returns */
    assert_true(mw_conn_queued(client.conn) > 0);
    run_until(&ground, &client.rooms, 1);
    assert_int_equal(mw_conn_queued(client.conn), 0);
    run_until(&ground, &client.count, sent);
    exchange(&ground, &client, 10);
    close_both(&ground, &client);
}

static void a_batch_taken_in_parts_goes_out_whole(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    open_both(&ground, &client);
    at_most = 3;
    exchange(&ground, &client, 50);
    assert_int_equal(counters(&ground)->datagrams_out, 100);
    close_both(&ground, &client);
}

/* A batch costs the system one look more than there are datagrams. */
static void what_comes_one_by_one_is_mostly_taken_so(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    open_both(&ground, &client);
    for (int i = 0; i < 40; i++) {
        exchange(&ground, &client, 1);
    }
    assert_true(singles > 4 * batches);
    close_both(&ground, &client);
}

static void a_burst_is_taken_in_batches_soon_again(void **state)
{
    enum { BURST = 60 };
    struct ground ground;
    struct side client;
    size_t before;

    (void)state;
    open_both(&ground, &client);
    for (int i = 0; i < 4; i++) {
        exchange(&ground, &client, 1);
    }
    before = singles + batches;
    exchange(&ground, &client, BURST);
    assert_true(singles + batches - before < BURST / 2);
    close_both(&ground, &client);
}

static void interrupted_calls_are_made_again(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    open_both(&ground, &client);
    sending = (struct fault){EINTR, 5};
    receiving = (struct fault){EINTR, 5};
    exchange(&ground, &client, 20);
    assert_int_equal(sending.times + receiving.times, 0);
    close_both(&ground, &client);
}

static void what_a_server_can_not_send_is_dropped_and_counted(void **state)
{
    static const int errors[] = {EAGAIN, ENOBUFS, EPERM, EHOSTUNREACH};

    (void)state;
    for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
        struct ground ground;
        struct side client;

        open_both(&ground, &client);
        answering = (struct fault){errors[i], 1};
        client_send(&client, mw_text("\x07"));
        run_until(&ground, &ground.server[0].count, 1);
        run_now(&ground);
        assert_int_equal(answering.times, 0);
        assert_int_equal(counters(&ground)->datagrams_unsent, 1);
        assert_int_equal(client.count, 0);
        assert_false(ground.server[0].closed);
        exchange(&ground, &client, 5);
        close_both(&ground, &client);
    }
}

static void what_a_client_can_not_send_ends_it_with_a_sentence(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    open_both(&ground, &client);
    sending = (struct fault){ENETUNREACH, 1};
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.closes, 1);
    assert_int_equal(client.why.status, MW_ECONNECT);
    assert_non_null(strstr(client.why.text, "network is unreachable"));
    ground_close(&ground);
}

static void a_server_outlives_a_receive_that_fails(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    open_both(&ground, &client);
    receiving = (struct fault){ENOMEM, 2};
    exchange(&ground, &client, 5);
    close_both(&ground, &client);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(
            a_peer_that_is_gone_before_it_is_accepted_is_no_fault, all_is_well),
        cmocka_unit_test_teardown(
            in_a_shortage_one_is_refused_and_the_next_is_served, all_is_well),
        cmocka_unit_test_teardown(without_a_socket_each_side_says_so,
                                  all_is_well),
        cmocka_unit_test_teardown(an_address_that_can_not_be_bound_is_told,
                                  all_is_well),
        cmocka_unit_test_teardown(a_full_socket_makes_a_client_wait,
                                  all_is_well),
        cmocka_unit_test_teardown(a_full_queue_takes_no_more_and_tells_of_room,
                                  all_is_well),
        cmocka_unit_test_teardown(a_batch_taken_in_parts_goes_out_whole,
                                  all_is_well),
        cmocka_unit_test_teardown(what_comes_one_by_one_is_mostly_taken_so,
                                  all_is_well),
        cmocka_unit_test_teardown(a_burst_is_taken_in_batches_soon_again,
                                  all_is_well),
        cmocka_unit_test_teardown(interrupted_calls_are_made_again,
                                  all_is_well),
        cmocka_unit_test_teardown(
            what_a_server_can_not_send_is_dropped_and_counted, all_is_well),
        cmocka_unit_test_teardown(
            what_a_client_can_not_send_ends_it_with_a_sentence, all_is_well),
        cmocka_unit_test_teardown(a_server_outlives_a_receive_that_fails,
                                  all_is_well),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
