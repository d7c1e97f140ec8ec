/* Rules of endings: half-closes, faults, peers that go. */
#include "conform/rule.h"

enum { CROWD = 100 };

static uint32_t add_crowd(struct trial *trial)
{
    uint32_t first = trial->msgid + 1;

    for (int i = 0; i < CROWD; i++) {
        trial_add_request(trial, trial_msgid(trial), MW_NAME_PING,
                          trial_nothing());
    }
    return first;
}

static void play_half_close(struct trial *trial)
{
    uint32_t first = add_crowd(trial);

    trial_send(trial);
    trial_finish(trial);
    trial_hear_answers(trial, first, CROWD);
    trial_hear_end(trial);
}

static void play_at_once(struct trial *trial)
{
    trial_finish(trial);
    trial_hear_end(trial);
}

static void play_inside_a_frame(struct trial *trial)
{
    trial_add_request(trial, trial_msgid(trial), MW_NAME_PING, trial_nothing());
    trial->line.len -= 1;
    trial_send(trial);
    trial_finish(trial);
    trial_hear_last(trial);
    trial_hear_alive(trial);
}

static void play_fault_last(struct trial *trial)
{
    uint32_t first = add_crowd(trial);

    if (mw_buffer_append(&trial->line, mw_bytes("\0\0\0\0", 4)) != MW_OK) {
        trial_break(trial, 0, "no memory for what is to be sent");
    }
    trial_send(trial);
    trial_hear_answers(trial, first, CROWD);
    trial_hear_told(trial, MW_CODE_PARSE_ERROR);
    trial_hear_end(trial);
}

static void play_reset(struct trial *trial)
{
    for (int i = 0; i < CROWD && trial_holds(trial); i++) {
        trial_add_request(trial, trial_msgid(trial), MW_NAME_PING,
                          trial_nothing());
        trial->line.len -= (size_t)i % trial->line.len;
        trial_send(trial);
        probe_close(&trial->probe, true);
    }
    trial_hear_alive(trial);
    trial->checks = CROWD;
}

#define ROW(name_, play_, needs_, says_)                                       \
    {                                                                          \
        .name = "end." name_, .says = (says_), .section = "Frame",             \
        .on = RULE_STREAM, .needs = (needs_), .play = (play_)                  \
    }

const struct rule rules_ends[] = {
    ROW("half-close", play_half_close, 0,
        "who has sent all it will still gets every answer, then the end"),
    ROW("at-once", play_at_once, 0,
        "a stream without a frame ends in order, and nothing is said"),
    ROW("inside-a-frame", play_inside_a_frame, 0,
        "a frame that never becomes whole is not answered"),
    ROW("fault-last", play_fault_last, RULE_NEEDS_PREFIX,
        "answers to what came before a fault go out first, then the error, "
        "then the end, and no reset eats them"),
    ROW("reset", play_reset, 0,
        "peers that go at any byte do no harm to the next one"),
    {0},
};
