/* Progress: one line on stderr for whoever waits for a long stream.
 *
 *     1 204 332 values, 83.2 MB (37 %), 301 412 values/s, 12.1 MB/s
 *
 * It comes after a second, changes at most ten times a second, and is gone at
 * the end. It needs no escapes, only a carriage return. No one sees it but at
 * a terminal where nothing else is written meanwhile: values are not typed,
 * and what they become goes to a file or nowhere, not to a pipe, whose reader
 * may well write to the same terminal. */
#ifndef CLIENT_OUTPUT_PROGRESS_H
#define CLIENT_OUTPUT_PROGRESS_H

#include <msgwire/bytes.h>

struct progress {
    int fd;        /* where the line stands */
    bool wanted;   /* someone may want to see it */
    bool prints;   /* values come out on stdout */
    bool on;       /* it is shown for the input that is being read */
    size_t len;    /* columns of the line that stands there */
    uint64_t size; /* of the input in bytes; 0: not known */
    uint64_t due_ns;
    struct progress_mark {
        uint64_t at_ns, values, bytes;
    } mark;                           /* what the rate is counted from */
    uint64_t values_rate, bytes_rate; /* a second */
};

/* Nothing of it comes out on stdout. `progress` may be NULL here and below. */
void progress_without_output(struct progress *progress);

/* An input is about to be read. */
void progress_begin(struct progress *progress, int input);

/* A batch has been read; values and bytes of the input so far. */
void progress_step(struct progress *progress, uint64_t values, uint64_t bytes);

/* Takes the line away; something else is about to be written, or all is done.
 */
void progress_clear(struct progress *progress);

/* For those who make a line of their own; when it changes is theirs to know. */

/* True if someone sees a line: at a terminal, and not quiet. */
bool progress_is_seen(const struct progress *progress);

/* Returns how many columns a line may take now. */
size_t progress_columns(const struct progress *progress);

/* Shows a line in the place of the one that stands there.
 *
 * text     moves no cursor but by its columns; colours may be in it. */
void progress_put(struct progress *progress, struct mw_bytes text,
                  size_t columns);

/* The same with a clock of one's own: for tests. */
void progress_begin_at(struct progress *progress, uint64_t size,
                       uint64_t now_ns);
void progress_step_at(struct progress *progress, uint64_t values,
                      uint64_t bytes, uint64_t now_ns);

#endif
