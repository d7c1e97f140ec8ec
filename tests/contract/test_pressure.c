/* What streams promise when there is much: memory stays bounded, the innocent
 * do not wait, nothing is lost. Run as: test_pressure URL */
#include "contract.h"

#include <sys/socket.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)

enum {
    OUT_HIGH = 64 << 10,
    OUT_LOW = 16 << 10,
    ASKED = 64, /* bodies, each larger than OUT_HIGH / 2 */
    BODY = 40 << 10,
};

/* --- large bodies --- */

static void comes_back(size_t len, size_t max_frame)
{
    struct mw_buffer body = body_of(len);
    struct ground ground;
    struct side client;

    ground_init(&ground);
    ground.limits.max_frame = max_frame;
    ground.accepts.dull = true;
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, mw_buffer_bytes(&body));
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.count, 2);
    assert_int_equal(client.bodies.len, len + 1);
    assert_memory_equal(client.bodies.at, body.at, len);
    assert_int_equal(client.bodies.at[len], 7);
    mw_buffer_fini(&body);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void large_bodies_come_back_whole(void **state)
{
    (void)state;
    comes_back(128 << 10, 16 * MIB);
    comes_back((128 << 10) + 1, 16 * MIB);
    comes_back((256 << 10) - 4, 16 * MIB);
    comes_back(256 << 10, 16 * MIB);
    comes_back(8 * MIB, 16 * MIB);
    comes_back(3 * MIB, 3 * MIB); /* max_frame exactly */
}

static void what_is_kept_is_at_most_twice_what_has_come(void **state)
{
    struct ground ground;
    struct mw_buffer body = body_of(4 * MIB), out = {0};
    size_t sent = 0;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.accepts.echo = false;
    ground_open(&ground);
    put_frame(&ground, &out, mw_buffer_bytes(&body));
    fd = raw_connect(&ground);
    for (size_t step = 1; sent + step < out.len; step += 1 + step / 2) {
        raw_send(&ground, fd, mw_bytes(out.at + sent, step));
        sent += step;
        assert_true(counters(&ground)->buffered <=
                    2 * counters(&ground)->bytes_in + 256);
    }
    raw_send(&ground, fd, mw_bytes(out.at + sent, out.len - sent));
    run_until(&ground, &ground.server[0].count, 1);
    assert_memory_equal(ground.server[0].bodies.at, body.at, body.len);
    assert_int_equal(counters(&ground)->buffered, 0);
    close(fd);
    mw_buffer_fini(&body);
    mw_buffer_fini(&out);
    ground_close(&ground);
}

/* --- a peer that does not read --- */

static void ground_with_low_marks(struct ground *ground)
{
    ground_init(ground);
    ground->limits.out_high = OUT_HIGH;
    ground->limits.out_low = OUT_LOW;
    ground->limits.turn_bytes = 128 << 10;
    ground->link.socket.sndbuf = 16 << 10;
    ground->accepts.dull = true;
}

/* Sends as much as the other side takes. Returns how much that was. */
static size_t push(struct ground *ground, int fd, struct mw_bytes bytes)
{
    size_t sent = 0;
    int idle = 0;

    while (sent < bytes.len && idle < 20) {
        ssize_t now = send(fd, bytes.at + sent, bytes.len - sent,
                           MSG_NOSIGNAL | MSG_DONTWAIT);
        idle = now > 0 ? 0 : idle + 1;
        sent += now > 0 ? (size_t)now : 0;
        if (now > 0) {
            run_now(ground);
        } else {
            run_for(ground, 1);
        }
    }
    return sent;
}

static struct mw_buffer many_frames(const struct ground *ground)
{
    struct mw_buffer body = body_of(BODY), out = {0};

    for (int i = 0; i < ASKED; i++) {
        body.at[5] = (uint8_t)i;
        put_frame(ground, &out, mw_buffer_bytes(&body));
    }
    mw_buffer_fini(&body);
    return out;
}

static void who_does_not_read_is_not_read_and_loses_nothing(void **state)
{
    struct ground ground;
    struct mw_buffer out, in = {0};
    size_t sent;
    int fd;

    (void)state;
    ground_with_low_marks(&ground);
    ground_open(&ground);
    out = many_frames(&ground);
    fd = raw_connect(&ground);
    sent = push(&ground, fd, mw_buffer_bytes(&out));
    assert_true(counters(&ground)->reads_paused >= 1);
    assert_true(ground.server[0].count < ASKED);
    assert_true(mw_conn_queued(ground.server[0].conn) < OUT_HIGH + 2 * BODY);
    assert_true(counters(&ground)->buffered < 4 * OUT_HIGH + 4 * BODY);
    while (sent < out.len) {
        (void)raw_read(&ground, fd, in.len + 1, &in);
        sent += push(&ground, fd, mw_bytes(out.at + sent, out.len - sent));
    }
    shutdown(fd, SHUT_WR);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&in), mw_buffer_bytes(&out)));
    run_while(&ground, &ground.server[0].closed, false);
    assert_int_equal(ground.server[0].why.status, MW_OK);
    close(fd);
    mw_buffer_fini(&in);
    mw_buffer_fini(&out);
    ground_close(&ground);
}

static void who_takes_no_byte_is_cut(void **state)
{
    struct ground ground;
    struct mw_buffer out;
    uint64_t since;
    int fd;

    (void)state;
    ground_with_low_marks(&ground);
    ground.limits.stall_ms = 300;
    ground_open(&ground);
    out = many_frames(&ground);
    fd = raw_connect(&ground);
    since = now_ms();
    (void)push(&ground, fd, mw_buffer_bytes(&out));
    run_while(&ground, &ground.server[0].closed, false);
    assert_took(since, 300);
    assert_int_equal(ground.server[0].why.status, MW_ETIMEOUT);
    assert_int_equal(counters(&ground)->slow_peers_closed, 1);
    close(fd);
    mw_buffer_fini(&out);
    ground_close(&ground);
}

static void who_takes_a_little_now_and_then_is_not_cut(void **state)
{
    enum { BITES = 12 };
    struct ground ground;
    struct mw_buffer out, in = {0};
    size_t due;
    int fd;

    (void)state;
    ground_with_low_marks(&ground);
    ground.limits.stall_ms = 150;
    ground_open(&ground);
    out = many_frames(&ground);
    fd = raw_connect(&ground);
    due = push(&ground, fd, mw_buffer_bytes(&out));
    due = due / (BODY + 4) * (BODY + 4);
    for (size_t i = 1; i <= BITES; i++) {
        (void)raw_read(&ground, fd, due / BITES * i, &in);
        run_for(&ground, 40);
        assert_false(ground.server[0].closed);
    }
    close(fd);
    mw_buffer_fini(&in);
    mw_buffer_fini(&out);
    ground_close(&ground);
}

/* How long one exchange takes, in ms, at most of `times`. */
static uint64_t slowest_exchange(struct ground *ground, struct side *client,
                                 int times)
{
    uint64_t most = 0;

    for (int i = 0; i < times; i++) {
        uint64_t since = now_ms();
        client_send(client, mw_text("\x07"));
        run_until(ground, &client->count, client->count + 1);
        most = now_ms() - since > most ? now_ms() - since : most;
    }
    return most;
}

static void others_are_served_beside_who_does_not_read(void **state)
{
    struct ground ground;
    struct side client;
    struct mw_buffer out;
    int fd;

    (void)state;
    ground_with_low_marks(&ground);
    ground_open(&ground);
    out = many_frames(&ground);
    fd = raw_connect(&ground);
    (void)push(&ground, fd, mw_buffer_bytes(&out));
    client_open(&ground, &client);
    assert_true(slowest_exchange(&ground, &client, 50) < 50);
    close(fd);
    mw_buffer_fini(&out);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* Each side's queue is full; if both stopped reading, neither would end. */
static void both_sides_may_have_full_queues(void **state)
{
    struct ground ground;
    struct side client;
    struct mw_buffer body = body_of(BODY);

    (void)state;
    ground_with_low_marks(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client.dull = true;
    for (int i = 0; i < 300; i++) {
        client_send(&client, mw_buffer_bytes(&body));
    }
    run_until(&ground, &client.count, 300);
    assert_true(counters(&ground)->reads_paused > 0);
    mw_buffer_fini(&body);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* --- fairness --- */

static void who_floods_does_not_starve_others(void **state)
{
    enum { SMALL = 200000 };
    struct ground ground;
    struct side client;
    struct mw_buffer out = {0};
    size_t sent = 0, turns = 0;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.accepts.echo = false;
    ground.accepts.dull = true;
    ground.limits.turn_bytes = 16 << 10;
    ground_open(&ground);
    for (int i = 0; i < SMALL; i++) {
        put_frame(&ground, &out, mw_text("\x07"));
    }
    fd = raw_connect(&ground);
    ground.server[0].echo = false;
    client_open(&ground, &client);
    ground.server[1].echo = true;
    while (client.count < 20) {
        ssize_t now = send(fd, out.at + sent, out.len - sent,
                           MSG_NOSIGNAL | MSG_DONTWAIT);
        sent = now > 0 ? (sent + (size_t)now) % out.len / 5 * 5 : sent;
        if (client.count + 1 > turns) {
            client_send(&client, mw_text("\x07"));
            turns++;
        }
        uv_run(&ground.uv, UV_RUN_NOWAIT);
        assert_true(ground.server[0].bytes < 20 * MIB);
    }
    /* The flood had its turns, and no more than a turn's share of each. */
    assert_true(ground.server[0].count > 0);
    close(fd);
    mw_buffer_fini(&out);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* --- the sender's own queue --- */

static void refill(struct side *side)
{
    struct mw_buffer *body = side->arg;

    while (side->conn != NULL && mw_conn_queued(side->conn) < OUT_HIGH) {
        client_send(side, mw_buffer_bytes(body));
    }
}

static void a_sender_is_told_when_there_is_room_again(void **state)
{
    struct mw_buffer body = body_of(BODY);
    struct ground ground;
    struct side client;

    (void)state;
    ground_with_low_marks(&ground);
    ground.accepts.echo = false;
    ground_open(&ground);
    client_open(&ground, &client);
    client.arg = &body;
    for (size_t rounds = 1; rounds <= 20; rounds++) {
        refill(&client);
        run_until(&ground, &client.rooms, rounds);
        assert_true(mw_conn_queued(client.conn) < OUT_LOW);
    }
    run_until(&ground, &ground.server[0].count, 40);
    mw_buffer_fini(&body);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* --- the whole process --- */

static void over_the_budget_the_largest_pays_and_no_one_else(void **state)
{
    struct ground ground;
    struct side client;
    struct mw_buffer body = body_of(8 * MIB), out = {0};
    int big, small;

    (void)state;
    ground_init(&ground);
    ground.limits.max_buffered = 3 * MIB;
    ground_open(&ground);
    put_frame(&ground, &out, mw_buffer_bytes(&body));
    client_open(&ground, &client);
    small = raw_connect(&ground);
    raw_send(&ground, small, mw_bytes(out.at, MIB / 2));
    big = raw_connect(&ground);
    for (size_t at = 0; at < out.len && !ground.server[2].closed;) {
        ssize_t now = send(big, out.at + at, 64 << 10, MSG_NOSIGNAL);
        at += now > 0 ? (size_t)now : 0;
        run_now(&ground);
        assert_true(counters(&ground)->buffered <= 3 * MIB + (512 << 10));
    }
    assert_true(ground.server[2].closed);
    assert_int_equal(ground.server[2].why.status, MW_ELIMIT);
    assert_int_equal(counters(&ground)->over_budget_closed, 1);
    assert_false(ground.server[0].closed || ground.server[1].closed);
    client_send(&client, mw_text("\x07"));
    run_until(&ground, &client.count, 1);
    close(big);
    close(small);
    mw_buffer_fini(&body);
    mw_buffer_fini(&out);
    client_finish(&ground, &client);
    ground_close(&ground);
}

/* Its queue pays too, and is no longer counted once it is to be closed. */
static void a_queue_that_is_dropped_costs_no_second_connection(void **state)
{
    struct ground ground;
    struct side client[3];
    struct mw_buffer body = body_of(MIB);
    int fd;

    (void)state;
    ground_init(&ground);
    ground.limits.max_buffered = 12 * MIB;
    ground_open(&ground);
    for (int i = 0; i < 3; i++) {
        client_open(&ground, &client[i]);
    }
    fd = raw_connect(&ground);
    run_now(&ground);
    for (int i = 0; i < 16; i++) {
        (void)mw_conn_send(ground.server[3].conn, mw_buffer_bytes(&body), NULL);
        run_now(&ground);
        for (int k = 0; k < 3; k++) {
            client_send(&client[k], mw_text("\x07"));
        }
        if (ground.server[3].closed) {
            break;
        }
    }
    run_until(&ground, &ground.server[3].closes, 1);
    assert_int_equal(counters(&ground)->over_budget_closed, 1);
    for (int i = 0; i < 3; i++) {
        assert_false(client[i].closed);
        client_finish(&ground, &client[i]);
    }
    close(fd);
    mw_buffer_fini(&body);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_bodies_come_back_whole),
        cmocka_unit_test(what_is_kept_is_at_most_twice_what_has_come),
        cmocka_unit_test(who_does_not_read_is_not_read_and_loses_nothing),
        cmocka_unit_test(who_takes_no_byte_is_cut),
        cmocka_unit_test(who_takes_a_little_now_and_then_is_not_cut),
        cmocka_unit_test(others_are_served_beside_who_does_not_read),
        cmocka_unit_test(both_sides_may_have_full_queues),
        cmocka_unit_test(who_floods_does_not_starve_others),
        cmocka_unit_test(a_sender_is_told_when_there_is_room_again),
        cmocka_unit_test(over_the_budget_the_largest_pays_and_no_one_else),
        cmocka_unit_test(a_queue_that_is_dropped_costs_no_second_connection),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
