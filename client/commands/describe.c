/* describe: what the server says that it offers; for people, as a page. */
#include "command.h"
#include "output/description.h"
#include "talk/conversation.h"

#include <msgwire/message.h>

static enum mw_status describe_run(const struct job *job, struct mw_error *err)
{
    const struct values_rules rules = {.strings = true};
    struct values params;
    enum mw_status rc;

    rc = values_read(&params, job->words + 1, job->count - 1, "METHOD", &rules,
                     err);
    if (rc == MW_OK) {
        rc = conversation_hold(job, MW_NAME_DESCRIBE, &params, description_show,
                               err);
    }
    values_fini(&params);
    return rc;
}

static const struct mw_option describe_options[] = {
    OPTION_OUTPUT("a page on a terminal and a line of JSON elsewhere"),
    OPTION_COLOUR,
    OPTION_FULL,
    OPTIONS_ASK,
    OPTIONS_END,
};

const struct command command_describe = {
    .name = "describe",
    .group = GROUP_SERVER,
    .words = "URL [METHOD]",
    .summary = "prints what the server offers, or one of its methods",
    .about =
        (const char *const[]){
            "The answer is too long for a datagram: over udp:// it is "
            "an error, -32005.",
            NULL,
        },
    .options = describe_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 2,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire describe tcp://127.0.0.1:6749",
            "msgwire describe unix:$XDG_RUNTIME_DIR/msgwire.sock upper",
            NULL,
        },
    .run = describe_run,
};
