/* stats: the server's counters; for people, a table. */
#include "command.h"
#include "output/table.h"
#include "talk/conversation.h"

#include <msgwire/message.h>

/* A foreign server's answer may be anything: it is shown as any other. */
static enum mw_status show_stats(struct render *render, struct mw_bytes result,
                                 struct mw_bytes whole, struct mw_error *err)
{
    struct mw_pen pen;
    enum mw_status rc;
    size_t width;

    if (!render->page || !table_fits(result)) {
        return render_value(render, result, whole, err);
    }
    pen = render_pen(render, &width);
    rc = table_write(&pen, result, 0, width);
    return rc == MW_OK ? rc : mw_error_set(err, rc, "no memory for the table");
}

static enum mw_status stats_run(const struct job *job, struct mw_error *err)
{
    const struct values none = {0};

    return conversation_hold(job, MW_NAME_STATS, &none, show_stats, err);
}

static const struct mw_option stats_options[] = {
    OPTION_OUTPUT("a table on a terminal and a line of JSON elsewhere"),
    OPTION_COLOUR,
    OPTION_FULL,
    OPTIONS_ASK,
    OPTIONS_END,
};

const struct command command_stats = {
    .name = "stats",
    .group = GROUP_SERVER,
    .words = "URL",
    .summary = "prints the server's counters",
    .about =
        (const char *const[]){
            "Counters only grow while the server runs; gauges are as "
            "they are now. The answer is too long for a datagram: over "
            "udp:// it is an error, -32005.",
            NULL,
        },
    .options = stats_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire stats tcp://127.0.0.1:6749",
            "msgwire stats unix:$XDG_RUNTIME_DIR/msgwire.sock | jq "
            ".connections",
            NULL,
        },
    .run = stats_run,
};
