/* Keys: the bytes of stdin, one by one, while the loop goes on. */
#ifndef CLIENT_REPL_REPL_KEYS_H
#define CLIENT_REPL_REPL_KEYS_H

#include "talk/line.h"

enum { REPL_KEYS_INTERRUPT = 3 }; /* Ctrl-C, where it is a key */

enum repl_key {
    REPL_KEY_BYTE,
    REPL_KEY_END,       /* of the input */
    REPL_KEY_INTERRUPT, /* Ctrl-C was pressed */
    REPL_KEY_OVER,      /* the line is over: there is nobody to type to */
};

struct repl_keys {
    struct line *line;
    uv_poll_t poll;
    bool waits; /* stdin can be waited for, by `poll` */
    bool ready; /* it has something */
    bool ended;
    bool ahead;       /* the terminal gives each key at once, ... */
    bool seen;        /* ... and Ctrl-C was among those just read */
    bool interrupted; /* set by whoever sees Ctrl-C; cleared when it is told */
    struct mw_buffer typed; /* and not yet used, from `at` on */
    size_t at;

    /* Runs before each wait; may be NULL. */
    void (*before_wait)(void *data);
    void *data;
};

/* Returns MW_OK, and repl_keys_close closes; MW_ESYSTEM. */
enum mw_status repl_keys_open(struct repl_keys *keys, struct line *line,
                              struct mw_error *err);

/* A turn of the loop, in which what is typed ahead is read, if the terminal
 * gives it, and Ctrl-C is seen. */
void repl_keys_turn(struct repl_keys *keys);

/* Waits for the next byte. */
enum repl_key repl_keys_next(struct repl_keys *keys, uint8_t *byte);

/* Reads a whole line, as a terminal or a pipe gives it, without its newline;
 * one that stands at the end without a newline too.
 *
 * out  the line is appended; what is beyond its limit is dropped, and `cut`
 *      set.
 *
 * Returns REPL_KEY_BYTE if there is a line. */
enum repl_key repl_keys_line(struct repl_keys *keys, struct mw_buffer *out,
                             bool *cut);

/* Frees. Its loop must run once more, for the handle. */
void repl_keys_close(struct repl_keys *keys);

#endif
