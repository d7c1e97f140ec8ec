/* describe: what the server says that it offers. */
#include "command.h"
#include "conversation.h"

#include <msgwire/message.h>

static enum mw_status describe_run(const struct job *job, struct mw_error *err)
{
    const struct values_rules rules = {.strings = true};
    struct values params;
    enum mw_status rc;

    rc = values_read(&params, job->words + 1, job->count - 1, "METHOD", &rules,
                     err);
    if (rc == MW_OK) {
        rc = conversation_hold(job, MW_NAME_DESCRIBE, &params, render_value,
                               err);
    }
    values_fini(&params);
    return rc;
}

static const struct mw_option describe_options[] = {
    OPTIONS_OUTPUT,
    OPTIONS_TALK,
    OPTIONS_END,
};

const struct command command_describe = {
    .name = "describe",
    .words = "URL [METHOD]",
    .summary = "prints what the server offers, or one of its methods",
    .options = describe_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 2,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire describe tcp://127.0.0.1:6749",
            "msgwire describe unix:/run/msgwired.sock upper",
            NULL,
        },
    .run = describe_run,
};
