/* What listeners of streams promise: a limit, and to go on whatever fails.
 * Run as: test_listener URL */
#include "contract.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Connects and waits until the listener has decided. */
static int knock(struct ground *ground)
{
    int fd = raw_connect(ground);

    run_for(ground, 5);
    return fd;
}

static void is_served(struct ground *ground, int fd)
{
    struct mw_buffer in = {0};

    raw_send_body(ground, fd, mw_text("\x07"));
    assert_int_equal(raw_read(ground, fd, 5, &in), RAW_OPEN);
    assert_memory_equal(in.at, "\0\0\0\x01\x07", 5);
    mw_buffer_fini(&in);
}

static void is_refused(struct ground *ground, int fd)
{
    struct mw_buffer in = {0};
    uint64_t since = now_ms();

    assert_int_equal(raw_read(ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_soon(since);
    assert_ends_with_error(ground, mw_buffer_bytes(&in), MW_CODE_OVERLOADED);
    assert_int_equal(counters(ground)->errors_told, 1);
    mw_buffer_fini(&in);
}

static void over_the_limit_the_next_is_told_and_closed(void **state)
{
    struct ground ground;
    struct side client;
    int fd[4];

    (void)state;
    ground_init(&ground);
    ground.limits.max_connections = 3;
    ground_open(&ground);
    client_open(&ground, &client); /* counts once: its other end is ours too */
    fd[0] = knock(&ground);
    fd[1] = knock(&ground);
    fd[2] = knock(&ground);
    is_refused(&ground, fd[2]);
    assert_int_equal(counters(&ground)->connections_refused, 1);
    is_served(&ground, fd[0]);
    is_served(&ground, fd[1]);
    close(fd[0]);
    close(fd[2]);
    run_until(&ground, &ground.server[1].closes, 1);
    fd[3] = knock(&ground);
    is_served(&ground, fd[3]);
    close(fd[1]);
    close(fd[3]);
    client_finish(&ground, &client);
    assert_int_equal(ground.accepted, 4); /* owners hear of no other */
    ground_close(&ground);
}

static void a_crowd_over_the_limit_is_turned_away(void **state)
{
    enum { CROWD = 150 };
    struct ground ground;
    int fd[CROWD], inside;

    (void)state;
    ground_init(&ground);
    ground.limits.max_connections = 1;
    ground.limits.linger_ms = 50;
    ground_open(&ground);
    inside = knock(&ground);
    for (int i = 0; i < CROWD; i++) {
        fd[i] = raw_connect(&ground);
    }
    run_for(&ground, 100);
    for (int i = 0; i < CROWD; i++) {
        struct mw_buffer in = {0};
        assert_true(raw_read(&ground, fd[i], SIZE_MAX, &in) != RAW_OPEN);
        mw_buffer_fini(&in);
        close(fd[i]);
    }
    assert_int_equal(counters(&ground)->connections_refused, CROWD);
    is_served(&ground, inside);
    close(inside);
    ground_close(&ground);
}

/* --- no descriptor left --- */

/* Leaves room for `spare` more descriptors. */
static void leave_fds(unsigned spare)
{
    struct rlimit now;
    int next = open("/dev/null", O_RDONLY | O_CLOEXEC);

    assert_true(next >= 0);
    close(next);
    getrlimit(RLIMIT_NOFILE, &now);
    now.rlim_cur = (rlim_t)next + spare;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
}

/* Also when the test has failed. */
static int give_fds_back(void **state)
{
    struct rlimit now;

    (void)state;
    getrlimit(RLIMIT_NOFILE, &now);
    now.rlim_cur = now.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &now);
}

static uint64_t cpu_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void without_descriptors_it_rests_and_comes_back(void **state)
{
    struct mw_buffer in = {0};
    struct ground ground;
    uint64_t since, spent;
    int inside, outside[3], later;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    inside = knock(&ground);
    leave_fds(3); /* for our own side of what follows */
    for (int i = 0; i < 3; i++) {
        outside[i] = raw_connect_unseen(&ground);
    }
    spent = cpu_ms();
    run_for(&ground, 400);
    assert_true(cpu_ms() - spent < 100); /* it does not spin */
    is_served(&ground, inside);
    assert_true(counters(&ground)->connections_refused >= 1);
    assert_true(raw_read(&ground, outside[0], 1, &in) != RAW_OPEN);
    assert_int_equal(give_fds_back(NULL), 0);
    since = now_ms();
    later = raw_connect(&ground);
    is_served(&ground, later);
    assert_true(now_ms() - since < 1000);
    is_served(&ground, inside);
    for (int i = 0; i < 3; i++) {
        close(outside[i]);
    }
    close(inside);
    close(later);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

/* --- closing it --- */

static void connections_outlive_their_listener(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.count, 1);
    mw_listener_close(ground.listener);
    run_for(&ground, 10);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.count, 2);
    client_finish(&ground, &client);
    ground_close(&ground);
}

struct closing_owner {
    struct mw_listener *listener;
    size_t accepted;
};

static void *close_listener(struct mw_conn *conn, void *data)
{
    struct closing_owner *owner = data;

    (void)conn;
    owner->accepted++;
    mw_listener_close(owner->listener);
    return NULL;
}

static void
a_listener_closed_from_within_on_accept_accepts_no_more(void **state)
{
    struct closing_owner owner = {0};
    struct mw_listener_config config = {
        .events = &side_events, .on_accept = close_listener, .data = &owner};
    struct mw_link link = {0};
    struct ground ground;
    int fd[5];

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(mw_link_parse(contract_url, MW_LINK_LISTENS, &link, NULL),
                     MW_OK);
    assert_int_equal(
        mw_listener_open(ground.loop, &link, &config, &owner.listener, NULL),
        MW_OK);
    ground.listener = owner.listener;
    for (int i = 0; i < 5; i++) {
        fd[i] = raw_connect_unseen(&ground);
    }
    run_for(&ground, 20);
    assert_int_equal(owner.accepted, 1);
    for (int i = 0; i < 5; i++) {
        close(fd[i]);
    }
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(over_the_limit_the_next_is_told_and_closed),
        cmocka_unit_test(a_crowd_over_the_limit_is_turned_away),
        cmocka_unit_test_teardown(without_descriptors_it_rests_and_comes_back,
                                  give_fds_back),
        cmocka_unit_test(connections_outlive_their_listener),
        cmocka_unit_test(
            a_listener_closed_from_within_on_accept_accepts_no_more),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
