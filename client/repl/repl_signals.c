#include "repl/repl.h"

#include <signal.h>

/* The prompt may have to go, and the terminal be given back, first. */
static void suspend(struct repl *repl)
{
    struct repl_editor *editor = repl->prompt.editor;

    if (editor != NULL) {
        repl_editor_release(editor);
    }
    raise(SIGSTOP);
    if (editor != NULL) {
        repl_editor_retake(editor);
    }
}

static void on_signal(uv_signal_t *handle, int number)
{
    struct repl *repl = handle->data;

    switch (number) {
    case SIGINT:
        repl->prompt.keys.interrupted = true;
        break;
    case SIGWINCH:
        if (repl->prompt.editor != NULL) {
            repl_editor_resize(repl->prompt.editor);
        }
        break;
    case SIGTSTP:
        suspend(repl);
        break;
    default:
        repl->killed = number;
        line_end(&repl->line, MW_ECANCELED, NULL);
        break;
    }
}

void repl_signals_open(struct repl *repl)
{
    static const int numbers[REPL_SIGNALS] = {
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP,
    };

    for (int i = 0; i < REPL_SIGNALS; i++) {
        uv_signal_init(&repl->line.uv, &repl->signals[i]);
        repl->signals[i].data = repl;
        uv_signal_start(&repl->signals[i], on_signal, numbers[i]);
        uv_unref((uv_handle_t *)&repl->signals[i]);
    }
}

void repl_signals_close(struct repl *repl)
{
    for (int i = 0; i < REPL_SIGNALS; i++) {
        uv_close((uv_handle_t *)&repl->signals[i], NULL);
    }
}
