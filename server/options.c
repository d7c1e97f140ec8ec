#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MS   UINT64_C(1000000)
#define S    (1000 * MS)
#define HOUR (3600 * S)

enum { SOCKET_BUFFER_MAX = 1 << 30 };

/* The command line as it is parsed: durations in nanoseconds. */
struct given {
    struct mw_option_list listen;
    const char *framing, *unix_mode, *congestion;
    bool public, nodelay, reuse_port, v6_only, help, version;
    int log_level;
    uint64_t backlog, rcvbuf, sndbuf, keepalive, stop_grace, spin;
#define LIMIT(name, value, unit, option, summary) uint64_t name;
#include "limits.inc"
#undef LIMIT
};

/* How a limit's unit is typed, what one of it is in the parser's, and the
 * least that makes sense. */
#define KIND_bytes  MW_OPTION_SIZE
#define KIND_count  MW_OPTION_COUNT
#define KIND_ms     MW_OPTION_DURATION
#define KIND_rate   MW_OPTION_RATE
#define NAME_bytes  "SIZE"
#define NAME_count  "COUNT"
#define NAME_ms     "TIME"
#define NAME_rate   "RATE"
#define ONE_bytes   1
#define ONE_count   1
#define ONE_ms      MS
#define ONE_rate    1
#define LEAST_bytes 1
#define LEAST_count 1
#define LEAST_ms    0
#define LEAST_rate  1

#define AT(field) offsetof(struct given, field)

static const struct mw_option table[] = {
    {.name = "listen",
     .letter = 'l',
     .kind = MW_OPTION_LIST,
     .offset = AT(listen),
     .value = "URL",
     .help = "address to listen on, such as tcp://127.0.0.1:6749 or "
             "unix:/path; may be given again"},
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
     .max = 9 * HOUR},
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
     .max = 10 * S},
    {.name = "stop-grace",
     .kind = MW_OPTION_DURATION,
     .offset = AT(stop_grace),
     .value = "TIME",
     .help = "how long SIGTERM waits for answers to be taken",
     .max = 24 * HOUR},
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
    {.name = "version",
     .letter = 'V',
     .kind = MW_OPTION_FLAG,
     .offset = AT(version),
     .help = "print the version and what it was built with"},
    {.name = NULL},
};

static struct given defaults(void)
{
    const struct mw_limits limits = mw_limits_default();

    return (struct given){
        .framing = mw_framing_name(mw_framing_at(0)),
        .unix_mode = "0600",
        .nodelay = true,
        .log_level = LEVEL_INFO,
        .backlog = 1024,
        .stop_grace = 5 * S,
#define LIMIT(name, value, unit, option, summary)                              \
    .name = limits.name * ONE_##unit,
#include "limits.inc"
#undef LIMIT
    };
}

/* Rounds up: a duration that was asked for must not become 0, which is "never".
 */
static uint64_t units(uint64_t value, uint64_t one)
{
    return value / one + (value % one != 0);
}

/* A limit as its field holds it, beside what was asked for. */
struct limit_row {
    const char *option;
    uint64_t held, asked, least;
};

static enum mw_status check_row(const struct limit_row *row,
                                struct mw_error *err)
{
    if (row->held != row->asked) {
        return mw_error_set(err, MW_EINVAL, "--%s: expected less", row->option);
    }
    if (row->held < row->least) {
        return mw_error_set(err, MW_EINVAL, "--%s: expected more than 0",
                            row->option);
    }
    return MW_OK;
}

static enum mw_status read_limits(struct mw_limits *limits,
                                  const struct given *given,
                                  struct mw_error *err)
{
#define LIMIT(name, value, unit, option, summary)                              \
    {(option),                                                                 \
     limits->name = (__typeof__(limits->name))units(given->name, ONE_##unit),  \
     units(given->name, ONE_##unit), LEAST_##unit},
    const struct limit_row rows[] = {
#include "limits.inc"
    };
#undef LIMIT
    enum mw_status rc = MW_OK;

    for (size_t i = 0; rc == MW_OK && i < sizeof(rows) / sizeof(rows[0]); i++) {
        rc = check_row(&rows[i], err);
    }
    return rc;
}

/* What a single row of the table can't say. */
static enum mw_status check_limits(const struct mw_limits *limits,
                                   const struct mw_framing *framing,
                                   struct mw_error *err)
{
    if (limits->max_frame > mw_framing_max(framing)) {
        return mw_error_set(err, MW_EINVAL,
                            "--max-frame %zu: framing %s can say at most %zu",
                            limits->max_frame, mw_framing_name(framing),
                            mw_framing_max(framing));
    }
    if (limits->max_datagram > MW_DATAGRAM_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "--max-datagram %zu: expected at most %d",
                            limits->max_datagram, MW_DATAGRAM_MAX);
    }
    if (limits->max_depth > MW_DEPTH_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "--max-depth %u: expected at most %d",
                            limits->max_depth, MW_DEPTH_MAX);
    }
    if (limits->out_low > limits->out_high) {
        return mw_error_set(
            err, MW_EINVAL,
            "--out-low %zu: expected at most --out-high, which is %zu",
            limits->out_low, limits->out_high);
    }
    return limits->frame_ms > 0 && limits->stall_ms > 0
               ? MW_OK
               : mw_error_set(err, MW_EINVAL,
                              "--frame-timeout and --stall-timeout: expected "
                              "more than 0");
}

static enum mw_status read_framing(struct options *options, const char *name,
                                   struct mw_error *err)
{
    char names[MW_ERROR_TEXT / 2] = "";

    options->framing = mw_framing_named(name);
    if (options->framing != NULL) {
        return MW_OK;
    }
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        snprintf(names + strlen(names), sizeof(names) - strlen(names), " %s",
                 mw_framing_name(mw_framing_at(i)));
    }
    return mw_error_set(err, MW_EINVAL, "--framing %s: expected one of%s", name,
                        names);
}

static enum mw_status read_mode(const char *text, unsigned *mode,
                                struct mw_error *err)
{
    char *end;
    unsigned long value;

    errno = 0;
    value = strtoul(text, &end, 8);
    if (text[0] < '0' || text[0] > '7' || *end != '\0' || errno != 0 ||
        value == 0 || value > 0777) {
        return mw_error_set(err, MW_EINVAL,
                            "--unix-mode %s: expected octal permissions, "
                            "such as 0660",
                            text);
    }
    *mode = (unsigned)value;
    return MW_OK;
}

static enum mw_status settle(struct options *options, const struct given *given,
                             struct mw_error *err)
{
    enum mw_status rc;

    *options = (struct options){
        .verb = given->help      ? OPTIONS_HELP
                : given->version ? OPTIONS_VERSION
                                 : OPTIONS_RUN,
        .listen = given->listen,
        .public = given->public,
        .log_level = (enum log_level)given->log_level,
        .grace_ms = units(given->stop_grace, MS),
        .spin_ns = given->spin,
        .socket = {.rcvbuf = (int)given->rcvbuf,
                   .sndbuf = (int)given->sndbuf,
                   .delay = !given->nodelay,
                   .reuse_port = given->reuse_port,
                   .v6_only = given->v6_only,
                   .keepalive_s = (unsigned)units(given->keepalive, S),
                   .backlog = (int)given->backlog,
                   .congestion = given->congestion},
    };
    rc = read_framing(options, given->framing, err);
    if (rc == MW_OK) {
        rc = read_mode(given->unix_mode, &options->socket.unix_mode, err);
    }
    if (rc == MW_OK) {
        rc = read_limits(&options->limits, given, err);
    }
    if (rc == MW_OK) {
        rc = check_limits(&options->limits, options->framing, err);
    }
    return rc;
}

enum mw_status options_read(struct options *options, int argc, char **argv,
                            struct mw_error *err)
{
    struct given given = defaults();
    enum mw_status rc;
    int words = 0;

    rc = mw_options_parse(table, &given, argc, argv, &words, err);
    if (rc != MW_OK) {
        return rc;
    }
    if (words > 0) {
        return mw_error_set(err, MW_EINVAL,
                            "%s: expected only options (an address is given "
                            "as --listen %s)",
                            argv[0], argv[0]);
    }
    return settle(options, &given, err);
}

enum mw_status options_help(struct mw_buffer *out)
{
    static const char usage[] =
        "Usage: msgwired [OPTION]...\n"
        "\n"
        "Answers msgpack requests over TCP, UDP and Unix sockets. Without "
        "--listen: on\n"
        "port 6749 of 127.0.0.1 and [::1] by TCP and UDP, and, where that is "
        "set, on\n"
        "unix:$XDG_RUNTIME_DIR/msgwire.sock.\n"
        "\n";
    const struct given given = defaults();
    enum mw_status rc = mw_buffer_append(out, mw_text(usage));

    return rc == MW_OK ? mw_options_help(table, &given, out) : rc;
}
