#include "talk/requests.h"

enum {
    STREAM_BYTES = 1 << 20,    /* in flight, so that memory stays flat */
    DATAGRAM_BYTES = 1 << 16,  /* in flight: what a receiver's buffer holds, */
    DATAGRAM_OVERHEAD = 700,   /* where each takes so much more than its own */
    KEPT_BYTES = 64 * 1 << 20, /* of answers that came before their turn */
};

static bool is_datagram(const struct requests *requests)
{
    return line_is_datagram(requests->config.line);
}

static uint64_t timeout_ms(const struct requests *requests)
{
    return options_ms(requests->config.line->config.opt->timeout_ns);
}

static size_t queued(const struct requests *requests)
{
    const struct line *line = requests->config.line;

    return line->conn == NULL ? 0 : mw_conn_queued(line->conn);
}

static void give_up(struct requests *requests)
{
    struct line *line = requests->config.line;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    options_duration(line->config.opt->timeout_ns, text);
    if (requests->window.next == 2) { /* there was but one */
        mw_error_set(&why, MW_ETIMEOUT, "no answer within %s", text);
    } else {
        mw_error_set(&why, MW_ETIMEOUT,
                     "no answer within %s, answers still due: %zu, the first "
                     "to request %llu",
                     text, requests->window.count,
                     (unsigned long long)requests->window.oldest->number);
    }
    line_end(line, why.status, &why);
}

static void on_quiet(uv_timer_t *timer);

/* The timer is not set anew by each answer; it looks when the last one came. */
static void wait_for_move(struct requests *requests)
{
    uint64_t still = uv_now(requests->quiet.loop) - requests->moved_ms;
    uint64_t timeout = timeout_ms(requests);

    if (timeout == 0 || is_datagram(requests)) {
        return;
    }
    if (still >= timeout) {
        give_up(requests);
    } else {
        uv_timer_start(&requests->quiet, on_quiet, timeout - still, 0);
    }
}

static void note_move(struct requests *requests)
{
    requests->moved_ms = uv_now(requests->quiet.loop);
    requests->queued = queued(requests);
}

/* A long request on a slow line moves as long as bytes of it leave. */
static void on_quiet(uv_timer_t *timer)
{
    struct requests *requests = timer->data;
    bool waiting = queued(requests) > 0;

    if (requests_pending(requests) == 0) {
        return;
    }
    if ((waiting || requests->uploading) &&
        queued(requests) != requests->queued) {
        note_move(requests);
    }
    requests->uploading = waiting;
    wait_for_move(requests);
}

static enum mw_status open_calls(struct requests *requests,
                                 struct mw_error *err)
{
    return mw_calls_new(requests->config.line->loop,
                        is_datagram(requests) ? timeout_ms(requests) : 0,
                        &requests->calls, err);
}

enum mw_status requests_open(struct requests *requests,
                             const struct requests_config *config,
                             struct mw_error *err)
{
    const struct options *opt = config->line->config.opt;
    bool datagram = line_is_datagram(config->line);
    enum mw_status rc;

    *requests = (struct requests){.config = *config};
    rc = window_init(&requests->window, (size_t)opt->inflight,
                     datagram ? DATAGRAM_BYTES : STREAM_BYTES, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = open_calls(requests, err);
    if (rc != MW_OK) {
        window_fini(&requests->window);
        return rc;
    }
    uv_timer_init(&config->line->uv, &requests->quiet);
    requests->quiet.data = requests;
    return MW_OK;
}

void requests_close(struct requests *requests)
{
    struct mw_error why;

    requests->config.on_answer = NULL;
    mw_error_set(&why, MW_ECANCELED, "no longer waited for");
    mw_calls_close(requests->calls, &why);
    uv_close((uv_handle_t *)&requests->quiet, NULL);
    window_fini(&requests->window);
}

bool requests_full(const struct requests *requests)
{
    return window_full(&requests->window) ||
           !line_has_room(requests->config.line);
}

size_t requests_pending(const struct requests *requests)
{
    return requests->window.count;
}

uint64_t requests_next(const struct requests *requests)
{
    return requests->window.next;
}

static void deliver(struct requests *requests,
                    const struct requests_answer *answer)
{
    if (!requests->config.line->over) {
        requests->config.on_answer(requests->config.data, answer);
    }
}

/* --- answers --- */

static bool in_order(const struct requests *requests)
{
    return !requests->config.line->config.opt->unordered;
}

/* What was kept because an earlier answer was missing. */
static void deliver_kept(struct requests *requests)
{
    struct window_slot *slot;

    while ((slot = window_front(&requests->window)) != NULL) {
        struct requests_answer answer = {
            .number = slot->number,
            .body = mw_buffer_bytes(&slot->kept),
            .why = slot->status,
            .rtt_ns = slot->rtt_ns,
        };
        struct mw_message message;
        if (requests->config.timed) {
            answer.age_ns = uv_hrtime() - slot->sent_ns - slot->rtt_ns;
        }
        if (slot->status == MW_OK) {
            mw_message_read(answer.body, &message, NULL);
            answer.answer = &message;
            requests->kept -= answer.body.len;
        }
        deliver(requests, &answer);
        window_leave(&requests->window, slot);
    }
}

/* A peer that answers the others first, at length, must not fill us up. */
static enum mw_status keep(struct requests *requests, struct window_slot *slot)
{
    struct mw_error why;
    enum mw_status rc;

    if (requests->kept + requests->body.len > KEPT_BYTES) {
        mw_error_set(&why, MW_ELIMIT,
                     "answers before their turn: %zu MiB of them wait for "
                     "the one to request %llu, --unordered prints them",
                     requests->kept >> 20,
                     (unsigned long long)requests->window.oldest->number);
        line_end(requests->config.line, why.status, &why);
        return MW_ELIMIT;
    }
    slot->kept.len = 0;
    rc = mw_buffer_append(&slot->kept, requests->body);
    requests->kept += rc == MW_OK ? requests->body.len : 0;
    return rc;
}

/* The oldest one's answer leaves at once, without a copy. */
static void settle(struct requests *requests, struct window_slot *slot,
                   const struct mw_message *message, enum mw_status status)
{
    struct requests_answer answer = {
        .number = slot->number,
        .answer = message,
        .body = requests->body,
        .why = status,
    };

    if (requests->config.timed && message != NULL) {
        slot->rtt_ns = answer.rtt_ns = uv_hrtime() - slot->sent_ns;
    }
    slot->done = true;
    slot->status = status;
    if (!in_order(requests) || slot == window_front(&requests->window)) {
        deliver(requests, &answer);
        window_leave(&requests->window, slot);
        deliver_kept(requests);
        requests->config.on_room(requests->config.data);
    } else if (message != NULL) {
        slot->status = keep(requests, slot);
    }
}

static void on_call_end(void *arg, const struct mw_message *answer,
                        const struct mw_error *why);

static enum mw_status ask(struct requests *requests, struct window_slot *slot,
                          struct mw_bytes params, struct mw_error *err)
{
    slot->tries++;
    if (requests->config.timed) {
        slot->sent_ns = uv_hrtime();
    }
    return mw_calls_request(requests->calls, requests->config.line->conn,
                            requests->config.method, params, on_call_end, slot,
                            err);
}

/* While the line is down the request is held: requests_go_on. */
static bool ask_again(struct requests *requests, struct window_slot *slot)
{
    const struct line *line = requests->config.line;

    if (slot->tries > line->config.opt->retry) {
        return false;
    }
    slot->held = !line_is_ready(line);
    return slot->held ||
           ask(requests, slot, mw_buffer_bytes(&slot->kept), NULL) == MW_OK;
}

static struct window_slot *first_held(const struct requests *requests)
{
    struct window_slot *slot = requests->window.oldest;

    while (slot != NULL && !slot->held) {
        slot = slot->newer;
    }
    return slot;
}

static void on_call_end(void *arg, const struct mw_message *answer,
                        const struct mw_error *why)
{
    struct window_slot *slot = arg;
    struct requests *requests = slot->owner;

    if (requests->config.on_answer == NULL) {
        return;
    }
    note_move(requests);
    if (answer != NULL) {
        settle(requests, slot, answer, MW_OK);
    } else if (why->status != MW_ETIMEOUT || !ask_again(requests, slot)) {
        settle(requests, slot, NULL, why->status);
    }
}

enum mw_status requests_send(struct requests *requests, struct mw_bytes params,
                             struct mw_error *err)
{
    bool datagram = is_datagram(requests);
    bool repeats = datagram && requests->config.line->config.opt->retry > 0;
    bool first = requests_pending(requests) == 0;
    size_t len = params.len + (datagram ? DATAGRAM_OVERHEAD : 0);
    struct window_slot *slot = window_push(&requests->window, len);
    enum mw_status rc = MW_OK;

    slot->owner = requests;
    if (repeats) {
        rc = mw_buffer_append(&slot->kept, params);
    }
    if (rc == MW_OK) {
        rc = ask(requests, slot, params, err);
    }
    if (rc == MW_EAGAIN) {
        line_await_room(requests->config.line);
    }
    if (rc != MW_OK) {
        window_unpush(&requests->window);
        return rc;
    }
    if (first) {
        note_move(requests);
        wait_for_move(requests);
    }
    return MW_OK;
}

enum mw_status requests_lose(struct requests *requests, struct mw_error *err)
{
    struct mw_error why = {.status = MW_ECLOSED};

    if (is_datagram(requests)) {
        return MW_OK;
    }
    mw_calls_close(requests->calls, &why);
    requests->calls = NULL;
    return open_calls(requests, err);
}

void requests_go_on(struct requests *requests)
{
    struct window_slot *slot;

    while ((slot = first_held(requests)) != NULL) {
        if (!ask_again(requests, slot) || slot->held) {
            slot->held = false;
            settle(requests, slot, NULL, MW_ETIMEOUT);
        }
    }
}

void requests_take(struct requests *requests, const struct mw_message *response,
                   struct mw_bytes body)
{
    requests->body = body;
    mw_calls_answer(requests->calls, response);
    requests->body = mw_bytes(NULL, 0);
}
