#include "talk/talk.h"

#include <unistd.h>

/* --- what is said and printed --- */

void talk_say(struct talk *talk, struct mw_bytes sentence)
{
    struct mw_error err;

    if (!talk->line.over && render_flush(&talk->render, &err) != MW_OK) {
        line_end(&talk->line, err.status, &err);
    }
    report_say(&talk->job->report, sentence);
}

void talk_tell(struct talk *talk, enum mw_status status,
               struct mw_buffer *sentence)
{
    talk_say(talk, mw_buffer_bytes(sentence));
    mw_buffer_fini(sentence);
    if (talk->worst == MW_OK || talk->worst == MW_EREMOTE) {
        talk->worst = status;
    }
}

enum mw_status talk_show_envelope(struct talk *talk,
                                  const struct stamp_mark *mark,
                                  struct mw_bytes message, struct mw_error *err)
{
    return stamp_show(&talk->stamp, mark, message, &talk->render, err);
}

/* --- what is sent --- */

void talk_ready(struct talk *talk)
{
    if (talk->job->opt->envelope) {
        stamp_take(&talk->stamp, talk->line.conn);
    }
}

enum mw_status talk_supply(struct talk *talk,
                           const struct supply_config *config,
                           struct mw_error *err)
{
    struct supply_config filled = *config;
    enum mw_status rc;

    filled.opt = talk->job->opt;
    filled.events = &talk->events->supply;
    filled.data = talk->data;
    rc = supply_open(&talk->supply, &talk->line.uv, &filled, err);
    talk->supplied = rc == MW_OK;
    return rc;
}

void talk_stop_supply(struct talk *talk, const struct mw_error *why)
{
    talk->all_taken = true;
    talk->last = *why;
    supply_stop(&talk->supply);
}

/* --- the whole --- */

void talk_end(struct talk *talk)
{
    bool said = talk->last.status == MW_OK;

    line_end(&talk->line, said ? talk->worst : talk->last.status, &talk->last);
}

static enum mw_status run(struct talk *talk, struct mw_error *err)
{
    const struct line_config config = {
        .opt = talk->job->opt,
        .events = &talk->events->line,
        .data = talk->data,
        .render = &talk->render,
        .patience_ns = talk->job->opt->wait_ns,
    };
    enum mw_status rc;

    rc = line_open(&talk->line, talk->job->words[0], &config, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = line_run(&talk->line, err);
    if (talk->supplied) {
        supply_close(&talk->supply);
    }
    talk->events->on_over(talk->data);
    line_close(&talk->line);
    return rc;
}

enum mw_status talk_hold(struct talk *talk, const struct job *job,
                         const struct talk_events *events, void *data,
                         struct mw_error *err)
{
    enum mw_status rc;

    *talk = (struct talk){.job = job, .events = events, .data = data};
    rc = render_init(&talk->render, STDOUT_FILENO, &job->opt->output,
                     RENDER_JSON, err);
    if (rc == MW_OK) {
        rc = run(talk, err);
    }
    rc = render_end(&talk->render, rc, err);
    stamp_fini(&talk->stamp);
    return rc;
}
