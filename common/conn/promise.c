#include "conn/promise.h"

#include "base/alloc.h"
#include "base/container.h"
#include "conn/dgram.h"
#include "conn/ending.h"
#include "conn/outbox.h"

struct mw_promise {
    struct mw__node node;          /* in conn->promises */
    struct mw_conn *conn;          /* NULL: it has gone */
    const struct mw__sender *whom; /* datagrams: swapped in to answer ... */
    size_t allowance;              /* ... with what it may have */
    bool lifted;                   /* which is no longer counted */
    struct mw__sender sender;
};

struct mw_promise *mw_promise_new(struct mw_conn *conn)
{
    struct mw_promise *promise = mw__zalloc(sizeof(*promise));

    if (promise == NULL) {
        return NULL;
    }
    promise->conn = conn;
    mw__node_init(&promise->node);
    mw__node_append(&conn->promises, &promise->node);
    if (conn->dgram != NULL && conn->dgram->from != NULL) {
        promise->sender = *conn->dgram->from;
        promise->whom = &promise->sender;
        promise->allowance = conn->dgram->allowance;
        conn->dgram->allowance = 0;
    }
    return promise;
}

/* The socket answers this sender now, or again whom it answered before. */
static void swap_sender(struct mw_promise *promise)
{
    struct mw__dgram *dgram = promise->conn->dgram;

    if (dgram != NULL) {
        const struct mw__sender *whom = dgram->from;
        size_t allowance = dgram->allowance;

        dgram->from = promise->whom;
        dgram->allowance = promise->allowance;
        promise->whom = whom;
        promise->allowance = allowance;
    }
}

struct mw_buffer *mw_promise_begin(struct mw_promise *promise)
{
    struct mw_buffer *out;

    if (promise->conn == NULL) {
        return NULL;
    }
    if (promise->conn->owing) { /* which takes nothing else */
        return mw__outbox_begin(promise->conn);
    }
    out = mw_conn_begin(promise->conn);
    if (out != NULL) {
        swap_sender(promise);
    }
    return out;
}

enum mw_status mw_promise_end(struct mw_promise *promise, struct mw_error *err)
{
    enum mw_status rc = mw_conn_end(promise->conn, err);

    swap_sender(promise);
    if (promise->lifted) {
        promise->allowance = SIZE_MAX;
    }
    return rc;
}

void mw_promise_undo(struct mw_promise *promise)
{
    mw_conn_undo(promise->conn);
    swap_sender(promise);
}

void mw_promise_lift(struct mw_promise *promise)
{
    promise->lifted = true;
    promise->allowance = SIZE_MAX;
}

/* With the last one gone, what waited for it comes: the words that a failed
 * stream ends with, or the peer's end is heeded. */
static void settled(struct mw_conn *conn)
{
    if (mw__promise_due(conn)) {
        if (conn->owing) {
            mw__ending_owe(conn);
        }
    } else if (conn->owing) {
        mw__ending_last_words(conn);
    } else if (conn->peer_done && conn->events->on_end == NULL &&
               conn->state == MW__OPEN) {
        mw_conn_finish(conn);
    }
}

void mw_promise_free(struct mw_promise *promise)
{
    if (promise == NULL) {
        return;
    }
    if (promise->conn != NULL) {
        mw__node_remove(&promise->node);
        settled(promise->conn);
    }
    mw__free(promise);
}

bool mw__promise_due(const struct mw_conn *conn)
{
    return !mw__node_alone(&conn->promises);
}

void mw__promise_break_all(struct mw_conn *conn)
{
    while (mw__promise_due(conn)) {
        struct mw_promise *promise =
            MW__CONTAINER_OF(conn->promises.next, struct mw_promise, node);

        mw__node_remove(&promise->node);
        promise->conn = NULL;
    }
}
