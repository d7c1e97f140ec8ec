#include "listen/worker.h"

#include <signal.h>
#include <string.h>

enum {
    START_EVERY_MS = 1000, /* a program that can't stay may not keep us busy */
};

/* Hands on all lines that have gathered. */
static void give(struct worker *worker)
{
    if (worker->program != NULL && worker->queue.to_give.len > 0) {
        (void)program_give(worker->program, &worker->queue.to_give);
    }
}

static void offer_room(struct worker *worker)
{
    if (worker->full && !work_queue_full(&worker->queue)) {
        worker->full = false;
        worker->config.on_room(worker->config.data);
    }
}

/* --- of the program --- */

static void on_said(void *data, struct mw_bytes bytes)
{
    struct worker *worker = data;

    work_queue_said(&worker->queue, bytes);
    offer_room(worker);
}

static void on_taken(void *data)
{
    struct worker *worker = data;

    give(worker);
    offer_room(worker);
}

static void describe_end(struct mw_error *why, int64_t status, int number)
{
    if (number != 0) {
        mw_error_set(why, MW_ECLOSED, "the program was ended by signal %d (%s)",
                     number, strsignal(number));
    } else {
        mw_error_set(why, MW_ECLOSED, "the program ended with status %lld",
                     (long long)status);
    }
}

/* Ctrl-C at a terminal ends it and us: that is no news. */
static void tell_end(struct worker *worker, const struct mw_error *why,
                     int number)
{
    struct mw_error said = *why;
    size_t waiting = worker->queue.count;

    if (number == SIGINT) {
        return;
    }
    if (waiting > 0) {
        mw_error_set(&said, why->status, "%s, %zu answer%s due", why->text,
                     waiting, waiting == 1 ? " was" : "s were");
    }
    worker->config.on_fault(worker->config.data, &said);
}

static void on_end(void *data, int64_t status, int number)
{
    struct worker *worker = data;
    struct mw_error why;

    worker->program = NULL;
    describe_end(&why, status, number);
    tell_end(worker, &why, number);
    work_queue_fail(&worker->queue, &why);
    offer_room(worker);
}

static enum mw_status start(struct worker *worker, struct mw_error *err)
{
    static const struct program_events events = {
        .on_said = on_said,
        .on_taken = on_taken,
        .on_end = on_end,
    };

    worker->program = program_start(worker->config.uv, worker->config.command,
                                    &events, worker, err);
    worker->started_ms = uv_now(worker->config.uv);
    worker->told = false;
    return worker->program == NULL ? err->status : MW_OK;
}

/* --- of the queue --- */

static void on_answer(void *data, void *owner, const struct work_answer *answer)
{
    struct worker *worker = data;

    worker->config.on_answer(worker->config.data, owner, answer);
}

/* Said once in each run: it may go on and on. */
static void on_stray(void *data, struct mw_bytes line)
{
    struct worker *worker = data;
    struct mw_error why;
    char text[MW_EXCERPT];

    if (!worker->told) {
        worker->told = true;
        mw_error_set(&why, MW_EVALUE,
                     "the program said what nobody asked for: %s",
                     mw_excerpt(line, text));
        worker->config.on_fault(worker->config.data, &why);
    }
}

/* --- the whole --- */

enum mw_status worker_open(struct worker *worker,
                           const struct worker_config *config,
                           struct mw_error *err)
{
    const struct work_queue_config queue = {
        .on_answer = on_answer,
        .on_stray = on_stray,
        .data = worker,
        .style = config->style,
        .max_tasks = config->max_tasks,
        .max_value = config->max_value,
    };

    *worker = (struct worker){.config = *config};
    work_queue_init(&worker->queue, &queue);
    return start(worker, err);
}

static enum mw_status start_again(struct worker *worker, struct mw_error *err)
{
    if (uv_now(worker->config.uv) < worker->started_ms + START_EVERY_MS) {
        return mw_error_set(err, MW_ECLOSED,
                            "the program has ended, and may start again a "
                            "second after it did");
    }
    return start(worker, err);
}

enum mw_status worker_ask(struct worker *worker, struct mw_bytes body,
                          const struct mw_message *request, void *owner,
                          struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (worker->program == NULL) {
        rc = start_again(worker, err);
    }
    if (rc == MW_OK) {
        rc = work_queue_add(&worker->queue, body, request, owner, err);
    }
    if (rc == MW_OK) {
        give(worker);
    }
    return rc;
}

bool worker_full(struct worker *worker)
{
    worker->full = worker->full || work_queue_full(&worker->queue);
    return worker->full;
}

void worker_close(struct worker *worker, bool at_once)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECANCELED, "nobody waits for it any more");
    work_queue_fail(&worker->queue, &why);
    work_queue_fini(&worker->queue);
    if (worker->program != NULL) {
        program_leave(worker->program, at_once);
    }
}
