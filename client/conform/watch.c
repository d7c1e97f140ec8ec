#include "conform/watch.h"

#include <msgwire/walk.h>

#include <stdlib.h>

enum { DEPTH = 128 };

static const struct {
    const char *name, *says, *section;
    bool streams_only;
} rules[WATCH_RULES] = {
    [WATCH_FRAME] = {"client.frame", "each frame is whole, and not too long",
                     "Frame", true},
    [WATCH_VALUE] = {"client.value", "each body is exactly one value", "Frame",
                     false},
    [WATCH_SHAPE] = {"client.shape", "each value is a message", "Messages",
                     false},
    [WATCH_MSGID] = {"client.msgid",
                     "no msgid is used while its request is in flight",
                     "Messages", false},
    [WATCH_SILENT] = {"client.silent",
                      "a notification, and a response to no request, are "
                      "not answered",
                      "Messages", false},
    [WATCH_CUT] = {"client.cut",
                   "it goes on after an answer that came byte by byte", "Frame",
                   true},
    [WATCH_ORDER] =
        {"client.order",
         "it goes on after answers in one write, the last request's "
         "first",
         "Messages", true},
    [WATCH_UNASKED] = {"client.unasked",
                       "it goes on after a response to no request, and a "
                       "notification that it does not know",
                       "Messages", false},
    [WATCH_ERROR] = {"client.error",
                     "it ends in order after an error, or goes "
                     "on",
                     "Error codes", false},
    [WATCH_END] = {"client.end",
                   "it ends in order: not inside a frame, not by a reset",
                   "Frame", true},
};

void watch_begin(struct watch *watch, bool datagrams)
{
    *watch = (struct watch){.datagrams = datagrams, .max_depth = DEPTH};
    for (int i = 0; i < WATCH_RULES; i++) {
        watch->notes[i].came.limit = TRIAL_SHOWN;
    }
}

void watch_end(struct watch *watch)
{
    for (int i = 0; i < WATCH_RULES; i++) {
        mw_buffer_fini(&watch->notes[i].came);
    }
    free(watch->in_flight);
}

void watch_held(struct watch *watch, enum watch_rule rule)
{
    watch->notes[rule].seen++;
}

void watch_broke(struct watch *watch, enum watch_rule rule,
                 struct mw_bytes came, const char *why)
{
    struct watch_note *note = &watch->notes[rule];

    if (note->why.status == MW_OK) {
        mw_error_set(&note->why, MW_EMISSED, "%s", why);
        trial_keep(&note->came, came);
    }
}

/* Datagrams may be lost, and their requests asked again. */
static bool take_msgid(struct watch *watch, uint32_t msgid)
{
    size_t cap = watch->in_flight_cap;
    uint32_t *grown;

    for (size_t i = 0; i < watch->in_flight_count; i++) {
        if (watch->in_flight[i] == msgid) {
            return watch->datagrams;
        }
    }
    if (watch->in_flight_count == cap && cap < WATCH_IN_FLIGHT) {
        cap = cap == 0 ? 64 : 2 * cap;
        grown = realloc(watch->in_flight, cap * sizeof(*grown));
        watch->in_flight = grown == NULL ? watch->in_flight : grown;
        watch->in_flight_cap = grown == NULL ? watch->in_flight_cap : cap;
    }
    if (watch->in_flight_count < watch->in_flight_cap) {
        watch->in_flight[watch->in_flight_count++] = msgid;
    }
    return true;
}

void watch_answered(struct watch *watch, uint32_t msgid)
{
    for (size_t i = 0; i < watch->in_flight_count; i++) {
        if (watch->in_flight[i] == msgid) {
            watch->in_flight[i] = watch->in_flight[--watch->in_flight_count];
            return;
        }
    }
}

static void hold(struct watch *watch, enum watch_rule rule, bool held,
                 struct mw_bytes body, const char *why)
{
    if (held) {
        watch_held(watch, rule);
    } else {
        watch_broke(watch, rule, body, why);
    }
}

bool watch_body(struct watch *watch, struct mw_bytes body,
                struct mw_message *message)
{
    struct mw_error err = {0};
    bool ok = mw_walk_whole(body, watch->max_depth, &err) == MW_OK;

    watch_held(watch, WATCH_FRAME);
    hold(watch, WATCH_VALUE, ok, body, err.text);
    if (!ok) {
        return false;
    }
    ok = mw_message_read(body, message, &err) == MW_OK;
    hold(watch, WATCH_SHAPE, ok, body, err.text);
    if (!ok) {
        return false;
    }
    hold(watch, WATCH_SILENT, message->shape != MW_RESPONSE, body,
         "expected no answer, since nothing was asked");
    if (message->shape == MW_REQUEST) {
        hold(watch, WATCH_MSGID, take_msgid(watch, message->msgid), body,
             "expected a msgid that no request in flight has");
    }
    return message->shape == MW_REQUEST;
}

bool watch_has_rules(const struct judge *judge)
{
    for (int i = 0; i < WATCH_RULES; i++) {
        if (judge_wants(judge, rules[i].name)) {
            return true;
        }
    }
    return false;
}

enum mw_status watch_tell(const struct watch *watch, struct judge *judge,
                          struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    for (int i = 0; i < WATCH_RULES && rc == MW_OK; i++) {
        const struct watch_note *note = &watch->notes[i];
        const struct verdict verdict = {
            .name = rules[i].name,
            .says = rules[i].says,
            .section = rules[i].section,
            .skipped = note->why.status != MW_OK || note->seen > 0
                           ? NULL
                           : "nothing of it was seen",
            .broken = note->why.status != MW_OK,
            .checks = note->seen,
            .why = note->why.text,
            .came = mw_buffer_bytes(&note->came),
        };
        if (judge_wants(judge, verdict.name) &&
            !(watch->datagrams && rules[i].streams_only)) {
            rc = judge_tell(judge, &verdict, err);
        }
    }
    return rc;
}
