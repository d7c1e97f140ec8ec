#include "conversation.h"

#include "requests.h"
#include "stamp.h"
#include "supply.h"

#include <stdio.h>
#include <unistd.h>

struct conversation {
    const struct job *job;
    const struct values *params;
    const char *method;
    conversation_show_fn show;
    struct render render;
    struct stamp stamp; /* of the connection, for envelopes */
    struct line line;
    struct requests requests;
    struct supply supply;
    struct mw_buffer array; /* the params of one request */
    bool asking, supplied;  /* `requests` and `supply` are open */
    bool all_asked;         /* no request will follow */
    uint64_t lost_in_a_row;
    enum mw_status worst; /* of what has been said and did not end it */
    struct mw_error last; /* what ended the supply; said after the answers */
};

static void end(struct conversation *conv, enum mw_status rc,
                const struct mw_error *why)
{
    line_end(&conv->line, rc, why);
}

/* --- what is said of one request --- */

/* Begins a sentence with the request's number, if there is more than one. */
static void begin_sentence(const struct conversation *conv, uint64_t number,
                           struct mw_buffer *sentence)
{
    bool stream = conv->params->stream;
    char text[32];

    if (number > 0 && (stream || conv->job->opt->count > 1)) {
        snprintf(text, sizeof(text), "%s %llu: ", stream ? "value" : "request",
                 (unsigned long long)number);
        mw_buffer_append(sentence, mw_text(text));
    }
}

/* Says it, behind the results that came before it, and goes on. */
static void say(struct conversation *conv, struct mw_bytes sentence)
{
    struct mw_error err;
    enum mw_status rc = render_flush(&conv->render, &err);

    if (rc != MW_OK) {
        end(conv, rc, &err);
    }
    report_say(&conv->job->report, sentence);
}

/* A lost answer weighs more than an error answer. */
static void tell(struct conversation *conv, enum mw_status status,
                 struct mw_buffer *sentence)
{
    say(conv, mw_buffer_bytes(sentence));
    mw_buffer_fini(sentence);
    if (conv->worst == MW_OK || conv->worst == MW_EREMOTE) {
        conv->worst = status;
    }
}

static void tell_error(struct conversation *conv, uint64_t number,
                       struct mw_bytes error)
{
    struct mw_buffer sentence = {0};

    begin_sentence(conv, number, &sentence);
    report_remote(error, &sentence);
    tell(conv, MW_EREMOTE, &sentence);
}

/* Of datagrams each may be lost; when none comes back, no one is there. */
static void count_lost(struct conversation *conv)
{
    conv->lost_in_a_row++;
    if (conv->lost_in_a_row >= conv->job->opt->inflight) {
        end(conv, MW_ETIMEOUT, NULL);
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
        mw_buffer_append(&sentence, mw_text(options_duration(
                                        conv->job->opt->timeout_ns, text)));
    } else if (why == MW_ECLOSED) {
        mw_buffer_append(&sentence,
                         mw_text("its answer was lost with the connection"));
    } else {
        mw_buffer_append(&sentence, mw_text(mw_status_name(why)));
    }
    tell(conv, why, &sentence);
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
    const struct stamp_mark mark = {answer->number, answer->rtt_ns};

    if (conv->job->opt->envelope) {
        return stamp_show(&conv->stamp, &mark, answer->body, &conv->render,
                          err);
    }
    return mw_message_is_error(answer->answer)
               ? MW_OK
               : conv->show(&conv->render, answer->answer->result, answer->body,
                            err);
}

static void on_answer(void *data, const struct requests_answer *answer)
{
    struct conversation *conv = data;
    struct mw_error err;
    enum mw_status rc;

    if (answer->answer == NULL) {
        tell_lost(conv, answer->number, answer->why);
        return;
    }
    conv->lost_in_a_row = 0;
    rc = print(conv, answer, &err);
    if (rc != MW_OK) {
        end(conv, rc, &err);
    } else if (mw_message_is_error(answer->answer)) {
        tell_error(conv, answer->number, answer->answer->error);
    }
}

/* Goes on as far as there is room, and ends when all is answered. */
static void go_on(void *data)
{
    struct conversation *conv = data;

    if (!conv->asking || conv->line.over) {
        return;
    }
    if (conv->all_asked && requests_pending(&conv->requests) == 0) {
        bool said = conv->last.status == MW_OK;
        end(conv, said ? conv->worst : conv->last.status, &conv->last);
    } else if (!conv->all_asked && conv->supplied &&
               !requests_full(&conv->requests)) {
        supply_resume(&conv->supply);
    }
}

static void stop_asking(struct conversation *conv, const struct mw_error *why)
{
    conv->all_asked = true;
    conv->last = *why;
    supply_stop(&conv->supply);
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
        stop_asking(conv, &err);
    }
    return rc != MW_EAGAIN;
}

static bool on_value(void *data, struct mw_bytes value)
{
    struct conversation *conv = data;
    bool taken =
        !conv->line.over && !requests_full(&conv->requests) && ask(conv, value);

    if (!taken || requests_full(&conv->requests)) {
        supply_pause(&conv->supply);
    }
    if (conv->all_asked) { /* it can't be sent, and no answer may be due */
        go_on(conv);
    }
    return taken;
}

static void on_supply_end(void *data, const struct mw_error *why)
{
    struct conversation *conv = data;

    stop_asking(conv, why);
    go_on(conv);
}

static enum mw_status start_supply(struct conversation *conv,
                                   struct mw_error *err)
{
    static const struct supply_events events = {
        .on_value = on_value,
        .on_end = on_supply_end,
    };
    const struct supply_config config = {
        .opt = conv->job->opt,
        .values = conv->params,
        .count = conv->job->opt->count,
        .events = &events,
        .data = conv,
    };
    enum mw_status rc =
        supply_open(&conv->supply, &conv->line.uv, &config, err);

    conv->supplied = rc == MW_OK;
    return rc;
}

static enum mw_status start_requests(struct conversation *conv,
                                     struct mw_error *err)
{
    const struct requests_config config = {
        .line = &conv->line,
        .method = mw_text(conv->method),
        .timed = conv->job->opt->envelope,
        .on_answer = on_answer,
        .on_room = go_on,
        .data = conv,
    };
    enum mw_status rc = requests_open(&conv->requests, &config, err);

    conv->asking = rc == MW_OK;
    return rc;
}

static void on_ready(void *data)
{
    struct conversation *conv = data;
    struct mw_error err = {0};
    enum mw_status rc = MW_OK;

    if (conv->job->opt->envelope) {
        stamp_take(&conv->stamp, conv->line.conn);
    }
    if (conv->asking) { /* after a drop */
        go_on(conv);
        return;
    }
    rc = start_requests(conv, &err);
    if (rc == MW_OK) {
        rc = start_supply(conv, &err);
    }
    if (rc != MW_OK) {
        end(conv, rc, &err);
    }
}

static void take_message(struct conversation *conv, struct mw_bytes body)
{
    struct mw_message message;
    struct mw_bytes error;
    struct mw_error err;

    if (mw_message_read(body, &message, &err) != MW_OK) {
        mw_error_prefix(&err, "from the peer");
        end(conv, MW_EFRAME, &err);
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
    struct mw_bytes one;

    while (!conv->line.over && line_next_value(&conv->line, &body, &one)) {
        take_message(conv, one);
    }
}

/* --- the end of the connection --- */

/* Over too early: what is due will not come any more. */
static void break_off(struct conversation *conv, const struct mw_error *why)
{
    end(conv, conv->worst == MW_EREMOTE ? MW_EREMOTE : why->status, why);
}

static void break_off_closed(struct conversation *conv)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECLOSED,
                 "the peer closed the connection, answers still due: %zu",
                 requests_pending(&conv->requests));
    break_off(conv, &why);
}

/* Gives up what was on its way, and dials again for what is still to be asked.
 * A datagram's socket ends when the peer's system refuses one. */
static void begin_anew(struct conversation *conv, const struct mw_error *why)
{
    struct mw_error err;
    enum mw_status rc;

    supply_pause(&conv->supply);
    if (!conv->all_asked || line_is_datagram(&conv->line)) {
        line_lost_sentence(why, &err);
        say(conv, mw_text(err.text));
    }
    rc = requests_lose(&conv->requests, &err);
    if (rc != MW_OK) {
        end(conv, rc, &err);
    }
    if (!conv->line.over) {
        line_redial(&conv->line);
    }
}

static void on_end(void *data)
{
    struct conversation *conv = data;

    if (line_may_redial(&conv->line)) {
        line_hang_up(&conv->line);
    } else {
        break_off_closed(conv);
    }
}

static void on_close(void *data, const struct mw_error *why)
{
    struct conversation *conv = data;

    if (line_is_lost(&conv->line, why)) {
        begin_anew(conv, why);
    } else if (why->status == MW_OK) {
        break_off_closed(conv);
    } else {
        break_off(conv, why);
    }
}

static enum mw_status converse(struct conversation *conv, struct mw_error *err)
{
    static const struct line_events events = {
        .on_ready = on_ready,
        .on_body = on_body,
        .on_room = go_on,
        .on_end = on_end,
        .on_close = on_close,
    };
    const struct line_config config = {
        .opt = conv->job->opt,
        .events = &events,
        .data = conv,
        .render = &conv->render,
        .patience_ns = conv->job->opt->wait_ns,
    };
    enum mw_status rc;

    rc = line_open(&conv->line, conv->job->words[0], &config, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = line_run(&conv->line, err);
    if (conv->supplied) {
        supply_close(&conv->supply);
    }
    if (conv->asking) {
        requests_close(&conv->requests);
    }
    line_close(&conv->line);
    return rc;
}

enum mw_status conversation_hold(const struct job *job, const char *method,
                                 const struct values *params,
                                 conversation_show_fn show,
                                 struct mw_error *err)
{
    struct conversation conv = {
        .job = job,
        .params = params,
        .method = method,
        .show = show,
    };
    enum mw_status rc;

    rc = render_init(&conv.render, STDOUT_FILENO, &job->opt->output,
                     RENDER_JSON, err);
    if (rc == MW_OK) {
        rc = converse(&conv, err);
    }
    rc = render_end(&conv.render, rc, err);
    mw_buffer_fini(&conv.array);
    stamp_fini(&conv.stamp);
    return rc;
}
