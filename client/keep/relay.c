#include "keep/relay.h"

#include "address.h"
#include "input/envelope.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    TICK_MS = 25,
    GRACE_MS = 5000, /* for what is due, and to be read, when it is to end */
};

uint64_t relay_now_ms(const struct relay *relay)
{
    return uv_now(&relay->station.uv);
}

/* --- what is said and told --- */

void relay_say(struct relay *relay, const char *who, const char *text)
{
    remark_say(&relay->remark, relay_now_ms(relay), who, text);
}

void relay_tell(struct bridge *bridge, bool out, const struct mw_piece *piece)
{
    struct relay *relay = bridge->relay;
    struct relay_message message = {
        .out = out,
        .peer = bridge->name,
        .local = relay->listen_url,
        .transport = relay->transport,
        .piece = piece,
        .time_ns = envelope_now_ns(),
    };
    struct mw_error err;
    enum mw_status rc;

    if (piece == NULL && bridge->sends_datagrams) {
        return; /* who sends datagrams has no end */
    }
    if (piece != NULL && piece->kind == MW_PIECE_FRAME) {
        message.number = ++relay->numbers;
    }
    rc = relay->config.on_message(relay->config.data, &message, &err);
    if (rc != MW_OK) {
        station_end(&relay->station, rc, &err);
    } else {
        station_printed(&relay->station);
    }
}

/* --- who comes and goes --- */

/* Unix peers have no addresses of their own. */
static void name_client(struct relay *relay, const struct mw_conn *conn,
                        char name[RECORD_NAME])
{
    char peer[MW_ENDPOINT_TEXT];

    if (mw_conn_scheme(conn) == MW_UNIX) {
        snprintf(name, RECORD_NAME, "%.*s#%llu", RECORD_NAME - 24,
                 relay->listen_url, (unsigned long long)relay->clients);
    } else {
        snprintf(name, RECORD_NAME, "%s", mw_conn_peer(conn, peer));
    }
}

static void on_come(void *data, struct mw_conn *peer)
{
    struct relay *relay = data;
    char name[RECORD_NAME];
    struct bridge *bridge;

    relay->clients++;
    name_client(relay, peer, name);
    if (relay->chatty) {
        relay_say(relay, name, "connected");
    }
    bridge = bridge_open(relay, peer, name);
    station_own(peer, bridge);
    if (bridge == NULL) {
        mw_conn_close(peer);
    }
}

static void on_gone(void *data, struct mw_conn *peer,
                    const struct mw_error *why)
{
    struct relay *relay = data;
    struct bridge *bridge = station_owner(peer);

    if (bridge == NULL) {
        return;
    }
    if (why->status != MW_OK && why->status != MW_ECANCELED &&
        bridge->target.conn != NULL) {
        relay_say(relay, bridge->name, why->text);
    } else if (relay->chatty) {
        relay_say(relay, bridge->name, "closed");
    }
    bridge_gone(bridge, why);
}

/* Whose datagram this is: one that is known, or a new one. */
static struct bridge *sender_of(struct relay *relay, struct mw_conn *socket)
{
    uint64_t now_ms = relay_now_ms(relay);
    char name[RECORD_NAME];
    struct sender *sender;

    name_client(relay, socket, name);
    sender = senders_find(&relay->senders, name, now_ms);
    if (sender != NULL) {
        return sender->owner;
    }
    if (relay->senders.count >= SENDERS_MAX) {
        bridge_leave(relay->senders.oldest->owner);
    }
    relay->clients++;
    return bridge_open(relay, socket, name);
}

static void on_piece(void *data, struct mw_conn *peer,
                     const struct mw_piece *piece)
{
    struct bridge *bridge =
        mw_conn_is_datagram(peer) ? sender_of(data, peer) : station_owner(peer);

    if (bridge != NULL) {
        bridge_piece(bridge, piece);
    }
}

static void on_room(void *data, struct mw_conn *peer)
{
    struct bridge *bridge = station_owner(peer);

    (void)data;
    if (bridge != NULL) {
        bridge_room(bridge);
    }
}

static void on_end(void *data, struct mw_conn *peer)
{
    struct bridge *bridge = station_owner(peer);

    (void)data;
    if (bridge != NULL) {
        bridge_end(bridge);
    }
}

static void on_bad(void *data, struct mw_conn *peer, const struct mw_error *why)
{
    char name[STATION_NAME];

    ((struct relay *)data)->refused++;
    relay_say(data, station_name(peer, name), why->text);
}

static void on_pauses(void *data)
{
    struct relay *relay = data;

    for (struct bridge *at = relay->bridges; at != NULL; at = at->next) {
        bridge_update(at);
    }
}

static void on_unwritten(void *data, const struct mw_error *why)
{
    struct relay *relay = data;

    if (relay->config.on_unwritten != NULL) {
        relay->config.on_unwritten(relay->config.data, why);
    } else {
        station_end(&relay->station, why->status, why);
    }
}

/* --- looking after --- */

/* Leaving may free a bridge, and no other one. */
static void leave_the_quiet(struct relay *relay, uint64_t now_ms)
{
    struct bridge *next;

    for (struct bridge *at = relay->bridges; at != NULL; at = next) {
        next = at->next;
        if ((relay->stopping || at->leaving) && bridge_is_quiet(at, now_ms)) {
            bridge_leave(at);
        }
    }
}

static void leave_the_idle(struct relay *relay, uint64_t now_ms)
{
    uint64_t idle_ms = options_ms(relay->config.job->opt->idle_ns);

    while (idle_ms > 0 && relay->senders.oldest != NULL &&
           now_ms - relay->senders.oldest->spoke_ms >= idle_ms) {
        bridge_leave(relay->senders.oldest->owner);
    }
}

static bool is_to_be_looked_after(const struct relay *relay)
{
    bool any = relay->stopping || relay->senders.count > 0;

    for (const struct bridge *at = relay->bridges; !any && at != NULL;
         at = at->next) {
        any = at->leaving;
    }
    return any;
}

static size_t unread(const struct relay *relay)
{
    return outflow_waiting(&relay->station.outflow);
}

static void end_if_done(struct relay *relay)
{
    if (relay->stopping && relay->bridges == NULL && unread(relay) == 0) {
        station_end(&relay->station, MW_OK, NULL);
    }
}

/* Nobody is waited for any longer: no peer, and no reader of the output. */
static void end_late(struct relay *relay)
{
    struct mw_error why = {.status = MW_OK};

    station_write(&relay->station);
    if (unread(relay) > 0) {
        mw_error_set(&why, MW_ESYSTEM,
                     "the last %zu bytes of the output are lost: nobody has "
                     "read them within %d s",
                     unread(relay), GRACE_MS / 1000);
    }
    station_end(&relay->station, why.status, &why);
}

static void on_tick(uv_timer_t *timer)
{
    struct relay *relay = timer->data;
    uint64_t now_ms = relay_now_ms(relay);

    leave_the_quiet(relay, now_ms);
    leave_the_idle(relay, now_ms);
    end_if_done(relay);
    if (relay->stopping && now_ms - relay->stopped_ms >= GRACE_MS) {
        end_late(relay);
    }
    if (!is_to_be_looked_after(relay)) {
        relay->ticking = false;
        uv_timer_stop(timer);
    }
}

void relay_look_after(struct relay *relay)
{
    if (!relay->ticking) {
        relay->ticking = true;
        uv_timer_start(&relay->tick, on_tick, TICK_MS, TICK_MS);
    }
}

void relay_bridge_gone(struct relay *relay)
{
    end_if_done(relay);
}

static void on_stop(void *data)
{
    struct relay *relay = data;

    relay->stopping = true;
    relay->stopped_ms = relay_now_ms(relay);
    station_shut(&relay->station);
    relay_look_after(relay);
    end_if_done(relay);
}

/* --- the whole --- */

static int framing_index(const struct mw_framing *framing)
{
    int index = 0;

    while (mw_framing_at((size_t)index) != framing) {
        index++;
    }
    return index;
}

/* Where LISTEN says nothing it speaks as the target does. The two ends have
 * their own patience: ours is only for the connection to the target. */
static enum mw_status read_target(struct relay *relay, struct mw_error *err)
{
    const struct options *opt = relay->config.job->opt;
    enum mw_status rc = address_read(relay->config.job->words[1], MW_LINK_DIALS,
                                     opt, &relay->target, err);

    if (rc != MW_OK) {
        mw_error_prefix(err, "TARGET");
        return rc;
    }
    mw_link_invite(&relay->target, relay->target_url);
    relay->opt = *opt;
    relay->opt.timeout_ns = 0;
    if (relay->target.endpoint.scheme != MW_UDP) {
        relay->opt.framing = framing_index(relay->target.framing);
        relay->opt.values = relay->target.values;
    }
    return MW_OK;
}

static enum mw_status open_station(struct relay *relay, struct mw_error *err)
{
    static const struct station_events events = {
        .on_piece = on_piece,
        .on_room = on_room,
        .on_end = on_end,
        .on_bad = on_bad,
        .on_come = on_come,
        .on_gone = on_gone,
        .on_pauses = on_pauses,
        .on_stop = on_stop,
        .on_unwritten = on_unwritten,
    };
    const struct station_config config = {
        .opt = &relay->opt,
        .events = &events,
        .data = relay,
        .render = relay->config.render,
    };
    enum mw_status rc = station_open(&relay->station, relay->config.job->words,
                                     1, &config, err);

    if (rc == MW_OK) {
        uv_timer_init(&relay->station.uv, &relay->tick);
        relay->tick.data = relay;
        relay->listen_url = station_url(&relay->station, 0);
    }
    return rc;
}

static void compare_sides(struct relay *relay)
{
    static const char *const transports[] = {
        [MW_TCP] = "tcp",
        [MW_UDP] = "udp",
        [MW_UNIX] = "unix",
    };
    const struct mw_link *client =
        mw_listener_link(relay->station.listeners[0].listener);
    bool streams = client->endpoint.scheme != MW_UDP &&
                   relay->target.endpoint.scheme != MW_UDP;

    relay->alike = streams && client->framing == relay->target.framing;
    relay->client_values =
        client->endpoint.scheme != MW_UDP && client->values > 1 ? client->values
                                                                : 1;
    relay->transport = transports[client->endpoint.scheme];
    relay->out_high = mw_loop_limits(relay->station.loop)->out_high;
}

static void say_ready(const struct relay *relay)
{
    const struct report report = {.quiet = relay->opt.quiet};
    char sentence[2 * MW_LINK_TEXT];

    snprintf(sentence, sizeof(sentence), "listening %s", relay->listen_url);
    report_say(&report, mw_text(sentence));
}

static void say_refused(const struct relay *relay)
{
    char sentence[96];

    if (relay->refused > 0) {
        snprintf(sentence, sizeof(sentence),
                 "%llu of %llu messages were not passed on",
                 (unsigned long long)relay->refused,
                 (unsigned long long)relay->numbers);
        report_say(&relay->remark.report, mw_text(sentence));
    }
}

/* What is still bridged goes with the loop. */
static void close_relay(struct relay *relay)
{
    relay->over = true;
    uv_close((uv_handle_t *)&relay->tick, NULL);
    station_close(&relay->station);
    while (relay->bridges != NULL) {
        bridge_free(relay->bridges);
    }
}

enum mw_status relay_run(struct relay *relay, const struct relay_config *config,
                         struct mw_error *err)
{
    const struct options *opt = config->job->opt;
    enum mw_status rc;

    *relay = (struct relay){
        .config = *config,
        .chatty = isatty(STDERR_FILENO) == 1 && !opt->trace,
        .remark = {.report = {.verb = config->job->command->name,
                              .quiet = opt->quiet}},
    };
    rc = read_target(relay, err);
    if (rc == MW_OK) {
        rc = open_station(relay, err);
    }
    if (rc == MW_OK) {
        compare_sides(relay);
        say_ready(relay);
        rc = station_run(&relay->station, err);
        say_refused(relay);
        close_relay(relay);
    }
    return rc;
}
