#include "talk/dial.h"

#include <msgwire/message.h>

enum {
    PAUSE_FIRST_MS = 10, /* doubles ... */
    PAUSE_LONGEST_MS = 250,
    TRY_MS = 50,     /* with less time left no try is worth it */
    PROBE_MS = 1000, /* for a probe's answer, then it is tried anew */
    PROBE_ID = 0,
};

static void try_to_connect(struct line *line);

static uint64_t left_ms(const struct line *line)
{
    uint64_t gone = uv_now(&line->uv) - line->dial.began_ms;
    uint64_t patience = options_ms(line->config.patience_ns);

    return gone < patience ? patience - gone : 0;
}

/* --- a try that failed --- */

/* Of a probe that failed, what came in between is half of the story. */
static void give_up(struct line *line)
{
    const struct mw_error *why = &line->dial.why;
    char text[OPTIONS_DURATION_TEXT];
    bool silent = why->status == MW_ETIMEOUT;
    struct mw_error late;

    if (!line->config.probe) {
        line_end(line, why->status, why);
        return;
    }
    mw_error_set(&late, MW_ETIMEOUT, "no answer to ping within %s%s%s",
                 options_duration(line->config.patience_ns, text),
                 silent ? "" : ": ", silent ? "" : why->text);
    line_end(line, late.status, &late);
}

static void pause_or_give_up(struct line *line);

/* A try without any time left would fail for that alone, and hide why those
 * before it did. */
static void on_pause_over(uv_timer_t *timer)
{
    struct line *line = timer->data;

    if (line->dial.patient && left_ms(line) == 0) {
        pause_or_give_up(line);
    } else {
        try_to_connect(line);
    }
}

/* Near the end of the patience pauses are shorter, so that it is neither left
 * unused nor exceeded. */
static uint64_t pause_of(const struct line *line)
{
    uint64_t left = left_ms(line);
    uint64_t most = left < TRY_MS ? left : left / 2;
    bool near = line->dial.patient && most < line->dial.pause_ms;

    return near ? most : line->dial.pause_ms;
}

static void pause_dialling(struct line *line)
{
    struct dial *dial = &line->dial;

    dial->state = DIAL_PAUSING;
    uv_timer_start(&dial->timer, on_pause_over, pause_of(line), 0);
    dial->pause_ms *= 2;
    if (dial->pause_ms > PAUSE_LONGEST_MS) {
        dial->pause_ms = PAUSE_LONGEST_MS;
    }
}

static void pause_or_give_up(struct line *line)
{
    struct dial *dial = &line->dial;

    dial->patient = left_ms(line) > 0;
    if (!dial->patient && dial->retries == 0) {
        give_up(line);
        return;
    }
    if (!dial->patient) {
        dial->retries--;
    }
    pause_dialling(line);
}

/* --- a try that goes well --- */

static void done(struct line *line)
{
    uv_timer_stop(&line->dial.timer);
    line->dial.state = DIAL_DONE;
    line->dial.done_ms = uv_now(&line->uv);
    line->config.events->on_ready(line->config.data);
}

static void on_probe_late(uv_timer_t *timer)
{
    struct line *line = timer->data;

    mw_error_set(&line->dial.why, MW_ETIMEOUT, "no answer");
    mw_conn_close(line->conn);
}

static void probe(struct line *line)
{
    static const uint8_t no_params[] = {0x90};
    struct mw_buffer *out = mw_conn_begin(line->conn);
    uint64_t left = left_ms(line);

    line->dial.state = DIAL_PROBING;
    uv_timer_start(&line->dial.timer, on_probe_late,
                   left < PROBE_MS ? left : PROBE_MS, 0);
    if (out == NULL) {
        return;
    }
    if (mw_message_request(out, PROBE_ID, mw_text(MW_NAME_PING),
                           mw_bytes(no_params, 1)) == MW_OK) {
        mw_conn_end(line->conn, NULL);
    } else {
        mw_conn_undo(line->conn);
    }
}

static bool answers_probe(struct mw_bytes body)
{
    struct mw_message message;

    return mw_message_read(body, &message, NULL) == MW_OK &&
           message.shape == MW_RESPONSE && message.msgid == PROBE_ID;
}

/* --- what the connection says --- */

static void on_open(struct mw_conn *conn, void *data)
{
    struct line *line = data;

    (void)conn;
    if (line->config.probe) {
        probe(line);
    } else {
        done(line);
    }
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct line *line = data;
    struct mw_bytes one;

    if (line->over) {
        return;
    }
    line->dial.heard = true;
    if (line->dial.state == DIAL_DONE) {
        line->dial.pause_ms = PAUSE_FIRST_MS;
        if (line->config.events->on_body != NULL) {
            line->config.events->on_body(line->config.data, body);
        }
        return;
    }
    while (line->dial.state != DIAL_DONE &&
           mw_conn_next_value(conn, &body, &one)) {
        if (answers_probe(one)) {
            done(line);
        }
    }
}

static void on_end(struct mw_conn *conn, void *data)
{
    struct line *line = data;

    mw_conn_finish(conn);
    if (!line->over && line->dial.state == DIAL_DONE &&
        line->config.events->on_end != NULL) {
        line->config.events->on_end(line->config.data);
    }
}

/* What is wrong with a peer's message is a broken protocol: the data was not
 * the user's. Who has not understood one message may speak another framing. */
static struct mw_error as_of_peer(const struct line *line,
                                  const struct mw_error *why)
{
    bool bad = why->status == MW_EVALUE || why->status == MW_EDEEP;
    bool lost = why->status == MW_EFRAME || why->status == MW_ETOOBIG;
    struct mw_error error = *why;

    if (lost && !line->dial.heard) {
        mw_error_set(&error, MW_EFRAME,
                     "%s (is its framing %s? see --framing and --preamble)",
                     why->text, mw_framing_name(line->link.framing));
    }
    if (bad || lost) {
        error.status = MW_EFRAME;
        mw_error_prefix(&error, "from the peer");
    }
    return error;
}

bool dial_is_broken(const struct line *line, struct mw_error *why)
{
    const struct mw_error *fault =
        line->conn != NULL ? mw_conn_fault(line->conn) : NULL;

    if (fault != NULL) {
        *why = as_of_peer(line, fault);
    }
    return fault != NULL;
}

static void try_failed(struct line *line, const struct mw_error *why)
{
    if (why->status == MW_OK) {
        mw_error_set(&line->dial.why, MW_ECLOSED,
                     "the peer closed the connection");
    } else if (why->status != MW_ECANCELED) { /* that was on_probe_late */
        line->dial.why = *why;
    }
    pause_or_give_up(line);
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct line *line = data;
    struct mw_error error = as_of_peer(line, why);

    (void)conn;
    line->conn = NULL;
    uv_timer_stop(&line->dial.timer);
    if (line->over) {
        return;
    }
    if (line->dial.state != DIAL_DONE) {
        try_failed(line, &error);
    } else if (line->config.events->on_close != NULL) {
        line->config.events->on_close(line->config.data, &error);
    } else {
        line_end(line, error.status, &error);
    }
}

/* --- the try itself --- */

static uint64_t connect_within_ms(const struct line *line)
{
    uint64_t timeout = options_ms(line->config.opt->timeout_ns);
    uint64_t left = left_ms(line);

    return left > 0 && (timeout == 0 || left < timeout) ? left : timeout;
}

static void try_to_connect(struct line *line)
{
    static const struct mw_conn_events events = {
        .on_open = on_open,
        .on_body = on_body,
        .on_end = on_end,
        .on_close = on_close,
    };
    const struct mw_conn_config config = {
        .events = &events,
        .data = line,
        .connect_ms = connect_within_ms(line),
    };

    line->dial.heard = false;
    line->dial.state = DIAL_TRYING;
    if (mw_conn_open(line->loop, &line->link, &config, &line->conn,
                     &line->dial.why) != MW_OK) {
        line->conn = NULL;
        pause_or_give_up(line);
    }
}

void dial_begin(struct line *line)
{
    line->dial = (struct dial){
        .began_ms = uv_now(&line->uv),
        .pause_ms = PAUSE_FIRST_MS,
        .retries = line->config.opt->retry,
    };
    uv_timer_init(&line->uv, &line->dial.timer);
    line->dial.timer.data = line;
    if (line_is_datagram(line) && line->config.patience_ns > 0) {
        line->config.probe = true; /* nothing else shows that it is there */
    }
    try_to_connect(line);
}

/* A peer that ends each connection at once, without a word, is not asked in
 * haste. */
void dial_again(struct line *line)
{
    struct dial *dial = &line->dial;

    dial->retries--;
    dial->patient = false;
    dial->began_ms = uv_now(&line->uv);
    if (dial->began_ms - dial->done_ms > PAUSE_LONGEST_MS) {
        dial->pause_ms = PAUSE_FIRST_MS;
    }
    pause_dialling(line);
}

void dial_stop(struct line *line)
{
    uv_close((uv_handle_t *)&line->dial.timer, NULL);
}
