/* Rules of messages: requests, responses, notifications, and what is none. */
#include "conform/rule.h"
#include "conform/vectors.h"

enum column { NAME, BODY, SHAPE, MSGID };

/* Says each row of a shape, then `hear` what is to follow. */
static void play_shape(struct trial *trial, const char *shape,
                       void (*hear)(struct trial *trial,
                                    const struct vectors_row *row))
{
    struct mw_bytes text = vectors_messages();
    struct mw_buffer body = {0};
    unsigned rows = 0;
    struct vectors_row row;

    while (trial_holds(trial) && vectors_next(&text, &row)) {
        body.len = 0;
        if (vectors_is(row.field[SHAPE], shape) &&
            vectors_bytes(row.field[BODY], &body) == MW_OK) {
            trial_say(trial, mw_buffer_bytes(&body));
            hear(trial, &row);
            trial_row(trial, row.field[NAME]);
            rows++;
        }
    }
    trial->checks += rows;
    mw_buffer_fini(&body);
}

/* A datagram may stay unanswered: what is to be said may be too long. */
static void hear_any_answer(struct trial *trial, const struct vectors_row *row)
{
    uint32_t msgid = (uint32_t)vectors_number(row->field[MSGID]);
    unsigned checks = trial->checks;

    if (trial_is_datagram(trial)) {
        trial_hear_at_most(trial, msgid);
    } else {
        trial_hear_answer(trial, msgid);
    }
    trial->checks = checks;
}

static void hear_nothing(struct trial *trial, const struct vectors_row *row)
{
    (void)row;
    trial_hear_alive(trial);
}

static void hear_refusal(struct trial *trial, const struct vectors_row *row)
{
    unsigned checks = trial->checks;

    if (trial_is_datagram(trial)) {
        trial_hear_alive(trial);
    } else if (vectors_is(row->field[MSGID], "-")) {
        trial_hear_told(trial, MW_CODE_INVALID_REQUEST);
    } else {
        trial_hear_error(trial, (uint32_t)vectors_number(row->field[MSGID]),
                         MW_CODE_INVALID_REQUEST);
    }
    trial->checks = checks;
}

static void play_requests(struct trial *trial)
{
    play_shape(trial, "request", hear_any_answer);
}

static void play_notifications(struct trial *trial)
{
    play_shape(trial, "notification", hear_nothing);
}

static void play_responses(struct trial *trial)
{
    play_shape(trial, "response", hear_nothing);
    play_shape(trial, "error", hear_nothing);
}

static void play_refused(struct trial *trial)
{
    play_shape(trial, "refused", hear_refusal);
}

static void play_unknown(struct trial *trial)
{
    uint32_t msgid = trial_msgid(trial);

    trial_add_request(trial, msgid, "no.such.method", trial_nothing());
    trial_send(trial);
    trial_hear_error(trial, msgid, MW_CODE_METHOD_NOT_FOUND);
}

/* Whether the first is still in flight when the second comes, only the server
 * knows. */
static void play_same_msgid(struct trial *trial)
{
    uint32_t msgid = trial_msgid(trial);

    trial_add_request(trial, msgid, MW_NAME_PING, trial_nothing());
    trial_add_request(trial, msgid, MW_NAME_PING, trial_nothing());
    trial_send(trial);
    trial_hear_answer(trial, msgid);
    trial_hear_answer(trial, msgid);
    trial_hear_alive(trial);
}

#define ROW(name_, play_, on_, says_)                                          \
    {                                                                          \
        .name = "message." name_, .says = (says_), .section = "Messages",      \
        .on = (on_), .play = (play_)                                           \
    }

const struct rule rules_messages[] = {
    ROW("requests", play_requests, RULE_BOTH,
        "requests in any width are answered, each under its msgid"),
    ROW("notifications", play_notifications, RULE_BOTH,
        "a notification is never answered"),
    ROW("responses", play_responses, RULE_BOTH,
        "a response to no request is ignored"),
    ROW("refused", play_refused, RULE_STREAM,
        "what is no message is told as -32600, and the conversation goes on"),
    ROW("dropped", play_refused, RULE_DATAGRAM,
        "a datagram that is no message is never answered"),
    ROW("unknown-method", play_unknown, RULE_BOTH,
        "a method that nobody knows is answered with -32601"),
    ROW("same-msgid", play_same_msgid, RULE_STREAM,
        "two requests with one msgid get two answers"),
    {0},
};
