#include "repl/repl_words.h"

#include <stdlib.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_opening(char c)
{
    return c == '[' || c == '{';
}

static enum mw_status put(struct repl_words *words, char c)
{
    return mw_buffer_append(&words->text, mw_bytes(&c, 1));
}

/* Goes into a state that must be left again by what closes it. */
static void open_by(struct repl_words *words, char c,
                    enum repl_words_state state)
{
    words->state = state;
    words->opener = c;
    words->open_line = words->line;
    words->open_column = words->column;
}

/* JSON begins a word, or follows its ":=". */
static bool is_json_here(const struct repl_words *words, char c)
{
    const struct mw_buffer *text = &words->text;
    size_t len = text->len - words->begun;

    return is_opening(c) &&
           (len == 0 ||
            (len > 2 && memcmp(text->at + text->len - 2, ":=", 2) == 0));
}

static enum mw_status step_plain(struct repl_words *words, char c)
{
    if (is_blank(c)) {
        words->state = REPL_WORDS_BETWEEN;
        return put(words, '\0');
    }
    if (c == '\'') {
        open_by(words, c, REPL_WORDS_SINGLE);
        return MW_OK;
    }
    if (c == '"') {
        open_by(words, c, REPL_WORDS_DOUBLE);
        return MW_OK;
    }
    if (c == '\\') {
        open_by(words, c, REPL_WORDS_ESCAPE);
        return MW_OK;
    }
    if (is_json_here(words, c)) {
        open_by(words, c, REPL_WORDS_JSON);
        words->depth = 1;
    }
    return put(words, c);
}

static enum mw_status step_between(struct repl_words *words, char c)
{
    if (is_blank(c)) {
        return MW_OK;
    }
    words->begun = words->text.len;
    words->state = REPL_WORDS_PLAIN;
    words->count++;
    return step_plain(words, c);
}

/* Which bracket closes which is for the reader of JSON to say. */
static enum mw_status step_json(struct repl_words *words, char c)
{
    if (c == '"') {
        words->state = REPL_WORDS_JSON_STRING;
    } else if (is_opening(c)) {
        words->depth++;
    } else if ((c == ']' || c == '}') && --words->depth == 0) {
        words->state = REPL_WORDS_PLAIN;
    }
    return put(words, c);
}

/* A backslash stands for itself but before these. */
static enum mw_status step_double_escape(struct repl_words *words, char c)
{
    enum mw_status rc = MW_OK;

    words->state = REPL_WORDS_DOUBLE;
    if (c == '\n') {
        return MW_OK;
    }
    if (c != '"' && c != '\\') {
        rc = put(words, '\\');
    }
    return rc == MW_OK ? put(words, c) : rc;
}

/* Within '' and within a string of JSON: all but the end stands for itself. */
static enum mw_status step_until(struct repl_words *words, char c, char end,
                                 enum repl_words_state after)
{
    if (c == end) {
        words->state = after;
    }
    return c == end && after == REPL_WORDS_PLAIN ? MW_OK : put(words, c);
}

static enum mw_status step(struct repl_words *words, char c)
{
    switch (words->state) {
    case REPL_WORDS_BETWEEN:
        return step_between(words, c);
    case REPL_WORDS_PLAIN:
        return step_plain(words, c);
    case REPL_WORDS_ESCAPE:
        words->state = REPL_WORDS_PLAIN;
        return c == '\n' ? MW_OK : put(words, c);
    case REPL_WORDS_SINGLE:
        return step_until(words, c, '\'', REPL_WORDS_PLAIN);
    case REPL_WORDS_DOUBLE:
        if (c == '\\') {
            words->state = REPL_WORDS_DOUBLE_ESCAPE;
            return MW_OK;
        }
        return step_until(words, c, '"', REPL_WORDS_PLAIN);
    case REPL_WORDS_DOUBLE_ESCAPE:
        return step_double_escape(words, c);
    case REPL_WORDS_JSON:
        return step_json(words, c);
    case REPL_WORDS_JSON_STRING:
        if (c == '\\') {
            words->state = REPL_WORDS_JSON_ESCAPE;
        }
        return step_until(words, c, '"', REPL_WORDS_JSON);
    case REPL_WORDS_JSON_ESCAPE:
        words->state = REPL_WORDS_JSON_STRING;
        return put(words, c);
    }
    return MW_OK;
}

static enum mw_status feed(struct repl_words *words, struct mw_bytes bytes,
                           struct mw_error *err)
{
    for (size_t i = 0; i < bytes.len; i++) {
        enum mw_status rc = step(words, (char)bytes.at[i]);
        if (rc != MW_OK) {
            return mw_error_set(err, rc, "no memory for the words of a line");
        }
        if (words->count > REPL_WORDS_MAX) {
            return mw_error_set(err, MW_EINVAL, "more than %d words",
                                REPL_WORDS_MAX);
        }
        words->column++;
    }
    return MW_OK;
}

/* The text does not move any more. */
static enum mw_status point_at(struct repl_words *words, struct mw_error *err)
{
    char *word = (char *)words->text.at;

    words->at = calloc((size_t)words->count + 1, sizeof(*words->at));
    if (words->at == NULL) {
        return mw_error_set(err, MW_ENOMEM,
                            "no memory for the words of a line");
    }
    for (int i = 0; i < words->count; i++) {
        words->at[i] = word;
        word += strlen(word) + 1;
    }
    return MW_OK;
}

enum mw_status repl_words_feed(struct repl_words *words, struct mw_bytes line,
                               struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (line.len > 0 && memchr(line.at, '\0', line.len) != NULL) {
        return mw_error_set(err, MW_EINVAL,
                            "there is a NUL in it, which no word can hold");
    }
    if (words->state != REPL_WORDS_BETWEEN) { /* the line goes on */
        rc = feed(words, mw_text("\n"), err);
        words->line++;
        words->column = 0;
    }
    if (rc == MW_OK) {
        rc = feed(words, line, err);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (words->state == REPL_WORDS_PLAIN) { /* so does a line's end */
        rc = feed(words, mw_text(" "), err);
    }
    if (rc == MW_OK && words->state != REPL_WORDS_BETWEEN) {
        return mw_error_set(
            err, MW_EAGAIN, "line %zu, column %zu: %c is not closed",
            words->open_line + 1, words->open_column + 1, words->opener);
    }
    return rc == MW_OK ? point_at(words, err) : rc;
}

void repl_words_fini(struct repl_words *words)
{
    mw_buffer_fini(&words->text);
    free(words->at);
    *words = (struct repl_words){0};
}
