/* A table with an option of each kind, for the tests of options. */
#ifndef SAMPLE_OPTIONS_H
#define SAMPLE_OPTIONS_H

#include <msgwire/options.h>

struct sample {
    bool quiet, nodelay, verbose;
    const char *name;
    struct mw_option_list listen;
    int output;
    uint64_t count, frame, rate, timeout;
};

static const char *const outputs[] = {"pretty", "json", "hex", NULL};

#define AT(field) .offset = offsetof(struct sample, field)

static const struct mw_option sample_options[] = {
    {.name = "quiet",
     .letter = 'q',
     .kind = MW_OPTION_FLAG,
     AT(quiet),
     .help = "print nothing but data"},
    {.name = "verbose",
     .letter = 'v',
     .kind = MW_OPTION_FLAG,
     AT(verbose),
     .help = "tell what happens"},
    {.name = "nodelay",
     .kind = MW_OPTION_FLAG,
     .negatable = true,
     AT(nodelay),
     .help = "send small messages at once"},
    {.name = "name",
     .letter = 'n',
     .kind = MW_OPTION_TEXT,
     AT(name),
     .value = "NAME",
     .help = "what the other side is called"},
    {.name = "listen",
     .letter = 'l',
     .kind = MW_OPTION_LIST,
     AT(listen),
     .value = "URL",
     .help = "where to wait for connections; once for each address"},
    {.name = "output",
     .letter = 'o',
     .kind = MW_OPTION_CHOICE,
     AT(output),
     .value = "FORM",
     .help = "how messages are printed",
     .choices = outputs},
    {.name = "count",
     .letter = 'c',
     .kind = MW_OPTION_COUNT,
     AT(count),
     .value = "N",
     .help = "how many times",
     .max = 65535},
    {.name = "max-frame",
     .kind = MW_OPTION_SIZE,
     AT(frame),
     .value = "SIZE",
     .help = "longest frame accepted",
     .min = 64,
     .max = 1u << 30},
    {.name = "rate",
     .kind = MW_OPTION_RATE,
     AT(rate),
     .value = "RATE",
     .help = "messages a second"},
    {.name = "timeout",
     .letter = 't',
     .kind = MW_OPTION_DURATION,
     AT(timeout),
     .value = "TIME",
     .help = "longest wait for an answer; a message that takes longer is given "
             "up",
     .min = 1000000},
    {0},
};

#endif
