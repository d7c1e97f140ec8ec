#include "contract.h"

#include <msgwire/endpoint.h>

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { GUARD_MS = 10000 };

const char *contract_url;

bool contract_is_datagram(void)
{
    return strncmp(contract_url, "udp:", 4) == 0;
}

/* --- one side --- */

static void on_open(struct mw_conn *conn, void *data)
{
    struct side *side = data;

    (void)conn;
    side->opened = true;
    uv_stop(side->uv);
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct side *side = data;

    side->count++;
    uv_stop(side->uv);
    assert_int_equal(mw_buffer_append(&side->bodies, body), MW_OK);
    if (side->echo) {
        (void)mw_conn_send(conn, body, NULL);
    }
}

static void on_bad(struct mw_conn *conn, const struct mw_error *why, void *data)
{
    struct side *side = data;

    (void)conn;
    side->bad++;
    side->why = *why;
}

static void on_room(struct mw_conn *conn, void *data)
{
    struct side *side = data;

    (void)conn;
    side->rooms++;
    uv_stop(side->uv);
}

static void on_end(struct mw_conn *conn, void *data)
{
    struct side *side = data;

    side->ended = true;
    uv_stop(side->uv);
    mw_conn_finish(conn);
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct side *side = data;

    (void)conn;
    side->closed = true;
    side->conn = NULL;
    side->why = *why;
}

static const struct mw_conn_events events = {
    .on_open = on_open,
    .on_body = on_body,
    .on_bad = on_bad,
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

    side_fini(side);
    *side = (struct side){
        .conn = conn, .uv = &ground->uv, .echo = ground->server_echoes};
    return side;
}

void ground_init(struct ground *ground)
{
    memset(ground, 0, sizeof(*ground));
    ground->limits = mw_limits_default();
    ground->framing = "u32be";
    ground->server_echoes = true;
}

void ground_open(struct ground *ground)
{
    struct mw_listener_config config = {
        .framing = mw_framing_named(ground->framing),
        .socket = &ground->socket,
        .events = &events,
        .on_accept = on_accept,
        .data = ground,
    };
    struct mw_endpoint endpoint;
    struct mw_error err = {0};

    uv_loop_init(&ground->uv);
    assert_int_equal(mw_endpoint_parse(contract_url, &endpoint, &err), MW_OK);
    assert_int_equal(
        mw_loop_new(&ground->uv, &ground->limits, &ground->loop, &err), MW_OK);
    if (mw_listener_open(ground->loop, &endpoint, &config, &ground->listener,
                         &err) != MW_OK) {
        fail_msg("%s: %s", contract_url, err.text);
    }
}

void ground_close(struct ground *ground)
{
    mw_loop_close(ground->loop);
    assert_int_equal(uv_run(&ground->uv, UV_RUN_DEFAULT), 0);
    assert_int_equal(uv_loop_close(&ground->uv), 0);
    for (size_t i = 0; i < SIDES_MAX; i++) {
        side_fini(&ground->server[i]);
    }
}

void client_open(struct ground *ground, struct side *side)
{
    struct mw_conn_config config = {
        .framing = mw_framing_named(ground->framing),
        .events = &events,
        .data = side,
    };
    struct mw_error err = {0};

    *side = (struct side){.uv = &ground->uv};
    if (mw_conn_open(ground->loop, mw_listener_endpoint(ground->listener),
                     &config, &side->conn, &err) != MW_OK) {
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

/* --- running --- */

static void on_guard(uv_timer_t *timer)
{
    struct ground *ground = timer->data;

    ground->timed_out = true;
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

/* --- plain sockets --- */

static socklen_t unix_address(const struct mw_endpoint *endpoint,
                              struct sockaddr_un *un)
{
    size_t head = offsetof(struct sockaddr_un, sun_path);
    size_t len = strlen(endpoint->path);

    un->sun_family = AF_UNIX;
    memcpy(un->sun_path + endpoint->abstract, endpoint->path, len);
    return (socklen_t)(head + len + 1);
}

int raw_connect(struct ground *ground)
{
    const struct mw_endpoint *to = mw_listener_endpoint(ground->listener);
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr_un un = {0};
    struct sockaddr *address = (struct sockaddr *)&un;
    int type = to->scheme == MW_UDP ? SOCK_DGRAM : SOCK_STREAM;
    socklen_t len = unix_address(to, &un);
    int fd;

    if (inet_pton(AF_INET, to->host, &v4.sin_addr) == 1) {
        v4.sin_port = htons(to->port);
        address = (struct sockaddr *)&v4;
        len = sizeof(v4);
    } else if (inet_pton(AF_INET6, to->host, &v6.sin6_addr) == 1) {
        v6.sin6_port = htons(to->port);
        address = (struct sockaddr *)&v6;
        len = sizeof(v6);
    }
    fd = socket(address->sa_family, type | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, address, len), 0);
    return fd;
}

void raw_send(int fd, struct mw_bytes bytes)
{
    assert_int_equal(send(fd, bytes.at, bytes.len, MSG_NOSIGNAL), bytes.len);
}

struct mw_buffer raw_read(struct ground *ground, int fd, size_t len)
{
    struct mw_buffer in = {0};
    uv_timer_t guard;
    ssize_t came = 1;

    guard_start(ground, &guard, GUARD_MS);
    while (in.len < len && came != 0 && !ground->timed_out) {
        assert_int_equal(mw_buffer_reserve(&in, 1 << 16), MW_OK);
        came = recv(fd, in.at + in.len, 1 << 16, MSG_DONTWAIT);
        if (came < 0 && errno != EAGAIN) {
            break;
        }
        in.len += came > 0 ? (size_t)came : 0;
        uv_run(&ground->uv, UV_RUN_NOWAIT);
    }
    assert_false(ground->timed_out);
    guard_stop(ground, &guard);
    return in;
}
