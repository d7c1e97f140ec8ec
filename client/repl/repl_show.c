#include "repl/repl_show.h"

#include "output/plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { USUAL_WIDTH = 80 };

static void make_place(struct repl_show *show)
{
    if (show->clear != NULL) {
        show->clear(show->data);
    }
}

/* A value of several lines, or that fits no longer, begins a line. */
static void break_head(struct render *render, size_t mark, size_t head_len)
{
    struct mw_buffer *out = &render->out.buffer;
    size_t len = out->len - mark;
    size_t width = render->width == 0 ? USUAL_WIDTH : render->width;
    bool one_line = len > 0 && memchr(out->at + mark, '\n', len - 1) == NULL;

    if (head_len > 0 && !(one_line && len <= width)) {
        out->at[mark + head_len - 1] = '\n';
    }
}

enum mw_status repl_show_value(struct repl_show *show, const char *head,
                               repl_show_fn fn, struct mw_bytes value,
                               struct mw_bytes whole, struct mw_error *err)
{
    struct mw_buffer *out = &show->render.out.buffer;
    struct mw_bytes front = mw_text(show->live ? head : "");
    size_t mark = out->len;
    enum mw_status rc;

    make_place(show);
    rc = mw_buffer_append(out, front);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for a value");
    }
    rc = fn(&show->render, value, whole, err);
    if (rc != MW_OK) {
        return rc;
    }
    break_head(&show->render, mark, front.len);
    return render_flush(&show->render, err);
}

enum mw_status repl_show_aside(struct repl_show *show, const char *head,
                               struct mw_bytes value, struct mw_bytes whole,
                               struct mw_error *err)
{
    struct mw_buffer text = {0};
    enum mw_status rc = plain_text(mw_text(head), &text);

    if (rc == MW_OK && show->live) {
        rc = mw_buffer_append(&text, mw_bytes("", 1));
        rc = rc == MW_OK ? repl_show_value(show, (const char *)text.at,
                                           render_value, value, whole, err)
                         : rc;
    } else if (rc == MW_OK) {
        rc = plain_value(value, &text);
        repl_show_say(show, mw_buffer_bytes(&text));
    }
    mw_buffer_fini(&text);
    return rc;
}

void repl_show_say(struct repl_show *show, struct mw_bytes sentence)
{
    struct mw_buffer text = {0};
    char line[32] = "";

    if (show->line > 0 && !show->live) {
        snprintf(line, sizeof(line),
                 "line %llu: ", (unsigned long long)show->line);
    }
    mw_buffer_append(&text, mw_text(line));
    mw_buffer_append(&text, sentence);
    make_place(show);
    report_say(&show->report, mw_buffer_bytes(&text));
    mw_buffer_fini(&text);
}

void repl_show_sayf(struct repl_show *show, const char *fmt, ...)
{
    char text[MW_ERROR_TEXT];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    repl_show_say(show, mw_text(text));
}

void repl_show_text(struct repl_show *show, struct mw_bytes text)
{
    ssize_t written;

    make_place(show);
    written = write(STDERR_FILENO, text.at, text.len);
    (void)written; /* there is no other place to complain at */
}
