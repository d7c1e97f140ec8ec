#include "talk/conversation.h"

#include "talk/requests.h"
#include "talk/talk.h"

#include <stdio.h>

/* So many datagrams without an answer: no one is there. */
enum { SILENCE = 64 };

struct conversation {
    const struct values *params;
    const char *method;
    conversation_show_fn show;
    struct talk talk;
    struct requests requests;
    bool asking;            /* `requests` is open */
    struct mw_buffer array; /* the params of one request */
    uint64_t lost_in_a_row;
};

static void end(struct conversation *conv, const struct mw_error *why)
{
    line_end(&conv->talk.line, why->status, why);
}

static const struct options *options_of(const struct conversation *conv)
{
    return conv->talk.job->opt;
}

/* --- what is said of one request --- */

/* Begins a sentence with the request's number, if there is more than one. */
static void begin_sentence(const struct conversation *conv, uint64_t number,
                           struct mw_buffer *sentence)
{
    bool stream = conv->params->stream;
    char text[32];

    if (number > 0 && (stream || options_of(conv)->count > 1)) {
        snprintf(text, sizeof(text), "%s %llu: ", stream ? "value" : "request",
                 (unsigned long long)number);
        mw_buffer_append(sentence, mw_text(text));
    }
}

static void tell_error(struct conversation *conv, uint64_t number,
                       struct mw_bytes error)
{
    struct mw_buffer sentence = {0};

    begin_sentence(conv, number, &sentence);
    report_remote(error, &sentence);
    talk_tell(&conv->talk, MW_EREMOTE, &sentence);
}

/* Of datagrams each may be lost; when none comes back, no one is there. */
static void count_lost(struct conversation *conv)
{
    uint64_t inflight = options_of(conv)->inflight;

    conv->lost_in_a_row++;
    if (conv->lost_in_a_row >= (inflight < SILENCE ? inflight : SILENCE)) {
        line_end(&conv->talk.line, MW_ETIMEOUT, NULL);
    }
}

static void tell_lost(struct conversation *conv, uint64_t number,
                      enum mw_status why)
{
    struct mw_buffer sentence = {0};
    char text[OPTIONS_DURATION_TEXT];

    begin_sentence(conv, number, &sentence);
    if (why == MW_ETIMEOUT) {
        mw_buffer_append(&sentence, mw_text("no answer within "));
        options_duration(options_of(conv)->timeout_ns, text);
        mw_buffer_append(&sentence, mw_text(text));
    } else if (why == MW_ECLOSED) {
        mw_buffer_append(&sentence,
                         mw_text("its answer was lost with the connection"));
    } else {
        mw_buffer_append(&sentence, mw_text(mw_status_name(why)));
    }
    talk_tell(&conv->talk, why, &sentence);
    if (why == MW_ETIMEOUT) {
        count_lost(conv);
    }
}

/* --- the requests --- */

/* In envelopes all that comes is printed, as it came. */
static enum mw_status print(struct conversation *conv,
                            const struct requests_answer *answer,
                            struct mw_error *err)
{
    const struct stamp_mark mark = {answer->number, answer->rtt_ns,
                                    answer->age_ns};

    if (options_of(conv)->envelope) {
        return talk_show_envelope(&conv->talk, &mark, answer->body, err);
    }
    return mw_message_is_error(answer->answer)
               ? MW_OK
               : conv->show(&conv->talk.render, answer->answer->result,
                            answer->body, err);
}

static void on_answer(void *data, const struct requests_answer *answer)
{
    struct conversation *conv = data;
    struct mw_error err;

    if (answer->answer == NULL) {
        tell_lost(conv, answer->number, answer->why);
        return;
    }
    conv->lost_in_a_row = 0;
    err.status = print(conv, answer, &err);
    if (err.status != MW_OK) {
        end(conv, &err);
    } else if (mw_message_is_error(answer->answer)) {
        tell_error(conv, answer->number, answer->answer->error);
    }
}

/* Goes on as far as there is room, and ends when all is answered. */
static void go_on(void *data)
{
    struct conversation *conv = data;
    bool all_asked = conv->talk.all_taken;

    if (!conv->asking || conv->talk.line.over) {
        return;
    }
    if (all_asked && requests_pending(&conv->requests) == 0) {
        talk_end(&conv->talk);
    } else if (!all_asked && conv->talk.supplied &&
               !requests_full(&conv->requests)) {
        supply_resume(&conv->talk.supply);
    }
}

/* Returns false if the request must wait. */
static bool ask(struct conversation *conv, struct mw_bytes value)
{
    struct mw_error err = {0};
    enum mw_status rc;

    conv->array.len = 0;
    rc = values_array(conv->params, value, &conv->array);
    if (rc == MW_OK) {
        rc =
            requests_send(&conv->requests, mw_buffer_bytes(&conv->array), &err);
    } else {
        mw_error_set(&err, rc, "no memory for the request");
    }
    if (rc != MW_OK && rc != MW_EAGAIN && conv->params->stream) {
        mw_error_prefix(&err, "value %llu",
                        (unsigned long long)requests_next(&conv->requests));
    }
    if (rc != MW_OK && rc != MW_EAGAIN) {
        talk_stop_supply(&conv->talk, &err);
    }
    return rc != MW_EAGAIN;
}

static bool on_value(void *data, struct mw_bytes value)
{
    struct conversation *conv = data;
    bool taken = !conv->talk.line.over && !requests_full(&conv->requests) &&
                 ask(conv, value);

    if (!taken || requests_full(&conv->requests)) {
        supply_pause(&conv->talk.supply);
    }
    if (conv->talk.all_taken) { /* it can't be sent; no answer may be due */
        go_on(conv);
    }
    return taken;
}

static void on_supply_end(void *data, const struct mw_error *why)
{
    struct conversation *conv = data;

    talk_stop_supply(&conv->talk, why);
    go_on(conv);
}

static enum mw_status start_requests(struct conversation *conv,
                                     struct mw_error *err)
{
    const struct requests_config config = {
        .line = &conv->talk.line,
        .method = mw_text(conv->method),
        .timed = options_of(conv)->envelope,
        .on_answer = on_answer,
        .on_room = go_on,
        .data = conv,
    };
    enum mw_status rc = requests_open(&conv->requests, &config, err);

    conv->asking = rc == MW_OK;
    return rc;
}

static enum mw_status start(struct conversation *conv, struct mw_error *err)
{
    const struct supply_config config = {
        .values = conv->params,
        .count = options_of(conv)->count,
    };
    enum mw_status rc = start_requests(conv, err);

    return rc == MW_OK ? talk_supply(&conv->talk, &config, err) : rc;
}

/* The first time, or after a connection was lost. */
static void on_ready(void *data)
{
    struct conversation *conv = data;
    struct mw_error err;

    talk_ready(&conv->talk);
    if (conv->asking) {
        requests_go_on(&conv->requests);
        go_on(conv);
    } else if (start(conv, &err) != MW_OK) {
        end(conv, &err);
    }
}

/* --- what the peer says --- */

static void take_message(struct conversation *conv, struct mw_bytes body)
{
    struct mw_message message;
    struct mw_bytes error;
    struct mw_error err;

    if (mw_message_read(body, &message, &err) != MW_OK) {
        mw_error_prefix(&err, "from the peer");
        err.status = MW_EFRAME;
        end(conv, &err);
    } else if (message.shape == MW_RESPONSE) {
        requests_take(&conv->requests, &message, body);
    } else if (report_is_error(&message, &error)) {
        tell_error(conv, 0, error);
    }
}

/* A frame of several values is so many messages. */
static void on_body(void *data, struct mw_bytes body)
{
    struct conversation *conv = data;
    struct line *line = &conv->talk.line;
    struct mw_bytes one;

    while (!line->over && mw_conn_next_value(line->conn, &body, &one)) {
        take_message(conv, one);
    }
}

/* --- the end of the connection --- */

/* Over too early: what is due will not come any more. */
static void break_off(struct conversation *conv, const struct mw_error *why)
{
    bool remote = conv->talk.worst == MW_EREMOTE;

    line_end(&conv->talk.line, remote ? MW_EREMOTE : why->status, why);
}

static void break_off_closed(struct conversation *conv)
{
    size_t due = requests_pending(&conv->requests);
    struct mw_error why;

    if (due > 0) {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection, answers still due: %zu",
                     due);
    } else {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection before all was asked");
    }
    break_off(conv, &why);
}

/* Gives up what was on its way, and dials again if there is more to ask. Only
 * a socket is lost where datagrams are refused: they may be sent again. */
static void begin_anew(struct conversation *conv, const struct mw_error *why)
{
    struct line *line = &conv->talk.line;
    struct mw_error err;

    supply_pause(&conv->talk.supply);
    if (!conv->talk.all_taken || line_is_datagram(line)) {
        line_lost_sentence(why, &err);
        talk_say(&conv->talk, mw_text(err.text));
    }
    if (requests_lose(&conv->requests, &err) != MW_OK) {
        end(conv, &err);
    }
    if (!line->over) {
        line_redial(line);
    }
}

static void on_end(void *data)
{
    struct conversation *conv = data;

    if (line_may_redial(&conv->talk.line)) {
        line_hang_up(&conv->talk.line);
    } else {
        break_off_closed(conv);
    }
}

static void on_close(void *data, const struct mw_error *why)
{
    struct conversation *conv = data;

    if (line_is_lost(&conv->talk.line, why)) {
        begin_anew(conv, why);
    } else if (why->status == MW_OK) {
        break_off_closed(conv);
    } else {
        break_off(conv, why);
    }
}

static void on_over(void *data)
{
    struct conversation *conv = data;

    if (conv->asking) {
        requests_close(&conv->requests);
    }
}

enum mw_status conversation_hold(const struct job *job, const char *method,
                                 const struct values *params,
                                 conversation_show_fn show,
                                 struct mw_error *err)
{
    static const struct talk_events events = {
        .line = {on_ready, on_body, go_on, on_end, on_close},
        .supply = {on_value, on_supply_end},
        .on_over = on_over,
    };
    struct conversation conv = {
        .params = params, .method = method, .show = show};
    enum mw_status rc = talk_hold(&conv.talk, job, &events, &conv, err);

    mw_buffer_fini(&conv.array);
    return rc;
}
