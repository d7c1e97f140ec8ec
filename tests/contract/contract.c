#include "contract.h"

#include "conn/loop.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>

enum { SOON_MS = 100, CLOCK_MS = 10, OTHER_WORK_MS = 1500 };

const char *contract_url;

bool contract_is_datagram(void)
{
    return strncmp(contract_url, "udp:", 4) == 0;
}

/* libuv opens some descriptors with its first loop and keeps them. */
void contract_begin(int argc, char **argv, const char *url)
{
    uv_loop_t first;

    contract_url = argc > 1 ? argv[1] : url;
    signal(SIGPIPE, SIG_IGN);
    uv_loop_init(&first);
    uv_loop_close(&first);
}

uint64_t now_ms(void)
{
    return uv_hrtime() / 1000000;
}

void assert_took(uint64_t since_ms, uint64_t ms)
{
    uint64_t took = now_ms() - since_ms;

    if (took + CLOCK_MS < ms || took > ms + OTHER_WORK_MS) {
        fail_msg("%s: took %d ms, expected %d", contract_url, (int)took,
                 (int)ms);
    }
}

void assert_soon(uint64_t since_ms)
{
    assert_true(now_ms() - since_ms < SOON_MS + OTHER_WORK_MS);
}

/* --- one side --- */

/* What happens before the loop sleeps is seen at once, too. */
static void wake(struct side *side)
{
    uv_stop(&side->ground->uv);
}

static void on_open(struct mw_conn *conn, void *data)
{
    struct side *side = data;

    (void)conn;
    side->opened = true;
    wake(side);
    if (side->at_open != NULL) {
        side->at_open(side);
    }
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct side *side = data;

    side->count++;
    wake(side);
    side->bytes += body.len;
    if (!side->dull) {
        assert_int_equal(mw_buffer_append(&side->bodies, body), MW_OK);
    }
    if (side->echo) {
        (void)mw_conn_send(conn, body, NULL);
    }
    if (side->hook != NULL) {
        side->hook(side, body);
    }
}

static void on_bad(struct mw_conn *conn, const struct mw_error *why, void *data)
{
    struct side *side = data;
    struct mw_buffer *out = side->mute ? NULL : mw_conn_begin(conn);

    side->bad++;
    wake(side);
    side->why = *why;
    if (out != NULL) {
        assert_int_equal(
            mw_message_error_notification(out, MW_CODE_PARSE_ERROR, why->text),
            MW_OK);
        assert_int_equal(mw_conn_end(conn, NULL), MW_OK);
    }
}

static void on_dropped(struct mw_conn *conn, const struct mw_error *why,
                       void *data)
{
    struct side *side = data;

    side->dropped++;
    wake(side);
    side->why = *why;
    (void)mw_conn_peer(conn, side->whose);
}

static void on_room(struct mw_conn *conn, void *data)
{
    struct side *side = data;

    (void)conn;
    side->rooms++;
    wake(side);
}

static void on_end(struct mw_conn *conn, void *data)
{
    struct side *side = data;

    side->ended = true;
    wake(side);
    if (!side->stays) {
        mw_conn_finish(conn);
    }
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct side *side = data;

    (void)conn;
    side->closes++;
    side->closed = true;
    wake(side);
    side->conn = NULL;
    side->why = *why;
}

const struct mw_conn_events side_events = {
    .on_open = on_open,
    .on_body = on_body,
    .on_bad = on_bad,
    .on_dropped = on_dropped,
    .on_room = on_room,
    .on_end = on_end,
    .on_close = on_close,
};

void side_fini(struct side *side)
{
    mw_buffer_fini(&side->bodies);
}

/* --- the ground --- */

static void *on_accept(struct mw_conn *conn, void *data)
{
    struct ground *ground = data;
    struct side *side = &ground->server[ground->accepted++ % SIDES_MAX];

    assert_null(side->conn);
    side_fini(side);
    *side = ground->accepts;
    side->ground = ground;
    side->conn = conn;
    return side;
}

static size_t count_fds(void)
{
    DIR *dir = opendir("/proc/self/fd");
    size_t count = 0;

    assert_non_null(dir);
    while (readdir(dir) != NULL) {
        count++;
    }
    closedir(dir);
    return count;
}

void ground_init(struct ground *ground)
{
    memset(ground, 0, sizeof(*ground));
    ground->limits = mw_limits_default();
    ground->framing = "u32be";
    ground->accepts.echo = true;
    ground->fds = count_fds();
}

void ground_begin(struct ground *ground)
{
    uv_loop_init(&ground->uv);
    assert_int_equal(
        mw_loop_new(&ground->uv, &ground->limits, &ground->loop, NULL), MW_OK);
}

enum mw_status ground_listen(struct ground *ground, const char *url,
                             struct mw_listener **listener,
                             struct mw_error *err)
{
    struct mw_listener_config config = {
        .events = &side_events,
        .on_accept = on_accept,
        .data = ground,
    };
    struct mw_link link = ground->link;

    link.framing = mw_framing_named(ground->framing);
    if (mw_link_parse(url, MW_LINK_LISTENS, &link, err) != MW_OK) {
        fail_msg("%s: %s", url, err->text);
    }
    return mw_listener_open(ground->loop, &link, &config, listener, err);
}

void ground_open(struct ground *ground)
{
    struct mw_error err = {0};

    ground_begin(ground);
    if (ground_listen(ground, contract_url, &ground->listener, &err) != MW_OK) {
        fail_msg("%s: %s", contract_url, err.text);
    }
    run_now(ground);
}

void ground_close(struct ground *ground)
{
    struct mw_loop *loop = ground->loop;

    mw__loop_hold(loop); /* so that it can be looked at when all is closed */
    mw_loop_close(loop);
    assert_int_equal(uv_run(&ground->uv, UV_RUN_DEFAULT), 0);
    assert_int_equal(uv_loop_close(&ground->uv), 0);
    assert_int_equal(loop->counters.buffered, 0);
    assert_int_equal(loop->counters.connections, 0);
    assert_int_equal(loop->accepted, 0);
    assert_int_equal(loop->refusing, 0);
    assert_int_equal(loop->alive, 1);
    mw__loop_release(loop);
    for (size_t i = 0; i < SIDES_MAX; i++) {
        assert_true(ground->server[i].closes <= 1);
        assert_null(ground->server[i].conn);
        side_fini(&ground->server[i]);
    }
    assert_int_equal(count_fds(), ground->fds);
}

const struct mw_counters *counters(const struct ground *ground)
{
    return mw_loop_counters(ground->loop);
}

static enum mw_status begin(struct ground *ground, struct side *side,
                            struct mw_link to,
                            const struct mw_conn_config *more,
                            struct mw_error *err)
{
    struct mw_conn_config config = {0};

    if (more != NULL) {
        config = *more;
    }
    to.framing = mw_framing_named(ground->framing);
    config.events = &side_events;
    config.data = side;
    side->ground = ground;
    return mw_conn_open(ground->loop, &to, &config, &side->conn, err);
}

enum mw_status client_begin(struct ground *ground, struct side *side,
                            const struct mw_conn_config *more,
                            struct mw_error *err)
{
    struct mw_link link = ground->dials;

    link.endpoint = *mw_listener_endpoint(ground->listener);
    return begin(ground, side, link, more, err);
}

enum mw_status client_dial(struct ground *ground, struct side *side,
                           const char *url, uint64_t connect_ms,
                           struct mw_error *err)
{
    const struct mw_conn_config more = {.connect_ms = connect_ms};
    struct mw_link link = ground->dials;

    assert_int_equal(mw_link_parse(url, MW_LINK_DIALS, &link, err), MW_OK);
    return begin(ground, side, link, &more, err);
}

void client_open(struct ground *ground, struct side *side)
{
    struct mw_error err = {0};

    *side = (struct side){0};
    if (client_begin(ground, side, NULL, &err) != MW_OK) {
        fail_msg("%s: %s", contract_url, err.text);
    }
    run_while(ground, &side->opened, false);
}

void client_send(struct side *side, struct mw_bytes body)
{
    struct mw_error err = {0};

    if (mw_conn_send(side->conn, body, &err) != MW_OK) {
        fail_msg("%s: %s", contract_url, err.text);
    }
}

void client_finish(struct ground *ground, struct side *side)
{
    mw_conn_finish(side->conn);
    run_while(ground, &side->closed, false);
    if (side->why.status != MW_OK) {
        fail_msg("%s: %s", contract_url, side->why.text);
    }
    side_fini(side);
}

/* --- running --- */

static void on_guard(uv_timer_t *timer)
{
    struct ground *ground = timer->data;

    ground->timed_out = true;
    uv_stop(&ground->uv); /* timers run before the loop sleeps */
}

static void guard_start(struct ground *ground, uv_timer_t *timer, uint64_t ms)
{
    ground->timed_out = false;
    uv_update_time(&ground->uv);
    uv_timer_init(&ground->uv, timer);
    timer->data = ground;
    uv_timer_start(timer, on_guard, ms, 0);
}

static void guard_stop(struct ground *ground, uv_timer_t *timer)
{
    uv_close((uv_handle_t *)timer, NULL);
    uv_run(&ground->uv, UV_RUN_NOWAIT);
}

void run_until(struct ground *ground, const size_t *value, size_t wanted)
{
    uv_timer_t guard;

    guard_start(ground, &guard, GUARD_MS);
    while (*value < wanted && !ground->timed_out) {
        uv_run(&ground->uv, UV_RUN_ONCE);
    }
    if (*value < wanted) {
        fail_msg("%s: %zu of %zu came", contract_url, *value, wanted);
    }
    guard_stop(ground, &guard);
}

void run_while(struct ground *ground, const bool *flag, bool is)
{
    uv_timer_t guard;

    guard_start(ground, &guard, GUARD_MS);
    while (*flag == is && !ground->timed_out) {
        uv_run(&ground->uv, UV_RUN_ONCE);
    }
    assert_true(*flag != is);
    guard_stop(ground, &guard);
}

void run_for(struct ground *ground, uint64_t ms)
{
    uv_timer_t guard;

    guard_start(ground, &guard, ms);
    while (!ground->timed_out) {
        uv_run(&ground->uv, UV_RUN_ONCE);
    }
    guard_stop(ground, &guard);
}

void run_now(struct ground *ground)
{
    for (int i = 0; i < 4; i++) {
        uv_run(&ground->uv, UV_RUN_NOWAIT);
    }
}

/* --- bytes --- */

struct mw_buffer body_of(size_t len)
{
    struct mw_buffer body = {0};

    assert_true(len >= 5);
    assert_int_equal(mw_buffer_reserve(&body, len), MW_OK);
    body.at[0] = 0xc6; /* bin 32 */
    for (int i = 0; i < 4; i++) {
        body.at[1 + i] = (uint8_t)((len - 5) >> (8 * (3 - i)));
    }
    for (size_t i = 5; i < len; i++) {
        body.at[i] = (uint8_t)(i * 7 + (i >> 8));
    }
    body.len = len;
    return body;
}

void put_frame(const struct ground *ground, struct mw_buffer *out,
               struct mw_bytes body)
{
    const struct mw_framing *framing = mw_framing_named(ground->framing);
    size_t mark;

    assert_int_equal(mw_frame_begin(framing, out, &mark), MW_OK);
    assert_int_equal(mw_buffer_append(out, body), MW_OK);
    assert_int_equal(mw_frame_end(framing, SIZE_MAX, out, mark, NULL), MW_OK);
}

static struct mw_bytes last_body(const struct ground *ground,
                                 struct mw_bytes in)
{
    const struct mw_framing *framing = mw_framing_named(ground->framing);
    struct mw_frame frame = {0};

    while (in.len > 0) {
        assert_int_equal(
            mw_frame_next(framing, SIZE_MAX / 2, NULL, &in, &frame, NULL),
            MW_OK);
    }
    return frame.body;
}

void assert_ends_with_error(const struct ground *ground, struct mw_bytes in,
                            int code)
{
    struct mw_bytes body = last_body(ground, in);
    struct mw_buffer head = {0};

    /* [2, "error", [{"code": code, ... */
    assert_int_equal(mw_pack_array(&head, 3), MW_OK);
    assert_int_equal(mw_pack_uint(&head, 2), MW_OK);
    assert_int_equal(mw_pack_str(&head, mw_text("error")), MW_OK);
    assert_int_equal(mw_pack_array(&head, 1), MW_OK);
    assert_int_equal(mw_pack_map(&head, 2), MW_OK);
    assert_int_equal(mw_pack_str(&head, mw_text("code")), MW_OK);
    assert_int_equal(mw_pack_int(&head, code), MW_OK);
    assert_true(body.len > head.len);
    assert_memory_equal(body.at, head.at, head.len);
    mw_buffer_fini(&head);
}
