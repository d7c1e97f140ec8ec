/* notify: notifications out; a peer never answers them. */
#include "command.h"
#include "talk/post.h"

#include <msgwire/message.h>

struct notice {
    struct mw_bytes method;
    struct values params;
    struct mw_buffer array; /* the params of one notification */
};

static enum mw_status append_notice(void *arg, struct mw_bytes value,
                                    struct mw_buffer *out)
{
    struct notice *notice = arg;
    enum mw_status rc;

    notice->array.len = 0;
    rc = values_array(&notice->params, value, &notice->array);
    return rc == MW_OK
               ? mw_message_notification(out, notice->method,
                                         mw_buffer_bytes(&notice->array))
               : rc;
}

static enum mw_status notify_run(const struct job *job, struct mw_error *err)
{
    const struct values_rules rules = {
        .strings = job->opt->strings,
        .source = source_chosen(job->opt),
    };
    struct notice notice = {.method = mw_text(job->words[1])};
    const struct post_plan plan = {
        .values = &notice.params,
        .body = append_notice,
        .arg = &notice,
    };
    enum mw_status rc = values_method(job->words[1], err);

    if (rc == MW_OK) {
        rc = values_read(&notice.params, job->words + 2, job->count - 2,
                         "PARAM", &rules, err);
    }
    if (rc == MW_OK) {
        rc = post_all(job, &plan, err);
    }
    values_fini(&notice.params);
    mw_buffer_fini(&notice.array);
    return rc;
}

static const struct mw_option notify_options[] = {
    OPTIONS_VALUES,
    OPTION_COUNT("notify N times: of stdin, the first N values"),
    OPTION_RATE,
    OPTIONS_POST("for connecting, and for the peer to take what is sent"),
    OPTIONS_END,
};

const struct command command_notify = {
    .name = "notify",
    .words = "URL METHOD [PARAM...]",
    .summary = "sends a notification, which is not answered",
    .about =
        (const char *const[]){
            "With - among the PARAMs a notification is sent for each "
            "value on stdin. No peer answers one: all that is known in "
            "the end is that the bytes went out.",
            NULL,
        },
    .options = notify_options,
    .defaults = &options_network,
    .words_min = 2,
    .words_max = -1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire notify tcp://127.0.0.1:6749 log level=info text=started",
            "tail -f events.ndjson | msgwire notify udp://[::1]:6749 event -",
            "tail -f events.ndjson | msgwire notify :6749 event - --retry 100 "
            "--wait 1m",
            NULL,
        },
    .run = notify_run,
};
