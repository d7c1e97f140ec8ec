/* What a trial hears, and how that can break its rule. */
#include "conform/trial.h"

#include <msgwire/json.h>
#include <msgwire/walk.h>

#include <stdio.h>
#include <stdlib.h>

bool trial_hear(struct trial *trial, struct mw_message *message)
{
    struct mw_error err = {0};
    struct mw_bytes body = {0};
    enum mw_status rc;

    if (!trial_connected(trial)) {
        return false;
    }
    trial->fault.came.len = 0;
    rc = probe_next(&trial->probe, &body, &err);
    if (rc != MW_OK) {
        trial->silences += rc == MW_ETIMEOUT;
        trial_keep(&trial->fault.came, probe_rest(&trial->probe));
        trial_break(trial, trial->fault.came.len, "expected a message, got %s",
                    err.text);
        if (rc == MW_ECONNECT) {
            trial->unreachable = true;
            trial->fault.why.status = rc;
        }
        return false;
    }
    trial->body = body;
    trial_keep(&trial->fault.came, body);
    rc = mw_walk_whole(body, MW_DEPTH_MAX, &err);
    if (rc == MW_OK) {
        rc = mw_message_read(body, message, &err);
    }
    if (rc != MW_OK) {
        trial_break(trial, 0, "expected a message, but %s", err.text);
    }
    return trial_holds(trial);
}

/* Where a view stands in the body that came. */
static size_t place(const struct trial *trial, struct mw_bytes in)
{
    return in.at == NULL ? 0 : (size_t)(in.at - trial->body.at);
}

static const char *name_of(const struct mw_message *message, char *out,
                           size_t len)
{
    static const char *const shapes[] = {
        [MW_REQUEST] = "a request",
        [MW_RESPONSE] = "a response",
        [MW_NOTIFICATION] = "a notification",
    };
    int64_t code;
    struct mw_bytes text, data;
    char excerpt[MW_EXCERPT];

    if (message->shape == MW_NOTIFICATION) {
        snprintf(out, len, "the notification %s",
                 mw_excerpt(message->method, excerpt));
    } else if (message->shape == MW_RESPONSE && mw_message_is_error(message) &&
               mw_message_error_fields(message->error, &code, &text, &data)) {
        snprintf(out, len, "error %lld to #%u", (long long)code,
                 message->msgid);
    } else {
        snprintf(out, len, "%s #%u", shapes[message->shape], message->msgid);
    }
    return out;
}

static bool hear_response(struct trial *trial, uint32_t msgid,
                          struct mw_message *message)
{
    char name[MW_EXCERPT + 32];

    if (!trial_hear(trial, message)) {
        return false;
    }
    if (message->shape != MW_RESPONSE || message->msgid != msgid) {
        trial_break(trial, 0, "expected the response #%u, got %s", msgid,
                    name_of(message, name, sizeof(name)));
    }
    return trial_holds(trial);
}

static void checked(struct trial *trial)
{
    trial->checks += trial_holds(trial);
}

void trial_hear_answer(struct trial *trial, uint32_t msgid)
{
    struct mw_message message = {0};

    (void)hear_response(trial, msgid, &message);
    checked(trial);
}

void trial_hear_answers(struct trial *trial, uint32_t first, uint32_t count)
{
    bool *heard = calloc(count, sizeof(*heard));
    struct mw_message message = {0};
    char name[MW_EXCERPT + 32];

    for (uint32_t i = 0; heard != NULL && i < count; i++) {
        uint32_t at;

        if (!trial_hear(trial, &message)) {
            break;
        }
        at = message.msgid - first;
        if (message.shape != MW_RESPONSE || at >= count || heard[at]) {
            trial_break(trial, 0, "expected %u more responses, got %s%s",
                        count - i, name_of(&message, name, sizeof(name)),
                        at < count && heard[at] ? " again" : "");
            break;
        }
        heard[at] = true;
        checked(trial);
    }
    free(heard);
}

static bool hear_success(struct trial *trial, uint32_t msgid,
                         struct mw_message *message)
{
    char name[MW_EXCERPT + 32];

    if (!hear_response(trial, msgid, message)) {
        return false;
    }
    if (mw_message_is_error(message)) {
        trial_break(trial, place(trial, message->error),
                    "expected the result of #%u, got %s", msgid,
                    name_of(message, name, sizeof(name)));
    }
    return trial_holds(trial);
}

/* As typed JSON, in which the widths of integers and lengths are gone. */
static bool alike(struct mw_bytes a, struct mw_bytes b)
{
    struct mw_buffer left = {0}, right = {0};
    bool same =
        mw_bytes_equal(a, b) ||
        (mw_json_write(a, NULL, &left, NULL) == MW_OK &&
         mw_json_write(b, NULL, &right, NULL) == MW_OK &&
         mw_bytes_equal(mw_buffer_bytes(&left), mw_buffer_bytes(&right)));

    mw_buffer_fini(&left);
    mw_buffer_fini(&right);
    return same;
}

void trial_hear_result(struct trial *trial, uint32_t msgid,
                       struct mw_bytes result)
{
    struct mw_message message = {0};

    if (hear_success(trial, msgid, &message) &&
        !alike(message.result, result)) {
        trial_break(trial, place(trial, message.result),
                    "expected the value that was sent, got another");
    }
    checked(trial);
}

void trial_hear_bytes(struct trial *trial, uint32_t msgid,
                      struct mw_bytes result)
{
    struct mw_message message = {0};

    if (hear_success(trial, msgid, &message) &&
        !mw_bytes_equal(message.result, result)) {
        trial_break(trial, place(trial, message.result),
                    "expected the bytes that were sent, got others");
    }
    checked(trial);
}

/* The contract's form: a map with a code and a message. */
static void check_error(struct trial *trial, struct mw_bytes error, int code)
{
    int64_t got = 0;
    struct mw_bytes text = {0}, data;

    if (!mw_message_error_fields(error, &got, &text, &data)) {
        trial_break(trial, place(trial, error),
                    "expected an error {code, message}, got another form");
    } else if (got != code) {
        trial_break(trial, place(trial, error),
                    "expected the error %d, got %lld", code, (long long)got);
    } else if (text.len == 0) {
        trial_break(trial, place(trial, error),
                    "expected the error %d to have a message", code);
    }
}

void trial_hear_error(struct trial *trial, uint32_t msgid, int code)
{
    struct mw_message message = {0};

    if (hear_response(trial, msgid, &message)) {
        if (!mw_message_is_error(&message)) {
            trial_break(trial, place(trial, message.error),
                        "expected the error %d to #%u, got a result", code,
                        msgid);
        } else {
            check_error(trial, message.error, code);
        }
    }
    checked(trial);
}

void trial_hear_told(struct trial *trial, int code)
{
    struct mw_message message = {0};
    char name[MW_EXCERPT + 32];

    if (trial_hear(trial, &message)) {
        if (message.shape != MW_NOTIFICATION ||
            !mw_bytes_equal(message.method, mw_text(MW_NAME_ERROR)) ||
            message.params.len < 2 || message.params.at[0] != 0x91) {
            trial_break(trial, 0,
                        "expected the notification error with code %d, got %s",
                        code, name_of(&message, name, sizeof(name)));
        } else {
            mw_bytes_skip(&message.params, 1);
            check_error(trial, message.params, code);
        }
    }
    checked(trial);
}

/* Breaks the rule unless what came is the peer's orderly end. */
static void check_end(struct trial *trial, enum mw_status rc,
                      struct mw_bytes body, const struct mw_error *err)
{
    struct mw_bytes rest = probe_rest(&trial->probe);

    if (rc != MW_ECLOSED || rest.len > 0) {
        trial->fault.came.len = 0;
        trial_keep(&trial->fault.came, rc == MW_OK ? body : rest);
        trial_break(trial, 0, "expected the end of the connection, got %s",
                    rc == MW_OK        ? "a message"
                    : rc != MW_ECLOSED ? err->text
                                       : "a part of a frame before it");
    }
    checked(trial);
    probe_close(&trial->probe, false);
}

void trial_hear_end(struct trial *trial)
{
    struct mw_error err = {0};
    struct mw_bytes body = {0};
    enum mw_status rc;

    if (trial_connected(trial)) {
        rc = probe_next(&trial->probe, &body, &err);
        check_end(trial, rc, body, &err);
    }
}

void trial_hear_last(struct trial *trial)
{
    struct mw_error err = {0};
    struct mw_bytes body = {0};
    struct mw_message message = {0};
    enum mw_status rc;

    if (!trial_connected(trial)) {
        return;
    }
    rc = probe_next(&trial->probe, &body, &err);
    if (rc == MW_OK && mw_walk_whole(body, MW_DEPTH_MAX, NULL) == MW_OK &&
        mw_message_read(body, &message, NULL) == MW_OK &&
        message.shape == MW_NOTIFICATION) {
        rc = probe_next(&trial->probe, &body, &err);
    }
    check_end(trial, rc, body, &err);
}

static uint32_t ping(struct trial *trial)
{
    uint32_t msgid = trial_msgid(trial);

    trial_add_request(trial, msgid, MW_NAME_PING, trial_nothing());
    trial_put(trial, mw_buffer_bytes(&trial->line));
    trial->line.len = 0;
    return msgid;
}

void trial_hear_at_most(struct trial *trial, uint32_t msgid)
{
    uint32_t last = ping(trial);
    struct mw_message message = {0};
    char name[MW_EXCERPT + 32];
    bool heard = false;

    while (trial_hear(trial, &message) &&
           (message.shape != MW_RESPONSE || message.msgid != last)) {
        if (heard || message.shape != MW_RESPONSE || message.msgid != msgid) {
            trial_break(trial, 0,
                        "expected one response to #%u, or none, got "
                        "%s%s",
                        msgid, name_of(&message, name, sizeof(name)),
                        heard ? " too" : "");
        }
        heard = true;
    }
    checked(trial);
}

void trial_hear_alive(struct trial *trial)
{
    unsigned checks = trial->checks;

    trial_hear_answer(trial, ping(trial));
    trial->checks = checks;
}
