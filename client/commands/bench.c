/* bench: one plan against one address, measured. */
#include "command.h"
#include "compare/trial.h"

/* Of each try of a search. */
static const uint64_t SEARCH_DURATION_NS = 1000000000;

static enum mw_status run(const struct job *job, struct mw_error *err)
{
    struct options opt = *job->opt;
    struct job chosen = *job;
    const struct measure_wish wish = {
        .targets = job->words,
        .target_count = (size_t)job->count,
        .sizes = opt.sizes,
        .rounds = 1,
    };

    if (opt.find_max != NULL && opt.duration_ns == 0) {
        opt.duration_ns = SEARCH_DURATION_NS;
    }
    chosen.opt = &opt;
    return trial_run(&chosen, &wish, err);
}

static const struct mw_option bench_options[] = {
    OPTION_SIZES(
        "the payload that is the one parameter, in bytes: 64, 64-1500, "
        "or 64:90,1400:10 with weights"),
    OPTIONS_LOAD("5s, unless --count is given, and 1s with --find-max"),
    OPTION_FIND_MAX,
    OPTIONS_STUDY,
    OPTION_COLOUR,
    OPTIONS_ADDRESS,
    OPTION_BIND,
    OPTIONS_END,
};

const struct command command_bench = {
    .name = "bench",
    .group = GROUP_MEASURE,
    .words = "URL",
    .summary = "measures how fast a server answers, and what goes wrong",
    .about =
        (const char *const[]){
            "Without --rate the loop is closed: each answer is followed by the "
            "next request, and a server that stalls is asked less. With --rate "
            "it is open: messages are sent when they are due, whatever comes "
            "back, and latency counts from then, so that a stall is seen as "
            "everyone who waited saw it.",
            "Answers of echo and ping are compared with what was sent. What "
            "goes wrong is counted, the first of it said, and makes the "
            "status; a datagram that is lost is a finding and no fault.",
            "The URL may also be tcp, udp or unix alone: then it starts a "
            "msgwired of its own, which ends with it; --link puts an emulated "
            "link between both. --find-max goes up and down in rate, a "
            "second each, until it knows within 5 % where the promise breaks; "
            "the report is of the highest rate that keeps it, and the status "
            "is 9 if none does.",
            NULL,
        },
    .options = bench_options,
    .defaults = &options_load,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_JUDGE,
    .examples =
        (const char *const[]){
            "msgwire bench tcp://127.0.0.1:6749 --connections 50 --depth 16",
            "msgwire bench udp://127.0.0.1:6749 --rate 10k --duration 10s",
            "msgwire bench :6749 --method upper --value 'user-{{seq}}'",
            "msgwire bench tcp --find-max 'p99<1ms'",
            NULL,
        },
    .run = run,
};
