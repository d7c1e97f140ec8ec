/* Rules of datagrams: one value each, and nobody can be flooded. */
#include "conform/rule.h"

#include <msgwire/limits.h>
#include <msgwire/pack.h>

#include <stdlib.h>

enum { IP_UDP = 28 }; /* bytes of header that the rule counts */

static void play_request(struct trial *trial)
{
    trial_hear_alive(trial);
    trial_hear_alive(trial); /* nothing else came meanwhile */
    trial->checks = 1;
}

/* To a datagram a length in front is a value, and the rest trails. */
static void play_framed(struct trial *trial)
{
    size_t head;

    trial_add_request(trial, trial_msgid(trial), MW_NAME_PING, trial_nothing());
    head = trial->line.len;
    trial->line.len = 0;
    if (mw_buffer_append(&trial->line,
                         mw_bytes((uint8_t[]){0, 0, 0, (uint8_t)head}, 4)) !=
        MW_OK) {
        trial_break(trial, 0, "no memory for what is to be sent");
    }
    trial_add_request(trial, trial->msgid, MW_NAME_PING, trial_nothing());
    trial_send(trial);
    trial_hear_alive(trial);
    trial->checks = 1;
}

/* As much as IPv4 can carry: a request around one bin. */
static void play_largest(struct trial *trial)
{
    static const uint8_t zeros[MW_DATAGRAM_MAX];
    struct mw_buffer params = {0};
    uint32_t msgid = trial_msgid(trial);
    size_t around;

    trial_add_request(trial, msgid, MW_NAME_ECHO, trial_nothing());
    around = trial->line.len + 3; /* c5 and two bytes of length */
    trial->line.len = 0;
    mw_pack_array(&params, 1);
    mw_pack_bin(&params, mw_bytes(zeros, MW_DATAGRAM_MAX - around));
    trial_add_request(trial, msgid, MW_NAME_ECHO, mw_buffer_bytes(&params));
    trial_send(trial);
    trial_hear_result(trial, msgid, mw_buffer_bytes(&params));
    mw_buffer_fini(&params);
}

/* The smallest question there is a long answer to; none is fine too. */
static void play_no_flood(struct trial *trial)
{
    static const char *const methods[] = {MW_NAME_DESCRIBE, MW_NAME_STATS, "x"};

    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        uint32_t msgid = trial_msgid(trial), ping = trial_msgid(trial);
        struct mw_message message;
        size_t most;

        trial_add_request(trial, msgid, methods[i], trial_nothing());
        most = 2 * (IP_UDP + trial->line.len) - IP_UDP;
        trial_send(trial);
        trial_add_request(trial, ping, MW_NAME_PING, trial_nothing());
        trial_put(trial, mw_buffer_bytes(&trial->line));
        trial->line.len = 0;
        while (trial_hear(trial, &message) && message.msgid != ping) {
            if (trial->body.len > most) {
                trial_break(trial, most,
                            "expected at most %zu bytes in answer to %s, or "
                            "none, got %zu",
                            most, methods[i], trial->body.len);
            }
        }
        trial->checks += trial_holds(trial);
    }
}

#define ROW(name_, play_, needs_, says_)                                       \
    {                                                                          \
        .name = "datagram." name_, .says = (says_), .section = "Datagrams",    \
        .on = RULE_DATAGRAM, .needs = (needs_), .play = (play_)                \
    }

const struct rule rules_datagrams[] = {
    ROW("request", play_request, 0, "a request is answered by one datagram"),
    ROW("garbage", rules_values_play_bad, 0,
        "a datagram that is not one value is never answered"),
    ROW("framed", play_framed, 0,
        "a length in front of the value makes it garbage"),
    ROW("largest", play_largest, RULE_NEEDS_ECHO,
        "a datagram of 65,507 bytes is heard, and answered"),
    ROW("no-flood", play_no_flood, 0,
        "an answer takes at most twice the bytes of its request"),
    {0},
};
