#include "conn/loop.h"

#include "base/alloc.h"
#include "base/container.h"
#include "conn/conn.h"
#include "conn/deadline.h"
#include "conn/dgram.h"
#include "conn/ending.h"
#include "conn/listener.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    INTAKE_MIN = 128 << 10, /* holds the largest datagram twice over */
    TICK_MS = 10,           /* deadlines are met to this precision */
    OWN_HANDLES = 3,        /* turn, again and timer */
};

static struct mw_conn *conn_of(struct mw__node *node)
{
    return MW__CONTAINER_OF(node, struct mw_conn, node);
}

/* The loop does not sleep while this is on. */
static void on_again(uv_idle_t *again)
{
    (void)again;
}

/* Everything queued since the loop last slept goes out: by timers, by other
 * connections, before the loop ran. What a connection's own input made it
 * answer has been written already, at the end of that read. What is queued
 * from here on waits until the others have had their turn. */
static void on_turn(uv_prepare_t *turn)
{
    struct mw_loop *loop = MW__CONTAINER_OF(turn, struct mw_loop, turn);
    struct mw__node now;

    mw__node_move_all(&now, &loop->dirty);
    while (!mw__node_alone(&now)) {
        struct mw_conn *conn =
            MW__CONTAINER_OF(now.next, struct mw_conn, dirty);
        mw__node_remove(&conn->dirty);
        mw__conn_turn(conn);
    }
    loop->reading = NULL;
    mw__loop_check_budget(loop);
    if (mw__node_alone(&loop->dirty)) {
        uv_idle_stop(&loop->again);
    } else if (!loop->closing) {
        uv_idle_start(&loop->again, on_again);
    }
}

static void on_timer(uv_timer_t *timer)
{
    struct mw_loop *loop = MW__CONTAINER_OF(timer, struct mw_loop, timer);
    uint64_t now = mw__loop_now(loop);
    uint64_t next = mw__listeners_tick(loop, now);
    struct mw__node *node = loop->conns.next;

    loop->deadline = MW__NEVER;
    while (node != &loop->conns) {
        struct mw_conn *conn = conn_of(node);
        uint64_t due;
        node = node->next;
        due = mw__deadline_tick(conn, now);
        next = due < next ? due : next;
    }
    mw__loop_wake_at(loop, next);
}

void mw__loop_wake_at(struct mw_loop *loop, uint64_t when)
{
    uint64_t now = mw__loop_now(loop);
    uint64_t wait;

    if (when >= loop->deadline || loop->closing) {
        return;
    }
    wait = when > now + TICK_MS ? when - now : TICK_MS;
    loop->deadline = when;
    uv_timer_start(&loop->timer, on_timer, wait, 0);
}

static bool init_memory(struct mw_loop *loop, const struct mw_limits *limits)
{
    size_t len;

    loop->limits = limits != NULL ? *limits : mw_limits_default();
    len = loop->limits.turn_bytes;
    loop->intake.shared_len = len < INTAKE_MIN ? INTAKE_MIN : len;
    loop->intake.shared = mw__realloc(NULL, loop->intake.shared_len);
    loop->intake.buffered = &loop->counters.buffered;
    loop->pool.buffered = &loop->counters.buffered;
    return loop->intake.shared != NULL;
}

static void init_handles(struct mw_loop *loop)
{
    uv_prepare_init(loop->uv, &loop->turn);
    uv_prepare_start(&loop->turn, on_turn);
    uv_unref((uv_handle_t *)&loop->turn);
    uv_idle_init(loop->uv, &loop->again);
    uv_timer_init(loop->uv, &loop->timer);
    uv_unref((uv_handle_t *)&loop->timer);
    loop->alive = OWN_HANDLES;
}

enum mw_status mw_loop_new(struct uv_loop_s *uv, const struct mw_limits *limits,
                           struct mw_loop **out, struct mw_error *err)
{
    struct mw_loop *loop = mw__zalloc(sizeof(*loop));

    if (loop == NULL || !init_memory(loop, limits)) {
        mw__free(loop);
        return mw_error_set(err, MW_ENOMEM, "no memory for a loop");
    }
    loop->uv = uv;
    loop->deadline = MW__NEVER;
    loop->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    mw__node_init(&loop->conns);
    mw__node_init(&loop->listeners);
    mw__node_init(&loop->dirty);
    init_handles(loop);
    *out = loop;
    return MW_OK;
}

/* A connection may wait for nothing that libuv knows of: one that is to be
 * told it stands, one that is paused. uv_run must not end for that. */
void mw__loop_hold(struct mw_loop *loop)
{
    if (loop->alive++ == OWN_HANDLES) {
        uv_ref((uv_handle_t *)&loop->turn);
    }
}

void mw__loop_release(struct mw_loop *loop)
{
    if (--loop->alive == OWN_HANDLES) {
        uv_unref((uv_handle_t *)&loop->turn);
    }
    if (loop->alive > 0) {
        return;
    }
    if (loop->spare_fd >= 0) {
        close(loop->spare_fd);
    }
    mw__pool_fini(&loop->pool);
    mw__inbox_fini_intake(&loop->intake);
    mw__free(loop);
}

static void on_turn_closed(uv_handle_t *handle)
{
    uv_prepare_t *turn = (uv_prepare_t *)(void *)handle;

    mw__loop_release(MW__CONTAINER_OF(turn, struct mw_loop, turn));
}

static void on_again_closed(uv_handle_t *handle)
{
    uv_idle_t *again = (uv_idle_t *)(void *)handle;

    mw__loop_release(MW__CONTAINER_OF(again, struct mw_loop, again));
}

static void on_timer_closed(uv_handle_t *handle)
{
    uv_timer_t *timer = (uv_timer_t *)(void *)handle;

    mw__loop_release(MW__CONTAINER_OF(timer, struct mw_loop, timer));
}

void mw_loop_close(struct mw_loop *loop)
{
    if (loop == NULL || loop->closing) {
        return;
    }
    loop->closing = true;
    while (!mw__node_alone(&loop->listeners)) {
        mw_listener_close(mw__listener_of(loop->listeners.next));
    }
    for (struct mw__node *node = loop->conns.next; node != &loop->conns;) {
        struct mw_conn *conn = conn_of(node);
        node = node->next;
        mw_conn_close(conn);
    }
    uv_close((uv_handle_t *)&loop->turn, on_turn_closed);
    uv_close((uv_handle_t *)&loop->again, on_again_closed);
    uv_close((uv_handle_t *)&loop->timer, on_timer_closed);
}

size_t mw_loop_descriptors(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 0;
    }
    if (limit.rlim_cur < limit.rlim_max) {
        rlim_t soft = limit.rlim_cur;
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
            limit.rlim_cur = soft;
        }
    }
    return limit.rlim_cur > SIZE_MAX ? SIZE_MAX : (size_t)limit.rlim_cur;
}

const struct mw_counters *mw_loop_counters(const struct mw_loop *loop)
{
    return &loop->counters;
}

void mw_loop_count_dropped(struct mw_loop *loop)
{
    if (loop == NULL) {
        return;
    }
    for (struct mw__node *node = loop->conns.next; node != &loop->conns;
         node = node->next) {
        if (mw_conn_is_datagram(conn_of(node))) {
            mw__dgram_count_dropped(conn_of(node));
        }
    }
}

const struct mw_limits *mw_loop_limits(const struct mw_loop *loop)
{
    return &loop->limits;
}

void mw_loop_drain(struct mw_loop *loop)
{
    if (loop->draining || loop->closing) {
        return;
    }
    loop->draining = true;
    uv_update_time(loop->uv);
    loop->draining_since = mw__loop_now(loop);
    while (!mw__node_alone(&loop->listeners)) {
        mw_listener_close(mw__listener_of(loop->listeners.next));
    }
    mw__loop_wake_at(loop, mw__loop_now(loop));
}

static struct mw_conn *largest_of(struct mw_loop *loop, size_t *most)
{
    struct mw_conn *largest = NULL;

    *most = 0;
    for (struct mw__node *node = loop->conns.next; node != &loop->conns;
         node = node->next) {
        size_t held = mw__conn_held(conn_of(node));
        if (held > *most) {
            *most = held;
            largest = conn_of(node);
        }
    }
    return largest;
}

/* Returns false if nobody is left to close. */
static bool close_largest(struct mw_loop *loop)
{
    struct mw_error why;
    size_t most;
    struct mw_conn *largest = largest_of(loop, &most);

    if (largest == NULL) {
        return false;
    }
    mw_error_set(&why, MW_ELIMIT,
                 "buffers hold %llu bytes, limit is %zu; this connection's are "
                 "the largest, %zu",
                 (unsigned long long)loop->counters.buffered,
                 loop->limits.max_buffered, most);
    loop->counters.over_budget_closed++;
    mw__ending_now(largest, &why);
    return true;
}

void mw__loop_check_budget(struct mw_loop *loop)
{
    while (loop->counters.buffered > loop->limits.max_buffered) {
        if (!close_largest(loop)) {
            return;
        }
    }
}
