#include "listen/work_queue.h"

#include <assert.h>
#include <stdlib.h>

enum {
    GIVE_HIGH = 1 << 20, /* bytes that the program has yet to take */
    TEXT_PER_BYTE = 6,   /* of JSON at most: \u0001 */
    LINE_SPARE = 4096,   /* for white space and {"$error":...} */
    KEEP = 64 << 10,     /* bytes of a buffer that is kept when empty */
};

struct work_task {
    struct work_task *next;
    void *owner;
};

void work_queue_init(struct work_queue *queue,
                     const struct work_queue_config *config)
{
    size_t most = (SIZE_MAX - LINE_SPARE) / TEXT_PER_BYTE;

    *queue = (struct work_queue){.config = *config};
    queue->end = &queue->first;
    queue->begun.limit =
        LINE_SPARE +
        TEXT_PER_BYTE * (config->max_value < most ? config->max_value : most);
}

/* Takes the oldest one out. Returns its owner. */
static void *pop(struct work_queue *queue)
{
    struct work_task *task = queue->first;
    void *owner = task->owner;

    queue->first = task->next;
    if (queue->first == NULL) {
        queue->end = &queue->first;
    }
    queue->count--;
    free(task);
    return owner;
}

void work_queue_fini(struct work_queue *queue)
{
    assert(queue->first == NULL);
    mw_buffer_fini(&queue->to_give);
    mw_buffer_fini(&queue->begun);
    mw_buffer_fini(&queue->value);
}

enum mw_status work_queue_add(struct work_queue *queue, struct mw_bytes body,
                              const struct mw_message *request, void *owner,
                              struct mw_error *err)
{
    struct work_task *task = malloc(sizeof(*task));
    enum mw_status rc;

    if (task == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for one more request");
    }
    rc = work_line_ask(body, request, &queue->config.style, &queue->to_give,
                       err);
    if (rc != MW_OK) {
        free(task);
        return rc;
    }
    *task = (struct work_task){.owner = owner};
    *queue->end = task;
    queue->end = &task->next;
    queue->count++;
    return MW_OK;
}

bool work_queue_full(const struct work_queue *queue)
{
    return queue->count >= queue->config.max_tasks ||
           queue->to_give.len >= GIVE_HIGH;
}

/* --- what it says --- */

static void end_oldest(struct work_queue *queue, const struct work_answer *as)
{
    queue->config.on_answer(queue->config.data, pop(queue), as);
}

/* A line that is none still answers a task: with what is wrong with it. */
static void take_line(struct work_queue *queue, struct mw_bytes line)
{
    const struct mw_json_rules rules = {.max_value = queue->config.max_value};
    struct work_answer answer = {.kind = WORK_NOTHING};
    struct mw_error why;
    char text[MW_EXCERPT];

    if (queue->first == NULL) {
        queue->config.on_stray(queue->config.data, line);
        return;
    }
    queue->value.len = 0;
    if (work_line_read(line, &rules, &queue->value, &answer.kind, &why) !=
        MW_OK) {
        mw_error_prefix(&why, "the program's line %s is no answer",
                        mw_excerpt(line, text));
        answer.why = &why;
    }
    answer.value = mw_buffer_bytes(&queue->value);
    end_oldest(queue, &answer);
    if (queue->value.cap > KEEP) {
        mw_buffer_fini(&queue->value);
    }
}

static void refuse_line(struct work_queue *queue)
{
    struct mw_error why;
    const struct work_answer answer = {.kind = WORK_NOTHING, .why = &why};

    queue->skipping = true;
    mw_buffer_fini(&queue->begun);
    if (queue->first == NULL) {
        queue->config.on_stray(queue->config.data, mw_text("..."));
        return;
    }
    mw_error_set(&why, MW_ETOOBIG,
                 "the program's line is no answer: longer than %zu bytes",
                 queue->begun.limit);
    end_oldest(queue, &answer);
}

/* A line whose begin is kept, or that is cut. */
static void take_part(struct work_queue *queue, struct mw_bytes part,
                      bool ended)
{
    if (queue->skipping) {
        queue->skipping = !ended;
    } else if (queue->begun.len == 0 && ended) {
        take_line(queue, part);
    } else if (mw_buffer_append(&queue->begun, part) != MW_OK) {
        refuse_line(queue);
        queue->skipping = !ended;
    } else if (ended) {
        take_line(queue, mw_buffer_bytes(&queue->begun));
        queue->begun.len = 0;
        if (queue->begun.cap > KEEP) {
            mw_buffer_fini(&queue->begun);
        }
    }
}

void work_queue_said(struct work_queue *queue, struct mw_bytes bytes)
{
    while (bytes.len > 0) {
        const uint8_t *newline = memchr(bytes.at, '\n', bytes.len);
        bool ended = newline != NULL;
        size_t len = ended ? (size_t)(newline - bytes.at) : bytes.len;

        take_part(queue, mw_bytes(bytes.at, len), ended);
        mw_bytes_skip(&bytes, ended ? len + 1 : len);
    }
}

void work_queue_fail(struct work_queue *queue, const struct mw_error *why)
{
    const struct work_answer none = {.kind = WORK_NOTHING, .why = why};
    size_t waiting = queue->count;

    queue->to_give.len = 0;
    queue->begun.len = 0;
    queue->skipping = false;
    while (waiting-- > 0) {
        end_oldest(queue, &none);
    }
}
