/* wait: returns when the server answers `ping`. */
#include "command.h"
#include "talk/line.h"

static void on_ready(void *data)
{
    line_end(data, MW_OK, NULL);
}

static enum mw_status wait_run(const struct job *job, struct mw_error *err)
{
    static const struct line_events events = {.on_ready = on_ready};
    struct line line;
    const struct line_config config = {
        .opt = job->opt,
        .events = &events,
        .data = &line,
        .patience_ns =
            job->opt->timeout_ns > 0 ? job->opt->timeout_ns : UINT64_MAX,
        .probe = true,
    };
    enum mw_status rc = line_open(&line, job->words[0], &config, err);

    if (rc == MW_OK) {
        rc = line_run(&line, err);
        line_close(&line);
    }
    return rc;
}

static const struct mw_option wait_options[] = {
    OPTION_TIMEOUT("how long to wait; 0: for ever"),
    OPTIONS_CONNECT,
    OPTIONS_END,
};

const struct command command_wait = {
    .name = "wait",
    .group = GROUP_SERVER,
    .words = "URL",
    .summary = "waits until the server answers",
    .about =
        (const char *const[]){
            "It connects and asks by ping, again and again, until that "
            "is answered; status 4 if it is not within --timeout.",
            NULL,
        },
    .options = wait_options,
    .defaults = &options_wait,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire wait tcp://127.0.0.1:6749",
            "msgwire wait --timeout 1m unix:$XDG_RUNTIME_DIR/msgwire.sock && "
            "echo up",
            NULL,
        },
    .run = wait_run,
};
