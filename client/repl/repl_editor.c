#include "repl/repl_editor.h"

#include "repl/repl_history.h"
#include "repl/repl_rows.h"

#include <msgwire/limits.h>

#include <histedit.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

enum { REPLACEMENT = 0xfffd };

struct repl_editor {
    struct repl_editor_config config;
    EditLine *el;
    struct termios theirs, ours; /* the terminal as it was, and as it is */
    History *history;
    const char *prompt;
    enum repl_key got; /* what came in the place of a line */
    bool typing;       /* a line is being typed, ... */
    bool drawn;        /* ... and stands on the screen */
    bool goes_on;      /* it is the next one of what was begun */
};

const char *repl_editor_version(void)
{
    return "libedit " MSGWIRE_LIBEDIT;
}

static struct repl_editor *editor_of(EditLine *el)
{
    void *editor = NULL;

    el_get(el, EL_CLIENTDATA, &editor);
    return editor;
}

static struct winsize size_of(const struct repl_editor *editor)
{
    struct winsize size = {0};

    ioctl(fileno(editor->config.out), TIOCGWINSZ, &size);
    size.ws_col = size.ws_col == 0 ? 80 : size.ws_col;
    size.ws_row = size.ws_row == 0 ? 24 : size.ws_row;
    return size;
}

/* --- what stands on the screen --- */

static size_t rows_above_cursor(const struct repl_editor *editor)
{
    const LineInfoW *line = el_wline(editor->el);
    struct winsize size = size_of(editor);
    size_t rows = repl_rows_above(editor->prompt, line->buffer, line->cursor,
                                  size.ws_col);

    return rows < size.ws_row ? rows : size.ws_row - 1u;
}

void repl_editor_clear(struct repl_editor *editor)
{
    size_t rows;

    if (!editor->typing || !editor->drawn) {
        return;
    }
    rows = rows_above_cursor(editor);
    fputs("\r", editor->config.out);
    if (rows > 0) {
        fprintf(editor->config.out, "\033[%zuA", rows);
    }
    fputs("\033[J", editor->config.out);
    fflush(editor->config.out);
    editor->drawn = false;
}

static void draw(void *data)
{
    struct repl_editor *editor = data;

    if (editor->typing && !editor->drawn) {
        editor->drawn = true;
        el_set(editor->el, EL_REFRESH);
    }
}

/* --- keys --- */

/* Takes the rest of a character whose first byte is here; what is no UTF-8
 * becomes a replacement character. */
static wchar_t rest_of(struct repl_keys *keys, uint8_t first)
{
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    uint32_t c = first & (0x3fu >> more);
    uint8_t byte;

    if (first < 0xc2 || first > 0xf4) {
        return REPLACEMENT;
    }
    while (more-- > 0) {
        if (repl_keys_next(keys, &byte) != REPL_KEY_BYTE ||
            (byte & 0xc0) != 0x80) {
            return REPLACEMENT;
        }
        c = c << 6 | (byte & 0x3fu);
    }
    return (wchar_t)c;
}

static int get_key(EditLine *el, wchar_t *key)
{
    struct repl_editor *editor = editor_of(el);
    uint8_t byte;

    editor->got = repl_keys_next(editor->config.keys, &byte);
    switch (editor->got) {
    case REPL_KEY_BYTE:
        *key = byte < 0x80 ? byte : rest_of(editor->config.keys, byte);
        return 1;
    case REPL_KEY_INTERRUPT:
        *key = REPL_KEYS_INTERRUPT;
        return 1;
    case REPL_KEY_END:
    case REPL_KEY_OVER:
        return 0;
    }
    return 0;
}

/* The line as it is typed, up to the cursor or whole. */
static void append_text(const wchar_t *at, const wchar_t *end,
                        struct mw_buffer *out)
{
    char bytes[16];
    mbstate_t state = {0};

    for (; at < end; at++) {
        size_t len = wcrtomb(bytes, *at, &state);
        if (len != (size_t)-1 &&
            mw_buffer_append(out, mw_bytes(bytes, len)) != MW_OK) {
            return;
        }
    }
}

static unsigned char insert(EditLine *el, const char *text)
{
    return el_insertstr(el, text) == 0 ? CC_REFRESH : CC_ERROR;
}

/* Inserts what all candidates go on with, and a blank behind the only one;
 * else lists them. In lines that go on it is the blank of pasted JSON. */
static unsigned char on_tab(EditLine *el, int key)
{
    struct repl_editor *editor = editor_of(el);
    const LineInfoW *line = el_wline(el);
    char text[MW_METHOD_MAX + 2] = "";
    struct repl_completion found;
    struct mw_buffer before = {0};

    (void)key;
    if (editor->goes_on) {
        return insert(el, " ");
    }
    append_text(line->buffer, line->cursor, &before);
    editor->config.complete(editor->config.data, mw_buffer_bytes(&before),
                            &found);
    if (found.count > 0) {
        snprintf(text, sizeof(text), "%.*s%s",
                 (int)(found.common - found.typed.len),
                 found.name + found.typed.len, found.count == 1 ? " " : "");
    }
    mw_buffer_fini(&before);
    if (found.count == 0 || text[0] != '\0') {
        return found.count == 0 ? CC_ERROR : insert(el, text);
    }
    repl_editor_clear(editor);
    editor->config.list(editor->config.data, &found);
    return CC_NORM;
}

/* Ctrl-C clears the line; if there is none, or it is but a part of what was
 * typed, that is for others to know. */
static unsigned char on_interrupt(EditLine *el, int key)
{
    struct repl_editor *editor = editor_of(el);
    const LineInfoW *line = el_wline(el);
    int len = (int)(line->lastchar - line->buffer);

    (void)key;
    if (len > 0 && !editor->goes_on) {
        el_cursor(el, (int)(line->lastchar - line->cursor));
        el_wdeletestr(el, len);
        return CC_REFRESH;
    }
    editor->got = REPL_KEY_INTERRUPT;
    repl_editor_clear(editor);
    return CC_EOF;
}

/* libedit does not survive what is no text in the locale. */
static bool is_text(const char *text)
{
    return mbstowcs(NULL, text, 0) != (size_t)-1;
}

static char *get_prompt(EditLine *el)
{
    static char bare[] = "> ";
    const char *prompt = editor_of(el)->prompt;

    return is_text(prompt) ? (char *)prompt : bare;
}

/* --- a line --- */

enum repl_key repl_editor_line(struct repl_editor *editor, const char *prompt,
                               bool goes_on, struct mw_buffer *out)
{
    const char *text;
    int len = 0;

    editor->prompt = prompt;
    editor->goes_on = goes_on;
    editor->got = REPL_KEY_END;
    editor->typing = true;
    editor->drawn = true;
    text = el_gets(editor->el, &len);
    editor->typing = false;
    if (text != NULL && len > 0) {
        len -= text[len - 1] == '\n';
        mw_buffer_append(out, mw_bytes(text, (size_t)len));
        return REPL_KEY_BYTE;
    }
    if (editor->got == REPL_KEY_BYTE) { /* Ctrl-D */
        editor->got = REPL_KEY_END;
    }
    if (editor->got != REPL_KEY_INTERRUPT || !goes_on) {
        fputs("\n", editor->config.out);
        fflush(editor->config.out);
    }
    return editor->got;
}

void repl_editor_resize(struct repl_editor *editor)
{
    repl_editor_clear(editor);
    el_resize(editor->el);
}

void repl_editor_release(struct repl_editor *editor)
{
    repl_editor_clear(editor);
    tcgetattr(STDIN_FILENO, &editor->ours);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->theirs);
}

void repl_editor_retake(struct repl_editor *editor)
{
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->ours);
}

/* --- history --- */

static void remember(struct repl_editor *editor, const char *line)
{
    HistEvent event;

    if (editor->history != NULL && is_text(line)) {
        history(editor->history, &event, H_ENTER, line);
    }
}

void repl_editor_remember(struct repl_editor *editor, struct mw_bytes line)
{
    struct mw_buffer text = {0};

    if (line.len == 0 || line.at[0] == ' ') {
        return;
    }
    if (mw_buffer_append(&text, line) == MW_OK &&
        mw_buffer_append(&text, mw_bytes("", 1)) == MW_OK) {
        for (size_t i = 0; i < line.len; i++) {
            text.at[i] = text.at[i] == '\n' ? ' ' : text.at[i];
        }
        remember(editor, (const char *)text.at);
        repl_history_add(editor->config.history, line);
    }
    mw_buffer_fini(&text);
}

static void open_history(struct repl_editor *editor)
{
    struct mw_buffer lines = {0};
    HistEvent event;

    editor->history = history_init();
    if (editor->history == NULL) {
        return;
    }
    history(editor->history, &event, H_SETSIZE, REPL_HISTORY_LINES);
    history(editor->history, &event, H_SETUNIQUE, 1);
    el_set(editor->el, EL_HIST, history, editor->history);
    repl_history_load(editor->config.history, &lines);
    for (size_t at = 0; at < lines.len;) {
        const char *line = (const char *)lines.at + at;
        at += strlen(line) + 1;
        remember(editor, line);
    }
    mw_buffer_fini(&lines);
}

/* --- the whole --- */

/* What is typed is UTF-8, whatever the locale says; libedit asks the locale
 * which characters can be printed, and how wide they are. Nothing else here
 * does. */
static void open_locale(void)
{
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
        setlocale(LC_CTYPE, "");
    }
}

/* A person's own ~/.editrc is heeded, but for what we stand on. */
static void set_up(struct repl_editor *editor)
{
    EditLine *el = editor->el;

    el_set(el, EL_CLIENTDATA, editor);
    el_set(el, EL_PROMPT, get_prompt);
    el_set(el, EL_EDITOR, "emacs");
    el_set(el, EL_SIGNAL, 0);
    el_source(el, NULL);
    el_set(el, EL_GETCFN, get_key);
    /* of narrow names libedit keeps copies for ever */
    el_wset(el, EL_ADDFN, L"msgwire-complete", L"complete", on_tab);
    el_wset(el, EL_ADDFN, L"msgwire-interrupt", L"clear", on_interrupt);
    el_set(el, EL_BIND, "^I", "msgwire-complete", NULL);
    el_set(el, EL_BIND, "^C", "msgwire-interrupt", NULL);
    el_set(el, EL_BIND, "^R", "em-inc-search-prev", NULL);
}

/* Between the lines the terminal stays as it is while one is typed: what is
 * typed ahead is not echoed, and no key is lost in a change. Ctrl-C is a key,
 * so that it does not end those who share the terminal with us. */
static void set_terminal(EditLine *el)
{
    el_set(el, EL_SETTY, "-d", "intr=", NULL);
    el_set(el, EL_SETTY, "-x", "-icanon", "-echo", "intr=", NULL);
}

struct repl_editor *repl_editor_new(const struct repl_editor_config *config)
{
    const char *term = getenv("TERM");
    struct repl_editor *editor;

    if (term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0) {
        return NULL;
    }
    editor = calloc(1, sizeof(*editor));
    if (editor == NULL) {
        return NULL;
    }
    editor->config = *config;
    editor->prompt = "";
    open_locale();
    tcgetattr(STDIN_FILENO, &editor->theirs);
    editor->el = el_init("msgwire", stdin, config->out, stderr);
    if (editor->el == NULL) {
        free(editor);
        return NULL;
    }
    set_up(editor);
    set_terminal(editor->el);
    open_history(editor);
    config->keys->ahead = true;
    config->keys->before_wait = draw;
    config->keys->data = editor;
    return editor;
}

void repl_editor_free(struct repl_editor *editor)
{
    if (editor == NULL) {
        return;
    }
    el_end(editor->el);
    if (editor->history != NULL) {
        history_end(editor->history);
    }
    free(editor);
}
