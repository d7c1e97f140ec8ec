#include "conform/answers.h"

#include <msgwire/frame.h>

enum { UNASKED_MSGID = 0x7fffffff };

void answers_begin(struct answers *answers, struct probe *probe,
                   struct watch *watch)
{
    *answers = (struct answers){.probe = probe, .watch = watch};
}

static bool is_datagram(const struct answers *answers)
{
    return answers->probe->config->link.endpoint.scheme == MW_UDP;
}

bool answers_full(const struct answers *answers)
{
    return answers->count == ANSWERS_MAX;
}

/* --- what is said --- */

static size_t begin(struct answers *answers, struct mw_buffer *out)
{
    size_t mark = out->len;

    if (!is_datagram(answers)) {
        (void)mw_frame_begin(answers->probe->config->link.framing, out, &mark);
    }
    return mark;
}

static void end(struct answers *answers, struct mw_buffer *out, size_t mark)
{
    if (!is_datagram(answers)) {
        (void)mw_frame_end(answers->probe->config->link.framing,
                           answers->probe->config->max_frame, out, mark, NULL);
    }
}

static bool is_known(struct mw_bytes method)
{
    return mw_bytes_equal(method, mw_text(MW_NAME_ECHO)) ||
           mw_bytes_equal(method, mw_text(MW_NAME_PING));
}

void answers_add(struct answers *answers, const struct mw_message *request)
{
    struct mw_buffer *line = &answers->line;
    size_t mark = begin(answers, line);

    if (is_known(request->method)) {
        mw_message_response(line, request->msgid, request->params);
    } else {
        mw_message_response_error(line, request->msgid,
                                  MW_CODE_METHOD_NOT_FOUND,
                                  "no such method here", (struct mw_bytes){0});
        answers->coming |= 1u << WATCH_ERROR;
    }
    end(answers, line, mark);
    answers->msgids[answers->count++] = request->msgid;
    answers->ends[answers->count] = line->len;
}

static struct mw_bytes answer_at(const struct answers *answers, size_t i)
{
    return mw_bytes(answers->line.at + answers->ends[i],
                    answers->ends[i + 1] - answers->ends[i]);
}

/* --- how it is said --- */

static enum mw_status put(struct answers *answers, struct mw_bytes bytes,
                          struct mw_error *err)
{
    return probe_put(answers->probe, bytes, err);
}

static enum mw_status send_cut(struct answers *answers, struct mw_error *err)
{
    struct mw_bytes rest = mw_buffer_bytes(&answers->line);
    enum mw_status rc = MW_OK;

    answers->tricks |= 1u << WATCH_CUT;
    while (rest.len > 0 && rc == MW_OK) {
        rc = put(answers, mw_bytes(rest.at, 1), err);
        mw_bytes_skip(&rest, 1);
        (void)probe_is_silent(answers->probe, 1);
    }
    return rc;
}

static void add_unasked(struct answers *answers, struct mw_buffer *out)
{
    size_t mark = begin(answers, out);

    mw_message_response(out, UNASKED_MSGID, mw_bytes("\xc0", 1));
    end(answers, out, mark);
}

static void add_notification(struct answers *answers, struct mw_buffer *out)
{
    size_t mark = begin(answers, out);

    mw_message_notification(out, mw_text("no.such.notification"),
                            mw_bytes("\x90", 1));
    end(answers, out, mark);
}

/* A stream gets all of it in one write, a datagram is one message. */
static enum mw_status send_unasked(struct answers *answers,
                                   struct mw_error *err)
{
    struct mw_buffer out = {0};
    enum mw_status rc = MW_OK;

    answers->tricks |= 1u << WATCH_UNASKED;
    add_unasked(answers, &out);
    if (is_datagram(answers)) {
        rc = put(answers, mw_buffer_bytes(&out), err);
        out.len = 0;
    }
    add_notification(answers, &out);
    if (is_datagram(answers) && rc == MW_OK) {
        rc = put(answers, mw_buffer_bytes(&out), err);
        out.len = 0;
    }
    mw_buffer_append(&out, mw_buffer_bytes(&answers->line));
    if (rc == MW_OK) {
        rc = put(answers, mw_buffer_bytes(&out), err);
    }
    mw_buffer_fini(&out);
    return rc;
}

/* The last request's answer first; a stream gets them in one write. */
static enum mw_status send_turned(struct answers *answers, struct mw_error *err)
{
    struct mw_buffer out = {0};
    enum mw_status rc = MW_OK;

    answers->tricks |= 1u << WATCH_ORDER;
    for (size_t i = answers->count; i-- > 0 && rc == MW_OK;) {
        if (is_datagram(answers)) {
            rc = put(answers, answer_at(answers, i), err);
        } else {
            rc = mw_buffer_append(&out, answer_at(answers, i));
        }
    }
    if (rc == MW_OK) {
        rc = put(answers, mw_buffer_bytes(&out), err);
    }
    mw_buffer_fini(&out);
    return rc;
}

static enum mw_status send_batch(struct answers *answers, struct mw_error *err)
{
    if (answers->count > 1) {
        return send_turned(answers, err);
    }
    switch (answers->turns++ % 3) {
    case 1:
        return send_unasked(answers, err);
    case 2:
        return is_datagram(answers)
                   ? put(answers, mw_buffer_bytes(&answers->line), err)
                   : send_cut(answers, err);
    default:
        return put(answers, mw_buffer_bytes(&answers->line), err);
    }
}

/* It is still there, so what was done to it last did no harm. */
static void bore(struct answers *answers)
{
    for (unsigned rule = 0; rule < WATCH_RULES; rule++) {
        if (answers->tricks & (1u << rule)) {
            watch_held(answers->watch, (enum watch_rule)rule);
        }
    }
    answers->tricks = 0;
}

enum mw_status answers_send(struct answers *answers, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    bore(answers);
    answers->tricks = answers->coming;
    answers->coming = 0;
    if (answers->count > 0) {
        rc = send_batch(answers, err);
    }
    for (size_t i = 0; i < answers->count; i++) {
        watch_answered(answers->watch, answers->msgids[i]);
    }
    answers->line.len = 0;
    answers->count = 0;
    return rc;
}

void answers_stop(struct answers *answers)
{
    mw_buffer_fini(&answers->line);
}

void answers_end(struct answers *answers, enum mw_status rc,
                 const struct mw_error *err)
{
    struct mw_bytes rest = probe_rest(answers->probe);
    bool framing = rc == MW_EFRAME || rc == MW_ETOOBIG;

    if (framing) {
        watch_broke(answers->watch, WATCH_FRAME, rest, err->text);
    } else if (rc == MW_OK || is_datagram(answers)) {
        bore(answers);
    } else if (rc == MW_ECLOSED && rest.len == 0) {
        bore(answers);
        watch_held(answers->watch, WATCH_END);
    } else {
        watch_broke(answers->watch, WATCH_END, rest,
                    rest.len > 0 ? "it ended inside a frame" : err->text);
        for (unsigned rule = 0; rule < WATCH_RULES; rule++) {
            if (answers->tricks & (1u << rule)) {
                watch_broke(answers->watch, (enum watch_rule)rule, rest,
                            "it did not go on after it");
            }
        }
    }
    answers_stop(answers);
}
