/* completion: a script for a shell, and the answers to what it asks. */
#include "guide/completion.h"

#include "command.h"

#include <msgwire/nearest.h>

#include <unistd.h>

static const char ask[] = "completion words --";

static enum mw_status append_words(const struct job *job, struct mw_buffer *out)
{
    bool none = job->count == 1;
    struct mw_complete complete = {
        .typed = none ? "" : job->words[job->count - 1],
        .out = out,
    };

    completion_offer(&complete, job->words + 1, none ? 0 : job->count - 2);
    return complete.rc;
}

static enum mw_status append(const struct job *job, struct mw_buffer *out,
                             struct mw_error *err)
{
    if (strcmp(job->words[0], "words") == 0) {
        return append_words(job, out);
    }
    for (int i = 0; mw_shells[i] != NULL && job->count == 1; i++) {
        if (strcmp(job->words[0], mw_shells[i]) == 0) {
            return mw_complete_script((enum mw_shell)i, "msgwire", ask, out);
        }
    }
    return mw_error_set(err, MW_EINVAL, "expected bash, zsh or fish");
}

static enum mw_status completion_run(const struct job *job,
                                     struct mw_error *err)
{
    struct output out = {.fd = STDOUT_FILENO};
    enum mw_status rc = append(job, &out.buffer, err);

    if (rc == MW_OK) {
        rc = output_flush(&out, err);
    }
    mw_buffer_fini(&out.buffer);
    return rc;
}

static const struct mw_option completion_options[] = {OPTIONS_END};

const struct command command_completion = {
    .name = "completion",
    .group = GROUP_HELP,
    .words = "bash|zsh|fish|words [WORD...]",
    .summary = "prints a script that lets a shell complete words",
    .about =
        (const char *const[]){
            "Installed with the program for all three shells; elsewhere the "
            "shell reads the script when it starts. The script asks msgwire "
            "completion words what may stand where the last of the words "
            "behind -- is being typed: verbs, options, their choices, "
            "addresses, contexts, methods. No server is asked.",
            NULL,
        },
    .options = completion_options,
    .defaults = &options_none,
    .words_min = 1,
    .words_max = -1,
    .exits = EXITS_NONE,
    .examples =
        (const char *const[]){
            "source <(msgwire completion bash)",
            "msgwire completion fish | source",
            "msgwire completion words -- call --fr",
            NULL,
        },
    .run = completion_run,
};
