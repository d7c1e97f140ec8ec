#include "given.h"

#include "log.h"

#include <msgwire/frame.h>
#include <msgwire/limits.h>

enum { SOCKET_BUFFER_MAX = 1 << 30 };

/* How a limit's unit is typed. */
#define KIND_bytes MW_OPTION_SIZE
#define KIND_count MW_OPTION_COUNT
#define KIND_ms    MW_OPTION_DURATION
#define KIND_rate  MW_OPTION_RATE
#define NAME_bytes "SIZE"
#define NAME_count "COUNT"
#define NAME_ms    "TIME"
#define NAME_rate  "RATE"

#define AT(field) offsetof(struct given, field)

static const struct mw_option table[] = {
    {.name = "listen",
     .letter = 'l',
     .kind = MW_OPTION_LIST,
     .offset = AT(listen),
     .value = "URL",
     .help = "address to listen on, such as tcp://127.0.0.1:6749 or "
             "unix:/path?framing=none; may be given again"},
    {.name = "public",
     .kind = MW_OPTION_FLAG,
     .offset = AT(public),
     .help = "allow addresses that other machines can reach"},
    {.name = "framing",
     .kind = MW_OPTION_TEXT,
     .offset = AT(framing),
     .value = "NAME",
     .help = "length prefix of frames on streams"},
#define LIMIT(name_, default_, unit, option, summary)                          \
    {.name = (option),                                                         \
     .kind = KIND_##unit,                                                      \
     .offset = AT(name_),                                                      \
     .value = NAME_##unit,                                                     \
     .help = (summary)},
#include "limits.inc"
#undef LIMIT
    {.name = "backlog",
     .kind = MW_OPTION_COUNT,
     .offset = AT(backlog),
     .value = "COUNT",
     .help = "connections that may wait to be accepted",
     .min = 1,
     .max = UINT16_MAX},
    {.name = "nodelay",
     .kind = MW_OPTION_FLAG,
     .negatable = true,
     .offset = AT(nodelay),
     .help = "send small frames at once (TCP_NODELAY)"},
    {.name = "rcvbuf",
     .kind = MW_OPTION_SIZE,
     .offset = AT(rcvbuf),
     .value = "SIZE",
     .help = "socket receive buffer; 0 is the system's choice",
     .max = SOCKET_BUFFER_MAX},
    {.name = "sndbuf",
     .kind = MW_OPTION_SIZE,
     .offset = AT(sndbuf),
     .value = "SIZE",
     .help = "socket send buffer; 0 is the system's choice",
     .max = SOCKET_BUFFER_MAX},
    {.name = "keepalive",
     .kind = MW_OPTION_DURATION,
     .offset = AT(keepalive),
     .value = "TIME",
     .help = "probe a silent TCP peer after this; 0 is never",
     .max = 9 * GIVEN_HOUR},
    {.name = "congestion",
     .kind = MW_OPTION_TEXT,
     .offset = AT(congestion),
     .value = "NAME",
     .help = "TCP congestion control, such as cubic"},
    {.name = "reuse-port",
     .kind = MW_OPTION_FLAG,
     .offset = AT(reuse_port),
     .help = "share the port with other servers (SO_REUSEPORT)"},
    {.name = "v6-only",
     .kind = MW_OPTION_FLAG,
     .offset = AT(v6_only),
     .help = "an IPv6 address takes no IPv4 peers"},
    {.name = "unix-mode",
     .kind = MW_OPTION_TEXT,
     .offset = AT(unix_mode),
     .value = "MODE",
     .help = "permissions of a socket file, in octal"},
    {.name = "spin",
     .kind = MW_OPTION_DURATION,
     .offset = AT(spin),
     .value = "TIME",
     .help = "poll for this long before sleeping: lower latency for a busy CPU",
     .max = 10 * GIVEN_S},
    {.name = "stop-grace",
     .kind = MW_OPTION_DURATION,
     .offset = AT(stop_grace),
     .value = "TIME",
     .help = "how long SIGTERM waits for answers to be taken",
     .max = 24 * GIVEN_HOUR},
    {.name = "log-level",
     .kind = MW_OPTION_CHOICE,
     .offset = AT(log_level),
     .value = "LEVEL",
     .help = "what is logged on stderr: this and worse",
     .choices = log_level_names},
    {.name = "help",
     .letter = 'h',
     .kind = MW_OPTION_FLAG,
     .offset = AT(help),
     .help = "print this"},
    {.name = "manual",
     .kind = MW_OPTION_FLAG,
     .offset = AT(manual),
     .help = "print the manual page: pipe it to man -l -"},
    {.name = "completion",
     .kind = MW_OPTION_TEXT,
     .offset = AT(completion),
     .value = "SHELL",
     .help = "print a script that lets bash, zsh or fish complete options"},
    {.name = "version",
     .letter = 'V',
     .kind = MW_OPTION_FLAG,
     .offset = AT(version),
     .help = "print the version and what it was built with"},
    {.name = NULL},
};

struct given given_defaults(void)
{
    const struct mw_limits limits = mw_limits_default();

    return (struct given){
        .framing = mw_framing_name(mw_framing_at(0)),
        .unix_mode = "0600",
        .nodelay = true,
        .log_level = LEVEL_INFO,
        .backlog = 1024,
        .stop_grace = 5 * GIVEN_S,
#define LIMIT(name, value, unit, option, summary)                              \
    .name = limits.name * GIVEN_ONE_##unit,
#include "limits.inc"
#undef LIMIT
    };
}

enum mw_status given_parse(struct given *given, int argc, char **argv,
                           struct mw_error *err)
{
    enum mw_status rc =
        mw_options_parse(table, given, argc, argv, &given->words_count, err);

    given->words = argv;
    if (rc == MW_OK && given->words_count > 0 && given->completion == NULL) {
        return mw_error_set(err, MW_EINVAL,
                            "%s: expected only options (an address is given "
                            "as --listen %s)",
                            argv[0], argv[0]);
    }
    return rc;
}

void given_page(struct mw_page *page)
{
    const struct given given = given_defaults();

    mw_page_options(page, table, &given);
}

void given_complete(struct mw_complete *complete, char *const *words, int count)
{
    mw_complete_options(complete, table, words, count);
}
