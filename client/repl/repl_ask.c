#include "repl/repl.h"

#include <msgwire/message.h>

static bool is_datagram(const struct repl *repl)
{
    return line_is_datagram(&repl->line);
}

/* Runs the loop while there is something to wait for, and the person has the
 * patience. */
static bool wait_while(struct repl *repl,
                       bool (*waiting)(const struct repl *repl))
{
    while (waiting(repl) && !repl->line.over) {
        if (repl->prompt.keys.interrupted) {
            repl->prompt.keys.interrupted = false;
            return false;
        }
        repl_turn(repl);
    }
    return !repl->line.over;
}

static bool is_connecting(const struct repl *repl)
{
    return !line_is_ready(&repl->line);
}

static bool is_awaiting(const struct repl *repl)
{
    return repl->awaited != 0;
}

/* --- sending --- */

static enum mw_status send_body(struct repl *repl, struct mw_bytes body,
                                struct mw_error *err)
{
    if (!line_is_ready(&repl->line)) {
        return mw_error_set(err, MW_ECLOSED, "there is no connection now");
    }
    return mw_conn_send(repl->line.conn, body, err);
}

void repl_ask_nothing(struct repl *repl, struct mw_bytes body)
{
    struct mw_error err = {0};
    enum mw_status rc;

    if (!wait_while(repl, is_connecting)) {
        return;
    }
    rc = send_body(repl, body, &err);
    if (rc != MW_OK) {
        repl_complain(repl, rc, &err);
    }
}

/* --- answers that are late --- */

static bool ask_again(struct repl *repl, struct repl_request *request)
{
    bool may = is_datagram(repl) && request->number == repl->awaited &&
               repl->tries < repl->job->opt->retry;

    if (!may ||
        send_body(repl, mw_buffer_bytes(&repl->request), NULL) != MW_OK) {
        return false;
    }
    repl->tries++;
    request->due_ns = uv_hrtime() + repl->job->opt->timeout_ns;
    return true;
}

/* Of a request that was left nobody wants to know. */
static void give_up(struct repl *repl, struct repl_request *request)
{
    char text[OPTIONS_DURATION_TEXT];
    bool awaited = request->number == repl->awaited;

    repl_pending_remove(&repl->pending, request);
    if (!awaited) {
        return;
    }
    repl->awaited = 0;
    repl_note(repl, MW_ETIMEOUT);
    repl_show_sayf(&repl->show, "no answer within %s",
                   options_duration(repl->job->opt->timeout_ns, text));
}

static void on_due(uv_timer_t *timer)
{
    struct repl *repl = timer->data;
    struct repl_request *first = repl_pending_first_due(&repl->pending);

    repl_wake(repl);
    while (first != NULL && first->due_ns <= uv_hrtime()) {
        if (!ask_again(repl, first)) {
            give_up(repl, first);
        }
        first = repl_pending_first_due(&repl->pending);
    }
    repl_ask_watch(repl);
}

void repl_ask_watch(struct repl *repl)
{
    const struct repl_request *first = repl_pending_first_due(&repl->pending);
    uint64_t now = uv_hrtime();

    if (first == NULL) {
        uv_timer_stop(&repl->due);
        return;
    }
    uv_update_time(&repl->line.uv);
    uv_timer_start(&repl->due, on_due,
                   first->due_ns <= now ? 0 : options_ms(first->due_ns - now),
                   0);
}

void repl_ask_lost(struct repl *repl)
{
    repl->pending.count = 0;
    repl->describing = false;
    if (repl->awaited != 0) {
        repl->awaited = 0;
        repl_note(repl, MW_ECLOSED);
    }
    repl_ask_watch(repl);
}

/* --- asking --- */

static enum mw_status send_request(struct repl *repl,
                                   struct repl_request *request,
                                   struct mw_bytes params, struct mw_error *err)
{
    uint64_t timeout_ns = repl->job->opt->timeout_ns;
    enum mw_status rc;

    repl->request.len = 0;
    rc = mw_message_request(&repl->request, request->number,
                            mw_text(request->method), params);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for the request");
    }
    request->sent_ns = uv_hrtime();
    request->due_ns =
        timeout_ns == 0 ? UINT64_MAX : request->sent_ns + timeout_ns;
    return send_body(repl, mw_buffer_bytes(&repl->request), err);
}

static void await(struct repl *repl, uint32_t number)
{
    struct repl_request *request;

    repl->awaited = number;
    repl->tries = 0;
    repl_ask_watch(repl);
    if (wait_while(repl, is_awaiting)) {
        return;
    }
    repl->awaited = 0;
    request = repl_pending_find(&repl->pending, number);
    if (request != NULL && !repl->line.over) {
        request->left = true;
        if (repl->prompt.editor == NULL) { /* the terminal has echoed it */
            repl_show_text(&repl->show, mw_text("\n"));
        }
        repl_show_sayf(&repl->show,
                       "no longer waiting; if answer %u comes, it is shown",
                       number);
    }
}

void repl_ask(struct repl *repl, const char *method, struct mw_bytes params,
              bool page)
{
    struct repl_request *request;
    struct mw_error err = {0};
    enum mw_status rc;

    if (!wait_while(repl, is_connecting)) {
        return;
    }
    request = repl_pending_add(&repl->pending, method);
    if (request == NULL) {
        mw_error_set(&err, MW_ELIMIT, "%d requests wait for an answer already",
                     REPL_PENDING_MAX);
        repl_complain(repl, err.status, &err);
        return;
    }
    request->page = page;
    rc = send_request(repl, request, params, &err);
    if (rc != MW_OK) {
        repl_pending_remove(&repl->pending, request);
        repl_complain(repl, rc, &err);
        return;
    }
    await(repl, request->number);
}

/* Its msgid is no request's number. */
void repl_ask_methods(struct repl *repl)
{
    static const uint8_t no_params[] = {0x90};
    struct mw_buffer body = {0};

    if (mw_message_request(&body, 0, mw_text(MW_NAME_DESCRIBE),
                           mw_bytes(no_params, 1)) == MW_OK) {
        repl->describing =
            send_body(repl, mw_buffer_bytes(&body), NULL) == MW_OK;
    }
    mw_buffer_fini(&body);
}
