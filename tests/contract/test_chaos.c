/* Anything at any time: connections are opened, fed, paused, finished, failed,
 * closed and reset by chance, from within callbacks and from outside. Nothing
 * crashes, nothing leaks, each is told its end once, the next client is served.
 * Run as: test_chaos URL [SEED] */
#include "contract.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SEEDS = 25, STEPS = 400, CLIENTS = 12, RAWS = 8 };

static uint64_t dice;

static size_t roll(size_t sides)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(dice >> 33) % sides;
}

struct chaos {
    struct ground ground;
    struct side client[CLIENTS];
    int raw[RAWS]; /* -1: none */
    struct mw_buffer body[4];
};

/* --- what may be done to a connection --- */

static void do_send(struct chaos *chaos, struct mw_conn *conn)
{
    size_t which = roll(contract_is_datagram() ? 2 : 4);

    for (size_t i = roll(5); i > 0; i--) {
        (void)mw_conn_send(conn, mw_buffer_bytes(&chaos->body[which]), NULL);
    }
}

static void do_undo(struct chaos *chaos, struct mw_conn *conn)
{
    struct mw_buffer *out = mw_conn_begin(conn);

    (void)chaos;
    if (out != NULL) {
        (void)mw_buffer_append(out, mw_text("never sent"));
        mw_conn_undo(conn);
    }
}

static void do_pause(struct chaos *chaos, struct mw_conn *conn)
{
    (void)chaos;
    mw_conn_pause(conn);
}

static void do_resume(struct chaos *chaos, struct mw_conn *conn)
{
    (void)chaos;
    mw_conn_resume(conn);
}

static void do_finish(struct chaos *chaos, struct mw_conn *conn)
{
    (void)chaos;
    mw_conn_finish(conn);
}

static void do_fail(struct chaos *chaos, struct mw_conn *conn)
{
    static const struct mw_error why = {MW_ELIMIT, "by chance"};

    (void)chaos;
    mw_conn_fail(conn, roll(2) == 0 ? 0 : MW_CODE_INTERNAL_ERROR, &why);
}

static void do_close(struct chaos *chaos, struct mw_conn *conn)
{
    (void)chaos;
    mw_conn_close(conn);
}

static void do_ask(struct chaos *chaos, struct mw_conn *conn)
{
    char text[MW_ENDPOINT_TEXT];

    (void)chaos;
    (void)mw_conn_peer(conn, text);
    (void)mw_conn_local(conn, text);
    (void)mw_conn_queued(conn);
}

/* The server's datagram socket is all there is: it is not to be ended. */
static void disturb(struct chaos *chaos, struct mw_conn *conn, bool may_end)
{
    static void (*const doings[])(struct chaos *, struct mw_conn *) = {
        do_send,   do_send,   do_undo,   do_ask,  do_pause,
        do_resume, do_resume, do_finish, do_fail, do_close,
    };

    if (conn != NULL) {
        doings[roll(may_end ? 10 : 7)](chaos, conn);
    }
}

static struct side *any_side(struct chaos *chaos)
{
    size_t which = roll(CLIENTS + 40);

    return which < CLIENTS ? &chaos->client[which]
                           : &chaos->ground.server[which - CLIENTS];
}

static void disturb_any(struct chaos *chaos)
{
    struct side *side = any_side(chaos);
    bool of_server =
        side >= chaos->ground.server && side < chaos->ground.server + SIDES_MAX;

    disturb(chaos, side->conn, !of_server || !contract_is_datagram());
}

/* From within a callback: mostly the connection itself, sometimes another. */
static void on_body(struct side *side, struct mw_bytes body)
{
    (void)body;
    if (roll(4) == 0) {
        disturb(side->arg, side->conn, !contract_is_datagram());
    } else if (roll(8) == 0) {
        disturb_any(side->arg);
    }
}

static void on_open(struct side *side)
{
    if (roll(3) == 0) {
        disturb(side->arg, side->conn, true);
    }
}

/* --- what may happen besides --- */

static void open_client(struct chaos *chaos)
{
    struct side *side = &chaos->client[roll(CLIENTS)];
    size_t closes = side->closes;

    if (side->conn != NULL || chaos->ground.accepted > SIDES_MAX - 2) {
        return;
    }
    assert_true(closes <= 1);
    *side = (struct side){
        .dull = true, .at_open = on_open, .hook = on_body, .arg = chaos};
    if (client_begin(&chaos->ground, side, NULL, NULL) != MW_OK) {
        side->conn = NULL;
    }
}

static void feed_raw(int fd)
{
    static const struct mw_bytes bytes[] = {
        {(const uint8_t *)"\0\0\0\1\7", 5},
        {(const uint8_t *)"\0\0\0\1\xc1", 5},
        {(const uint8_t *)"\0\0\0\0", 4},
        {(const uint8_t *)"\0\0\1\0\xc6\0", 6},
        {(const uint8_t *)"\0\0", 2},
        {(const uint8_t *)"\xff\xff\xff\xff", 4},
        {(const uint8_t *)"\7", 1},
    };
    struct mw_bytes one = bytes[roll(sizeof(bytes) / sizeof(*bytes))];
    uint8_t in[1000];

    (void)send(fd, one.at, one.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)recv(fd, in, sizeof(in), MSG_DONTWAIT);
}

static void do_raw(struct chaos *chaos)
{
    int *fd = &chaos->raw[roll(RAWS)];

    if (*fd < 0) {
        if (chaos->ground.accepted < SIDES_MAX - CLIENTS - RAWS) {
            *fd = raw_connect_unseen(&chaos->ground);
        }
        return;
    }
    switch (roll(8)) {
    case 0:
        close(*fd);
        *fd = -1;
        break;
    case 1:
        raw_reset(*fd);
        *fd = -1;
        break;
    case 2:
        shutdown(*fd, SHUT_WR);
        break;
    default:
        feed_raw(*fd);
        break;
    }
}

static void step(struct chaos *chaos)
{
    switch (roll(8)) {
    case 0:
        open_client(chaos);
        break;
    case 1:
    case 2:
        do_raw(chaos);
        break;
    case 3:
    case 4:
        uv_run(&chaos->ground.uv, UV_RUN_NOWAIT);
        break;
    case 5:
        run_for(&chaos->ground, roll(3));
        break;
    default:
        disturb_any(chaos);
        break;
    }
}

/* --- one life of a loop --- */

static void begin(struct chaos *chaos)
{
    static const size_t lens[] = {5, 300, 40000, 300000};

    memset(chaos->client, 0, sizeof(chaos->client));
    ground_init(&chaos->ground);
    chaos->ground.limits.out_high = 100000;
    chaos->ground.limits.out_low = 10000;
    chaos->ground.limits.turn_bytes = 20000;
    chaos->ground.limits.max_bad = 3;
    chaos->ground.limits.max_buffered = 3000000;
    chaos->ground.limits.max_connections = 15;
    chaos->ground.limits.frame_ms = 15;
    chaos->ground.limits.stall_ms = 30;
    chaos->ground.limits.linger_ms = 20;
    chaos->ground.limits.idle_ms = roll(2) == 0 ? 0 : 25;
    chaos->ground.accepts = (struct side){
        .echo = true, .dull = true, .hook = on_body, .arg = chaos};
    for (size_t i = 0; i < RAWS; i++) {
        chaos->raw[i] = -1;
    }
    for (size_t i = 0; i < 4; i++) {
        chaos->body[i] = body_of(lens[i]);
    }
    ground_open(&chaos->ground);
}

static void end_all(struct chaos *chaos)
{
    for (size_t i = 0; i < RAWS; i++) {
        if (chaos->raw[i] >= 0) {
            close(chaos->raw[i]);
        }
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        chaos->client[i].hook = NULL;
        if (chaos->client[i].conn != NULL) {
            mw_conn_close(chaos->client[i].conn);
        }
    }
    for (size_t i = 0; i < SIDES_MAX; i++) {
        chaos->ground.server[i].hook = NULL;
    }
    chaos->ground.accepts.hook = NULL;
}

static void the_next_is_served(struct chaos *chaos)
{
    struct side client;

    for (size_t i = 0; i < SIDES_MAX; i++) {
        struct mw_conn *conn = chaos->ground.server[i].conn;
        if (conn != NULL && contract_is_datagram()) {
            mw_conn_resume(conn);
        } else if (conn != NULL) {
            mw_conn_close(conn);
        }
    }
    run_now(&chaos->ground);
    client_open(&chaos->ground, &client);
    client_send(&client, mw_text("\x07"));
    run_until(&chaos->ground, &client.count, 1);
    client_finish(&chaos->ground, &client);
}

static void live_once(uint64_t seed)
{
    static struct chaos chaos;
    size_t steps = 0;

    dice = seed * 2654435761u;
    begin(&chaos);
    while (steps++ < STEPS) {
        step(&chaos);
    }
    if (roll(3) == 0) {
        mw_loop_drain(chaos.ground.loop);
        run_for(&chaos.ground, 10);
    } else if (roll(2) == 0) {
        end_all(&chaos);
        the_next_is_served(&chaos);
        memset(chaos.raw, 0xff, sizeof(chaos.raw));
    }
    end_all(&chaos);
    ground_close(&chaos.ground);
    for (size_t i = 0; i < CLIENTS; i++) {
        assert_true(chaos.client[i].closes <= 1);
        assert_null(chaos.client[i].conn);
    }
    for (size_t i = 0; i < 4; i++) {
        mw_buffer_fini(&chaos.body[i]);
    }
}

static uint64_t first_seed = 1, last_seed = SEEDS;

static void whatever_happens_all_ends_well(void **state)
{
    (void)state;
    for (uint64_t seed = first_seed; seed <= last_seed; seed++) {
        print_message("seed %d\n", (int)seed);
        live_once(seed);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_happens_all_ends_well),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    if (argc > 2) {
        first_seed = last_seed = strtoull(argv[2], NULL, 10);
    }
    if (argc > 3) {
        last_seed = strtoull(argv[3], NULL, 10);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
