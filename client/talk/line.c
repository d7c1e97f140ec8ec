#include "talk/line.h"

#include "address.h"
#include "talk/dial.h"

enum {
    QUEUE_HIGH = 1 << 20, /* bytes waiting to be sent: enough ... */
    QUEUE_LOW = 1 << 18,  /* ... until there are so few */
};

static void be_over(struct line *line, enum mw_status status,
                    const struct mw_error *why)
{
    line->over = true;
    line->status = status;
    if (why != NULL) {
        line->why = *why;
    }
    uv_stop(&line->uv);
}

/* Nobody is late who broke the protocol before. */
void line_end(struct line *line, enum mw_status status,
              const struct mw_error *why)
{
    struct mw_error broken;

    if (line->over) {
        return;
    }
    if (status == MW_ETIMEOUT && dial_is_broken(line, &broken)) {
        be_over(line, broken.status, &broken);
    } else {
        be_over(line, status, why);
    }
}

bool line_is_datagram(const struct line *line)
{
    return line->link.endpoint.scheme == MW_UDP;
}

bool line_is_ready(const struct line *line)
{
    return line->conn != NULL && line->dial.state == DIAL_DONE;
}

bool line_may_redial(const struct line *line)
{
    return !line->over && line->dial.retries > 0;
}

/* A peer that speaks nonsense is not asked again. */
bool line_is_lost(const struct line *line, const struct mw_error *why)
{
    bool refused = why->status == MW_ECONNECT && line_is_datagram(line);

    return line_may_redial(line) &&
           (refused || why->status == MW_OK || why->status == MW_ECLOSED ||
            why->status == MW_ECANCELED);
}

void line_lost_sentence(const struct mw_error *why, struct mw_error *sentence)
{
    bool silent = why->status == MW_OK || why->status == MW_ECANCELED;

    mw_error_set(sentence, MW_ECLOSED, "%s, connecting again",
                 silent ? "the peer closed the connection" : why->text);
}

void line_hang_up(struct line *line)
{
    mw_conn_close(line->conn);
}

void line_redial(struct line *line)
{
    dial_again(line);
}

/* --- room --- */

void line_await_room(struct line *line)
{
    line->full = true;
}

bool line_has_room(struct line *line)
{
    if (!line_is_ready(line) || mw_conn_queued(line->conn) >= QUEUE_HIGH) {
        line_await_room(line);
    }
    return !line->full;
}

static void on_room_turn(uv_idle_t *idle)
{
    struct line *line = idle->data;

    uv_idle_stop(idle);
    if (!line->over && line->config.events->on_room != NULL) {
        line->config.events->on_room(line->config.data);
    }
}

/* A datagram socket that would not take one has to be empty first. */
static void look_for_room(struct line *line)
{
    size_t low = line_is_datagram(line) ? 0 : QUEUE_LOW;

    if (line->full && line_is_ready(line) &&
        mw_conn_queued(line->conn) <= low) {
        line->full = false;
        uv_idle_start(&line->room, on_room_turn);
    }
}

/* What was printed leaves before the loop waits, and not later. When the line
 * is over, its end writes the rest: a fault would not be heard here. */
static void on_before_wait(uv_prepare_t *handle)
{
    struct line *line = handle->data;
    struct mw_error err;
    enum mw_status rc = MW_OK;

    look_for_room(line);
    if (line->config.render != NULL && !line->over) {
        rc = render_flush(line->config.render, &err);
    }
    if (rc != MW_OK) {
        line_end(line, rc, &err);
    }
}

/* --- the whole --- */

static void open_handles(struct line *line)
{
    uv_prepare_init(&line->uv, &line->before_wait);
    uv_idle_init(&line->uv, &line->room);
    line->before_wait.data = line;
    line->room.data = line;
    uv_prepare_start(&line->before_wait, on_before_wait);
}

/* Lets what is closing close; a loop that was stopped has to be told twice. */
static void close_handles(struct line *line)
{
    uv_close((uv_handle_t *)&line->room, NULL);
    uv_close((uv_handle_t *)&line->before_wait, NULL);
    while (uv_run(&line->uv, UV_RUN_DEFAULT) != 0) {
    }
    uv_loop_close(&line->uv);
}

/* A client never stops reading because of what it sends: two that both did
 * would wait for each other. What it sends is bounded by line_has_room. */
static struct mw_limits limits_of(const struct options *opt)
{
    struct mw_limits limits = mw_limits_default();
    uint64_t timeout_ms = options_patience_ms(opt);

    limits.max_frame = (size_t)opt->max_frame;
    limits.max_buffered += 4 * limits.max_frame;
    limits.out_high = SIZE_MAX;
    limits.stall_ms = timeout_ms;
    if (limits.frame_ms < timeout_ms) {
        limits.frame_ms = timeout_ms;
    }
    return limits;
}

static enum mw_status open_loop(struct line *line, struct mw_error *err)
{
    const struct mw_limits limits = limits_of(line->config.opt);
    int failed = uv_loop_init(&line->uv);
    enum mw_status rc;

    if (failed < 0) {
        return mw_error_set(err, MW_ESYSTEM, "no event loop: %s",
                            uv_strerror(failed));
    }
    open_handles(line);
    rc = mw_loop_new(&line->uv, &limits, &line->loop, err);
    if (rc != MW_OK) {
        close_handles(line);
    }
    return rc;
}

enum mw_status line_open(struct line *line, const char *url,
                         const struct line_config *config, struct mw_error *err)
{
    enum mw_status rc;

    *line = (struct line){.config = *config};
    rc = address_read(url, MW_LINK_DIALS, config->opt, &line->link, err);
    if (rc == MW_OK) {
        rc = open_loop(line, err);
    }
    if (rc == MW_OK) {
        trace_begin(&line->trace, config->opt, line->loop);
        dial_begin(line);
    }
    return rc;
}

enum mw_status line_run(struct line *line, struct mw_error *err)
{
    if (!line->over) {
        uv_run(&line->uv, UV_RUN_DEFAULT);
    }
    *err = line->why;
    return line->status;
}

void line_close(struct line *line)
{
    line->over = true;
    mw_loop_close(line->loop);
    dial_stop(line);
    close_handles(line);
    trace_end(&line->trace);
}
