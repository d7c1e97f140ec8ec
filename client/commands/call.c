/* call: requests out, results in, in the order of asking. */
#include "command.h"
#include "talk/conversation.h"

static enum mw_status call_run(const struct job *job, struct mw_error *err)
{
    const struct values_rules rules = {
        .strings = job->opt->strings,
        .source = source_chosen(job->opt),
    };
    struct values params = {0};
    enum mw_status rc = values_method(job->words[1], err);

    if (rc == MW_OK) {
        rc = values_read(&params, job->words + 2, job->count - 2, "PARAM",
                         &rules, err);
    }
    if (rc == MW_OK) {
        rc = conversation_hold(job, job->words[1], &params, render_value, err);
    }
    values_fini(&params);
    return rc;
}

static const struct mw_option call_options[] = {
    OPTIONS_VALUES,
    OPTION_COUNT("ask N times: of stdin, the first N values"),
    OPTION_RATE,
    OPTION_INFLIGHT,
    OPTION_UNORDERED,
    OPTION_ENVELOPE("print each answer's whole message, with its time, the "
                    "addresses, its bytes, the request's number and the "
                    "seconds it took"),
    OPTIONS_OUTPUT,
    OPTIONS_ASK_ON,
    OPTIONS_END,
};

const struct command command_call = {
    .name = "call",
    .words = "URL METHOD [PARAM...]",
    .summary = "sends a request, waits, prints the result",
    .about =
        (const char *const[]){
            "With - among the PARAMs a request is sent for each value "
            "on stdin, many at once, and the results are printed in the "
            "order of the values. An error that is answered is told on "
            "stderr with the number of its value, and makes the status "
            "8 in the end.",
            NULL,
        },
    .options = call_options,
    .defaults = &options_network,
    .words_min = 2,
    .words_max = -1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire call tcp://127.0.0.1:6749 upper hello",
            "msgwire call unix:$XDG_RUNTIME_DIR/msgwire.sock echo id:=7 "
            "'to[name]=ada'",
            "seq 3 | msgwire call udp://[::1]:6749 echo - --retry 3",
            "msgwire call tcp://127.0.0.1:6749 ping --count 5 --rate 1 "
            "--envelope",
            NULL,
        },
    .run = call_run,
};
