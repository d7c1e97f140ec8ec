#include "session.h"

#include "log.h"
#include "reply.h"
#include "router.h"

#include <msgwire/conn.h>

static struct mw_buffer *conn_begin(void *ctx)
{
    return mw_conn_begin(ctx);
}

static enum mw_status conn_end(void *ctx)
{
    return mw_conn_end(ctx, NULL);
}

static void conn_undo(void *ctx)
{
    mw_conn_undo(ctx);
}

static void conn_fail(void *ctx, int code, const struct mw_error *why)
{
    mw_conn_fail(ctx, code, why);
}

static bool conn_is_datagram(const void *ctx)
{
    return mw_conn_is_datagram(ctx);
}

static const struct outlet conn_outlet = {
    .begin = conn_begin,
    .end = conn_end,
    .undo = conn_undo,
    .fail = conn_fail,
    .is_datagram = conn_is_datagram,
};

/* Tells what can't be tied to a request; a datagram's sender is told nothing,
 * lest its address be a victim's. */
static void tell_error(struct host *host, const struct outlet *outlet,
                       void *ctx, int code, const char *text)
{
    struct mw_buffer *out;

    if (outlet->is_datagram(ctx) || (out = outlet->begin(ctx)) == NULL) {
        return;
    }
    if (mw_message_error_notification(out, code, text) != MW_OK) {
        outlet->undo(ctx);
    } else {
        host->stats.errors_sent += outlet->end(ctx) == MW_OK;
    }
}

static void refuse_method(const struct call *call, struct mw_bytes name)
{
    char text[MW_EXCERPT];

    reply_error(call, MW_CODE_METHOD_NOT_FOUND, NULL, "no method \"%s\"",
                mw_excerpt(name, text));
}

static void serve(const struct call *call, struct mw_bytes name)
{
    const struct method *method = router_find(name);

    if (method != NULL) {
        method->serve(call);
    } else {
        refuse_method(call, name);
    }
}

/* Valid msgpack, but none of the three shapes. It is read once more for the
 * sentence, which a message that is right need not make room for. */
static void refuse(struct call *call, struct mw_bytes body)
{
    struct mw_message message;
    struct mw_error why;

    call->host->stats.messages_bad++;
    (void)mw_message_read(body, &message, &why);
    if (!message.tied) {
        tell_error(call->host, call->outlet, call->ctx, MW_CODE_INVALID_REQUEST,
                   why.text);
    } else if (!call->outlet->is_datagram(call->ctx)) {
        call->msgid = message.msgid;
        call->wants_answer = true;
        reply_error(call, MW_CODE_INVALID_REQUEST, NULL, "%s", why.text);
    }
}

void session_take(struct host *host, const struct outlet *outlet, void *ctx,
                  struct mw_bytes body)
{
    struct call call = {.host = host, .outlet = outlet, .ctx = ctx};
    struct mw_message message;

    if (mw_message_read(body, &message, NULL) != MW_OK) {
        refuse(&call, body);
        return;
    }
    call.params = message.params;
    switch (message.shape) {
    case MW_REQUEST:
        host->stats.requests_in++;
        call.msgid = message.msgid;
        call.wants_answer = true;
        serve(&call, message.method);
        break;
    case MW_NOTIFICATION:
        host->stats.notifications_in++;
        serve(&call, message.method);
        break;
    case MW_RESPONSE: /* the server asks nothing, so nobody waits for it */
        host->stats.responses_ignored++;
        break;
    }
}

/* A frame of several values is so many messages. */
void session_on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct mw_bytes one;

    while (mw_conn_next_value(conn, &body, &one)) {
        session_take(data, &conn_outlet, conn, one);
    }
}

void session_on_bad(struct mw_conn *conn, const struct mw_error *why,
                    void *data)
{
    struct host *host = data;
    char peer[MW_ENDPOINT_TEXT];

    if (log_wants(host->log, LEVEL_INFO)) {
        log_line(host->log, LEVEL_INFO, LOG_BODY, "%s: %s",
                 mw_conn_peer(conn, peer), why->text);
    }
    tell_error(host, &conn_outlet, conn, MW_CODE_PARSE_ERROR, why->text);
}
