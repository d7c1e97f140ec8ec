#include "output/report.h"

#include "output/plain.h"

#include <msgwire/digits.h>
#include <msgwire/pen.h>
#include <msgwire/utf8.h>
#include <msgwire/value.h>

#include <stdio.h>
#include <unistd.h>

enum { EXCERPT = 600 }; /* bytes of what a peer or a person wrote */

/* What is no UTF-8 is none of a terminal's business. */
static void replace_bad(struct mw_buffer *line)
{
    size_t at = 0;

    while ((at += mw_utf8_valid_len(mw_bytes(line->at + at, line->len - at))) <
           line->len) {
        line->at[at] = '?';
    }
}

/* Control characters, also the two-byte ones from U+0080 to U+009F. */
static void defuse(struct mw_buffer *line)
{
    replace_bad(line);
    for (size_t i = 0; i < line->len; i++) {
        uint8_t byte = line->at[i];
        bool c1 = byte == 0xc2 && i + 1 < line->len && line->at[i + 1] < 0xa0;
        if (byte < 0x20 || byte == 0x7f || c1) {
            line->at[i] = '?';
        }
        if (c1) {
            line->at[++i] = '?';
        }
    }
}

/* "call tcp://127.0.0.1:6749: " */
static void append_where(const struct report *report, struct mw_buffer *out)
{
    if (report->verb != NULL && !report->bare) {
        mw_buffer_append(out, mw_text(report->verb));
        if (report->where != NULL) {
            mw_buffer_append(out, mw_text(" "));
            plain_cut(mw_text(report->where), EXCERPT, out);
        }
        mw_buffer_append(out, mw_text(": "));
    }
}

/* The program's name is what catches the eye. */
static void append_line(const struct report *report, struct mw_bytes text,
                        struct mw_buffer *out)
{
    struct mw_colours colours;
    struct mw_pen pen = {
        .out = out,
        .colour = isatty(STDERR_FILENO) == 1 &&
                  screen_wants_colour(STDERR_FILENO, report->colour),
        .colours = &colours,
    };

    screen_colours_chosen(&colours, NULL);
    if (!report->bare) {
        mw_pen_put(&pen, MW_INK_FAULT, mw_text("msgwire:"));
        mw_pen_put(&pen, MW_INK_PLAIN, mw_text(" "));
    }
    mw_pen_put(&pen, MW_INK_PLAIN, text);
    mw_pen_newline(&pen);
}

void report_say(const struct report *report, struct mw_bytes sentence)
{
    struct mw_buffer text = {0}, line = {0};
    ssize_t written;

    if (report->quiet) {
        return;
    }
    append_where(report, &text);
    mw_buffer_append(&text, sentence);
    defuse(&text);
    append_line(report, mw_buffer_bytes(&text), &line);
    progress_clear(report->progress);
    written = write(STDERR_FILENO, line.at, line.len);
    (void)written; /* there is no other place to complain at */
    mw_buffer_fini(&text);
    mw_buffer_fini(&line);
}

bool report_is_error(const struct mw_message *message, struct mw_bytes *error)
{
    struct mw_bytes params = message->params;
    struct mw_value array;

    if (message->shape == MW_RESPONSE) {
        *error = message->error;
        return mw_message_is_error(message);
    }
    return message->shape == MW_NOTIFICATION &&
           mw_bytes_equal(message->method, mw_text(MW_NAME_ERROR)) &&
           mw_value_next(&params, &array) == MW_OK && array.as.count == 1 &&
           mw_value_skip(&params, error) == MW_OK;
}

static void append_text(struct mw_bytes text, struct mw_buffer *sentence)
{
    struct mw_buffer plain = {0};

    plain_text(text, &plain);
    plain_cut(mw_buffer_bytes(&plain), EXCERPT, sentence);
    mw_buffer_fini(&plain);
}

/* What a peer says in Neovim's form of an error: [type, text]. */
static bool typed_text(struct mw_bytes error, int64_t *code,
                       struct mw_bytes *text)
{
    struct mw_value array, type, said;

    if (mw_value_next(&error, &array) != MW_OK || array.type != MW_ARRAY ||
        array.as.count != 2 || mw_value_next(&error, &type) != MW_OK ||
        type.type != MW_UINT || type.as.u64 > INT32_MAX ||
        mw_value_next(&error, &said) != MW_OK || said.type != MW_STR) {
        return false;
    }
    *code = (int64_t)type.as.u64;
    *text = said.payload;
    return true;
}

void report_remote(struct mw_bytes error, struct mw_buffer *sentence)
{
    struct mw_bytes message, data = {0};
    char text[32];
    int64_t code;

    mw_buffer_append(sentence, mw_text("the peer answered: "));
    if (!mw_message_error_fields(error, &code, &message, &data) &&
        !typed_text(error, &code, &message)) {
        plain_value_cut(error, EXCERPT, sentence);
        return;
    }
    append_text(message, sentence);
    snprintf(text, sizeof(text), " (%lld)", (long long)code);
    mw_buffer_append(sentence, mw_text(text));
    if (data.len > 0) {
        mw_buffer_append(sentence, mw_text(", data "));
        plain_value_cut(data, EXCERPT, sentence);
    }
}
