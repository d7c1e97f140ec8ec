#include "text/inspect_label.h"

#include "text/inspect_text.h"
#include "text/json_text.h"

#include <inttypes.h>
#include <stdio.h>

enum { PARTS = 4, WORDS = 64 };

static const struct shape {
    const char *name;
    const char *parts[PARTS];
} shapes[] = {
    [MW_REQUEST] = {"request", {"type", "msgid", "method", "params"}},
    [MW_RESPONSE] = {"response", {"type", "msgid", "error", "result"}},
    [MW_NOTIFICATION] = {"notification", {"type", "method", "params", ""}},
};

const char *mw__inspect_label_part(enum mw_shape shape, uint64_t index)
{
    return index < PARTS ? shapes[shape].parts[index] : "";
}

/* A method's name may hold any character: shown as JSON shows it. */
static enum mw_status append_method(struct mw_bytes method,
                                    struct mw_buffer *out)
{
    struct mw_buffer json = {0};
    enum mw_status rc = mw__json_text(method, true, &json);

    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_text(" "));
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_bytes(json.at + 1, json.len - 2));
    }
    mw_buffer_fini(&json);
    return rc;
}

static enum mw_status append_words(const struct mw_message *message,
                                   struct mw_buffer *out)
{
    char text[WORDS], id[16] = "", error[32] = "";
    struct mw_bytes words, data;
    int64_t code;

    if (message->shape != MW_NOTIFICATION) {
        snprintf(id, sizeof(id), " #%" PRIu32, message->msgid);
    }
    if (message->shape == MW_RESPONSE && mw_message_is_error(message)) {
        snprintf(error, sizeof(error), ", error");
        if (mw_message_error_fields(message->error, &code, &words, &data)) {
            snprintf(error, sizeof(error), ", error %" PRId64, code);
        }
    }
    snprintf(text, sizeof(text), "%s%s%s", shapes[message->shape].name, id,
             error);
    return mw_buffer_append(out, mw_text(text));
}

enum mw_status mw__inspect_label_write(const struct mw_message *message,
                                       size_t columns, struct mw_buffer *out)
{
    struct mw_buffer label = {0};
    enum mw_status rc = append_words(message, &label);

    if (rc == MW_OK && message->shape != MW_RESPONSE) {
        rc = append_method(message->method, &label);
    }
    if (rc == MW_OK) {
        rc = mw__inspect_text_cut(mw_buffer_bytes(&label), columns, out);
    }
    mw_buffer_fini(&label);
    return rc;
}
