/* The editor: a line typed on a terminal that can do more than print, with
 * libedit. Where that was not built in there is none. */
#ifndef CLIENT_REPL_REPL_EDITOR_H
#define CLIENT_REPL_REPL_EDITOR_H

#include "repl/repl_complete.h"
#include "repl/repl_keys.h"

#include <stdio.h>

struct repl_editor;

struct repl_editor_config {
    struct repl_keys *keys; /* borrows */
    FILE *out;              /* the terminal */
    const char *history;    /* the file's path, or ""; borrows */

    /* Tab: what may stand at the cursor, and a list of it to be shown above
     * the line. */
    void (*complete)(void *data, struct mw_bytes before,
                     struct repl_completion *out);
    void (*list)(void *data, const struct repl_completion *completion);
    void *data;
};

/* Returns what it is made of, such as "libedit 3.1"; NULL: it was not built
 * in. */
const char *repl_editor_version(void);

/* Gives; repl_editor_free frees, and gives the terminal back as it was.
 *
 * Returns NULL if there is no editing: on this terminal, or in this build. */
struct repl_editor *repl_editor_new(const struct repl_editor_config *config);
void repl_editor_free(struct repl_editor *editor);

/* Lets one line be typed. Ctrl-C clears it.
 *
 * prompt   stands in front of it; borrows.
 * goes_on  it is the next one of what was begun: Ctrl-C gives up all of it.
 * out      the line is appended, without its newline.
 *
 * Returns REPL_KEY_BYTE if there is a line; REPL_KEY_INTERRUPT for a Ctrl-C
 * that had nothing to clear, or if it goes on. */
enum repl_key repl_editor_line(struct repl_editor *editor, const char *prompt,
                               bool goes_on, struct mw_buffer *out);

/* Takes the line off the screen, so that something can be printed in its
 * place; it is drawn again before the next wait for a key. */
void repl_editor_clear(struct repl_editor *editor);

/* The terminal has another size; or is given back, and taken again. */
void repl_editor_resize(struct repl_editor *editor);
void repl_editor_release(struct repl_editor *editor);
void repl_editor_retake(struct repl_editor *editor);

/* Keeps what was typed, for this run and the next. */
void repl_editor_remember(struct repl_editor *editor, struct mw_bytes line);

#endif
