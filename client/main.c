/* msgwire, the client: finds the verb, reads its options, runs it, says what
 * went wrong, and exits with what a script can tell it by. */
#include "command.h"
#include "contexts/resolve.h"
#include "guide/help.h"
#include "look.h"
#include "repl/repl_editor.h"

#include <msgwire/version.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A descriptor that was closed when we began must not be given to a socket,
 * which would then get what is meant for stdout. */
static void hold_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            open("/dev/null", O_RDONLY);
        }
    }
}

static int end(const struct report *report, enum mw_status rc,
               const struct mw_error *err)
{
    if (rc != MW_OK && err->text[0] != '\0') {
        report_say(report, mw_text(err->text));
    }
    return exit_of(rc);
}

/* Prints help or the version: all of it, or it is an error. */
static int print(struct output *out, enum mw_status rc)
{
    struct mw_error err = {.status = rc};

    if (rc == MW_OK) {
        rc = output_flush(out, &err);
    }
    mw_buffer_fini(&out->buffer);
    return end(&(struct report){0}, rc, &err);
}

/* The library's line, with what only the client stands on at its end. */
static int print_version(void)
{
    struct output out = {.fd = STDOUT_FILENO};
    struct mw_bytes line = mw_text(mw_version_line());
    const char *editor = repl_editor_version();

    mw_buffer_append(&out.buffer, mw_text("msgwire "));
    mw_buffer_append(&out.buffer, mw_bytes(line.at, line.len - 1));
    mw_buffer_append(&out.buffer, mw_text(", "));
    mw_buffer_append(&out.buffer,
                     mw_text(editor == NULL ? "no libedit" : editor));
    return print(&out, mw_buffer_append(&out.buffer, mw_text(")\n")));
}

static int print_help(const struct command *command)
{
    struct output out = {.fd = STDOUT_FILENO};

    return print(&out, command == NULL ? help_program(&out.buffer)
                                       : help_command(command, &out.buffer));
}

static int refuse_verb(const char *word)
{
    const struct command *nearest = commands_nearest(word);
    struct mw_error err;
    char text[MW_EXCERPT];

    if (nearest != NULL) {
        mw_error_set(&err, MW_EINVAL, "no verb %s, did you mean %s?",
                     mw_excerpt(mw_text(word), text), nearest->name);
    } else {
        mw_error_set(&err, MW_EINVAL,
                     "no verb %s, msgwire --help lists what there is",
                     mw_excerpt(mw_text(word), text));
    }
    return end(&(struct report){0}, MW_EINVAL, &err);
}

static enum mw_status check_words(const struct job *job, struct mw_error *err)
{
    const struct command *command = job->command;

    if (job->count < command->words_min ||
        (command->words_max >= 0 && job->count > command->words_max)) {
        return mw_error_set(err, MW_EINVAL, "expected %s, got %d word%s",
                            *command->words != '\0' ? command->words
                                                    : "no words",
                            job->count, job->count == 1 ? "" : "s");
    }
    return MW_OK;
}

/* Reads the words and does what they say. */
static enum mw_status obey(struct job *job, struct options *opt,
                           struct context **found, struct mw_error *err)
{
    const struct command *command = job->command;
    enum mw_status rc;

    rc = mw_options_parse(command->options, opt, job->typed_count, job->words,
                          &job->count, err);
    if (rc != MW_OK || opt->help) {
        return rc;
    }
    job->report.where = job->count > 0 ? job->words[0] : NULL;
    job->report.quiet = opt->quiet;
    rc = check_words(job, err);
    if (rc == MW_OK) {
        rc = resolve_contexts(job, opt, found, err);
    }
    return rc == MW_OK ? look_run(job, opt, err) : rc;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct options opt = *command->defaults;
    struct job job = {
        .command = command,
        .opt = &opt,
        .words = argv,
        .typed_count = argc,
        .report = {.verb = command->name},
    };
    struct context *found = NULL; /* which words and report may look into */
    struct mw_error err = {0};
    enum mw_status rc;
    int status;

    job.typed = calloc((size_t)argc + 1, sizeof(*argv));
    if (job.typed == NULL) {
        rc = mw_error_set(&err, MW_ENOMEM, "no memory for %d words", argc);
        return end(&job.report, rc, &err);
    }
    memcpy(job.typed, argv, (size_t)argc * sizeof(*argv));
    rc = obey(&job, &opt, &found, &err);
    status = rc == MW_OK && opt.help ? print_help(command)
                                     : end(&job.report, rc, &err);
    free(found);
    free(job.typed);
    return status;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

int main(int argc, char **argv)
{
    const struct command *command;
    struct mw_error err;

    signal(SIGPIPE, SIG_IGN);
    hold_descriptors();
    if (argc < 2) {
        return end(&(struct report){0},
                   mw_error_set(&err, MW_EINVAL,
                                "expected a verb, msgwire --help lists them"),
                   &err);
    }
    if (is_one_of(argv[1], "--version", "-V")) {
        return print_version();
    }
    if (is_one_of(argv[1], "--help", "-h")) {
        return print_help(NULL);
    }
    command = commands_find(argv[1]);
    return command == NULL ? refuse_verb(argv[1])
                           : run(command, argc - 2, argv + 2);
}
