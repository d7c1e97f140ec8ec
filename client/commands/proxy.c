/* proxy: stands between clients and a server, and shows what they say. */
#include "command.h"
#include "keep/show.h"

#include <unistd.h>

struct proxy {
    struct relay relay;
    struct show show;
};

static enum mw_status on_message(void *data,
                                 const struct relay_message *message,
                                 struct mw_error *err)
{
    struct proxy *proxy = data;

    return show_message(&proxy->show, message, err);
}

static enum mw_status proxy_run(const struct job *job, struct mw_error *err)
{
    struct proxy proxy = {.show = {.envelope = job->opt->envelope}};
    const struct relay_config config = {
        .job = job,
        .render = &proxy.show.render,
        .on_message = on_message,
        .data = &proxy,
    };
    enum mw_status rc = render_init(&proxy.show.render, STDOUT_FILENO,
                                    &job->opt->output, RENDER_JSON, err);

    if (rc == MW_OK) {
        rc = relay_run(&proxy.relay, &config, err);
        rc = render_end(&proxy.show.render, rc, err);
    }
    show_fini(&proxy.show);
    if (rc == MW_OK) {
        signals_heed(&proxy.relay.station.signals);
    }
    return rc;
}

static const struct mw_option proxy_options[] = {
    OPTION_ENVELOPE("print each message with its time, address, transport, "
                    "length and number too, as send --envelope takes it"),
    OPTIONS_OUTPUT,
    OPTIONS_RELAY,
    OPTIONS_END,
};

const struct command command_proxy = {
    .name = "proxy",
    .group = GROUP_TALK,
    .words = "LISTEN TARGET",
    .summary = "stands between clients and a server, and shows both ways",
    .about =
        (const char *const[]){
            "Each client that comes to LISTEN gets a connection of its own to "
            "TARGET; over udp:// each sender does. What they say is passed on "
            "byte for byte, whatever it is, and printed: \"in\" (->) from the "
            "client, \"out\" (<-) to it. -o none passes on only.",
            "Each of the two has the parameters of its own URL, such as "
            "?framing=msgpack-int&preamble=128. Where LISTEN says nothing, its "
            "framing is that of TARGET. A message that is too long for the "
            "other side's datagrams or frames is not passed on, which its "
            "sender is told (-32005, -32004); a sender of datagrams gets from "
            "a stream one answer for each datagram, of at most twice its "
            "length.",
            "It ends by a signal, when what is due has been passed on and what "
            "it printed has been read, after 5 seconds at the latest; by a "
            "second one at once. What nobody has read by then is lost, which "
            "is told, and the status is 1.",
            NULL,
        },
    .options = proxy_options,
    .defaults = &options_relay,
    .words_min = 2,
    .words_max = 2,
    .exits = EXITS_RELAY,
    .examples =
        (const char *const[]){
            "msgwire proxy :7000 tcp://127.0.0.1:6749",
            "msgwire proxy udp://:7000 unix:/run/msgwire.sock -o json",
            "msgwire proxy :7000 "
            "':3301?framing=msgpack-int&preamble=128&values=2'",
            NULL,
        },
    .run = proxy_run,
};
