/* Options: the server's command line, as settings the rest can use. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "log.h"

#include <msgwire/limits.h>
#include <msgwire/link.h>
#include <msgwire/options.h>

enum options_verb {
    OPTIONS_RUN,
    OPTIONS_HELP,
    OPTIONS_MANUAL,
    OPTIONS_COMPLETION,
    OPTIONS_VERSION,
};

struct options {
    enum options_verb verb;
    struct mw_option_list listen; /* as typed; borrows the arguments */
    bool public;                  /* other than loopback addresses too */
    struct mw_link link;          /* what holds where no address says else */
    struct mw_limits limits;
    enum log_level log_level;
    uint64_t grace_ms; /* how long an orderly stop may take */
    uint64_t spin_ns;  /* how long to poll before sleeping; 0: not at all */
    const char *completion; /* OPTIONS_COMPLETION: for which shell */
    char **words;           /* ... and what it asks about */
    int words_count;
};

/* Reads the command line.
 *
 * argv  argc words, without the program's name; they are reordered.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status options_read(struct options *options, int argc, char **argv,
                            struct mw_error *err);

#endif
