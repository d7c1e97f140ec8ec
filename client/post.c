#include "post.h"

#include "line.h"
#include "stamp.h"
#include "supply.h"

#include <msgwire/message.h>

#include <unistd.h>

struct post {
    const struct job *job;
    const struct post_plan *plan;
    struct render render;
    struct stamp stamp; /* of the connection, for envelopes */
    struct line line;
    struct supply supply;
    uv_timer_t quiet; /* the next reply is late, or nothing more comes */
    bool supplied;    /* `supply` is open */
    bool all_sent;    /* no body will follow */
    uint64_t sent, received;
    uint64_t lost;        /* replies that were due when a connection ended */
    enum mw_status worst; /* of what has been said and did not end it */
    struct mw_error last; /* what ended the supply; said at the end */
};

static void end(struct post *post, enum mw_status rc,
                const struct mw_error *why)
{
    line_end(&post->line, rc, why);
}

static void end_as_it_is(struct post *post)
{
    bool said = post->last.status == MW_OK;

    end(post, said ? post->worst : post->last.status, &post->last);
}

/* --- replies --- */

/* Replies that end it. With --idle there is no such number, but for one that
 * was asked for. */
static uint64_t wanted(const struct post *post)
{
    const struct options *opt = post->job->opt;

    if (opt->count > 0) {
        return opt->count;
    }
    return opt->idle_ns > 0 ? UINT64_MAX : post->sent - post->lost;
}

/* Each message that was sent is answered by one: so many are on their way. A
 * peer may say more than it was asked. */
static uint64_t due(const struct post *post)
{
    const struct options *opt = post->job->opt;
    bool one_each = post->plan->replies && opt->count + opt->idle_ns == 0;

    return one_each && wanted(post) > post->received
               ? wanted(post) - post->received
               : 0;
}

static void on_late(uv_timer_t *timer)
{
    struct post *post = timer->data;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    mw_error_set(&why, MW_ETIMEOUT, "no reply within %s, %llu of %llu came",
                 options_duration(post->job->opt->timeout_ns, text),
                 (unsigned long long)post->received,
                 (unsigned long long)wanted(post));
    end(post, why.status, &why);
}

static void on_idle(uv_timer_t *timer)
{
    end_as_it_is(timer->data);
}

/* A reply is late when it does not come within the timeout of what was sent,
 * or of the reply before it. --idle takes the place of that when all is sent:
 * then silence is what was waited for. */
static void expect_reply(struct post *post)
{
    const struct options *opt = post->job->opt;
    bool idle = opt->idle_ns > 0;
    bool expected = post->all_sent || due(post) > 0;
    uint64_t ms = options_ms(idle ? opt->idle_ns : opt->timeout_ns);

    if (post->plan->replies && expected && ms > 0) {
        uv_timer_start(&post->quiet, idle ? on_idle : on_late, ms, 0);
    } else {
        uv_timer_stop(&post->quiet);
    }
}

static bool has_all_replies(const struct post *post)
{
    bool enough = post->received >= wanted(post);

    return enough && (post->all_sent || post->job->opt->count > 0);
}

/* --- sending --- */

static void finish(struct post *post)
{
    if (line_is_ready(&post->line)) {
        mw_conn_finish(post->line.conn);
    }
}

/* Nothing more is sent: the line is finished, and the peer's end awaited; or
 * what is still to come is. */
static void stop_sending(struct post *post, const struct mw_error *why)
{
    post->all_sent = true;
    post->last = *why;
    supply_stop(&post->supply);
    if (!post->plan->replies) {
        finish(post);
    } else if (has_all_replies(post)) {
        end_as_it_is(post);
    } else {
        expect_reply(post);
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

/* Sends on from where it stopped, as far as there is room. */
static void send_on(void *data)
{
    struct post *post = data;

    if (post->supplied && has_room(post)) {
        supply_resume(&post->supply);
    }
}

static bool on_value(void *data, struct mw_bytes value)
{
    struct post *post = data;
    bool taken = !post->line.over && has_room(post) && send_one(post, value);

    if (!taken || !has_room(post)) {
        supply_pause(&post->supply);
    }
    return taken;
}

static void on_supply_end(void *data, const struct mw_error *why)
{
    struct post *post = data;

    if (!post->line.over && !post->all_sent) {
        stop_sending(post, why);
    }
}

static void start_supply(struct post *post)
{
    static const struct supply_events events = {
        .on_value = on_value,
        .on_end = on_supply_end,
    };
    const struct supply_config config = {
        .opt = post->job->opt,
        .values = post->plan->values,
        .count = post->plan->replies ? 0 : post->job->opt->count,
        .each = post->plan->each,
        .envelopes = post->job->opt->envelope,
        .events = &events,
        .data = post,
    };
    struct mw_error err;
    enum mw_status rc;

    rc = supply_open(&post->supply, &post->line.uv, &config, &err);
    post->supplied = rc == MW_OK;
    if (rc != MW_OK) {
        end(post, rc, &err);
    }
}

static void on_ready(void *data)
{
    struct post *post = data;

    if (post->job->opt->envelope) {
        stamp_take(&post->stamp, post->line.conn);
    }
    if (!post->supplied) {
        start_supply(post);
    } else {
        send_on(post);
    }
}

/* --- what the peer says --- */

static enum mw_status show_value(struct post *post, struct mw_bytes value,
                                 struct mw_bytes body, struct mw_error *err)
{
    const struct stamp_mark mark = {.seq = post->received};

    return post->job->opt->envelope
               ? stamp_show(&post->stamp, &mark, value, &post->render, err)
               : render_value(&post->render, value, body, err);
}

/* A reply is a frame or datagram, whose values are printed one by one. */
static enum mw_status show(struct post *post, struct mw_bytes body,
                           struct mw_error *err)
{
    struct mw_bytes rest = body, value;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && line_next_value(&post->line, &rest, &value)) {
        rc = show_value(post, value, body, err);
    }
    return rc;
}

static void take_reply(struct post *post, struct mw_bytes body)
{
    struct mw_error err;
    enum mw_status rc;

    post->received++;
    rc = show(post, body, &err);
    if (rc != MW_OK) {
        end(post, rc, &err);
    } else if (has_all_replies(post)) {
        end_as_it_is(post);
    } else {
        expect_reply(post);
        send_on(post);
    }
}

static void say(struct post *post, struct mw_bytes sentence)
{
    struct mw_error err;
    enum mw_status rc = render_flush(&post->render, &err);

    if (rc != MW_OK) {
        end(post, rc, &err);
    }
    report_say(&post->job->report, sentence);
}

static void tell_error(struct post *post, struct mw_bytes error)
{
    struct mw_buffer sentence = {0};

    report_remote(error, &sentence);
    say(post, mw_buffer_bytes(&sentence));
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

/* --- the end of the connection --- */

/* Replies that were due are lost with it; what was sent is not sent again, for
 * the peer may have it. */
static void begin_anew(struct post *post, const struct mw_error *why)
{
    struct mw_error sentence;
    uint64_t lost = due(post);

    supply_pause(&post->supply);
    line_lost_sentence(why, &sentence);
    if (lost > 0) {
        post->lost += lost;
        post->worst = MW_ECLOSED;
        mw_error_prefix(&sentence, "replies lost: %llu",
                        (unsigned long long)lost);
    }
    say(post, mw_text(sentence.text));
    expect_reply(post);
    line_redial(&post->line);
}

/* Too early, unless all was sent and no number of replies is waited for. */
static void break_off(struct post *post)
{
    bool some = post->plan->replies && wanted(post) < UINT64_MAX;
    struct mw_error why;

    if (post->all_sent && !some) {
        return;
    }
    if (some && wanted(post) > post->received) {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection, replies still due: %llu",
                     (unsigned long long)(wanted(post) - post->received));
    } else {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection before all was sent");
    }
    end(post, why.status, &why);
}

static void on_end(void *data)
{
    struct post *post = data;

    if (!post->all_sent && line_may_redial(&post->line)) {
        line_hang_up(&post->line);
    } else {
        break_off(post);
    }
}

static void on_close(void *data, const struct mw_error *why)
{
    struct post *post = data;

    if (!post->all_sent && line_is_lost(&post->line, why)) {
        begin_anew(post, why);
    } else if (why->status != MW_OK) {
        end(post, why->status, why);
    } else {
        break_off(post);
        end_as_it_is(post);
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
    uv_timer_init(&post->line.uv, &post->quiet);
    post->quiet.data = post;
    rc = line_run(&post->line, err);
    if (post->supplied) {
        supply_close(&post->supply);
    }
    uv_close((uv_handle_t *)&post->quiet, NULL);
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
    rc = render_end(&post.render, rc, err);
    stamp_fini(&post.stamp);
    return rc;
}
