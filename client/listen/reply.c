#include "listen/reply.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>

bool reply_wanted(struct mw_bytes body, struct reply_to *to,
                  struct mw_message *request)
{
    *to = (struct reply_to){0};
    if (mw_message_read(body, request, NULL) != MW_OK) {
        return true;
    }
    to->request = request->shape == MW_REQUEST;
    to->msgid = request->msgid;
    return to->request;
}

enum mw_status reply_result(const struct reply_to *to, struct mw_bytes value,
                            struct mw_buffer *out)
{
    return to->request ? mw_message_response(out, to->msgid, value)
                       : mw_buffer_append(out, value);
}

/* {code, message} of a sentence. */
static enum mw_status pack_sentence(struct mw_bytes text, struct mw_buffer *out)
{
    enum mw_status rc = mw_pack_map(out, 2);

    rc = rc == MW_OK ? mw_pack_str(out, mw_text("code")) : rc;
    rc = rc == MW_OK ? mw_pack_int(out, MW_CODE_INTERNAL_ERROR) : rc;
    rc = rc == MW_OK ? mw_pack_str(out, mw_text("message")) : rc;
    return rc == MW_OK ? mw_pack_str(out, text) : rc;
}

static enum mw_status pack_error(struct mw_bytes value, struct mw_buffer *out)
{
    struct mw_bytes rest = value;
    struct mw_value head;

    if (mw_value_next(&rest, &head) == MW_OK && head.type == MW_STR) {
        return pack_sentence(head.payload, out);
    }
    return mw_buffer_append(out, value);
}

enum mw_status reply_error(const struct reply_to *to, struct mw_bytes value,
                           struct mw_buffer *out)
{
    size_t before = out->len;
    enum mw_status rc = mw_pack_array(out, 4);

    rc = rc == MW_OK ? mw_pack_uint(out, MW_RESPONSE) : rc;
    rc = rc == MW_OK ? mw_pack_uint(out, to->msgid) : rc;
    rc = rc == MW_OK ? pack_error(value, out) : rc;
    rc = rc == MW_OK ? mw_pack_nil(out) : rc;
    if (rc != MW_OK) {
        out->len = before;
    }
    return rc;
}

void reply_refuse(struct mw_conn *peer, const struct mw_error *why)
{
    struct mw_buffer *out =
        mw_conn_is_datagram(peer) ? NULL : mw_conn_begin(peer);

    if (out == NULL) {
        return;
    }
    if (mw_message_error_notification(out, MW_CODE_PARSE_ERROR, why->text) ==
        MW_OK) {
        (void)mw_conn_end(peer, NULL);
    } else {
        mw_conn_undo(peer);
    }
}
