/* Without memory: each allocation of a conversation fails once, and all from
 * each one on. Nothing crashes, nothing leaks, the next client is served.
 * Run as: test_memory URL */
#include "contract.h"

#include <stdlib.h>
#include <unistd.h>

enum { LONG_BODY = 300000, SETTLE_MS = 200 };

static void echo_or_close(struct side *side, struct mw_bytes body)
{
    if (mw_conn_send(side->conn, body, NULL) != MW_OK &&
        !contract_is_datagram()) {
        mw_conn_close(side->conn);
    }
}

/* --- one conversation, as far as it comes --- */

struct attempt {
    const char *framing;
    struct mw_bytes body;
    bool talked; /* the answer came */
};

static bool is_over(const struct side *client)
{
    return client->count > 0 || client->closed || client->ended;
}

/* Runs until the client has its answer or knows that there will be none. */
static void wait_for_end(struct ground *ground, const struct side *client)
{
    uint64_t since = now_ms();

    while (!is_over(client)) {
        run_for(ground, 1);
        if (now_ms() - since < SETTLE_MS) {
            continue;
        }
        if (contract_is_datagram()) {
            return; /* it got lost */
        }
        fail_msg("%s: the client waits for ever", contract_url);
    }
}

static void converse(struct ground *ground, struct side *client,
                     struct attempt *attempt)
{
    if (ground_listen(ground, contract_url, &ground->listener, NULL) != MW_OK ||
        client_begin(ground, client, NULL, NULL) != MW_OK) {
        return;
    }
    while (!client->opened && !client->closed) {
        uv_run(&ground->uv, UV_RUN_ONCE);
    }
    if (client->conn != NULL &&
        mw_conn_send(client->conn, attempt->body, NULL) == MW_OK) {
        wait_for_end(ground, client);
    }
    attempt->talked = client->count > 0;
}

static void the_next_is_served(struct ground *ground)
{
    struct side client;

    if (ground->listener == NULL) {
        assert_int_equal(
            ground_listen(ground, contract_url, &ground->listener, NULL),
            MW_OK);
    }
    client_open(ground, &client);
    client_send(&client, mw_text("\x07"));
    run_until(ground, &client.count, 1);
    client_finish(ground, &client);
}

/* Returns whether an allocation has failed. */
static bool try_with(void (*arm)(size_t), size_t after, struct attempt *attempt)
{
    struct ground ground;
    struct side client = {.dull = true};
    bool failed;

    attempt->talked = false;
    ground_init(&ground);
    ground.framing = attempt->framing;
    ground.accepts =
        (struct side){.dull = true, .hook = echo_or_close, .mute = true};
    uv_loop_init(&ground.uv);
    arm(after);
    if (mw_loop_new(&ground.uv, &ground.limits, &ground.loop, NULL) != MW_OK) {
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(uv_loop_close(&ground.uv), 0);
        return true;
    }
    converse(&ground, &client, attempt);
    failed = alloc_has_failed();
    alloc_fail_after(SIZE_MAX);
    the_next_is_served(&ground);
    ground_close(&ground);
    assert_true(client.closes <= 1);
    return failed;
}

static void fails_at_each(void (*arm)(size_t), const char *framing, size_t len)
{
    struct mw_buffer body = body_of(len);
    struct attempt attempt = {.framing = framing,
                              .body = mw_buffer_bytes(&body)};
    size_t after = 0;

    while (try_with(arm, after, &attempt)) {
        after++;
    }
    assert_true(after > 5);
    assert_true(attempt.talked);
    mw_buffer_fini(&body);
}

static void a_conversation_may_fail_at_each_allocation(void **state)
{
    (void)state;
    fails_at_each(alloc_fail_one_after, "u32be", 100);
    fails_at_each(alloc_fail_after, "u32be", 100);
}

static void a_long_body_may_fail_at_each_allocation(void **state)
{
    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    fails_at_each(alloc_fail_one_after, "u32be", LONG_BODY);
    fails_at_each(alloc_fail_after, "u32be", LONG_BODY);
    fails_at_each(alloc_fail_one_after, "none", LONG_BODY);
    fails_at_each(alloc_fail_after, "none", LONG_BODY);
}

static void a_peer_learns_that_there_was_no_memory_for_its_frame(void **state)
{
    struct ground ground;
    struct mw_buffer body, out = {0}, in = {0};
    int fd;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("not for datagrams");
    }
    body = body_of(LONG_BODY);
    ground_init(&ground);
    ground_open(&ground);
    put_frame(&ground, &out, mw_buffer_bytes(&body));
    assert_int_equal(mw_buffer_reserve(&in, 1 << 20), MW_OK);
    fd = raw_connect(&ground);
    raw_send_body(&ground, fd, mw_text("\x07"));
    alloc_fail_one_after(0);
    raw_send(&ground, fd, mw_bytes(out.at, 1000));
    assert_true(alloc_has_failed());
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_memory_equal(in.at, "\0\0\0\x01\x07", 5);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_OVERLOADED);
    close(fd);
    mw_buffer_fini(&body);
    mw_buffer_fini(&out);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

/* --- libuv's own memory --- */

static size_t uv_left = SIZE_MAX;
static bool uv_failed;

static bool uv_fails(void)
{
    uv_failed = uv_failed || uv_left == 0;
    if (uv_left == 0 || uv_left == SIZE_MAX) {
        return uv_left == 0;
    }
    uv_left--;
    return false;
}

static void *uv_malloc(size_t len)
{
    return uv_fails() ? NULL : malloc(len);
}

static void *uv_calloc(size_t count, size_t len)
{
    return uv_fails() ? NULL : calloc(count, len);
}

static void name_may_fail_to_be_looked_up(size_t after)
{
    struct ground ground;
    struct side client = {0};
    struct mw_error err = {0};
    enum mw_status rc;

    ground_init(&ground);
    ground_open(&ground);
    uv_left = after;
    rc = client_dial(&ground, &client, "tcp://127.1:1", 0, &err);
    if (rc == MW_OK) {
        run_until(&ground, &client.closes, 1);
    } else {
        assert_true(strlen(err.text) > 0);
    }
    uv_left = SIZE_MAX;
    ground_close(&ground);
    assert_int_equal(client.closes, rc == MW_OK);
}

/* Its realloc is spared: where its table of descriptors can't grow, libuv 1.44
 * aborts. */
static void libuv_may_fail_at_each_allocation(void **state)
{
    size_t after = 0;

    (void)state;
    do {
        uv_failed = false;
        name_may_fail_to_be_looked_up(after++);
    } while (uv_failed);
    assert_true(after > 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_conversation_may_fail_at_each_allocation),
        cmocka_unit_test(a_long_body_may_fail_at_each_allocation),
        cmocka_unit_test(a_peer_learns_that_there_was_no_memory_for_its_frame),
        cmocka_unit_test(libuv_may_fail_at_each_allocation),
    };

    uv_replace_allocator(uv_malloc, realloc, uv_calloc, free);
    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
