/* compare: the same messages over several transports, side by side. */
#include "command.h"
#include "compare/trial.h"
#include "emulate/spec.h"

/* Short enough for all of it to take less than a minute. */
static const uint64_t DURATION_NS = 200000000;
static const char SIZES[] = "64,512,1400,8192,60000";

/* Over a link a round trip takes its time: a schedule fills it, and whoever
 * waits for what was lost is seen. */
static const uint64_t LINK_DURATION_NS = 1500000000;
static const uint64_t LINK_RATE = 500;
static const char LINK_SIZES[] = "64,1400";

static bool echoes(const struct options *opt)
{
    return opt->method == NULL || strcmp(opt->method, "echo") == 0 ||
           strcmp(opt->method, "ping") == 0;
}

/* Half of what a link of a limited rate carries of packets that are full. */
static uint64_t link_rate(const struct options *opt)
{
    struct emulate_spec spec;
    uint64_t fits;

    if (emulate_parse(opt->link, &spec, NULL) != MW_OK || spec.rate == 0) {
        return LINK_RATE;
    }
    fits = spec.rate / 2 / ((uint64_t)8 * EMULATE_MTU);
    return fits == 0 ? 1 : fits < LINK_RATE ? fits : LINK_RATE;
}

/* What is measured where nothing is said. */
static void choose(const struct job *job, struct options *opt,
                   struct measure_wish *wish)
{
    static const char *const all[] = {"tcp", "udp", "unix"};
    bool linked = opt->link != NULL;

    *wish = (struct measure_wish){
        .targets = job->words,
        .target_count = (size_t)job->count,
        .sizes = opt->sizes,
        .rounds = opt->rounds,
    };
    if (job->count == 0) {
        wish->targets = (char **)(uintptr_t)all;
        wish->target_count = linked ? 2 : 3;
    }
    if (wish->sizes == NULL && opt->load.count == 0 && echoes(opt)) {
        wish->sizes = linked ? LINK_SIZES : SIZES;
    }
    wish->sweeps = wish->sizes != NULL;
    if (opt->duration_ns == 0 && opt->count == 0) {
        opt->duration_ns = linked ? LINK_DURATION_NS : DURATION_NS;
    }
    if (linked && opt->rate == 0) {
        opt->rate = link_rate(opt);
    }
    wish->halves = opt->rate == 0 && !opt->notify;
}

static enum mw_status compare_run(const struct job *job, struct mw_error *err)
{
    struct options opt = *job->opt;
    struct job chosen = *job;
    struct measure_wish wish;

    chosen.opt = &opt;
    choose(job, &opt, &wish);
    return trial_run(&chosen, &wish, err);
}

static const struct mw_option compare_options[] = {
    OPTION_SWEEP,
    OPTION_ROUNDS,
    OPTIONS_LOAD("200ms, unless --count is given, and 1500ms with --link"),
    OPTIONS_STUDY,
    OPTION_COLOUR,
    OPTIONS_ADDRESS,
    OPTION_BIND,
    OPTIONS_END,
};

const struct command command_compare = {
    .name = "compare",
    .group = GROUP_MEASURE,
    .words = "[URL...]",
    .summary = "measures the same over several transports, side by side",
    .about =
        (const char *const[]){
            "A URL may also be tcp, udp or unix alone, with parameters if need "
            "be (tcp?framing=varint): for these it starts a msgwired of its "
            "own on free ports, which ends with it. Without any it compares "
            "all three, which takes about 40 seconds.",
            "Every target gets the same messages, of one size after another, "
            "in rounds: in each of them the targets take turns, and another "
            "one is first. So what else the machine does meets all of them, "
            "and how far the rounds differ tells how far a figure can be "
            "trusted. The first target is what the others are compared with.",
            "Each run has two halves. One request at a time shows the latency: "
            "nobody else is in the queue. Then --depth of them on each of the "
            "--connections show what goes through, what is lost and what it "
            "costs: there is always something to do. With --rate, "
            "and with --notify, there is one half, and all is told of it.",
            "--link puts an emulated link between us and our own server: TCP "
            "and UDP are the system's own, what lies between them delays and "
            "loses packets. There 500 messages a second are sent, or half of "
            "what the link's rate carries, of 64 and of 1400 bytes, unless "
            "something else is asked for.",
            "A size that does not fit a datagram is told, and never split. A "
            "target that fails is told, and the others go on; the status is "
            "that of the first one that failed.",
            NULL,
        },
    .options = compare_options,
    .defaults = &options_compare,
    .words_min = 0,
    .words_max = -1,
    .exits = EXITS_JUDGE,
    .examples =
        (const char *const[]){
            "msgwire compare",
            "msgwire compare tcp udp --sizes 64,1400 --html compare.html",
            "msgwire compare --link 'delay=10ms loss=1%'",
            "msgwire compare tcp udp --baseline old.json --fail-if 'p99>+10%'",
            NULL,
        },
    .run = compare_run,
};
