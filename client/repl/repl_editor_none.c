/* In the place of repl_editor.c where libedit is absent: no editing. */
#include "repl/repl_editor.h"

const char *repl_editor_version(void)
{
    return NULL;
}

struct repl_editor *repl_editor_new(const struct repl_editor_config *config)
{
    (void)config;
    return NULL;
}

void repl_editor_free(struct repl_editor *editor)
{
    (void)editor;
}

enum repl_key repl_editor_line(struct repl_editor *editor, const char *prompt,
                               bool goes_on, struct mw_buffer *out)
{
    (void)editor;
    (void)prompt;
    (void)goes_on;
    (void)out;
    return REPL_KEY_END;
}

void repl_editor_clear(struct repl_editor *editor)
{
    (void)editor;
}

void repl_editor_resize(struct repl_editor *editor)
{
    (void)editor;
}

void repl_editor_release(struct repl_editor *editor)
{
    (void)editor;
}

void repl_editor_retake(struct repl_editor *editor)
{
    (void)editor;
}

void repl_editor_remember(struct repl_editor *editor, struct mw_bytes line)
{
    (void)editor;
    (void)line;
}
