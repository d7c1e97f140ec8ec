/* repl: a conversation by hand, with line editing where there is a terminal. */
#include "repl/repl.h"

#include "command.h"
#include "input/values.h"
#include "repl/repl_command.h"

static enum mw_status repl_run(const struct job *job, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (job->opt->use != NULL) {
        rc = values_method(job->opt->use, err);
        mw_error_prefix(err, "--use");
    }
    return rc == MW_OK ? repl_hold(job, err) : rc;
}

static const struct mw_option repl_options[] = {
    OPTION_USE, OPTION_STRINGS, OPTIONS_OUTPUT, OPTIONS_ASK, OPTIONS_END,
};

const struct command command_repl = {
    .name = "repl",
    .group = GROUP_TALK,
    .words = "URL",
    .summary = "holds a conversation: each line a request, or a :command",
    .about =
        (const char *const[]){
            "On a terminal a line can be edited, Tab completes commands and "
            "the server's methods, and what is typed is kept in "
            "$XDG_STATE_HOME/msgwire/history. What comes meanwhile is printed "
            "above the line.",
            "Out of a pipe each line is one command, done when the one before "
            "it has its answer. Results go to stdout; what goes wrong is told "
            "with the number of its line, and makes the status at the end.",
            NULL,
        },
    .options = repl_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire repl tcp://127.0.0.1:6749",
            "msgwire repl tcp://127.0.0.1:6749 --use upper",
            "printf 'upper hello\\nstats\\n' | msgwire repl :6749",
            NULL,
        },
    .more = repl_command_put,
    .run = repl_run,
};
