#include "post.h"

#include "feed.h"
#include "line.h"

#include <msgwire/message.h>
#include <msgwire/value.h>

#include <unistd.h>

struct post {
    const struct job *job;
    const struct post_plan *plan;
    struct render render;
    struct line line;
    struct feed feed;
    uv_timer_t late;               /* for the next reply */
    struct mw_bytes before, after; /* values of words that are to be sent */
    bool whole_due;                /* one body of all words is to be sent */
    bool stream_due;               /* stdin is to be sent, or is being sent */
    bool feeding;                  /* `feed` is open */
    bool all_sent;                 /* no body will follow */
    uint64_t sent, received;
    enum mw_status worst; /* of what has been said and did not end it */
    struct mw_error last; /* what ended the sending; said at the end */
};

static void end(struct post *post, enum mw_status rc,
                const struct mw_error *why)
{
    line_end(&post->line, rc, why);
}

/* Replies that are awaited; a peer may say more than it was asked. */
static uint64_t due(const struct post *post)
{
    bool more = post->plan->replies && post->sent > post->received;

    return more ? post->sent - post->received : 0;
}

static void on_late(uv_timer_t *timer)
{
    struct post *post = timer->data;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    mw_error_set(&why, MW_ETIMEOUT, "no reply within %s, %llu of %llu came",
                 options_duration(post->job->opt->timeout_ns, text),
                 (unsigned long long)post->received,
                 (unsigned long long)post->sent);
    end(post, why.status, &why);
}

/* A reply is late when it does not come within the timeout of what was sent,
 * or of the reply before it. */
static void expect_reply(struct post *post)
{
    uint64_t timeout_ms = options_ms(post->job->opt->timeout_ns);

    if (timeout_ms > 0 && due(post) > 0) {
        uv_timer_start(&post->late, on_late, timeout_ms, 0);
    } else {
        uv_timer_stop(&post->late);
    }
}

static void end_if_answered(struct post *post)
{
    if (post->all_sent && due(post) == 0) {
        end(post, post->last.status, &post->last);
    }
}

/* Nothing more is sent: the line is finished, and the peer's end awaited. */
static void stop_sending(struct post *post, const struct mw_error *why)
{
    post->all_sent = true;
    post->last = *why;
    if (post->feeding) {
        feed_pause(&post->feed);
    }
    if (post->plan->replies) {
        end_if_answered(post);
    } else {
        mw_conn_finish(post->line.conn);
    }
}

static bool has_room(struct post *post)
{
    return due(post) < post->job->opt->inflight && !post->all_sent &&
           line_has_room(&post->line);
}

static enum mw_status send_body(struct post *post, struct mw_bytes value,
                                struct mw_error *err)
{
    struct mw_buffer *out = mw_conn_begin(post->line.conn);
    enum mw_status rc;

    if (out == NULL) {
        return MW_EAGAIN;
    }
    rc = post->plan->body(post->plan->arg, value, out);
    if (rc != MW_OK) {
        mw_conn_undo(post->line.conn);
        return mw_error_set(err, rc, "%s", mw_status_name(rc));
    }
    return mw_conn_end(post->line.conn, err);
}

/* Returns false if it must wait, or can't be sent at all. */
static bool send_one(struct post *post, struct mw_bytes value)
{
    struct mw_error err;
    enum mw_status rc = send_body(post, value, &err);

    if (rc == MW_EAGAIN) {
        line_await_room(&post->line);
        return false;
    }
    if (rc != MW_OK) {
        mw_error_prefix(&err, "message %llu",
                        (unsigned long long)post->sent + 1);
        stop_sending(post, &err);
        return false;
    }
    post->sent++;
    if (due(post) == 1) {
        expect_reply(post);
    }
    return true;
}

/* Returns true when all of them are sent. */
static bool send_words(struct post *post, struct mw_bytes *words)
{
    struct mw_bytes rest = *words, one;

    while (has_room(post) && mw_value_skip(&rest, &one) == MW_OK &&
           send_one(post, one)) {
        *words = rest;
    }
    return words->len == 0;
}

static void start_feed(struct post *post);

/* Sends on from where it stopped, as far as there is room. */
static void send_on(void *data)
{
    struct post *post = data;

    if (post->whole_due && has_room(post)) {
        post->whole_due = !send_one(post, mw_bytes(NULL, 0));
    }
    if (post->whole_due || !send_words(post, &post->before) || post->all_sent) {
        return;
    }
    if (post->stream_due && !post->feeding) {
        start_feed(post);
    } else if (post->stream_due && has_room(post)) {
        feed_resume(&post->feed);
    }
    if (!post->stream_due && send_words(post, &post->after)) {
        stop_sending(post, &(struct mw_error){.status = MW_OK});
    }
}

static bool on_value(void *data, struct mw_bytes value)
{
    struct post *post = data;
    bool taken = !post->line.over && send_one(post, value);

    if (!taken || !has_room(post)) {
        feed_pause(&post->feed);
    }
    return taken;
}

static void on_input_end(void *data, const struct mw_error *why)
{
    struct post *post = data;

    post->stream_due = false;
    if (post->line.over) {
        return;
    }
    if (why->status == MW_OK) {
        send_on(post);
    } else {
        stop_sending(post, why);
    }
}

static void start_feed(struct post *post)
{
    static const struct feed_events events = {
        .on_value = on_value,
        .on_end = on_input_end,
    };
    const struct source_config config = source_chosen(post->job->opt);
    struct mw_error err;
    enum mw_status rc;

    rc = feed_open(&post->feed, &post->line.uv, &config, &events, post, &err);
    post->feeding = rc == MW_OK;
    if (rc != MW_OK) {
        end(post, rc, &err);
    }
}

static void on_ready(void *data)
{
    struct post *post = data;
    const struct values *values = post->plan->values;

    post->stream_due = values->stream;
    if (post->plan->each) {
        post->before = mw_buffer_bytes(&values->before);
        post->after = mw_buffer_bytes(&values->after);
    } else {
        post->whole_due = !values->stream;
    }
    send_on(post);
}

static void take_reply(struct post *post, struct mw_bytes body)
{
    struct mw_error err;
    enum mw_status rc = render_value(&post->render, body, body, &err);

    if (rc != MW_OK) {
        end(post, rc, &err);
        return;
    }
    post->received++;
    expect_reply(post);
    if (post->all_sent) {
        end_if_answered(post);
    } else {
        send_on(post);
    }
}

static void tell_error(struct post *post, struct mw_bytes error)
{
    struct mw_buffer sentence = {0};

    report_remote(error, &sentence);
    report_say(&post->job->report, mw_buffer_bytes(&sentence));
    mw_buffer_fini(&sentence);
    post->worst = MW_EREMOTE;
}

static void on_body(void *data, struct mw_bytes body)
{
    struct post *post = data;
    struct mw_message message;
    struct mw_bytes error;

    if (post->plan->replies) {
        take_reply(post, body);
    } else if (mw_message_read(body, &message, NULL) == MW_OK &&
               report_is_error(&message, &error)) {
        tell_error(post, error);
    }
}

/* Too early, unless all was sent and nothing is due. */
static void on_end(void *data)
{
    struct post *post = data;
    struct mw_error why;

    if (post->all_sent && !post->plan->replies) {
        return;
    }
    if (post->plan->replies) {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection, replies still due: %llu",
                     (unsigned long long)due(post));
    } else {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection before all was sent");
    }
    end(post, why.status, &why);
}

static void on_close(void *data, const struct mw_error *why)
{
    struct post *post = data;

    if (why->status != MW_OK) {
        end(post, why->status, why);
        return;
    }
    on_end(post);
    if (post->last.status != MW_OK) {
        end(post, post->last.status, &post->last);
    } else {
        end(post, post->worst, NULL);
    }
}

static enum mw_status run(struct post *post, struct mw_error *err)
{
    static const struct line_events events = {
        .on_ready = on_ready,
        .on_body = on_body,
        .on_room = send_on,
        .on_end = on_end,
        .on_close = on_close,
    };
    const struct line_config config = {
        .opt = post->job->opt,
        .events = &events,
        .data = post,
        .render = &post->render,
        .patience_ns = post->job->opt->wait_ns,
    };
    enum mw_status rc;

    rc = line_open(&post->line, post->job->words[0], &config, err);
    if (rc != MW_OK) {
        return rc;
    }
    uv_timer_init(&post->line.uv, &post->late);
    post->late.data = post;
    rc = line_run(&post->line, err);
    if (post->feeding) {
        feed_close(&post->feed);
    }
    uv_close((uv_handle_t *)&post->late, NULL);
    line_close(&post->line);
    return rc;
}

enum mw_status post_all(const struct job *job, const struct post_plan *plan,
                        struct mw_error *err)
{
    struct post post = {.job = job, .plan = plan};
    enum mw_status rc;

    rc = render_init(&post.render, STDOUT_FILENO, &job->opt->output,
                     RENDER_JSON, err);
    if (rc == MW_OK) {
        rc = run(&post, err);
    }
    return render_end(&post.render, rc, err);
}
