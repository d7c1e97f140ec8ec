#include "keep/passing.h"

#include "keep/relay.h"

#include <msgwire/message.h>

#include <stdio.h>

enum { WAITING_MAX = 4 << 20 }; /* bytes for a target that is not ready */

/* A body on its way. */
struct parcel {
    struct bridge *bridge;
    bool out;
    bool valid; /* it is one value, or several */
    struct mw_bytes body;
};

static bool to_datagrams(const struct parcel *parcel)
{
    return parcel->out ? parcel->bridge->sends_datagrams
                       : mw_conn_is_datagram(parcel->bridge->target.conn);
}

/* --- to the client, in place of an answer --- */

/* What a promise takes, at any length. */
static void speak(struct bridge *bridge, struct mw_bytes body)
{
    struct mw_buffer *out = mw_promise_begin(bridge->promise);
    enum mw_status rc = MW_ENOMEM;

    if (out == NULL) {
        bridge->relay->refused++;
    } else if (mw_buffer_append(out, body) != MW_OK) {
        mw_promise_undo(bridge->promise);
    } else {
        rc = mw_promise_end(bridge->promise, NULL);
        bridge->relay->refused += rc != MW_OK;
    }
}

static void answer_error(struct bridge *bridge, uint32_t msgid, int code,
                         const char *text, size_t most)
{
    const struct mw_bytes no_data = {NULL, 0};
    struct mw_buffer answer = {0};

    if (mw_message_response_error(&answer, msgid, code, text, no_data) ==
            MW_OK &&
        answer.len <= most) {
        if (bridge->sends_datagrams) {
            speak(bridge, mw_buffer_bytes(&answer));
        } else if (bridge->client.conn != NULL) {
            (void)mw_conn_send(bridge->client.conn, mw_buffer_bytes(&answer),
                               NULL);
        }
    }
    mw_buffer_fini(&answer);
}

/* What is no answer, and none is due for it. */
static void notify_error(struct bridge *bridge, int code, const char *text)
{
    struct mw_buffer body = {0};

    if (!bridge->sends_datagrams && bridge->client.conn != NULL &&
        mw_message_error_notification(&body, code, text) == MW_OK) {
        (void)mw_conn_send(bridge->client.conn, mw_buffer_bytes(&body), NULL);
    }
    mw_buffer_fini(&body);
}

/* --- what can't be passed on --- */

static void say(const struct parcel *parcel, const char *text)
{
    char sentence[MW_ERROR_TEXT];

    snprintf(sentence, sizeof(sentence), "not passed %s: %.200s",
             parcel->out ? "out" : "in", text);
    parcel->bridge->relay->refused++;
    relay_say(parcel->bridge->relay, parcel->bridge->name, sentence);
}

/* Who waits for an answer learns that there is none. */
static void too_long(const struct parcel *parcel, const struct mw_error *why)
{
    struct bridge *bridge = parcel->bridge;
    int code = to_datagrams(parcel) ? MW_CODE_TOO_LARGE_FOR_A_DATAGRAM
                                    : MW_CODE_FRAME_TOO_LARGE;
    struct mw_message message;

    say(parcel, why->text);
    if (parcel->valid &&
        mw_message_read(parcel->body, &message, NULL) == MW_OK &&
        message.shape != MW_NOTIFICATION &&
        parcel->out == (message.shape == MW_RESPONSE)) {
        bridge->due -= !parcel->out && bridge->due > 0;
        answer_error(bridge, message.msgid, code, why->text, SIZE_MAX);
    } else if (!parcel->out) {
        notify_error(bridge, code, why->text);
    }
}

/* --- to a sender of datagrams --- */

/* From a stream, which knows of no rules for datagrams. */
static void answer_by_rule(const struct parcel *parcel)
{
    struct mw_error why;
    struct due due;

    if (!dues_take(&parcel->bridge->dues, parcel->body, parcel->valid, &due)) {
        say(parcel, "no datagram of its sender is to be answered by it");
    } else if (parcel->body.len > due.allowance ||
               parcel->body.len > MW_DATAGRAM_MAX) {
        mw_error_set(&why, MW_ETOOBIG,
                     "an answer of %zu bytes, this datagram's sender may get "
                     "%zu",
                     parcel->body.len, due.allowance);
        say(parcel, why.text);
        if (due.request) {
            answer_error(parcel->bridge, due.msgid,
                         MW_CODE_TOO_LARGE_FOR_A_DATAGRAM,
                         "the answer needs a stream", due.allowance);
        }
    } else {
        speak(parcel->bridge, parcel->body);
    }
}

static void answer_sender(const struct parcel *parcel)
{
    if (parcel->bridge->relay->target.endpoint.scheme == MW_UDP) {
        speak(parcel->bridge, parcel->body);
    } else {
        answer_by_rule(parcel);
    }
}

/* --- to the target, as a datagram or from one --- */

static void wait_for_target(const struct parcel *parcel)
{
    struct bridge *bridge = parcel->bridge;
    const struct mw_framing *framing = mw_framing_at(0);
    enum mw_status rc = MW_ETOOBIG;
    size_t mark;

    if (bridge->waiting.len + parcel->body.len <= WAITING_MAX) {
        rc = mw_frame_begin(framing, &bridge->waiting, &mark);
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(&bridge->waiting, parcel->body);
        if (rc != MW_OK) {
            bridge->waiting.len = mark;
        }
    }
    if (rc == MW_OK) {
        rc = mw_frame_end(framing, WAITING_MAX, &bridge->waiting, mark, NULL);
    }
    if (rc != MW_OK) {
        say(parcel, "too much waits for the target already");
    }
}

/* Returns false if it takes nothing now. */
static bool send_to(const struct parcel *parcel, struct mw_conn *conn)
{
    struct mw_buffer *out = mw_conn_begin(conn);
    struct mw_error err;
    enum mw_status rc;

    if (out == NULL) {
        return false;
    }
    rc = mw_buffer_append(out, parcel->body);
    if (rc != MW_OK) {
        mw_conn_undo(conn);
        say(parcel, mw_status_name(rc));
        return true;
    }
    if (mw_conn_end(conn, &err) != MW_OK) {
        too_long(parcel, &err);
    }
    return true;
}

static void put_body(const struct parcel *parcel)
{
    struct bridge *bridge = parcel->bridge;
    struct bridge_side *to = parcel->out ? &bridge->client : &bridge->target;
    bool waits =
        to == &bridge->target && (!to->open || bridge->waiting.len > 0);

    if (parcel->out && bridge->sends_datagrams) {
        answer_sender(parcel);
    } else if (!waits && bridge->sends_datagrams && to->full) {
        say(parcel, "the target does not take more for now");
    } else if (waits ||
               (!send_to(parcel, to->conn) && mw_conn_is_datagram(to->conn))) {
        wait_for_target(parcel);
    }
}

/* A datagram has one value, and so has a frame of some streams: a body of more
 * becomes several. */
static void put_values(struct parcel *parcel, const struct mw_conn *from)
{
    const struct relay *relay = parcel->bridge->relay;
    uint32_t most = parcel->out                ? relay->client_values
                    : relay->target.values > 1 ? relay->target.values
                                               : 1;
    struct mw_bytes rest = parcel->body;

    if (!parcel->valid || mw_conn_values(from) <= most) {
        put_body(parcel);
        return;
    }
    while (mw_conn_next_value(from, &rest, &parcel->body)) {
        put_body(parcel);
    }
}

/* --- the whole --- */

static void note_bad(struct bridge *bridge, bool out,
                     const struct mw_piece *piece)
{
    char sentence[MW_ERROR_TEXT];

    snprintf(sentence, sizeof(sentence), "%s, passed %s as it came: %.180s",
             piece->kind == MW_PIECE_FRAME ? "no value" : "not in a frame",
             out ? "out" : "in", piece->why->text);
    relay_say(bridge->relay, bridge->name, sentence);
}

static void count_due(struct bridge *bridge, bool out,
                      const struct mw_piece *piece)
{
    struct mw_message message;

    if (piece->kind != MW_PIECE_FRAME || piece->why != NULL ||
        mw_message_read(piece->body, &message, NULL) != MW_OK) {
        return;
    }
    if (!out && message.shape == MW_REQUEST) {
        bridge->due++;
    } else if (out && message.shape == MW_RESPONSE && bridge->due > 0) {
        bridge->due--;
    }
}

/* Bytes in no frame have no place in another framing. */
static void pass_outside(struct parcel *parcel, const struct mw_piece *piece)
{
    char text[MW_ERROR_TEXT];

    if (piece->kind == MW_PIECE_LOOSE && piece->why == NULL) {
        parcel->bridge->relay->refused++; /* it has been said */
        return;
    }
    snprintf(text, sizeof(text), "%zu bytes in no frame%s%.150s",
             piece->bytes.len, piece->why == NULL ? "" : ": ",
             piece->why == NULL ? "" : piece->why->text);
    say(parcel, text);
}

static void look_at_queue(struct bridge *bridge, bool out)
{
    struct bridge_side *to = out ? &bridge->client : &bridge->target;

    if (to->conn != NULL && !(out && bridge->sends_datagrams) &&
        mw_conn_queued(to->conn) >= bridge->relay->out_high) {
        to->full = true;
    }
    if (to->full || bridge->waiting.len > 0) {
        bridge_update(bridge);
    }
}

void passing_on(struct bridge *bridge, bool out, const struct mw_piece *piece)
{
    struct parcel parcel = {
        .bridge = bridge,
        .out = out,
        .valid = piece->why == NULL,
        .body = piece->body,
    };
    struct mw_conn *to = out ? bridge->client.conn : bridge->target.conn;
    struct mw_conn *from = out ? bridge->target.conn : bridge->client.conn;

    bridge->passed_ms = relay_now_ms(bridge->relay);
    if (to == NULL) {
        return;
    }
    count_due(bridge, out, piece);
    if (bridge->relay->alike) {
        (void)mw_conn_pass(to, piece, NULL);
    } else if (piece->kind == MW_PIECE_FRAME) {
        put_values(&parcel, from);
    } else {
        pass_outside(&parcel, piece);
    }
    if (piece->why != NULL &&
        (bridge->relay->alike || piece->kind == MW_PIECE_FRAME)) {
        note_bad(bridge, out, piece);
    }
    look_at_queue(bridge, out);
}

void passing_waiting(struct bridge *bridge)
{
    struct mw_bytes rest = mw_buffer_bytes(&bridge->waiting);
    struct parcel parcel = {.bridge = bridge, .valid = true};
    struct mw_bytes before = rest;
    struct mw_frame frame;

    while (mw_frame_next(mw_framing_at(0), WAITING_MAX, NULL, &rest, &frame,
                         NULL) == MW_OK) {
        parcel.body = frame.body;
        if (!send_to(&parcel, bridge->target.conn)) {
            break;
        }
        before = rest;
    }
    mw_buffer_drop(&bridge->waiting, bridge->waiting.len - before.len);
    if (bridge->waiting.len == 0) {
        mw_buffer_fini(&bridge->waiting);
    }
}

void passing_fail_dues(struct bridge *bridge, const char *text)
{
    struct due due;

    while (dues_take_request(&bridge->dues, &due)) {
        answer_error(bridge, due.msgid, MW_CODE_WORKER_GONE, text,
                     due.allowance);
    }
}
