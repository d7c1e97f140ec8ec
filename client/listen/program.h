/* A program that runs between two pipes: it is given bytes, and says bytes. Its
 * stderr is ours. */
#ifndef CLIENT_LISTEN_PROGRAM_H
#define CLIENT_LISTEN_PROGRAM_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

#include <uv.h>

struct program;

struct program_events {
    /* It has said this; borrowed. */
    void (*on_said)(void *data, struct mw_bytes bytes);

    /* It has taken what it was given. */
    void (*on_taken)(void *data);

    /* The last event: it ended with this status, or by this signal (0: by
     * none). All that it said has been handed on. */
    void (*on_end)(void *data, int64_t status, int number);
};

/* Starts `sh -c command`. Gives, until on_end; or program_leave takes it.
 *
 * events  borrows, as long as it lives.
 *
 * Returns NULL if it can't be started. */
struct program *program_start(uv_loop_t *uv, const char *command,
                              const struct program_events *events, void *data,
                              struct mw_error *err);

/* Gives it all of `bytes`, which is an empty buffer then.
 *
 * Returns false if it has yet to take what it was given before, or takes no
 * more; then nothing was done. */
bool program_give(struct program *program, struct mw_buffer *bytes);

/* Nothing more is heard of it. Its input ends, and if that does not end it in a
 * second it is told to: its loop runs so long. `at_once`: it is told now, and
 * not waited for. */
void program_leave(struct program *program, bool at_once);

#endif
