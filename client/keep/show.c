#include "keep/show.h"

#include "input/envelope.h"
#include "output/plain.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>

/* A map for programs; for people a line in front of the message as it is. */
static bool wants_map(const struct show *show)
{
    enum render_form form = show->render.form;

    return show->envelope || form == RENDER_JSON || form == RENDER_MSGPACK;
}

static enum mw_status show_map(struct show *show,
                               const struct relay_message *message,
                               struct mw_bytes body, struct mw_error *err)
{
    const struct mw_error *why = message->piece->why;
    struct envelope envelope = {
        .direction = message->out ? "out" : "in",
        .peer = message->peer,
        .message = body,
        .fault = why == NULL ? NULL : why->text,
    };
    enum mw_status rc;

    if (show->envelope) {
        envelope.time_ns = message->time_ns;
        envelope.local = message->local;
        envelope.transport = message->transport;
        envelope.bytes = body.len;
        envelope.seq = message->number;
    }
    show->map.len = 0;
    rc = envelope_append(&envelope, &show->map);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for %zu bytes of message",
                            body.len);
    }
    return render_value(&show->render, mw_buffer_bytes(&show->map), body, err);
}

/* -> in, <- out, as --trace has it for who calls. */
static enum mw_status put_head(struct show *show,
                               const struct relay_message *message,
                               struct mw_error *err)
{
    struct mw_buffer name = {0};
    enum mw_status rc = plain_text(mw_text(message->peer), &name);
    size_t width;
    struct mw_pen pen = render_pen(&show->render, &width);

    mw_pen_put(&pen, message->out ? MW_INK_STRING : MW_INK_KEY,
               mw_text(message->out ? "<-" : "->"));
    mw_pen_put(&pen, MW_INK_DIM, mw_text(" "));
    mw_pen_put(&pen, MW_INK_DIM, mw_buffer_bytes(&name));
    mw_pen_newline(&pen);
    mw_buffer_fini(&name);
    rc = rc == MW_OK ? pen.rc : rc;
    return rc == MW_OK ? rc : mw_error_set(err, rc, "no memory for a line");
}

/* What is no value is shown as one: a bin of its bytes. */
static enum mw_status show_bad(struct show *show, struct mw_bytes body,
                               struct mw_error *err)
{
    enum mw_status rc;

    show->map.len = 0;
    rc = mw_pack_bin(&show->map, body);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for %zu bytes of message",
                            body.len);
    }
    return render_value(&show->render, mw_buffer_bytes(&show->map), body, err);
}

/* Raw bytes and hex can be what they like; an inspection points at the fault
 * and is not stopped by it. */
static enum mw_status show_plain(struct show *show,
                                 const struct relay_message *message,
                                 struct mw_bytes body, struct mw_error *err)
{
    enum render_form form = show->render.form;
    bool bad = message->piece->why != NULL;
    enum mw_status rc = MW_OK;

    if (form != RENDER_RAW) {
        rc = put_head(show, message, err);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (bad && form == RENDER_PRETTY) {
        return show_bad(show, body, err);
    }
    rc = render_value(&show->render, body, body, err);
    return bad && form == RENDER_INSPECT && rc != MW_ENOMEM ? MW_OK : rc;
}

static enum mw_status show_one(struct show *show,
                               const struct relay_message *message,
                               struct mw_bytes body, struct mw_error *err)
{
    return wants_map(show) ? show_map(show, message, body, err)
                           : show_plain(show, message, body, err);
}

enum mw_status show_message(struct show *show,
                            const struct relay_message *message,
                            struct mw_error *err)
{
    const struct mw_piece *piece = message->piece;
    enum mw_status rc = MW_OK;
    struct mw_bytes rest, value;

    if (show->render.form == RENDER_NONE || piece == NULL ||
        piece->kind != MW_PIECE_FRAME) {
        return MW_OK;
    }
    if (piece->why != NULL) {
        return show_one(show, message, piece->body, err);
    }
    rest = piece->body;
    while (rc == MW_OK && rest.len > 0 &&
           mw_value_skip(&rest, &value) == MW_OK) {
        rc = show_one(show, message, value, err);
    }
    return rc;
}

void show_fini(struct show *show)
{
    mw_buffer_fini(&show->map);
}
