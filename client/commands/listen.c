/* listen: binds, and prints what arrives; answers, if it is told how. */
#include "command.h"
#include "listen/remark.h"
#include "listen/replier.h"
#include "listen/reply.h"
#include "listen/station.h"
#include "talk/stamp.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct listen {
    const struct job *job;
    struct render render;
    struct station station;
    struct replier replier;
    struct stamp stamp;            /* of who sent a message, for envelopes */
    const struct mw_conn *stamped; /* whose it is; NULL: nobody's */
    struct remark remark;
    uv_timer_t late; /* for the next message, or in the end for answers */
    uint64_t seq;    /* messages that came */
    bool chatty; /* a person is there, who wants to see who comes and goes */
    bool hinted; /* that nothing answers */
    bool over;   /* no more is heard, only what is due is given */
};

/* --- sentences --- */

static void say(struct listen *listen, const char *who, const char *text)
{
    remark_say(&listen->remark, uv_now(&listen->station.uv), who, text);
}

static void say_of(struct listen *listen, const struct mw_conn *peer,
                   const char *text)
{
    char name[STATION_NAME];

    say(listen, station_name(peer, name), text);
}

static void on_fault(void *data, const struct mw_error *why)
{
    say(data, "", why->text);
}

static void on_bad(void *data, struct mw_conn *peer, const struct mw_error *why)
{
    say_of(data, peer, why->text);
    reply_refuse(peer, why);
}

static void on_come(void *data, struct mw_conn *peer)
{
    struct listen *listen = data;

    if (listen->chatty) {
        say_of(listen, peer, "connected");
    }
}

static void on_gone(void *data, struct mw_conn *peer,
                    const struct mw_error *why)
{
    struct listen *listen = data;

    listen->stamped = NULL;
    if (why->status != MW_OK && why->status != MW_ECANCELED) {
        say_of(listen, peer, why->text);
    } else if (listen->chatty) {
        say_of(listen, peer, "closed");
    }
}

/* A client waits for an answer that does not come: once, people are told why.
 */
static void hint(struct listen *listen, const struct mw_conn *peer,
                 struct mw_bytes body)
{
    struct mw_message message;

    if (!listen->hinted && !replier_answers(&listen->replier) &&
        mw_message_read(body, &message, NULL) == MW_OK &&
        message.shape == MW_REQUEST) {
        listen->hinted = true;
        say_of(listen, peer,
               "asked, and nothing answers here: --echo, --reply "
               "or --exec would");
    }
}

/* --- the end --- */

/* The program of --exec does not answer. */
static void on_overdue(uv_timer_t *timer)
{
    struct listen *listen = timer->data;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    mw_error_set(&why, MW_ETIMEOUT,
                 "the program did not answer within %s, answers still due: %zu",
                 options_duration(listen->job->opt->timeout_ns, text),
                 listen->replier.due);
    station_end(&listen->station, why.status, &why);
}

static void expect_answers(struct listen *listen)
{
    uint64_t timeout_ms = options_ms(listen->job->opt->timeout_ns);

    station_pause(&listen->station, STATION_OWNER);
    if (timeout_ms > 0) {
        uv_timer_start(&listen->late, on_overdue, timeout_ms, 0);
    }
}

/* Hears no more, and ends when what is due is given. */
static void stop_hearing(struct listen *listen)
{
    listen->over = true;
    uv_timer_stop(&listen->late);
    if (!replier_answers(&listen->replier)) {
        station_end(&listen->station, MW_OK, NULL);
    } else if (listen->replier.due == 0) {
        station_finish(&listen->station);
    } else {
        expect_answers(listen);
    }
}

static void on_idle(uv_timer_t *timer);

static void expect_more(struct listen *listen)
{
    uint64_t idle_ms = options_ms(listen->job->opt->idle_ns);

    if (idle_ms > 0) {
        uv_timer_start(&listen->late, on_idle, idle_ms, 0);
    }
}

/* Who is not listened to can't be blamed for silence. */
static void on_idle(uv_timer_t *timer)
{
    struct listen *listen = timer->data;
    const struct options *opt = listen->job->opt;
    char text[OPTIONS_DURATION_TEXT];
    struct mw_error why;

    options_duration(opt->idle_ns, text);
    if (listen->station.pauses != 0) {
        expect_more(listen);
    } else if (listen->seq == 0) {
        mw_error_set(&why, MW_ETIMEOUT, "nothing came within %s", text);
        station_end(&listen->station, why.status, &why);
    } else if (opt->count > 0) {
        mw_error_set(&why, MW_ETIMEOUT,
                     "%llu of %llu messages came, then nothing for %s",
                     (unsigned long long)listen->seq,
                     (unsigned long long)opt->count, text);
        station_end(&listen->station, why.status, &why);
    } else {
        stop_hearing(listen);
    }
}

/* --- what comes --- */

static enum mw_status show(struct listen *listen, const struct mw_conn *peer,
                           struct mw_bytes body, struct mw_error *err)
{
    const struct stamp_mark mark = {.seq = listen->seq};

    if (!listen->job->opt->envelope) {
        return render_value(&listen->render, body, body, err);
    }
    if (listen->stamped != peer || mw_conn_is_datagram(peer)) {
        stamp_take(&listen->stamp, peer);
        listen->stamped = peer;
    }
    return stamp_show(&listen->stamp, &mark, body, &listen->render, err);
}

static void on_body(void *data, struct mw_conn *peer, struct mw_bytes body)
{
    struct listen *listen = data;
    struct mw_error err;
    enum mw_status rc;

    if (listen->over) {
        return;
    }
    listen->seq++;
    rc = show(listen, peer, body, &err);
    if (rc != MW_OK) {
        station_end(&listen->station, rc, &err);
        return;
    }
    hint(listen, peer, body);
    replier_take(&listen->replier, peer, body);
    if (listen->seq == listen->job->opt->count) {
        stop_hearing(listen);
        return;
    }
    if (replier_full(&listen->replier)) {
        station_pause(&listen->station, STATION_OWNER);
    }
    expect_more(listen);
}

static void on_room(void *data)
{
    struct listen *listen = data;

    if (listen->over && listen->replier.due == 0) {
        uv_timer_stop(&listen->late);
        station_finish(&listen->station);
    } else if (!listen->over && !replier_full(&listen->replier)) {
        station_resume(&listen->station, STATION_OWNER);
    }
}

/* --- the whole --- */

/* Scripts wait for these lines, and read the real ports in them. */
static void say_ready(const struct listen *listen)
{
    const struct report report = {.quiet = listen->job->opt->quiet};
    char sentence[MW_LINK_TEXT + 16];

    for (size_t i = 0; i < listen->station.listeners_count; i++) {
        snprintf(sentence, sizeof(sentence), "listening %s",
                 station_url(&listen->station, i));
        report_say(&report, mw_text(sentence));
    }
}

static enum mw_status run(struct listen *listen, struct mw_error *err)
{
    const struct replier_config config = {
        .opt = listen->job->opt,
        .uv = &listen->station.uv,
        .on_fault = on_fault,
        .on_room = on_room,
        .data = listen,
    };
    enum mw_status rc;

    say_ready(listen);
    rc = replier_open(&listen->replier, &config, err);
    if (rc != MW_OK) {
        return rc;
    }
    uv_timer_init(&listen->station.uv, &listen->late);
    listen->late.data = listen;
    expect_more(listen);
    rc = station_run(&listen->station, err);
    uv_close((uv_handle_t *)&listen->late, NULL);
    return rc;
}

/* Then the program of --exec has the time to end by itself. */
static bool ends_in_order(const struct listen *listen, enum mw_status rc)
{
    int signal = listen->station.signals.came;

    return rc == MW_OK && (signal == 0 || signal == SIGTERM);
}

static enum mw_status listen_and_close(struct listen *listen,
                                       struct mw_error *err)
{
    static const struct station_events events = {
        .on_body = on_body,
        .on_bad = on_bad,
        .on_come = on_come,
        .on_gone = on_gone,
    };
    const struct station_config config = {
        .opt = listen->job->opt,
        .events = &events,
        .data = listen,
        .render = &listen->render,
    };
    enum mw_status rc;

    rc = station_open(&listen->station, listen->job->words,
                      (size_t)listen->job->count, &config, err);
    if (rc == MW_OK) {
        rc = run(listen, err);
        replier_close(&listen->replier, !ends_in_order(listen, rc));
        station_close(&listen->station);
    }
    return rc;
}

static enum mw_status listen_run(const struct job *job, struct mw_error *err)
{
    struct listen listen = {
        .job = job,
        .remark = {.report = {.verb = "listen", .quiet = job->opt->quiet}},
        .chatty = isatty(STDERR_FILENO) == 1 && !job->opt->trace,
    };
    enum mw_status rc = replier_read(&listen.replier, job->opt, err);

    if (rc == MW_OK) {
        rc = render_init(&listen.render, STDOUT_FILENO, &job->opt->output,
                         RENDER_JSON, err);
    }
    if (rc == MW_OK) {
        rc = listen_and_close(&listen, err);
        rc = render_end(&listen.render, rc, err);
    }
    stamp_fini(&listen.stamp);
    replier_fini(&listen.replier);
    signals_heed(&listen.station.signals);
    return rc;
}

static const struct mw_option listen_options[] = {
    OPTION_ECHO,
    OPTION_ANSWER,
    OPTION_EXEC,
    OPTION_INFLIGHT,
    OPTION_COUNT("end when so many messages have come"),
    OPTION_IDLE("end when nothing has come for so long: status 4 if nothing "
                "came at all, or fewer than --count"),
    OPTION_ENVELOPE("print each message with its time, peer, local address, "
                    "transport, length and number, as send --envelope takes "
                    "it"),
    OPTIONS_OUTPUT,
    OPTION_TIMEOUT("for a frame once begun to be whole, for a peer to take its "
                   "answers, and at the end for the program's; 0: for ever"),
    OPTIONS_LINK,
    OPTION_BACKLOG,
    OPTION_MAX_CONNECTIONS,
    OPTIONS_END,
};

const struct command command_listen = {
    .name = "listen",
    .group = GROUP_TALK,
    .words = "URL...",
    .summary = "binds, prints what arrives, and answers if it is told how",
    .about =
        (const char *const[]){
            "Each listener says on stderr when it is ready: \"msgwire: "
            "listening URL\", with the real port where 0 was asked for. An "
            "address without a host, such as :7000, is on the loopback, "
            "127.0.0.1; 0.0.0.0:7000 and [::]:7000 are on every address of "
            "this machine.",
            "The program of --exec is run by sh -c. It gets a line of typed "
            "JSON for each request, {\"method\":M,\"params\":[...]}, and for "
            "each value that is no message, {\"value\":V}. To each it says one "
            "line, in order: the result, or "
            "{\"$error\":\"what is wrong\"}, or {\"$error\":{\"code\":C,"
            "\"message\":M}}, or an empty line to leave a value unanswered. "
            "It must not hold lines back (sed -u, jq --unbuffered, mawk -W "
            "interactive, python's flush=True). Notifications and responses "
            "are printed, and not answered.",
            "If it ends, those who wait are answered by an error, -32002, and "
            "the next request starts it again, at most once a second.",
            NULL,
        },
    .options = listen_options,
    .defaults = &options_listen,
    .words_min = 1,
    .words_max = -1,
    .exits = EXITS_LISTEN,
    .examples =
        (const char *const[]){
            "msgwire listen tcp://127.0.0.1:7000 udp://127.0.0.1:7000",
            "msgwire listen :7000 --reply '{\"ok\":true}' --count 1",
            "msgwire listen :7000 --exec 'while read -r line; do date +%s; "
            "done'",
            NULL,
        },
    .run = listen_run,
};
