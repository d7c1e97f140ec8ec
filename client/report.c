#include "report.h"

#include <msgwire/json.h>
#include <msgwire/pack.h>
#include <msgwire/value.h>

#include <stdio.h>
#include <unistd.h>

/* Control characters, also the two-byte ones from U+0080 to U+009F. */
static void defuse(struct mw_buffer *line)
{
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

void report_say(const struct report *report, struct mw_bytes sentence)
{
    struct mw_buffer line = {0};
    ssize_t written;

    if (report->quiet) {
        return;
    }
    mw_buffer_append(&line, mw_text("msgwire: "));
    if (report->verb != NULL) {
        mw_buffer_append(&line, mw_text(report->verb));
        mw_buffer_append(&line, mw_text(report->where == NULL ? "" : " "));
        mw_buffer_append(&line,
                         mw_text(report->where == NULL ? "" : report->where));
        mw_buffer_append(&line, mw_text(": "));
    }
    mw_buffer_append(&line, sentence);
    defuse(&line);
    mw_buffer_append(&line, mw_text("\n"));
    written = write(STDERR_FILENO, line.at, line.len);
    (void)written; /* there is no other place to complain at */
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

static void append_json(struct mw_bytes value, struct mw_buffer *out)
{
    const struct mw_json_style style = {.terminal_safe = true};

    mw_json_write(value, &style, out, NULL);
}

/* Text of the peer's, escaped as in JSON but without the quotes. */
static void append_text(struct mw_bytes text, struct mw_buffer *out)
{
    struct mw_buffer value = {0}, json = {0};

    mw_pack_str(&value, text);
    append_json(mw_buffer_bytes(&value), &json);
    if (json.len >= 2 && json.at[0] == '"') {
        mw_buffer_append(out, mw_bytes(json.at + 1, json.len - 2));
    } else {
        mw_buffer_append(out, mw_buffer_bytes(&json));
    }
    mw_buffer_fini(&json);
    mw_buffer_fini(&value);
}

void report_remote(struct mw_bytes error, struct mw_buffer *sentence)
{
    struct mw_bytes message, data;
    char text[32];
    int64_t code;

    mw_buffer_append(sentence, mw_text("the peer answered: "));
    if (!mw_message_error_fields(error, &code, &message, &data)) {
        append_json(error, sentence);
        return;
    }
    append_text(message, sentence);
    snprintf(text, sizeof(text), " (%lld)", (long long)code);
    mw_buffer_append(sentence, mw_text(text));
    if (data.len > 0) {
        mw_buffer_append(sentence, mw_text(", data "));
        append_json(data, sentence);
    }
}
