#include "repl/repl_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { CHUNK = 4096, AHEAD_MAX = 1 << 20 };

static void on_readable(uv_poll_t *poll, int status, int events)
{
    struct repl_keys *keys = poll->data;

    (void)status; /* reading tells what is wrong */
    (void)events;
    keys->ready = true;
    uv_poll_stop(poll);
}

/* libuv makes what it polls non-blocking; but a terminal is that for stdout
 * too, and for whoever started us. */
enum mw_status repl_keys_open(struct repl_keys *keys, struct line *line,
                              struct mw_error *err)
{
    int flags = fcntl(STDIN_FILENO, F_GETFL);
    int failed;

    *keys = (struct repl_keys){.line = line, .typed.limit = AHEAD_MAX};
    failed = uv_poll_init(&line->uv, &keys->poll, STDIN_FILENO);
    if (failed < 0 && failed != UV_EPERM) {
        return mw_error_set(err, MW_ESYSTEM, "can't read stdin: %s",
                            uv_strerror(failed));
    }
    if (flags >= 0) {
        fcntl(STDIN_FILENO, F_SETFL, flags);
    }
    keys->poll.data = keys;
    keys->waits = failed == 0;
    return MW_OK;
}

void repl_keys_close(struct repl_keys *keys)
{
    if (keys->waits) {
        uv_close((uv_handle_t *)&keys->poll, NULL);
    }
    mw_buffer_fini(&keys->typed);
}

/* Reads once, behind what is not used yet. Who types ahead of a peer for so
 * long that there is no room loses what has none. */
static void fill(struct repl_keys *keys)
{
    struct mw_buffer *typed = &keys->typed;
    uint8_t chunk[CHUNK];
    struct mw_error err;
    ssize_t got;

    keys->ready = false;
    mw_buffer_drop(typed, keys->at);
    keys->at = 0;
    got = read(STDIN_FILENO, chunk, sizeof(chunk));
    keys->ended = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
    if (keys->ended && got < 0 && errno != EIO) { /* that: a terminal is gone */
        mw_error_set(&err, MW_ESYSTEM, "can't read the input: %s",
                     strerror(errno));
        line_end(keys->line, err.status, &err);
    }
    if (got <= 0) {
        return;
    }
    if (keys->ahead && memchr(chunk, REPL_KEYS_INTERRUPT, (size_t)got)) {
        keys->seen = true;
    }
    if (mw_buffer_append(typed, mw_bytes(chunk, (size_t)got)) != MW_OK &&
        !keys->ahead) {
        mw_error_set(&err, MW_ENOMEM, "no memory for what is read");
        line_end(keys->line, err.status, &err);
    }
}

/* A turn of the loop; what can't be waited for is always ready. */
static void turn(struct repl_keys *keys)
{
    if (keys->before_wait != NULL) {
        keys->before_wait(keys->data);
    }
    if (keys->waits) {
        uv_poll_start(&keys->poll, UV_READABLE, on_readable);
    }
    keys->ready = !keys->waits;
    uv_run(&keys->line->uv, keys->waits ? UV_RUN_ONCE : UV_RUN_NOWAIT);
    if (keys->waits) {
        uv_poll_stop(&keys->poll);
    }
    if (keys->ready) {
        fill(keys);
    }
}

/* What was typed before Ctrl-C is taken back with it. */
static void take_back(struct repl_keys *keys)
{
    const struct mw_buffer *typed = &keys->typed;
    size_t at = typed->len;

    while (at > keys->at && typed->at[at - 1] != REPL_KEYS_INTERRUPT) {
        at--;
    }
    keys->at = at > keys->at ? at : typed->len;
    keys->interrupted = true;
}

void repl_keys_turn(struct repl_keys *keys)
{
    if (!keys->ahead || keys->ended) {
        uv_run(&keys->line->uv, UV_RUN_ONCE);
        return;
    }
    keys->seen = false;
    turn(keys);
    if (keys->seen) {
        take_back(keys);
    }
}

enum repl_key repl_keys_next(struct repl_keys *keys, uint8_t *byte)
{
    for (;;) {
        if (keys->line->over) {
            return REPL_KEY_OVER;
        }
        if (keys->interrupted) {
            keys->interrupted = false;
            return REPL_KEY_INTERRUPT;
        }
        if (keys->at < keys->typed.len) {
            *byte = keys->typed.at[keys->at++];
            return REPL_KEY_BYTE;
        }
        if (keys->ended) {
            return REPL_KEY_END;
        }
        turn(keys);
    }
}

enum repl_key repl_keys_line(struct repl_keys *keys, struct mw_buffer *out,
                             bool *cut)
{
    size_t mark = out->len;
    uint8_t byte;

    *cut = false;
    for (;;) {
        enum repl_key key = repl_keys_next(keys, &byte);
        if (key == REPL_KEY_BYTE && byte == '\n') {
            return REPL_KEY_BYTE;
        }
        if (key == REPL_KEY_END && (out->len > mark || *cut)) {
            return REPL_KEY_BYTE;
        }
        if (key != REPL_KEY_BYTE) {
            return key;
        }
        *cut = *cut || mw_buffer_append(out, mw_bytes(&byte, 1)) != MW_OK;
    }
}
