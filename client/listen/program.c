#include "listen/program.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 1000, /* to end by itself, and again to heed SIGTERM */
    CHUNK = 64 << 10,
};

/* Lives until its handles are closed. */
struct program {
    const struct program_events *events; /* NULL: nobody hears of it */
    void *data;
    uv_process_t process;
    uv_pipe_t to, from;
    uv_timer_t late;
    uv_write_t write;
    struct mw_buffer giving; /* what libuv writes */
    bool writing;
    bool over;     /* it is to take no more, and should end */
    bool spawned;  /* `process` is a handle */
    int next;      /* signal, if it does not end */
    unsigned open; /* handles */
    char chunk[CHUNK];
};

/* --- its end --- */

static void on_closed(uv_handle_t *handle)
{
    struct program *program = handle->data;

    if (--program->open == 0) {
        mw_buffer_fini(&program->giving);
        free(program);
    }
}

static void close_handle(void *handle)
{
    if (!uv_is_closing(handle)) {
        uv_close(handle, on_closed);
    }
}

static void close_all(struct program *program)
{
    program->events = NULL;
    close_handle(&program->to);
    close_handle(&program->from);
    close_handle(&program->late);
    if (program->spawned) {
        close_handle(&program->process);
    }
}

static void on_late(uv_timer_t *timer)
{
    struct program *program = timer->data;

    uv_process_kill(&program->process, program->next);
    program->next = SIGKILL;
}

/* It has nothing more to do: its input ends, and it should. */
static void end_soon(struct program *program)
{
    if (!program->over) {
        program->over = true;
        close_handle(&program->to);
        uv_timer_start(&program->late, on_late, PATIENCE_MS, PATIENCE_MS);
    }
}

/* What it said last still lies in the pipe. */
static void hear_out(struct program *program)
{
    uv_os_fd_t fd;
    ssize_t came;

    if (uv_fileno((uv_handle_t *)&program->from, &fd) != 0) {
        return;
    }
    while (program->events != NULL &&
           ((came = read(fd, program->chunk, CHUNK)) > 0 ||
            (came < 0 && errno == EINTR))) {
        program->events->on_said(
            program->data,
            mw_bytes(program->chunk, came > 0 ? (size_t)came : 0));
    }
}

static void on_exit_of(uv_process_t *process, int64_t status, int number)
{
    struct program *program = process->data;
    const struct program_events *events;
    void *data = program->data;

    hear_out(program);
    events = program->events;
    close_all(program);
    if (events != NULL) {
        events->on_end(data, status, number);
    }
}

void program_leave(struct program *program, bool at_once)
{
    program->events = NULL;
    close_handle(&program->from);
    if (at_once) {
        uv_process_kill(&program->process, SIGTERM);
        close_all(program);
    } else {
        end_soon(program);
    }
}

/* --- what it says --- */

static void on_space(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct program *program = handle->data;

    (void)suggested;
    *buf = uv_buf_init(program->chunk, CHUNK);
}

static void on_said(uv_stream_t *stream, ssize_t came, const uv_buf_t *buf)
{
    struct program *program = stream->data;

    if (came < 0) {
        end_soon(program);
    } else if (came > 0 && program->events != NULL) {
        program->events->on_said(program->data,
                                 mw_bytes(buf->base, (size_t)came));
    }
}

/* --- what it is given --- */

static void on_given(uv_write_t *write, int status)
{
    struct program *program = write->data;

    program->writing = false;
    program->giving.len = 0;
    if (status < 0 && program->events != NULL) {
        end_soon(program);
    } else if (program->events != NULL) {
        program->events->on_taken(program->data);
    }
}

bool program_give(struct program *program, struct mw_buffer *bytes)
{
    struct mw_buffer empty = program->giving;
    uv_buf_t buf;

    if (program->writing || program->over) {
        return false;
    }
    program->giving = *bytes;
    *bytes = empty;
    buf =
        uv_buf_init((char *)program->giving.at, (unsigned)program->giving.len);
    program->writing = uv_write(&program->write, (uv_stream_t *)&program->to,
                                &buf, 1, on_given) == 0;
    if (!program->writing) {
        program->giving.len = 0;
        end_soon(program);
    }
    return true;
}

/* --- its start --- */

static void init_handles(struct program *program, uv_loop_t *uv)
{
    uv_pipe_init(uv, &program->to, 0);
    uv_pipe_init(uv, &program->from, 0);
    uv_timer_init(uv, &program->late);
    program->to.data = program->from.data = program->late.data = program;
    program->process.data = program->write.data = program;
    program->open = 3;
    program->next = SIGTERM;
}

/* Returns 0 or a libuv error. */
static int spawn(struct program *program, uv_loop_t *uv, const char *command,
                 int in, int out)
{
    char *args[] = {"sh", "-c", (char *)(uintptr_t)command, NULL};
    uv_stdio_container_t stdio[] = {
        {.flags = UV_INHERIT_FD, .data.fd = in},
        {.flags = UV_INHERIT_FD, .data.fd = out},
        {.flags = UV_INHERIT_FD, .data.fd = STDERR_FILENO},
    };
    const uv_process_options_t options = {
        .exit_cb = on_exit_of,
        .file = "/bin/sh",
        .args = args,
        .stdio = stdio,
        .stdio_count = 3,
    };

    program->spawned = true;
    program->open++;
    return uv_spawn(uv, &program->process, &options);
}

/* Pipes, and not the sockets that libuv would make: a program may open
 * /dev/stdin. Returns 0 or a libuv error. */
static int start_between_pipes(struct program *program, uv_loop_t *uv,
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
    rc = spawn(program, uv, command, to[0], from[1]);
    close(to[0]);
    close(from[1]);
    if (uv_pipe_open(&program->to, to[1]) != 0) {
        close(to[1]);
    }
    if (uv_pipe_open(&program->from, from[0]) != 0) {
        close(from[0]);
    }
    return rc;
}

struct program *program_start(uv_loop_t *uv, const char *command,
                              const struct program_events *events, void *data,
                              struct mw_error *err)
{
    struct program *program = calloc(1, sizeof(*program));
    int rc;

    if (program == NULL) {
        mw_error_set(err, MW_ENOMEM, "no memory to start a program");
        return NULL;
    }
    init_handles(program, uv);
    rc = start_between_pipes(program, uv, command);
    if (rc != 0) {
        close_all(program);
        mw_error_set(err, MW_ESYSTEM, "can't start /bin/sh: %s",
                     uv_strerror(rc));
        return NULL;
    }
    program->events = events;
    program->data = data;
    uv_read_start((uv_stream_t *)&program->from, on_space, on_said);
    return program;
}
