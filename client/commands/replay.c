/* replay: what was recorded is sent again, and its answers compared. */
#include "keep/replay.h"

static enum mw_status replay_verb(const struct job *job, struct mw_error *err)
{
    struct replay replay;
    enum mw_status rc = replay_run(&replay, job, err);

    signals_heed(&replay.signals);
    return rc;
}

static const struct mw_option replay_options[] = {
    OPTIONS_FLAG("expect", 0, expect,
                 "compare what comes with what was recorded: status 9 if it "
                 "differs"),
    OPTIONS_TEXT("speed", speed, "SPEED",
                 "how fast: 2 is in half the time, 0.5 in twice, max as fast "
                 "as it is taken"),
    OPTIONS_FLAG("one-connection", 0, one_connection,
                 "send what all clients sent on one connection"),
    OPTIONS_OUTPUT,
    OPTION_TIMEOUT("for connecting, and for the next answer when all is sent; "
                   "0: for ever"),
    OPTIONS_CONNECT,
    OPTIONS_END,
};

const struct command command_replay = {
    .name = "replay",
    .group = GROUP_TALK,
    .words = "FILE URL",
    .summary = "sends what was recorded again, and compares the answers",
    .about =
        (const char *const[]){
            "Sends what the clients of a recording sent, with the distances "
            "that it had, each client on a connection of its own, over "
            "whatever transport URL says. What comes back is printed; with "
            "--expect it is compared instead: a response with that of its "
            "msgid, anything else in its order. The same value in another "
            "width is the same.",
            "What differs, what is missing and what nobody recorded is told "
            "with the number of its record, the first 20 of them, and counted "
            "at the end. FILE may end inside a record, which is left out; "
            "\"-\" is stdin.",
            NULL,
        },
    .options = replay_options,
    .defaults = &options_network,
    .words_min = 2,
    .words_max = 2,
    .exits = EXITS_JUDGE & ~(1u << EXIT_REMOTE),
    .examples =
        (const char *const[]){
            "msgwire replay talk.rec :6749",
            "msgwire replay talk.rec udp://127.0.0.1:6749 --speed max "
            "--expect",
            NULL,
        },
    .run = replay_verb,
};
