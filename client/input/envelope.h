/* Envelopes: a message with what is known about its way, as one value, which
 * is printed as any other and can be sent again:
 *
 *     {"time":{"$ts":"..."}, "peer":"tcp://...", "local":"tcp://...",
 *      "transport":"tcp", "bytes":8, "seq":1, "rtt":0.00012, "message":...}
 *
 * What is not known is left out. `direction` says which way a message went that
 * was passed on: "in" from the client, "out" to it. Where typed JSON would not
 * give the message's very bytes again (an encoder chose a wider form than it
 * needs), they stand behind it as `raw`, a bin. */
#ifndef CLIENT_INPUT_ENVELOPE_H
#define CLIENT_INPUT_ENVELOPE_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* What 0, NULL and "" mean: it is not known. */
struct envelope {
    uint64_t time_ns;        /* when it came, since 1970 UTC */
    const char *direction;   /* "in", "out"; borrowed, as all texts */
    const char *peer;        /* the two ends as URLs */
    const char *local;       /* ... */
    const char *transport;   /* "tcp", "udp", "unix" */
    uint64_t bytes;          /* of the message */
    uint64_t seq;            /* from 1; of an answer: that of its request */
    uint64_t rtt_ns;         /* of an answer; in the map a float of seconds */
    struct mw_bytes message; /* walked, nested less than MW_DEPTH_MAX */
    const char *fault; /* what is wrong with it: it is no value, only `raw` */
};

/* Returns the time of day, for time_ns. */
uint64_t envelope_now_ns(void);

/* Appends the map, in the order above.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG, and `out` is as it was. */
enum mw_status envelope_append(const struct envelope *envelope,
                               struct mw_buffer *out);

/* Finds the message to send in a map such as envelope_append makes; it need
 * hold nothing else. `raw` is taken where there is one.
 *
 * envelope  bytes of one value, walked.
 * message   a view into it.
 *
 * Returns MW_OK; MW_EVALUE with what is wrong. */
enum mw_status envelope_message(struct mw_bytes envelope,
                                struct mw_bytes *message, struct mw_error *err);

#endif
