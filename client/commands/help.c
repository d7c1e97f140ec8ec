/* help: what --help prints, of a verb or a topic; or all of it as a manual. */
#include "guide/help.h"
#include "guide/manual.h"

#include <msgwire/nearest.h>

#include <unistd.h>

static enum mw_status refuse(const char *word, struct mw_error *err)
{
    struct mw_nearest meant = mw_nearest_to(mw_text(word));
    char text[MW_EXCERPT];

    for (size_t i = 0; commands_at(i) != NULL; i++) {
        mw_nearest_offer(&meant, commands_at(i)->name);
    }
    for (size_t i = 0; topics_at(i) != NULL; i++) {
        mw_nearest_offer(&meant, topics_at(i)->name);
    }
    mw_excerpt(mw_text(word), text);
    if (meant.name == NULL) {
        return mw_error_set(err, MW_EINVAL,
                            "no verb or topic %s, msgwire --help lists what "
                            "there is",
                            text);
    }
    return mw_error_set(err, MW_EINVAL, "no verb or topic %s, did you mean %s?",
                        text, meant.name);
}

static enum mw_status append(const struct job *job, struct mw_buffer *out,
                             struct mw_error *err)
{
    const char *word = job->count > 0 ? job->words[0] : NULL;

    if (job->opt->manual) {
        return manual_append(out);
    }
    if (word == NULL) {
        return help_program(out);
    }
    if (commands_find(word) != NULL) {
        return help_command(commands_find(word), out);
    }
    return topics_find(word) != NULL ? help_topic(topics_find(word), out)
                                     : refuse(word, err);
}

static enum mw_status help_run(const struct job *job, struct mw_error *err)
{
    struct output out = {.fd = STDOUT_FILENO};
    enum mw_status rc = append(job, &out.buffer, err);

    if (rc == MW_OK) {
        rc = output_flush(&out, err);
    }
    mw_buffer_fini(&out.buffer);
    return rc;
}

static const struct mw_option help_options[] = {
    OPTION_MANUAL,
    OPTIONS_END,
};

const struct command command_help = {
    .name = "help",
    .group = GROUP_HELP,
    .words = "[VERB|TOPIC]",
    .summary = "tells what there is, or more of a verb or a topic",
    .options = help_options,
    .defaults = &options_none,
    .words_max = 1,
    .exits = EXITS_NONE,
    .examples =
        (const char *const[]){
            "msgwire help call",
            "msgwire help values",
            "msgwire help --manual | man -l -",
            NULL,
        },
    .run = help_run,
};
