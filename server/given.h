/* Given: the command line as it was typed, and the table that says what may
 * be. Durations are in nanoseconds, everything else as it is used. */
#ifndef GIVEN_H
#define GIVEN_H

#include <msgwire/complete.h>
#include <msgwire/page.h>

#define GIVEN_MS   UINT64_C(1000000)
#define GIVEN_S    (1000 * GIVEN_MS)
#define GIVEN_HOUR (3600 * GIVEN_S)

/* What one of a limit's unit is here. */
#define GIVEN_ONE_bytes 1
#define GIVEN_ONE_count 1
#define GIVEN_ONE_ms    GIVEN_MS
#define GIVEN_ONE_rate  1

struct given {
    struct mw_option_list listen;
    const char *framing, *unix_mode, *congestion, *completion;
    bool public, nodelay, reuse_port, v6_only, help, manual, version;
    char **words; /* what was typed beside options: for completion only */
    int words_count;
    int log_level;
    uint64_t backlog, rcvbuf, sndbuf, keepalive, stop_grace, spin;
#define LIMIT(name, value, unit, option, summary) uint64_t name;
#include "limits.inc"
#undef LIMIT
};

/* Returns what holds where nothing is typed. */
struct given given_defaults(void);

/* Parses the words, of which each must be an option or its value.
 *
 * given  holds the defaults; texts in it borrow the arguments.
 * argv   argc words, without the program's name; they are reordered. */
enum mw_status given_parse(struct given *given, int argc, char **argv,
                           struct mw_error *err);

/* Offers options and their values; the words are those in front. */
void given_complete(struct mw_complete *complete, char *const *words,
                    int count);

/* Puts the options with their defaults. */
void given_page(struct mw_page *page);

#endif
