#include "repl/repl.h"

#include "output/plain.h"
#include "repl/repl_history.h"

#include <msgwire/value.h>

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { PROMPT_TEXT = 64, PATH_TEXT = 4096, USUAL_WIDTH = 80 };

void repl_turn(struct repl *repl)
{
    repl_keys_turn(&repl->prompt.keys);
}

void repl_wake(struct repl *repl)
{
    uv_stop(&repl->line.uv);
}

void repl_note(struct repl *repl, enum mw_status status)
{
    if (repl->worst == MW_OK || repl->worst == MW_EREMOTE) {
        repl->worst = status;
    }
}

void repl_complain(struct repl *repl, enum mw_status status,
                   const struct mw_error *why)
{
    repl_show_say(&repl->show, mw_text(why->text));
    repl_note(repl, status);
}

/* --- the line to the peer --- */

static void on_ready(void *data)
{
    struct repl *repl = data;

    repl_wake(repl);
    if (repl->show.live) {
        repl_show_sayf(&repl->show, "connected to %s, :help says what to type",
                       repl->job->words[0]);
        repl_ask_methods(repl);
    }
}

static void on_body(void *data, struct mw_bytes body)
{
    struct repl *repl = data;
    struct mw_bytes one;

    repl_wake(repl);
    while (!repl->line.over &&
           mw_conn_next_value(repl->line.conn, &body, &one)) {
        repl_hear(repl, one);
    }
}

/* Without --retry a peer that goes ends it; and we go when all is done. */
static void on_close(void *data, const struct mw_error *why)
{
    struct repl *repl = data;
    struct mw_error sentence = *why;
    bool again = line_is_lost(&repl->line, why);

    repl_wake(repl);
    repl_ask_lost(repl);
    if (repl->quit) {
        line_end(&repl->line, MW_OK, NULL);
    } else if (again) {
        line_lost_sentence(why, &sentence);
        repl_show_say(&repl->show, mw_text(sentence.text));
        line_redial(&repl->line);
    } else {
        if (why->status == MW_OK) {
            mw_error_set(&sentence, MW_ECLOSED,
                         "the peer closed the connection");
        }
        line_end(&repl->line, sentence.status, &sentence);
    }
}

/* --- lines --- */

static void on_tab(void *data, struct mw_bytes before,
                   struct repl_completion *out)
{
    const struct repl *repl = data;

    repl_complete(&repl->methods, repl->use[0] != '\0', before, out);
}

static void on_list(void *data, const struct repl_completion *completion)
{
    struct repl *repl = data;
    unsigned width = repl->show.render.width;
    struct mw_buffer text = {0};

    if (repl_complete_list(completion, width == 0 ? USUAL_WIDTH : width,
                           &text) == MW_OK) {
        repl_show_text(&repl->show, mw_buffer_bytes(&text));
    }
    mw_buffer_fini(&text);
}

/* A long method leaves room to type in; what can't be printed is escaped. */
static const char *prompt_of(const struct repl *repl, bool goes_on,
                             char text[PROMPT_TEXT])
{
    unsigned width = repl->show.render.width;
    size_t most = width == 0 || width > 48 ? 16 : width / 3;
    struct mw_buffer name = {0};
    size_t len;

    if (goes_on) {
        return "... ";
    }
    plain_text(mw_text(repl->use), &name);
    len = name.len < most ? name.len : most;
    while (len > 0 && len < name.len && (name.at[len] & 0xc0) == 0x80) {
        len--; /* not within a character */
    }
    snprintf(text, PROMPT_TEXT, "%.*s%s> ", (int)len,
             name.len == 0 ? "" : (const char *)name.at,
             len < name.len ? "..." : "");
    mw_buffer_fini(&name);
    return text;
}

/* Reads lines until the words are whole, or are text for the method in use.
 *
 * Returns REPL_KEY_BYTE if there is something to do, or to complain of: `why`.
 */
static enum repl_key read_words(struct repl *repl, struct mw_buffer *text,
                                struct repl_words *words, struct mw_error *why)
{
    char prompt[PROMPT_TEXT];
    bool goes_on = false, cut;

    why->status = MW_OK;
    do {
        size_t mark = text->len;
        enum repl_key key =
            repl_prompt_line(&repl->prompt, prompt_of(repl, goes_on, prompt),
                             goes_on, text, &cut);
        if (goes_on && key == REPL_KEY_INTERRUPT) {
            text->len = 0;
            why->status = MW_OK;
            return REPL_KEY_BYTE;
        }
        if (key != REPL_KEY_BYTE) {
            return goes_on && key == REPL_KEY_END ? REPL_KEY_BYTE : key;
        }
        repl->lines++;
        repl->show.line = goes_on ? repl->show.line : repl->lines;
        if (cut) {
            mw_error_set(why, MW_ETOOBIG, "longer than --max-frame allows");
            return REPL_KEY_BYTE;
        }
        if (!goes_on && repl_do_takes_text(repl, mw_buffer_bytes(text))) {
            return REPL_KEY_BYTE;
        }
        why->status = repl_words_feed(
            words, mw_bytes(text->at + mark, text->len - mark), why);
        goes_on = why->status == MW_EAGAIN;
        if (goes_on && mw_buffer_append(text, mw_text("\n")) != MW_OK) {
            mw_error_set(why, MW_ENOMEM, "no memory for the line");
        }
    } while (why->status == MW_EAGAIN);
    return REPL_KEY_BYTE;
}

/* Returns what ended it, or REPL_KEY_BYTE. */
static enum repl_key do_one(struct repl *repl)
{
    struct mw_buffer text = {.limit = (size_t)repl->job->opt->max_frame};
    struct repl_words words = {0};
    struct mw_error why = {0};
    enum repl_key key = read_words(repl, &text, &words, &why);

    if (key == REPL_KEY_BYTE) {
        if (repl->prompt.editor != NULL) {
            repl_editor_remember(repl->prompt.editor, mw_buffer_bytes(&text));
        }
        if (why.status != MW_OK) {
            bool open = why.status == MW_EAGAIN; /* and nothing follows */
            repl_complain(repl, open ? MW_EINVAL : why.status, &why);
        } else if (text.len > 0) {
            repl_do(repl, mw_buffer_bytes(&text), &words);
        }
    }
    mw_buffer_fini(&text);
    repl_words_fini(&words);
    return key;
}

static void do_all(struct repl *repl)
{
    enum repl_key key = REPL_KEY_BYTE;

    while (!repl->quit && !repl->line.over) {
        key = do_one(repl);
        if (key == REPL_KEY_END) {
            repl->quit = true;
        } else if (key == REPL_KEY_INTERRUPT) {
            repl->killed = SIGINT;
            line_end(&repl->line, MW_ECANCELED, NULL);
        }
    }
}

/* What was sent arrives: the connection is finished, not dropped. */
static void leave(struct repl *repl)
{
    repl->quit = true;
    repl->show.line = 0;
    if (!line_is_ready(&repl->line)) {
        return;
    }
    mw_conn_finish(repl->line.conn);
    while (!repl->line.over && !repl->prompt.keys.interrupted) {
        repl_turn(repl);
    }
}

/* --- the whole --- */

static void clear_prompt(void *data)
{
    struct repl *repl = data;

    repl_prompt_clear(&repl->prompt);
}

/* The terminal that a person is at; NULL: nobody is there to be asked. */
static FILE *terminal(void)
{
    if (isatty(STDIN_FILENO) != 1) {
        return NULL;
    }
    if (isatty(STDOUT_FILENO) == 1) {
        return stdout;
    }
    return isatty(STDERR_FILENO) == 1 ? stderr : NULL;
}

static enum mw_status open_prompt(struct repl *repl, const char *history,
                                  struct mw_error *err)
{
    const struct repl_editor_config config = {
        .out = terminal(),
        .history = history,
        .complete = on_tab,
        .list = on_list,
        .data = repl,
    };

    repl->show.live = config.out != NULL;
    repl->show.report.bare = repl->show.live;
    repl->show.clear = clear_prompt;
    repl->show.data = repl;
    return repl_prompt_open(&repl->prompt, &repl->line, &config, err);
}

static void converse(struct repl *repl)
{
    if (repl->show.live && repl_editor_version() == NULL) {
        repl_show_sayf(&repl->show, "libedit is not built in: lines can't be "
                                    "edited, and there is no history");
    }
    if (repl->show.live && repl->job->opt->wait_ns > 0) {
        repl_show_sayf(&repl->show, "connecting to %s", repl->job->words[0]);
    }
    while (!line_is_ready(&repl->line) && !repl->line.over &&
           !repl->prompt.keys.interrupted) {
        repl_turn(repl);
    }
    do_all(repl);
    if (!repl->line.over) {
        leave(repl);
    }
}

static enum mw_status run(struct repl *repl, struct mw_error *err)
{
    char history[PATH_TEXT];
    enum mw_status rc;

    repl_history_path(history, sizeof(history));
    rc = open_prompt(repl, history, err);
    if (rc != MW_OK) {
        return rc;
    }
    repl->line.trace.before = clear_prompt;
    repl->line.trace.data = repl;
    uv_timer_init(&repl->line.uv, &repl->due);
    repl->due.data = repl;
    if (repl->show.live) {
        repl_signals_open(repl);
    }
    converse(repl);
    repl_prompt_close(&repl->prompt);
    repl->show.clear = NULL;
    repl->line.trace.before = NULL;
    if (repl->show.live) {
        repl_signals_close(repl);
    }
    uv_close((uv_handle_t *)&repl->due, NULL);
    *err = repl->line.why;
    return repl->line.over ? repl->line.status : MW_OK;
}

/* A person has seen what went wrong; a script learns it at the end. */
static enum mw_status status_of(const struct repl *repl, enum mw_status rc)
{
    return rc == MW_OK && !repl->show.live ? repl->worst : rc;
}

enum mw_status repl_hold(const struct job *job, struct mw_error *err)
{
    static const struct line_events events = {
        .on_ready = on_ready,
        .on_body = on_body,
        .on_close = on_close,
    };
    struct repl repl = {.job = job, .traced = *job->opt};
    const struct line_config config = {
        .opt = job->opt,
        .events = &events,
        .data = &repl,
        .patience_ns = job->opt->wait_ns,
    };
    enum mw_status rc;

    repl.show.report = job->report;
    rc = render_init(&repl.show.render, STDOUT_FILENO, &job->opt->output,
                     RENDER_JSON, err);
    if (rc == MW_OK) {
        rc = line_open(&repl.line, job->words[0], &config, err);
    }
    if (rc == MW_OK) {
        if (job->opt->use != NULL) {
            snprintf(repl.use, sizeof(repl.use), "%s", job->opt->use);
        }
        rc = run(&repl, err);
        line_close(&repl.line);
        repl_methods_fini(&repl.methods);
        mw_buffer_fini(&repl.request);
    }
    rc = render_end(&repl.show.render, status_of(&repl, rc), err);
    if (repl.killed != 0) {
        signal(repl.killed, SIG_DFL);
        raise(repl.killed);
    }
    return rc;
}
