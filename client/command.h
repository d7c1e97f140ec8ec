/* Commands: a verb is one file and one row; what stands in the row is what
 * --help prints and what the words are checked against. */
#ifndef CLIENT_COMMAND_H
#define CLIENT_COMMAND_H

#include "exit.h"
#include "options.h"
#include "output/progress.h"
#include "output/report.h"

#include <msgwire/error.h>
#include <msgwire/page.h>

struct command;

/* One run of a command. */
struct job {
    const struct command *command;
    const struct options *opt;
    char **words; /* without the options and the verb */
    int count;
    char **typed; /* all but the verb, as it was typed; may be reordered */
    int typed_count;
    struct report report; /* for what is said while it runs */
    struct mw_colours colours;
    struct progress progress;
};

/* Verbs of a kind stand together in --help. */
enum command_group {
    GROUP_TALK,
    GROUP_SERVER,
    GROUP_MEASURE,
    GROUP_BYTES,
    GROUP_HELP,
};

struct command {
    const char *name;
    enum command_group group;
    const char *words;        /* what follows it: "URL METHOD [PARAM...]" */
    const char *summary;      /* one sentence, lower case, no full stop */
    const char *const *about; /* paragraphs, then NULL; may be NULL */
    const struct mw_option *options;
    const struct options *defaults;
    int words_min, words_max;           /* words_max -1: any number */
    unsigned exits;                     /* EXITS_OFFLINE, _LISTEN, ... */
    const char *const *examples;        /* lines, then NULL */
    void (*more)(struct mw_page *page); /* what follows `about`; may be NULL */

    /* Returns MW_OK, or what exit_of makes a status of; a sentence in `err`
     * is still to be said, an empty one has been said. */
    enum mw_status (*run)(const struct job *job, struct mw_error *err);
};

/* Rows in the order of --help. Returns NULL behind the last one. */
const struct command *commands_at(size_t index);

/* Returns the row with this name, or NULL. */
const struct command *commands_find(const char *name);

/* Returns the row whose name is nearest to what was typed, or NULL. */
const struct command *commands_nearest(const char *name);

#endif
