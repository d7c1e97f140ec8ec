/* send: values out as they are, one in each frame or datagram. */
#include "command.h"
#include "talk/post.h"

static enum mw_status append_value(void *arg, struct mw_bytes value,
                                   struct mw_buffer *out)
{
    (void)arg;
    return mw_buffer_append(out, value);
}

static enum mw_status send_run(const struct job *job, struct mw_error *err)
{
    static char *from_stdin[] = {"-"};
    const struct values_rules rules = {
        .strings = job->opt->strings && job->count > 1,
        .source = source_chosen(job->opt),
    };
    bool words = job->count > 1;
    struct values values;
    const struct post_plan plan = {
        .values = &values,
        .each = true,
        .body = append_value,
        .replies = job->opt->reply,
    };
    enum mw_status rc;

    if (job->opt->idle_ns > 0 && !job->opt->reply) {
        return mw_error_set(err, MW_EINVAL,
                            "--idle waits for replies, expected --reply too");
    }
    rc = values_read(&values, words ? job->words + 1 : from_stdin,
                     words ? job->count - 1 : 1, "VALUE", &rules, err);
    if (rc == MW_OK) {
        rc = post_all(job, &plan, err);
    }
    values_fini(&values);
    return rc;
}

static const struct mw_option send_options[] = {
    OPTION_REPLY,
    OPTION_COUNT("send N messages: the words again and again, of stdin the "
                 "first N values; with --reply: end when N have come"),
    OPTION_IDLE("with --reply: when all is sent, end when nothing has come for "
                "so long: status 4 if nothing came at all, or fewer than "
                "--count"),
    OPTION_RATE,
    OPTION_INFLIGHT,
    OPTION_ENVELOPE("the values are envelopes, as listen --envelope prints "
                    "them; with --reply so is what is printed"),
    OPTIONS_VALUES,
    OPTIONS_OUTPUT,
    OPTIONS_POST("for connecting, for the peer to take what is sent, and for "
                 "each reply"),
    OPTIONS_END,
};

const struct command command_send = {
    .name = "send",
    .words = "URL [VALUE...]",
    .summary = "sends values as they are, each in a frame or datagram",
    .about =
        (const char *const[]){
            "Without a VALUE those on stdin are sent. Nothing is put "
            "around them but the frame, and nothing is waited for "
            "without --reply.",
            NULL,
        },
    .options = send_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = -1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire send tcp://127.0.0.1:6749 '[0,1,\"ping\",[]]' --reply",
            "msgwire send tcp://127.0.0.1:6749 --in frames < captured.bin",
            "msgwire send -F none unix:/run/fluentd.sock < events.ndjson",
            "msgwire send udp://[::1]:6749 '[2,\"t\",[]]' --count 60 --rate 1",
            "msgwire send tcp://127.0.0.1:7000 --envelope < heard.ndjson",
            NULL,
        },
    .run = send_run,
};
