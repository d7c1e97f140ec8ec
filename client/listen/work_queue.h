/* A queue of work for a program that answers line by line: lines that it has
 * yet to be given, and tasks whose answers it owes, in order.
 *
 *     work_queue_add --> to_give ==> the program ==> work_queue_said
 *                    \-> tasks, the oldest first ----^--> on_answer
 *
 * There is no process in it: who has one moves the bytes. */
#ifndef CLIENT_LISTEN_WORK_QUEUE_H
#define CLIENT_LISTEN_WORK_QUEUE_H

#include "listen/work_line.h"

struct work_task;

/* How a task ended. */
struct work_answer {
    enum work_kind kind;
    struct mw_bytes value;      /* of a result or an error; borrowed */
    const struct mw_error *why; /* NULL, or why there is no answer */
};

struct work_queue_config {
    /* `owner` is what work_queue_add was given. Runs once for each task, in
     * the order of asking, and adds no task. */
    void (*on_answer)(void *data, void *owner,
                      const struct work_answer *answer);

    /* The program said a line that no task waits for. */
    void (*on_stray)(void *data, struct mw_bytes line);
    void *data;
    struct mw_json_style style; /* of the lines it is given */
    size_t max_tasks;           /* that may wait; see work_queue_full */
    size_t max_value;           /* bytes of an answer's msgpack */
};

struct work_queue {
    struct work_queue_config config;
    struct work_task *first;
    struct work_task **end;
    size_t count;             /* tasks that wait */
    struct mw_buffer to_give; /* who gives it takes it from here */
    struct mw_buffer begun;   /* what it said since the last newline */
    struct mw_buffer value;   /* of the answer that is being handed out */
    bool skipping;            /* the rest of a line that is too long */
};

void work_queue_init(struct work_queue *queue,
                     const struct work_queue_config *config);

/* There must be no task left: work_queue_fail. */
void work_queue_fini(struct work_queue *queue);

/* Asks for an answer; on_answer will follow.
 *
 * request  as for work_line_ask.
 *
 * Returns MW_OK; else it was not added: MW_ENOMEM. */
enum mw_status work_queue_add(struct work_queue *queue, struct mw_bytes body,
                              const struct mw_message *request, void *owner,
                              struct mw_error *err);

/* True if no more should be asked now. */
bool work_queue_full(const struct work_queue *queue);

/* Takes what the program has said, in any cuts. */
void work_queue_said(struct work_queue *queue, struct mw_bytes bytes);

/* The program has gone: ends all tasks with `why`, and forgets what it was to
 * be given and what it had begun to say. */
void work_queue_fail(struct work_queue *queue, const struct mw_error *why);

#endif
