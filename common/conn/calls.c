#include <msgwire/calls.h>

#include "base/alloc.h"
#include "base/container.h"
#include "conn/loop.h"

enum { SLOTS_FIRST = 64 };

/* A request in flight. Its slot is its msgid's low bits: msgids are given in
 * order, so slots are free again long before they come round. */
struct call {
    mw_answer_fn fn; /* NULL: the slot is free */
    void *arg;
    uint64_t deadline;
    uint32_t msgid;
};

struct mw_calls {
    struct mw_loop *loop;
    struct call *slots;
    size_t cap; /* a power of two */
    size_t count;
    uint32_t next;   /* msgid to give */
    uint32_t oldest; /* no msgid before this one is in flight */
    uint64_t timeout_ms;
    uv_timer_t timer; /* the oldest call's deadline, or earlier */
    bool timer_on;
};

static struct call *slot_of(const struct mw_calls *calls, uint32_t msgid)
{
    return &calls->slots[msgid & (calls->cap - 1)];
}

enum mw_status mw_calls_new(struct mw_loop *loop, uint64_t timeout_ms,
                            struct mw_calls **out, struct mw_error *err)
{
    struct mw_calls *calls = mw__zalloc(sizeof(*calls));

    if (calls != NULL) {
        calls->slots = mw__zalloc(SLOTS_FIRST * sizeof(*calls->slots));
    }
    if (calls == NULL || calls->slots == NULL) {
        mw__free(calls);
        return mw_error_set(err, MW_ENOMEM, "no memory for calls");
    }
    calls->loop = loop;
    calls->cap = SLOTS_FIRST;
    calls->timeout_ms = timeout_ms;
    uv_timer_init(loop->uv, &calls->timer);
    mw__loop_hold(loop);
    *out = calls;
    return MW_OK;
}

/* In flight together, msgids differ in their low bits; so they do in more. */
static enum mw_status grow(struct mw_calls *calls)
{
    size_t cap = 2 * calls->cap;
    struct call *old = calls->slots;
    struct call *slots = mw__zalloc(cap * sizeof(*slots));

    if (slots == NULL) {
        return MW_ENOMEM;
    }
    for (size_t i = 0; i < calls->cap; i++) {
        if (old[i].fn != NULL) {
            slots[old[i].msgid & (cap - 1)] = old[i];
        }
    }
    mw__free(old);
    calls->slots = slots;
    calls->cap = cap;
    return MW_OK;
}

/* Takes the call out of its slot and ends it. */
static void end_call(struct mw_calls *calls, struct call *slot,
                     const struct mw_message *answer,
                     const struct mw_error *why)
{
    struct call call = *slot;

    slot->fn = NULL;
    calls->count--;
    call.fn(call.arg, answer, why);
}

/* The oldest call in flight; NULL if there is none. */
static struct call *oldest_call(struct mw_calls *calls)
{
    for (; calls->count > 0; calls->oldest++) {
        struct call *slot = slot_of(calls, calls->oldest);
        if (slot->fn != NULL && slot->msgid == calls->oldest) {
            return slot;
        }
    }
    calls->oldest = calls->next;
    return NULL;
}

static void on_timer(uv_timer_t *timer);

static void watch_oldest(struct mw_calls *calls)
{
    struct call *oldest = oldest_call(calls);
    uint64_t now = mw__loop_now(calls->loop);

    calls->timer_on = oldest != NULL && !uv_is_closing((void *)&calls->timer);
    if (calls->timer_on) {
        uint64_t due = oldest->deadline;
        uv_timer_start(&calls->timer, on_timer, due > now ? due - now : 0, 0);
    }
}

/* All calls have the same time, so the oldest are due first. */
static void on_timer(uv_timer_t *timer)
{
    struct mw_calls *calls = MW__CONTAINER_OF(timer, struct mw_calls, timer);
    uint64_t now = mw__loop_now(calls->loop);
    struct mw_error why;
    struct call *slot;

    mw_error_set(&why, MW_ETIMEOUT, "no answer within %llu ms",
                 (unsigned long long)calls->timeout_ms);
    while ((slot = oldest_call(calls)) != NULL && slot->deadline <= now) {
        end_call(calls, slot, NULL, &why);
    }
    watch_oldest(calls);
}

static enum mw_status send_request(struct mw_conn *conn, uint32_t msgid,
                                   struct mw_bytes method,
                                   struct mw_bytes params, struct mw_error *err)
{
    struct mw_buffer *out = mw_conn_begin(conn);
    enum mw_status rc;

    if (out == NULL) {
        return mw_error_set(err, MW_EAGAIN,
                            "the connection takes no request now");
    }
    rc = mw_message_request(out, msgid, method, params);
    if (rc != MW_OK) {
        mw_conn_undo(conn);
        return mw_error_set(err, rc, "a request of %zu bytes: %s", params.len,
                            mw_status_name(rc));
    }
    return mw_conn_end(conn, err);
}

enum mw_status mw_calls_request(struct mw_calls *calls, struct mw_conn *conn,
                                struct mw_bytes method, struct mw_bytes params,
                                mw_answer_fn fn, void *arg,
                                struct mw_error *err)
{
    struct call *slot;
    enum mw_status rc;

    if (calls->count >= calls->cap / 2 && grow(calls) != MW_OK) {
        return mw_error_set(err, MW_ENOMEM, "no memory for %zu calls",
                            calls->count);
    }
    while (slot_of(calls, calls->next)->fn != NULL) {
        calls->next++;
    }
    rc = send_request(conn, calls->next, method, params, err);
    if (rc != MW_OK) {
        return rc;
    }
    slot = slot_of(calls, calls->next);
    *slot = (struct call){.fn = fn, .arg = arg, .msgid = calls->next++};
    calls->count++;
    if (calls->timeout_ms > 0) {
        slot->deadline = mw__loop_now(calls->loop) + calls->timeout_ms;
        if (!calls->timer_on) {
            watch_oldest(calls);
        }
    }
    return MW_OK;
}

bool mw_calls_answer(struct mw_calls *calls, const struct mw_message *response)
{
    static const struct mw_error in_order = {.status = MW_OK};
    struct call *slot = slot_of(calls, response->msgid);

    if (slot->fn == NULL || slot->msgid != response->msgid) {
        return false;
    }
    end_call(calls, slot, response, &in_order);
    if (calls->count == 0 && calls->timer_on) {
        calls->timer_on = false;
        uv_timer_stop(&calls->timer);
    }
    return true;
}

size_t mw_calls_pending(const struct mw_calls *calls)
{
    return calls->count;
}

static void on_closed(uv_handle_t *handle)
{
    uv_timer_t *timer = (uv_timer_t *)(void *)handle;
    struct mw_calls *calls = MW__CONTAINER_OF(timer, struct mw_calls, timer);
    struct mw_loop *loop = calls->loop;

    mw__free(calls->slots);
    mw__free(calls);
    mw__loop_release(loop);
}

void mw_calls_close(struct mw_calls *calls, const struct mw_error *why)
{
    struct call *slot;

    if (calls == NULL || uv_is_closing((uv_handle_t *)&calls->timer)) {
        return;
    }
    uv_close((uv_handle_t *)&calls->timer, on_closed);
    while ((slot = oldest_call(calls)) != NULL) {
        end_call(calls, slot, NULL, why);
    }
}
