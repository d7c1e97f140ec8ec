/* context: names for addresses with their options, as @NAME for every verb. */
#include "address.h"
#include "command.h"
#include "contexts/contexts.h"

#include <msgwire/nearest.h>

#include <stdio.h>
#include <unistd.h>

/* What it does: a word, and the words behind it. */
struct action {
    const char *name;
    int words; /* how many follow */
    const char *expected;
    enum mw_status (*run)(const struct job *job, struct output *out,
                          struct mw_error *err);
};

static const struct mw_option table[] = {
    OPTIONS_ASK,
    OPTIONS_END,
};

/* Appends "NAME  URL OPTION...", the name in a column. */
static enum mw_status append_row(const struct context *context, int width,
                                 struct mw_buffer *out)
{
    char name[CONTEXT_NAME + 8];
    enum mw_status rc;

    snprintf(name, sizeof(name), "%-*s  ", width, context->name);
    rc = mw_buffer_append(out, mw_text(name));
    if (rc == MW_OK) {
        rc = context_words(context, out);
    }
    return rc == MW_OK ? mw_buffer_append(out, mw_text("\n")) : rc;
}

static enum mw_status append_all(const struct contexts *contexts,
                                 struct mw_buffer *out)
{
    struct context context;
    enum mw_status rc = MW_OK;
    int width = 0;

    for (size_t at = 0; contexts_next(contexts, &at, &context);) {
        int len = (int)strlen(context.name);
        width = len > width ? len : width;
    }
    for (size_t at = 0;
         rc == MW_OK && contexts_next(contexts, &at, &context);) {
        rc = append_row(&context, width, out);
    }
    return rc;
}

static enum mw_status list(const struct job *job, struct output *out,
                           struct mw_error *err)
{
    struct contexts contexts;
    enum mw_status rc = contexts_open(&contexts, err);

    (void)job;
    if (rc == MW_OK && append_all(&contexts, &out->buffer) != MW_OK) {
        rc = mw_error_set(err, MW_ENOMEM, "no memory for the list");
    }
    contexts_fini(&contexts);
    return rc;
}

/* As it would be typed. */
static enum mw_status show(const struct job *job, struct output *out,
                           struct mw_error *err)
{
    struct contexts contexts;
    struct context context;
    enum mw_status rc = contexts_open(&contexts, err);

    if (rc == MW_OK) {
        rc = contexts_find(&contexts, job->words[1], &context, err);
    }
    if (rc == MW_OK && (context_words(&context, &out->buffer) != MW_OK ||
                        mw_buffer_append(&out->buffer, mw_text("\n")))) {
        rc = mw_error_set(err, MW_ENOMEM, "no memory for the context");
    }
    contexts_fini(&contexts);
    return rc;
}

/* Takes a word out of those that were typed. */
static void take_out(char **typed, int count, const char *word)
{
    int at = 0;

    while (typed[at] != word) {
        at++;
    }
    memmove(&typed[at], &typed[at + 1],
            (size_t)(count - at - 1) * sizeof(typed[0]));
}

/* Says what was there, since it is gone now. */
static void say_before(const struct job *job, const struct context *before)
{
    struct mw_buffer sentence = {0};

    mw_buffer_append(&sentence, mw_text("@"));
    mw_buffer_append(&sentence, mw_text(before->name));
    mw_buffer_append(&sentence, mw_text(" was "));
    context_words(before, &sentence);
    report_say(&job->report, mw_buffer_bytes(&sentence));
    mw_buffer_fini(&sentence);
}

/* What no verb could connect by is told now, not when it is used. */
static enum mw_status check_link(const struct job *job,
                                 const struct context *context,
                                 struct mw_error *err)
{
    struct mw_link link;

    return address_read(context->words[0], MW_LINK_EITHER, job->opt, &link,
                        err);
}

static enum mw_status add(const struct job *job, struct output *out,
                          struct mw_error *err)
{
    struct context context, before;
    enum mw_status rc;

    (void)out;
    take_out(job->typed, job->typed_count, job->words[0]);
    rc = context_make(table, job->typed_count - 1, job->typed, &context, err);
    if (rc == MW_OK) {
        rc = check_link(job, &context, err);
    }
    if (rc == MW_OK) {
        rc = contexts_put(&context, &before, err);
    }
    if (rc == MW_OK && before.count > 0) {
        say_before(job, &before);
    }
    return rc;
}

static enum mw_status drop(const struct job *job, struct output *out,
                           struct mw_error *err)
{
    (void)out;
    return contexts_remove(job->words[1], err);
}

static const struct action actions[] = {
    {"ls", 0, "ls", list},
    {"add", 2, "add NAME URL [OPTION...]", add},
    {"show", 1, "show NAME", show},
    {"rm", 1, "rm NAME", drop},
};

static const struct action *find_action(const char *word, struct mw_error *err)
{
    enum { ACTIONS = sizeof(actions) / sizeof(actions[0]) };
    const char *names[ACTIONS + 1] = {NULL};
    const char *meant;

    for (size_t i = 0; i < ACTIONS; i++) {
        if (strcmp(actions[i].name, word) == 0) {
            return &actions[i];
        }
        names[i] = actions[i].name;
    }
    meant = mw_nearest(word, names);
    mw_error_set(err, MW_EINVAL, "expected ls, add, show or rm%s%s%s",
                 meant != NULL ? " (did you mean " : "",
                 meant != NULL ? meant : "", meant != NULL ? "?)" : "");
    return NULL;
}

static enum mw_status context_run(const struct job *job, struct mw_error *err)
{
    const struct action *action = find_action(job->words[0], err);
    struct output out = {.fd = STDOUT_FILENO};
    enum mw_status rc;

    if (action == NULL) {
        return MW_EINVAL;
    }
    if (job->count - 1 != action->words) {
        return mw_error_set(err, MW_EINVAL, "expected %s, got %d word%s",
                            action->expected, job->count,
                            job->count == 1 ? "" : "s");
    }
    rc = action->run(job, &out, err);
    if (rc == MW_OK) {
        rc = output_flush(&out, err);
    }
    mw_buffer_fini(&out.buffer);
    return rc;
}

const struct command command_context = {
    .name = "context",
    .group = GROUP_HELP,
    .words = "ls|add|show|rm [NAME [URL]]",
    .summary = "keeps names for addresses, to be used as @NAME",
    .about =
        (const char *const[]){
            "add keeps NAME for URL and the options given with it, in the "
            "place of what NAME was; any verb then takes @NAME for its URL. "
            "The options count as typed before those of the command line, "
            "which beat them; a verb leaves out those that it does not have. "
            "ls lists all, show prints one as it would be typed, rm drops it.",
            NULL,
        },
    .options = table,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 3,
    .exits = EXITS_NONE | 1 << EXIT_DATA,
    .examples =
        (const char *const[]){
            "msgwire context add prod tcp://10.0.0.5:6749 --timeout 2s",
            "msgwire call @prod ping",
            "msgwire context ls",
            NULL,
        },
    .run = context_run,
};
