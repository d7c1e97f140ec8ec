#include "report.h"

#include "plain.h"

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

void report_remote(struct mw_bytes error, struct mw_buffer *sentence)
{
    struct mw_bytes message, data;
    char text[32];
    int64_t code;

    mw_buffer_append(sentence, mw_text("the peer answered: "));
    if (!mw_message_error_fields(error, &code, &message, &data)) {
        plain_value(error, sentence);
        return;
    }
    plain_text(message, sentence);
    snprintf(text, sizeof(text), " (%lld)", (long long)code);
    mw_buffer_append(sentence, mw_text(text));
    if (data.len > 0) {
        mw_buffer_append(sentence, mw_text(", data "));
        plain_value(data, sentence);
    }
}
