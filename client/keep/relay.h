/* A relay: listens, and bridges each who comes to a target. It ends when it is
 * told to by a signal: takes nobody new, lets what is due pass and what was
 * printed be read, at most for some seconds. */
#ifndef CLIENT_KEEP_RELAY_H
#define CLIENT_KEEP_RELAY_H

#include "command.h"
#include "keep/bridge.h"
#include "listen/remark.h"
#include "listen/station.h"

/* What is passed on, told when it was. */
struct relay_message {
    bool out;                     /* to the client */
    const char *peer;             /* the client's name */
    const char *local;            /* the address that it came to */
    const char *transport;        /* of the client */
    const struct mw_piece *piece; /* NULL: this side has said all it will */
    uint64_t number;              /* from 1, of pieces that are frames */
    uint64_t time_ns;             /* since 1970, when it was passed on */
};

struct relay_config {
    const struct job *job; /* LISTEN and TARGET are its first two words */
    struct render *render; /* see struct station_config */

    /* Returns MW_OK; else that ends the relay, with `err`. */
    enum mw_status (*on_message)(void *data,
                                 const struct relay_message *message,
                                 struct mw_error *err);

    /* See struct station_events; may be NULL. */
    void (*on_unwritten)(void *data, const struct mw_error *why);
    void *data;
};

struct relay {
    struct relay_config config;
    struct options opt; /* of the station */
    struct station station;
    struct mw_link target;
    char target_url[MW_LINK_TEXT];
    const char *listen_url;
    const char *transport;  /* of the clients */
    uint32_t client_values; /* most in a frame to a client */
    size_t out_high;        /* bytes queued to one side: the other is paused */
    bool alike;             /* both sides are streams of one framing */
    bool chatty;            /* people want to see who comes and goes */
    bool stopping, over;
    uint64_t stopped_ms;
    struct bridge *bridges;
    struct senders senders;
    struct remark remark;
    uv_timer_t tick; /* while someone is to be looked after */
    bool ticking;
    uint64_t clients, numbers, refused; /* refused: not passed on */
};

/* Relays until it is ended. Returns as command.run. */
enum mw_status relay_run(struct relay *relay, const struct relay_config *config,
                         struct mw_error *err);

/* For its bridges. */
void relay_say(struct relay *relay, const char *who, const char *text);
void relay_tell(struct bridge *bridge, bool out, const struct mw_piece *piece);
void relay_look_after(struct relay *relay); /* ticks, from now on */
void relay_bridge_gone(struct relay *relay);
uint64_t relay_now_ms(const struct relay *relay);

#endif
