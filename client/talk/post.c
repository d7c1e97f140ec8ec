#include "talk/post.h"

#include "talk/replies.h"
#include "talk/talk.h"

#include <msgwire/message.h>

struct post {
    const struct post_plan *plan;
    struct talk talk;
    struct replies replies;
    uv_timer_t quiet; /* the next reply is late, or nothing more comes */
    bool quiet_open;
};

static void end(struct post *post, const struct mw_error *why)
{
    line_end(&post->talk.line, why->status, why);
}

static const struct options *options_of(const struct post *post)
{
    return post->talk.job->opt;
}

/* --- waiting for replies --- */

static void on_late(uv_timer_t *timer)
{
    struct post *post = timer->data;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    mw_error_set(&why, MW_ETIMEOUT, "no reply within %s, %llu of %llu came",
                 options_duration(options_of(post)->timeout_ns, text),
                 (unsigned long long)post->replies.received,
                 (unsigned long long)replies_wanted(&post->replies));
    end(post, &why);
}

static void on_idle(uv_timer_t *timer)
{
    struct post *post = timer->data;
    uint64_t received = post->replies.received;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    options_duration(options_of(post)->idle_ns, text);
    if (received > 0 && post->replies.count == 0) {
        talk_end(&post->talk);
        return;
    }
    if (received == 0) {
        mw_error_set(&why, MW_ETIMEOUT, "nothing came within %s", text);
    } else {
        mw_error_set(&why, MW_ETIMEOUT,
                     "%llu of %llu messages came, then nothing for %s",
                     (unsigned long long)received,
                     (unsigned long long)post->replies.count, text);
    }
    end(post, &why);
}

/* A reply is late when it does not come within the timeout of what was sent,
 * or of the reply before it. --idle takes the place of that when all is sent.
 */
static void expect_reply(struct post *post)
{
    const struct options *opt = options_of(post);
    bool idle = post->replies.until_silent;
    bool expected = post->replies.all_sent || replies_due(&post->replies) > 0;
    uint64_t ms = options_ms(idle ? opt->idle_ns : opt->timeout_ns);

    if (post->plan->replies && expected && ms > 0) {
        uv_timer_start(&post->quiet, idle ? on_idle : on_late, ms, 0);
    } else {
        uv_timer_stop(&post->quiet);
    }
}

/* --- sending --- */

/* Nothing more is sent: the line is finished, and the peer's end awaited; or
 * what is still to come is. */
static void stop_sending(struct post *post, const struct mw_error *why)
{
    talk_stop_supply(&post->talk, why);
    post->replies.all_sent = true;
    if (!post->plan->replies) {
        mw_conn_finish(post->talk.line.conn);
    } else if (replies_are_all(&post->replies)) {
        talk_end(&post->talk);
    } else {
        expect_reply(post);
    }
}

static bool has_room(struct post *post)
{
    bool waits = post->plan->replies &&
                 replies_due(&post->replies) >= options_of(post)->inflight;

    return !waits && !post->talk.all_taken && line_has_room(&post->talk.line);
}

static enum mw_status send_body(struct post *post, struct mw_bytes value,
                                struct mw_error *err)
{
    struct mw_conn *conn = post->talk.line.conn;
    struct mw_buffer *out = mw_conn_begin(conn);
    enum mw_status rc;

    if (out == NULL) {
        return MW_EAGAIN;
    }
    rc = post->plan->body(post->plan->arg, value, out);
    if (rc != MW_OK) {
        mw_conn_undo(conn);
        return mw_error_set(err, rc, "%s", mw_status_name(rc));
    }
    return mw_conn_end(conn, err);
}

/* Returns false if it must wait, or can't be sent at all. */
static bool send_one(struct post *post, struct mw_bytes value)
{
    struct mw_error err;
    enum mw_status rc = send_body(post, value, &err);

    if (rc == MW_EAGAIN) {
        line_await_room(&post->talk.line);
        return false;
    }
    if (rc != MW_OK) {
        mw_error_prefix(&err, "message %llu",
                        (unsigned long long)post->replies.sent + 1);
        stop_sending(post, &err);
        return false;
    }
    post->replies.sent++;
    if (replies_due(&post->replies) == 1) {
        expect_reply(post);
    }
    return true;
}

/* Sends on from where it stopped, as far as there is room. */
static void send_on(void *data)
{
    struct post *post = data;

    if (post->talk.supplied && has_room(post)) {
        supply_resume(&post->talk.supply);
    }
}

static bool on_value(void *data, struct mw_bytes value)
{
    struct post *post = data;
    bool taken =
        !post->talk.line.over && has_room(post) && send_one(post, value);

    if (!taken || !has_room(post)) {
        supply_pause(&post->talk.supply);
    }
    return taken;
}

static void on_supply_end(void *data, const struct mw_error *why)
{
    struct post *post = data;

    if (!post->talk.line.over) {
        stop_sending(post, why);
    }
}

static void start(struct post *post)
{
    const struct supply_config config = {
        .values = post->plan->values,
        .count = post->plan->replies ? 0 : options_of(post)->count,
        .each = post->plan->each,
        .batch = post->plan->each && !line_is_datagram(&post->talk.line)
                     ? post->talk.line.link.values
                     : 1,
        .envelopes = options_of(post)->envelope,
    };
    struct mw_error err;

    uv_timer_init(&post->talk.line.uv, &post->quiet);
    post->quiet.data = post;
    post->quiet_open = true;
    if (talk_supply(&post->talk, &config, &err) != MW_OK) {
        end(post, &err);
    }
}

/* The first time, or after a connection was lost. */
static void on_ready(void *data)
{
    struct post *post = data;

    talk_ready(&post->talk);
    if (!post->talk.supplied) {
        start(post);
    } else {
        send_on(post);
    }
}

/* --- what the peer says --- */

static enum mw_status show_value(struct post *post, struct mw_bytes value,
                                 struct mw_bytes body, struct mw_error *err)
{
    const struct stamp_mark mark = {.seq = post->replies.received};

    return options_of(post)->envelope
               ? talk_show_envelope(&post->talk, &mark, value, err)
               : render_value(&post->talk.render, value, body, err);
}

/* A reply is a frame or datagram, whose values are printed one by one. */
static enum mw_status show(struct post *post, struct mw_bytes body,
                           struct mw_error *err)
{
    struct mw_bytes rest = body, value;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK &&
           mw_conn_next_value(post->talk.line.conn, &rest, &value)) {
        rc = show_value(post, value, body, err);
    }
    return rc;
}

static void take_reply(struct post *post, struct mw_bytes body)
{
    struct mw_error err;

    post->replies.received++;
    err.status = show(post, body, &err);
    if (err.status != MW_OK) {
        end(post, &err);
    } else if (replies_are_all(&post->replies)) {
        talk_end(&post->talk);
    } else {
        expect_reply(post);
        send_on(post);
    }
}

static void on_body(void *data, struct mw_bytes body)
{
    struct post *post = data;
    struct mw_buffer sentence = {0};
    struct mw_message message;
    struct mw_bytes error;

    if (post->plan->replies) {
        take_reply(post, body);
    } else if (mw_message_read(body, &message, NULL) == MW_OK &&
               report_is_error(&message, &error)) {
        report_remote(error, &sentence);
        talk_tell(&post->talk, MW_EREMOTE, &sentence);
    }
}

/* --- the end of the connection --- */

/* Replies that were due are lost with it. What was sent is not sent again, for
 * the peer may have it; the last of it may be lost, so its number is said. */
static void begin_anew(struct post *post, const struct mw_error *why)
{
    uint64_t lost = post->plan->replies ? replies_lose(&post->replies) : 0;
    struct mw_error sentence;

    supply_pause(&post->talk.supply);
    line_lost_sentence(why, &sentence);
    if (lost > 0) {
        mw_error_prefix(&sentence, "replies lost: %llu",
                        (unsigned long long)lost);
    }
    if (post->replies.sent > 0) {
        post->talk.worst = MW_ECLOSED;
        mw_error_prefix(&sentence, "after message %llu",
                        (unsigned long long)post->replies.sent);
    }
    talk_say(&post->talk, mw_text(sentence.text));
    expect_reply(post);
    line_redial(&post->talk.line);
}

/* Too early, unless all was sent, and what came is enough. */
static void break_off(struct post *post)
{
    uint64_t wanted = replies_wanted(&post->replies);
    bool some = post->plan->replies && wanted < UINT64_MAX;
    bool none = post->plan->replies && post->replies.received == 0;
    struct mw_error why;

    if (post->talk.all_taken && !some && !none) {
        return;
    }
    if (some && wanted > post->replies.received) {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection, replies still due: %llu",
                     (unsigned long long)(wanted - post->replies.received));
    } else {
        mw_error_set(&why, MW_ECLOSED,
                     "the peer closed the connection before %s",
                     post->talk.all_taken ? "anything came" : "all was sent");
    }
    end(post, &why);
}

static void on_end(void *data)
{
    struct post *post = data;

    if (!post->talk.all_taken && line_may_redial(&post->talk.line)) {
        line_hang_up(&post->talk.line);
    } else {
        break_off(post);
    }
}

static void on_close(void *data, const struct mw_error *why)
{
    struct post *post = data;

    if (!post->talk.all_taken && line_is_lost(&post->talk.line, why)) {
        begin_anew(post, why);
    } else if (why->status != MW_OK) {
        end(post, why);
    } else {
        break_off(post);
        talk_end(&post->talk);
    }
}

static void on_over(void *data)
{
    struct post *post = data;

    if (post->quiet_open) {
        uv_close((uv_handle_t *)&post->quiet, NULL);
    }
}

enum mw_status post_all(const struct job *job, const struct post_plan *plan,
                        struct mw_error *err)
{
    static const struct talk_events events = {
        .line = {on_ready, on_body, send_on, on_end, on_close},
        .supply = {on_value, on_supply_end},
        .on_over = on_over,
    };
    struct post post = {
        .plan = plan,
        .replies = {.count = plan->replies ? job->opt->count : 0,
                    .until_silent = job->opt->idle_ns > 0},
    };

    if (!plan->replies) {
        progress_without_output(job->opt->progress);
    }
    return talk_hold(&post.talk, job, &events, &post, err);
}
