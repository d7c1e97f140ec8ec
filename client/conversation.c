#include "conversation.h"

#include "feed.h"
#include "requests.h"

#include <stdio.h>
#include <unistd.h>

struct conversation {
    const struct job *job;
    const struct values *params;
    const char *method;
    conversation_show_fn show;
    struct render render;
    struct line line;
    struct requests requests;
    struct feed feed;
    struct mw_buffer array; /* the params of one request */
    bool asking, feeding;   /* `requests` and `feed` are open */
    bool all_asked;         /* no request will follow */
    uint64_t lost_in_a_row;
    enum mw_status worst; /* of what has been said and did not end it */
    struct mw_error last; /* what ended stdin; said after the answers */
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
    char text[32];

    if (conv->params->stream && number > 0) {
        snprintf(text, sizeof(text),
                 "value %llu: ", (unsigned long long)number);
        mw_buffer_append(sentence, mw_text(text));
    }
}

/* Says it, behind the results that came before it, and goes on. A lost answer
 * weighs more than an error answer. */
static void tell(struct conversation *conv, enum mw_status status,
                 struct mw_buffer *sentence)
{
    struct mw_error err;
    enum mw_status rc = render_flush(&conv->render, &err);

    if (rc != MW_OK) {
        end(conv, rc, &err);
    }
    report_say(&conv->job->report, mw_buffer_bytes(sentence));
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

/* Only datagrams are lost one by one; when none comes back, no one is there. */
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
    } else {
        mw_buffer_append(&sentence, mw_text(mw_status_name(why)));
    }
    tell(conv, why, &sentence);
    if (++conv->lost_in_a_row >= conv->job->opt->inflight) {
        end(conv, why, NULL);
    }
}

/* --- the requests --- */

static void on_answer(void *data, const struct requests_answer *answer)
{
    struct conversation *conv = data;
    const struct mw_message *message = answer->answer;
    struct mw_error err;
    enum mw_status rc;

    if (message == NULL) {
        tell_lost(conv, answer->number, answer->why);
        return;
    }
    conv->lost_in_a_row = 0;
    if (mw_message_is_error(message)) {
        tell_error(conv, answer->number, message->error);
        return;
    }
    rc = conv->show(&conv->render, message->result, answer->body, &err);
    if (rc != MW_OK) {
        end(conv, rc, &err);
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
    } else if (!conv->all_asked && conv->feeding &&
               !requests_full(&conv->requests)) {
        feed_resume(&conv->feed);
    }
}

static void stop_asking(struct conversation *conv, const struct mw_error *why)
{
    conv->all_asked = true;
    conv->last = *why;
    if (conv->feeding) {
        feed_pause(&conv->feed);
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
        stop_asking(conv, &err);
    }
    return rc != MW_EAGAIN;
}

static bool on_value(void *data, struct mw_bytes value)
{
    struct conversation *conv = data;
    bool taken = !conv->line.over && ask(conv, value);

    if (!taken || requests_full(&conv->requests)) {
        feed_pause(&conv->feed);
    }
    if (conv->all_asked) { /* it can't be sent, and no answer may be due */
        go_on(conv);
    }
    return taken;
}

static void on_input_end(void *data, const struct mw_error *why)
{
    struct conversation *conv = data;

    stop_asking(conv, why);
    go_on(conv);
}

static enum mw_status start_feed(struct conversation *conv,
                                 struct mw_error *err)
{
    static const struct feed_events events = {
        .on_value = on_value,
        .on_end = on_input_end,
    };
    const struct source_config config = source_chosen(conv->job->opt);
    enum mw_status rc;

    rc = feed_open(&conv->feed, &conv->line.uv, &config, &events, conv, err);
    conv->feeding = rc == MW_OK;
    return rc;
}

static enum mw_status start_requests(struct conversation *conv,
                                     struct mw_error *err)
{
    const struct requests_config config = {
        .line = &conv->line,
        .method = mw_text(conv->method),
        .on_answer = on_answer,
        .on_room = go_on,
        .data = conv,
    };
    enum mw_status rc = requests_open(&conv->requests, &config, err);

    conv->asking = rc == MW_OK;
    return rc;
}

static void ask_once(struct conversation *conv)
{
    conv->all_asked = true;
    if (!ask(conv, mw_bytes(NULL, 0))) {
        mw_error_set(&conv->last, MW_ENOMEM, "no memory for the request");
    }
    go_on(conv);
}

static void on_ready(void *data)
{
    struct conversation *conv = data;
    struct mw_error err = {0};
    enum mw_status rc = start_requests(conv, &err);

    if (rc == MW_OK && conv->params->stream) {
        rc = start_feed(conv, &err);
    } else if (rc == MW_OK) {
        ask_once(conv);
    }
    if (rc != MW_OK) {
        end(conv, rc, &err);
    }
}

static void on_body(void *data, struct mw_bytes body)
{
    struct conversation *conv = data;
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

/* Over too early: what is due will not come any more. */
static void break_off(struct conversation *conv, const struct mw_error *why)
{
    end(conv, conv->worst == MW_EREMOTE ? MW_EREMOTE : why->status, why);
}

static void on_end(void *data)
{
    struct conversation *conv = data;
    struct mw_error why;

    mw_error_set(&why, MW_ECLOSED,
                 "the peer closed the connection, answers still due: %zu",
                 requests_pending(&conv->requests));
    break_off(conv, &why);
}

static void on_close(void *data, const struct mw_error *why)
{
    if (why->status == MW_OK) {
        on_end(data);
    } else {
        break_off(data, why);
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
    if (conv->feeding) {
        feed_close(&conv->feed);
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
    return rc;
}
