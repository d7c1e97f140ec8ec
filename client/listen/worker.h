/* A worker: one program that is kept running, and answers line by line
 * (work_line.h). It runs when the worker is opened; if it ends, what waits for
 * it ends too, and it is started again by the next question, at most once a
 * second.
 *
 *              ask, a second after the last start
 *     RESTING ------------------------------------> RUNNING
 *        ^                                             |
 *        `------ it has ended: all tasks end ----------'
 */
#ifndef CLIENT_LISTEN_WORKER_H
#define CLIENT_LISTEN_WORKER_H

#include "listen/program.h"
#include "listen/work_queue.h"

struct worker_config {
    uv_loop_t *uv;
    const char *command; /* for sh -c; borrows */
    size_t max_tasks, max_value;
    struct mw_json_style style;

    /* As work_queue_config. */
    void (*on_answer)(void *data, void *owner,
                      const struct work_answer *answer);

    /* There is room again after worker_full was true. */
    void (*on_room)(void *data);

    /* Something about the program that people should know: how it ended. */
    void (*on_fault)(void *data, const struct mw_error *why);
    void *data;
};

struct worker {
    struct worker_config config;
    struct work_queue queue;
    struct program *program; /* NULL: it rests */
    uint64_t started_ms;
    bool full; /* someone waits for room */
    bool told; /* people, that this run speaks unasked */
};

/* Starts the program. Not movable: callbacks point into it.
 *
 * Returns MW_OK, and worker_close closes; MW_ESYSTEM; MW_ENOMEM. */
enum mw_status worker_open(struct worker *worker,
                           const struct worker_config *config,
                           struct mw_error *err);

/* Asks for the answer to a body; on_answer follows, with `owner`.
 *
 * request  as for work_line_ask.
 *
 * Returns MW_OK; MW_ECLOSED if it has ended and may not start yet;
 * MW_ESYSTEM; MW_ENOMEM. */
enum mw_status worker_ask(struct worker *worker, struct mw_bytes body,
                          const struct mw_message *request, void *owner,
                          struct mw_error *err);

/* True if no more should be asked until on_room. */
bool worker_full(struct worker *worker);

/* What waits ends with MW_ECANCELED; lets go of the program.
 *
 * at_once  as for program_leave. */
void worker_close(struct worker *worker, bool at_once);

#endif
