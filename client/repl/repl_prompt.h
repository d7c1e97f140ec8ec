/* The prompt: where lines come from. On a terminal they are typed, with the
 * editor if there is one; else they come as a pipe or file has them.
 *
 * While it waits the loop runs. What wants to print calls repl_prompt_clear
 * before, and the line that is being typed is drawn again after. */
#ifndef CLIENT_REPL_REPL_PROMPT_H
#define CLIENT_REPL_REPL_PROMPT_H

#include "repl/repl_editor.h"

struct repl_prompt {
    struct repl_keys keys;
    struct repl_editor *editor; /* NULL: none */
    FILE *out;                  /* the terminal; NULL: nobody is asked */
    const char *text;
    bool asking, drawn; /* without the editor */
};

/* Opens it. `config` is the editor's, but for its keys; if its `out` is NULL
 * nobody is asked.
 *
 * Returns MW_OK, and repl_prompt_close closes; MW_ESYSTEM. */
enum mw_status repl_prompt_open(struct repl_prompt *prompt, struct line *line,
                                const struct repl_editor_config *config,
                                struct mw_error *err);

/* Asks for a line. Ctrl-C clears it.
 *
 * text     the prompt; borrows until it returns.
 * goes_on  it is the next one of what was begun: Ctrl-C gives up all of it.
 * out      the line is appended, without its newline.
 * cut      set if it was longer than `out` may be.
 *
 * Returns REPL_KEY_BYTE if there is a line; REPL_KEY_INTERRUPT for a Ctrl-C
 * that had nothing to clear, or if it goes on. */
enum repl_key repl_prompt_line(struct repl_prompt *prompt, const char *text,
                               bool goes_on, struct mw_buffer *out, bool *cut);

/* Makes place for what is printed. */
void repl_prompt_clear(struct repl_prompt *prompt);

void repl_prompt_close(struct repl_prompt *prompt);

#endif
