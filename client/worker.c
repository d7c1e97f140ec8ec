#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    START_EVERY_MS = 1000, /* a program that can't stay may not keep us busy */
    PATIENCE_MS = 1000,    /* to end by itself, and again to heed SIGTERM */
    CHUNK = 64 << 10,
};

/* One run of the program, from its start until its handles are closed. */
struct worker_run {
    struct worker *worker; /* NULL: it has been let go of */
    uv_process_t process;
    uv_pipe_t to, from;
    uv_timer_t late;
    uv_write_t write;
    struct mw_buffer giving; /* what libuv writes */
    bool writing;
    bool over;     /* it is to take no more, and should end */
    bool told;     /* that it speaks unasked */
    bool spawned;  /* `process` is a handle */
    int next;      /* signal, if it does not end */
    unsigned open; /* handles */
    char chunk[CHUNK];
};

/* --- the end of a run --- */

static void on_closed(uv_handle_t *handle)
{
    struct worker_run *run = handle->data;

    if (--run->open == 0) {
        mw_buffer_fini(&run->giving);
        free(run);
    }
}

static void close_handle(void *handle)
{
    if (!uv_is_closing(handle)) {
        uv_close(handle, on_closed);
    }
}

static void close_run(struct worker_run *run)
{
    close_handle(&run->to);
    close_handle(&run->from);
    close_handle(&run->late);
    if (run->spawned) {
        close_handle(&run->process);
    }
}

static void on_late(uv_timer_t *timer)
{
    struct worker_run *run = timer->data;

    uv_process_kill(&run->process, run->next);
    run->next = SIGKILL;
}

/* It has nothing more to do: its input ends, and it should. */
static void end_soon(struct worker_run *run)
{
    if (!run->over) {
        run->over = true;
        close_handle(&run->to);
        uv_timer_start(&run->late, on_late, PATIENCE_MS, PATIENCE_MS);
    }
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

static void offer_room(struct worker *worker)
{
    if (worker->full && !work_queue_full(&worker->queue)) {
        worker->full = false;
        worker->config.on_room(worker->config.data);
    }
}

/* What it said last still lies in the pipe. */
static void hear_out(struct worker_run *run)
{
    uv_os_fd_t fd;
    ssize_t came;

    if (uv_fileno((uv_handle_t *)&run->from, &fd) != 0) {
        return;
    }
    while ((came = read(fd, run->chunk, CHUNK)) > 0 ||
           (came < 0 && errno == EINTR)) {
        work_queue_said(&run->worker->queue,
                        mw_bytes(run->chunk, came > 0 ? (size_t)came : 0));
    }
}

static void on_exit_of(uv_process_t *process, int64_t status, int number)
{
    struct worker_run *run = process->data;
    struct worker *worker = run->worker;
    struct mw_error why;

    if (worker != NULL) {
        hear_out(run);
        worker->run = NULL;
        describe_end(&why, status, number);
        tell_end(worker, &why, number);
        work_queue_fail(&worker->queue, &why);
        offer_room(worker);
    }
    close_run(run);
}

/* --- what it says --- */

static void on_space(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct worker_run *run = handle->data;

    (void)suggested;
    *buf = uv_buf_init(run->chunk, CHUNK);
}

static void on_said(uv_stream_t *stream, ssize_t came, const uv_buf_t *buf)
{
    struct worker_run *run = stream->data;

    if (run->worker == NULL || came == 0) {
        return;
    }
    if (came < 0) {
        end_soon(run);
        return;
    }
    work_queue_said(&run->worker->queue, mw_bytes(buf->base, (size_t)came));
    offer_room(run->worker);
}

/* --- what it is given --- */

static void give(struct worker_run *run);

static void on_given(uv_write_t *write, int status)
{
    struct worker_run *run = write->data;

    run->writing = false;
    run->giving.len = 0;
    if (run->worker == NULL) {
        return;
    }
    if (status < 0) {
        end_soon(run);
        return;
    }
    give(run);
    offer_room(run->worker);
}

/* All lines that have gathered, in one write. */
static void give(struct worker_run *run)
{
    struct mw_buffer *to_give = &run->worker->queue.to_give;
    struct mw_buffer empty = run->giving;
    uv_buf_t buf;

    if (run->writing || run->over || to_give->len == 0) {
        return;
    }
    run->giving = *to_give;
    *to_give = empty;
    buf = uv_buf_init((char *)run->giving.at, (unsigned)run->giving.len);
    run->writing =
        uv_write(&run->write, (uv_stream_t *)&run->to, &buf, 1, on_given) == 0;
    if (!run->writing) {
        end_soon(run);
    }
}

/* --- its start --- */

static void init_handles(struct worker_run *run, uv_loop_t *uv)
{
    uv_pipe_init(uv, &run->to, 0);
    uv_pipe_init(uv, &run->from, 0);
    uv_timer_init(uv, &run->late);
    run->to.data = run->from.data = run->late.data = run;
    run->process.data = run->write.data = run;
    run->open = 3;
    run->next = SIGTERM;
}

/* Pipes, and not the sockets that libuv would make: a program may open
 * /dev/stdin. Returns 0 or a libuv error. */
static int spawn(struct worker_run *run, uv_loop_t *uv, const char *command,
                 const int to[2], const int from[2])
{
    char *args[] = {"sh", "-c", (char *)(uintptr_t)command, NULL};
    uv_stdio_container_t stdio[] = {
        {.flags = UV_INHERIT_FD, .data.fd = to[0]},
        {.flags = UV_INHERIT_FD, .data.fd = from[1]},
        {.flags = UV_INHERIT_FD, .data.fd = STDERR_FILENO},
    };
    const uv_process_options_t options = {
        .exit_cb = on_exit_of,
        .file = "/bin/sh",
        .args = args,
        .stdio = stdio,
        .stdio_count = 3,
    };

    run->spawned = true;
    run->open++;
    return uv_spawn(uv, &run->process, &options);
}

/* Runs it between two pipes. Returns 0 or a libuv error. */
static int start_between(struct worker_run *run, uv_loop_t *uv,
                         const char *command)
{
    int to[2], from[2];
    int rc = uv_pipe(to, 0, UV_NONBLOCK_PIPE);

    if (rc != 0) {
        return rc;
    }
    rc = uv_pipe(from, UV_NONBLOCK_PIPE, 0);
    if (rc != 0) {
        close(to[0]);
        close(to[1]);
        return rc;
    }
    rc = spawn(run, uv, command, to, from);
    close(to[0]);
    close(from[1]);
    if (uv_pipe_open(&run->to, to[1]) != 0) {
        close(to[1]);
    }
    if (uv_pipe_open(&run->from, from[0]) != 0) {
        close(from[0]);
    }
    return rc;
}

static enum mw_status start(struct worker *worker, struct mw_error *err)
{
    struct worker_run *run = calloc(1, sizeof(*run));
    int rc;

    if (run == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory to start a program");
    }
    init_handles(run, worker->config.uv);
    rc = start_between(run, worker->config.uv, worker->config.command);
    if (rc != 0) {
        close_run(run);
        return mw_error_set(err, MW_ESYSTEM, "can't start /bin/sh: %s",
                            uv_strerror(rc));
    }
    run->worker = worker;
    worker->run = run;
    worker->started_ms = uv_now(worker->config.uv);
    uv_read_start((uv_stream_t *)&run->from, on_space, on_said);
    return MW_OK;
}

/* --- the whole --- */

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

    if (worker->run != NULL && !worker->run->told) {
        worker->run->told = true;
        mw_error_set(&why, MW_EVALUE,
                     "the program said what nobody asked for: %s",
                     mw_excerpt(line, text));
        worker->config.on_fault(worker->config.data, &why);
    }
}

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

    if (worker->run == NULL) {
        rc = start_again(worker, err);
    }
    if (rc == MW_OK) {
        rc = work_queue_add(&worker->queue, body, request, owner, err);
    }
    if (rc == MW_OK) {
        give(worker->run);
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
    struct worker_run *run = worker->run;
    struct mw_error why;

    mw_error_set(&why, MW_ECANCELED, "nobody waits for it any more");
    work_queue_fail(&worker->queue, &why);
    work_queue_fini(&worker->queue);
    worker->run = NULL;
    if (run == NULL) {
        return;
    }
    run->worker = NULL;
    close_handle(&run->from);
    if (at_once) {
        uv_process_kill(&run->process, SIGTERM);
        close_run(run);
    } else {
        end_soon(run);
    }
}
