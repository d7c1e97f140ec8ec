/* History: what was typed, kept from run to run, a line of text each.
 *
 * It is a convenience: where it can't be read or written there is none, and
 * nothing is said. Each line is appended at once, so that conversations that
 * are held at the same time all keep theirs. */
#ifndef CLIENT_REPL_REPL_HISTORY_H
#define CLIENT_REPL_REPL_HISTORY_H

#include <msgwire/bytes.h>

enum {
    REPL_HISTORY_LINES = 1000,    /* how many are kept */
    REPL_HISTORY_LONGEST = 65536, /* a longer line is not */
};

/* Writes the file's path, $XDG_STATE_HOME/msgwire/history, or else below
 * $HOME/.local/state; "" if neither variable is an absolute path. */
void repl_history_path(char *out, size_t size);

/* Reads the last REPL_HISTORY_LINES lines, each with a terminator; a file
 * that has grown far beyond them is cut to them.
 *
 * out  the lines are appended here. */
void repl_history_load(const char *path, struct mw_buffer *out);

/* Appends what was typed as one line, in a file for its owner only. */
void repl_history_add(const char *path, struct mw_bytes line);

#endif
