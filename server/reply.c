#include "reply.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>

#include <stdarg.h>
#include <stdio.h>

enum { DATA_MAX = 64, TEXT_MAX = MW_ERROR_TEXT };

/* One error response, or MW_OK if nobody listens any more. */
static enum mw_status send_error(const struct call *call, int code,
                                 const char *text, struct mw_bytes data)
{
    struct mw_buffer *out = call->outlet->begin(call->ctx);
    enum mw_status rc;

    if (out == NULL) {
        return MW_OK;
    }
    rc = mw_message_response_error(out, call->msgid, code, text, data);
    if (rc != MW_OK) {
        call->outlet->undo(call->ctx);
        return rc;
    }
    rc = call->outlet->end(call->ctx);
    call->host->stats.errors_sent += rc == MW_OK;
    return rc;
}

/* The answer could not be given: says so in few words, since what stood in
 * its way may stand in the way of many. */
static void excuse(const struct call *call, enum mw_status status)
{
    const struct mw_bytes no_data = mw_bytes(NULL, 0);
    struct mw_error why;

    if (call->outlet->is_datagram(call->ctx)) {
        (void)send_error(call, MW_CODE_TOO_LARGE_FOR_A_DATAGRAM, "use a stream",
                         no_data);
    } else if (status == MW_ETOOBIG &&
               send_error(call, MW_CODE_FRAME_TOO_LARGE, "answer too long",
                          no_data) == MW_OK) {
        return;
    } else if (send_error(call, MW_CODE_OVERLOADED, "no memory", no_data) !=
               MW_OK) {
        mw_error_set(&why, status, "an answer could not be given: %s",
                     mw_status_name(status));
        call->outlet->fail(call->ctx, MW_CODE_OVERLOADED, &why);
    }
}

void reply_result(const struct call *call, struct mw_bytes result)
{
    struct mw_buffer *out;

    if (!call->wants_answer || (out = call->outlet->begin(call->ctx)) == NULL) {
        return;
    }
    reply_end(call, mw_message_response(out, call->msgid, result));
}

struct mw_buffer *reply_begin(const struct call *call)
{
    struct mw_buffer *out;
    enum mw_status rc;

    if (!call->wants_answer || (out = call->outlet->begin(call->ctx)) == NULL) {
        return NULL;
    }
    rc = mw_message_response_head(out, call->msgid);
    if (rc != MW_OK) {
        reply_end(call, rc);
        return NULL;
    }
    return out;
}

void reply_end(const struct call *call, enum mw_status packed)
{
    if (packed != MW_OK) {
        call->outlet->undo(call->ctx);
    } else {
        packed = call->outlet->end(call->ctx);
    }
    if (packed != MW_OK) {
        excuse(call, packed);
    }
}

void reply_undo(const struct call *call)
{
    call->outlet->undo(call->ctx);
}

/* `{path: "..."}` in `data`, whose room is enough for any path of ours. */
static void pack_path(struct mw_buffer *data, const char *path)
{
    if (path != NULL && (mw_pack_map(data, 1) != MW_OK ||
                         mw_pack_str(data, mw_text("path")) != MW_OK ||
                         mw_pack_str(data, mw_text(path)) != MW_OK)) {
        data->len = 0;
    }
}

void reply_error(const struct call *call, int code, const char *path,
                 const char *fmt, ...)
{
    uint8_t room[DATA_MAX];
    struct mw_buffer data = {room, 0, sizeof(room), sizeof(room)};
    char text[TEXT_MAX];
    enum mw_status rc;
    va_list args;

    if (!call->wants_answer) {
        return;
    }
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    pack_path(&data, path);
    rc = send_error(call, code, text, mw_buffer_bytes(&data));
    if (rc != MW_OK && data.len > 0) { /* the sentence says where, too */
        rc = send_error(call, code, text, mw_bytes(NULL, 0));
    }
    if (rc != MW_OK) {
        excuse(call, rc);
    }
}

bool reply_wants_no_params(const struct call *call)
{
    struct mw_bytes in = call->params;
    struct mw_value array;

    if (mw_value_next(&in, &array) == MW_OK && array.as.count == 0) {
        return true;
    }
    reply_error(call, MW_CODE_INVALID_PARAMS, "params",
                "params: expected none, got %u", array.as.count);
    return false;
}
