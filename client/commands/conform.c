/* conform: holds a server, or a client, against the contract, rule by rule. */
#include "address.h"
#include "command.h"
#include "conform/host.h"
#include "conform/verdict.h"

#include <stdio.h>
#include <unistd.h>

enum { SUM_TEXT = 128 };

static enum mw_status tell(void *data, const struct verdict *verdict,
                           struct mw_error *err)
{
    return verdict_print(data, verdict, err);
}

/* Says where it listens, so that a client can be sent there. */
static void say_listening(const struct job *job, const struct host *host)
{
    struct report report = job->report;
    char sentence[MW_LINK_TEXT + 16];

    report.where = NULL;
    snprintf(sentence, sizeof(sentence), "listening %s", host->url);
    report_say(&report, mw_text(sentence));
}

/* stop  set to the signal that ended it, if one did. */
static enum mw_status judge_client(const struct job *job, struct judge *judge,
                                   struct stop *stop, struct mw_error *err)
{
    struct host host;
    struct watch watch;
    enum mw_status rc = host_open(&host, judge->config, err);

    if (rc != MW_OK) {
        return rc;
    }
    say_listening(job, &host);
    watch_begin(&watch, judge->config->link.endpoint.scheme == MW_UDP);
    rc = host_serve(&host, options_ms(job->opt->wait_ns), &watch, err);
    if (rc == MW_OK) {
        rc = watch_tell(&watch, judge, err);
    }
    watch_end(&watch);
    host_close(&host);
    *stop = host.stop;
    return rc;
}

/* A rule that is broken is worse than one that could not be played. */
static enum mw_status sum_up(const struct judge *judge, char text[SUM_TEXT],
                             struct mw_error *err)
{
    verdict_sum(judge, text, SUM_TEXT);
    return judge->broken > 0 || judge->held == 0
               ? mw_error_set(err, MW_EMISSED, "%s", text)
               : MW_OK;
}

static enum mw_status conform_run(const struct job *job, struct mw_error *err)
{
    const struct options *opt = job->opt;
    struct probe_config config = {
        .max_frame = (size_t)opt->max_frame,
        .patience_ms = options_ms(opt->timeout_ns),
    };
    struct verdict_printer printer = {.link = &config.link};
    struct judge judge = {
        .config = &config,
        .only = opt->only,
        .slow = opt->slow,
        .tell = tell,
        .data = &printer,
    };
    struct stop stop = {.came = 0};
    char sum[SUM_TEXT] = "";
    enum mw_status rc = address_read(
        job->words[0], opt->client ? MW_LINK_LISTENS : MW_LINK_DIALS, opt,
        &config.link, err);

    if (rc == MW_OK &&
        !(opt->client ? watch_has_rules(&judge) : judge_has_rules(&judge))) {
        char only[MW_EXCERPT];

        rc = mw_error_set(err, MW_EINVAL,
                          "--only %s: expected how a rule's "
                          "name begins, such as frame.cut",
                          mw_excerpt(mw_text(opt->only), only));
    }
    if (rc == MW_OK) {
        rc = render_init(&printer.render, STDOUT_FILENO, &opt->output,
                         RENDER_JSON, err);
    }
    if (rc != MW_OK) {
        return rc;
    }
    rc = opt->client ? judge_client(job, &judge, &stop, err)
                     : judge_server(&judge, err);
    rc = rc == MW_OK ? sum_up(&judge, sum, err) : rc;
    rc = render_end(&printer.render, rc, err);
    if (rc == MW_OK || stop.came != 0) {
        report_say(&job->report, mw_text(rc == MW_OK ? sum : err->text));
    }
    stop_heed(&stop);
    return rc;
}

static const struct mw_option conform_options[] = {
    OPTIONS_FLAG("client", 0, client,
                 "listen at URL, and hold the first client that comes against "
                 "the rules for clients"),
    OPTIONS_TEXT("only", only, "NAME", "play the rules whose name begins so"),
    OPTIONS_FLAG("slow", 0, slow,
                 "play those too that take ten seconds and more"),
    OPTIONS_NUMBER(DURATION, "timeout", timeout_ns, 1000000, 0,
                   "how long to wait for each thing that must come"),
    OPTIONS_NUMBER(DURATION, "wait", wait_ns, 0, 0,
                   "with --client: how long to wait for one; 0: for ever"),
    OPTION_FRAMING("how messages are parted on a stream"),
    OPTION_MAX_FRAME("longest message that the server takes"),
    OPTION_PREAMBLE("skip so many bytes that a stream's peer sends first"),
    OPTION_GREETING,
    OPTION_OUTPUT("a page on a terminal and a line of JSON each elsewhere"),
    OPTION_COLOUR,
    OPTION_INT_STRING,
    OPTIONS_END,
};

const struct command command_conform = {
    .name = "conform",
    .group = GROUP_SERVER,
    .words = "URL",
    .summary = "holds a server against the contract, rule by rule",
    .about =
        (const char *const[]){
            "It plays the rules of msgwire(7) and the vectors that prove them: "
            "frames cut at every byte, in one write, too long, empty; bodies "
            "that are no value; messages in every width and shape; half-closes "
            "and resets; datagrams. A line each says whether the rule holds. "
            "One that is broken says what was expected, and shows the bytes "
            "that were sent and what came. Status 9 if one is broken.",
            "The server is asked by ping and, if it has that, echo. Nothing "
            "else is asked of it: any server of msgpack messages can be held "
            "against the rules. Whatever it promises besides is not looked at.",
            "With --client it is the other way round: it listens, waits for a "
            "client, answers its echo and ping in pieces, in one write, in "
            "another order, and behind messages that nobody asked for; when "
            "the client has ended, or Ctrl-C has come, it says what it saw. "
            "Let the client send a dozen requests, some of them at once.",
            NULL,
        },
    .options = conform_options,
    .defaults = &options_conform,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_JUDGE,
    .examples =
        (const char *const[]){
            "msgwire conform tcp://127.0.0.1:6749",
            "msgwire conform --only frame. unix:$XDG_RUNTIME_DIR/msgwire.sock",
            "msgwire conform -o pretty --slow udp://[::1]:6749",
            "msgwire conform --client --wait 1m tcp://127.0.0.1:7000",
            NULL,
        },
    .run = conform_run,
};
