#include "repl/repl.h"

#include "output/description.h"
#include "output/plain.h"

#include <msgwire/message.h>

#include <stdio.h>

enum { METHOD_NOT_FOUND = -32601, HEAD_TEXT = MW_METHOD_MAX + 64 };

/* What can't be printed, or has nobody to read it, ends it. */
static void end_unless(struct repl *repl, enum mw_status rc,
                       const struct mw_error *err)
{
    if (rc != MW_OK) {
        line_end(&repl->line, rc, err);
    }
}

static void show_aside(struct repl *repl, const char *head,
                       struct mw_bytes value, struct mw_bytes whole)
{
    struct mw_error err = {0};

    end_unless(repl, repl_show_aside(&repl->show, head, value, whole, &err),
               &err);
}

/* --- answers --- */

/* What a person may have meant who called a method that is none. */
static void append_hint(struct repl *repl, const struct repl_request *request,
                        struct mw_bytes error, struct mw_buffer *sentence)
{
    struct mw_bytes message, data;
    const char *meant;
    int64_t code;

    if (!mw_message_error_fields(error, &code, &message, &data) ||
        code != METHOD_NOT_FOUND) {
        return;
    }
    meant = repl_methods_nearest(&repl->methods, request->method);
    if (meant != NULL) {
        mw_buffer_append(sentence, mw_text(", did you mean "));
        mw_buffer_append(sentence, mw_text(meant));
        mw_buffer_append(sentence, mw_text("?"));
    } else if (repl->show.live && repl->methods.count > 0) {
        mw_buffer_append(sentence,
                         mw_text("; Tab shows its methods, and after :use "
                                 "METHOD what you type goes there as text"));
    }
}

static void show_error(struct repl *repl, const struct repl_request *request,
                       const char *head, struct mw_bytes error)
{
    struct mw_buffer sentence = {0};

    mw_buffer_append(&sentence, mw_text(head));
    report_remote(error, &sentence);
    append_hint(repl, request, error, &sentence);
    repl_show_say(&repl->show, mw_buffer_bytes(&sentence));
    mw_buffer_fini(&sentence);
    repl_note(repl, MW_EREMOTE);
}

static void show_time(struct repl *repl, const struct repl_request *request)
{
    double ms = (double)(uv_hrtime() - request->sent_ns) / 1e6;

    repl_show_sayf(&repl->show, "answered in %.*f ms",
                   ms < 10    ? 3
                   : ms < 100 ? 2
                              : 1,
                   ms);
}

static void show_result(struct repl *repl, const struct repl_request *request,
                        const char *head, struct mw_bytes result,
                        struct mw_bytes whole)
{
    struct mw_error err = {0};
    repl_show_fn fn = request->page ? description_show : render_value;

    end_unless(repl,
               repl_show_value(&repl->show, head, fn, result, whole, &err),
               &err);
}

/* An answer that somebody waits for, or has waited for. */
static void take_answer(struct repl *repl, struct repl_request *pending,
                        const struct mw_message *answer, struct mw_bytes body)
{
    const struct repl_request request = *pending;
    bool numbered = repl->pending.count > 1;
    char head[HEAD_TEXT] = "";

    repl_pending_remove(&repl->pending, pending);
    repl_ask_watch(repl);
    if (request.left) {
        snprintf(head, sizeof(head), "late answer %u, of %s: ", request.number,
                 request.method);
    } else if (numbered) {
        snprintf(head, sizeof(head), "%u: ", request.number);
    }
    if (mw_message_is_error(answer)) {
        show_error(repl, &request, head, answer->error);
    } else if (request.left) {
        show_aside(repl, head, answer->result, body);
    } else {
        show_result(repl, &request, head, answer->result, body);
    }
    if (repl->time) {
        show_time(repl, &request);
    }
    if (repl->awaited == request.number) {
        repl->awaited = 0;
    }
}

/* Data of another protocol, or an answer to what was sent raw: as it is. */
static void hear_raw(struct repl *repl, struct mw_bytes body)
{
    struct mw_error err = {0};

    end_unless(
        repl,
        repl_show_value(&repl->show, "<- ", render_value, body, body, &err),
        &err);
}

static void hear_answer(struct repl *repl, const struct mw_message *answer,
                        struct mw_bytes body)
{
    struct repl_request *request;
    bool error = mw_message_is_error(answer);
    char head[HEAD_TEXT];

    if (answer->msgid == 0 && repl->describing) {
        repl->describing = false;
        if (!error) {
            repl_methods_read(&repl->methods, answer->result);
        }
        return;
    }
    request = repl_pending_find(&repl->pending, answer->msgid);
    if (request != NULL) {
        take_answer(repl, request, answer, body);
    } else if (repl_pending_was(&repl->pending, answer->msgid)) {
        snprintf(head, sizeof(head), "late answer %u%s: ", answer->msgid,
                 error ? ", an error" : "");
        show_aside(repl, head, error ? answer->error : answer->result, body);
    } else {
        hear_raw(repl, body);
    }
}

/* --- what the peer says by itself --- */

/* Nothing is offered here; but a peer that reads no answers gets none. */
static void refuse(struct repl *repl, uint32_t msgid)
{
    struct mw_buffer body = {0};

    if (line_has_room(&repl->line) &&
        mw_message_response_error(&body, msgid, METHOD_NOT_FOUND,
                                  "method not found: nothing is offered here",
                                  mw_bytes(NULL, 0)) == MW_OK) {
        mw_conn_send(repl->line.conn, mw_buffer_bytes(&body), NULL);
    }
    mw_buffer_fini(&body);
}

static void hear_call(struct repl *repl, const struct mw_message *message,
                      struct mw_bytes body)
{
    bool request = message->shape == MW_REQUEST;
    struct mw_buffer head = {0};

    mw_buffer_append(&head, mw_text(request ? "<- request " : "<- "));
    mw_buffer_append(&head, message->method);
    mw_buffer_append(&head, mw_text(request ? ", refused: " : ": "));
    if (mw_buffer_append(&head, mw_bytes("", 1)) == MW_OK) {
        show_aside(repl, (const char *)head.at, message->params, body);
    }
    mw_buffer_fini(&head);
}

static void hear_notification(struct repl *repl,
                              const struct mw_message *message,
                              struct mw_bytes body)
{
    struct mw_buffer sentence = {0};
    struct mw_bytes error;

    if (!report_is_error(message, &error)) {
        hear_call(repl, message, body);
        return;
    }
    report_remote(error, &sentence);
    repl_show_say(&repl->show, mw_buffer_bytes(&sentence));
    mw_buffer_fini(&sentence);
    repl_note(repl, MW_EREMOTE);
}

void repl_hear(struct repl *repl, struct mw_bytes body)
{
    struct mw_message message;

    if (mw_message_read(body, &message, NULL) != MW_OK) {
        hear_raw(repl, body);
        return;
    }
    switch (message.shape) {
    case MW_RESPONSE:
        hear_answer(repl, &message, body);
        break;
    case MW_REQUEST:
        refuse(repl, message.msgid);
        hear_call(repl, &message, body);
        break;
    case MW_NOTIFICATION:
        hear_notification(repl, &message, body);
        break;
    }
}
