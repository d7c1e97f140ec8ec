#include "options.h"

#include "given.h"

#include <inttypes.h>

/* The least of a limit's unit that makes sense. */
#define LEAST_bytes 1
#define LEAST_count 1
#define LEAST_ms    0
#define LEAST_rate  1

/* Rounds up: a duration that was asked for must not become 0, which is "never".
 */
static uint64_t units(uint64_t value, uint64_t one)
{
    return value / one + (value % one != 0);
}

/* A limit as it was asked for, and what its field can hold. */
struct limit_row {
    const char *option;
    uint64_t asked, least, most;
};

static enum mw_status check_row(const struct limit_row *row,
                                struct mw_error *err)
{
    if (row->asked < row->least) {
        return mw_error_set(err, MW_EINVAL,
                            "--%s %" PRIu64 ": expected more than 0",
                            row->option, row->asked);
    }
    if (row->asked > row->most) {
        return mw_error_set(err, MW_EINVAL,
                            "--%s %" PRIu64 ": expected at most %" PRIu64,
                            row->option, row->asked, row->most);
    }
    return MW_OK;
}

static enum mw_status read_limits(struct mw_limits *limits,
                                  const struct given *given,
                                  struct mw_error *err)
{
#define LIMIT(name, value, unit, option, summary)                              \
    {(option), units(given->name, GIVEN_ONE_##unit), LEAST_##unit,             \
     (__typeof__(limits->name))-1},
    const struct limit_row rows[] = {
#include "limits.inc"
    };
#undef LIMIT
    enum mw_status rc = MW_OK;

    for (size_t i = 0; rc == MW_OK && i < sizeof(rows) / sizeof(rows[0]); i++) {
        rc = check_row(&rows[i], err);
    }
#define LIMIT(name, value, unit, option, summary)                              \
    limits->name =                                                             \
        (__typeof__(limits->name))units(given->name, GIVEN_ONE_##unit);
#include "limits.inc"
#undef LIMIT
    return rc;
}

/* The default is not in the way of a framing that can say less. */
static void fit_framing(struct mw_limits *limits,
                        const struct mw_framing *framing)
{
    if (limits->max_frame == mw_limits_default().max_frame &&
        limits->max_frame > mw_framing_max(framing)) {
        limits->max_frame = mw_framing_max(framing);
    }
}

/* What a single row of the table can't say. */
enum { TURN_MAX = 1 << 30 };

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
    if (limits->turn_bytes > TURN_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "--turn-bytes %zu: expected at most %d, since it "
                            "is the size of the read buffer",
                            limits->turn_bytes, TURN_MAX);
    }
    if (limits->out_low > limits->out_high) {
        return mw_error_set(
            err, MW_EINVAL,
            "--out-low %zu: expected at most --out-high, which is %zu",
            limits->out_low, limits->out_high);
    }
    if (limits->frame_ms == 0 || limits->stall_ms == 0) {
        return mw_error_set(err, MW_EINVAL,
                            "--%s-timeout 0: expected more than 0",
                            limits->frame_ms == 0 ? "frame" : "stall");
    }
    return MW_OK;
}

/* What the library reads as it reads the parameters of an address. */
static enum mw_status read_link(struct mw_link *link, const struct given *given,
                                struct mw_error *err)
{
    enum mw_status rc = mw_link_set(link, "--framing", given->framing, err);

    if (rc == MW_OK) {
        rc = mw_link_set(link, "--unix-mode", given->unix_mode, err);
    }
    if (rc == MW_OK && given->congestion != NULL) {
        rc = mw_link_set(link, "--congestion", given->congestion, err);
    }
    return rc;
}

static enum options_verb verb_of(const struct given *given)
{
    return given->help                 ? OPTIONS_HELP
           : given->manual             ? OPTIONS_MANUAL
           : given->version            ? OPTIONS_VERSION
           : given->completion != NULL ? OPTIONS_COMPLETION
                                       : OPTIONS_RUN;
}

static enum mw_status settle(struct options *options, const struct given *given,
                             struct mw_error *err)
{
    enum mw_status rc;

    *options = (struct options){
        .verb = verb_of(given),
        .completion = given->completion,
        .words = given->words,
        .words_count = given->words_count,
        .listen = given->listen,
        .public = given->public,
        .log_level = (enum log_level)given->log_level,
        .grace_ms = units(given->stop_grace, GIVEN_MS),
        .spin_ns = given->spin,
        .link.socket = {.rcvbuf = (int)given->rcvbuf,
                        .sndbuf = (int)given->sndbuf,
                        .delay = !given->nodelay,
                        .reuse_port = given->reuse_port,
                        .v6_only = given->v6_only,
                        .keepalive_s =
                            (unsigned)units(given->keepalive, GIVEN_S),
                        .backlog = (int)given->backlog},
    };
    rc = read_link(&options->link, given, err);
    if (rc == MW_OK) {
        rc = read_limits(&options->limits, given, err);
    }
    if (rc == MW_OK) {
        fit_framing(&options->limits, options->link.framing);
        rc = check_limits(&options->limits, options->link.framing, err);
    }
    return rc;
}

enum mw_status options_read(struct options *options, int argc, char **argv,
                            struct mw_error *err)
{
    struct given given = given_defaults();
    enum mw_status rc = given_parse(&given, argc, argv, err);

    return rc == MW_OK ? settle(options, &given, err) : rc;
}
