/* The contract suite's ground: a listener and its clients on one loop, over
 * the address that the test program was given; and plain sockets, for peers
 * that keep no rules. */
#ifndef CONTRACT_H
#define CONTRACT_H

#include "support.h"

#include <msgwire/conn.h>
#include <msgwire/listener.h>
#include <msgwire/loop.h>
#include <msgwire/message.h>
#include <msgwire/pack.h>
#include <msgwire/protocol.h>

#include <uv.h>

/* One side of a conversation: what it does, and what has happened to it. */
struct side {
    bool echo;  /* sends each body back */
    bool dull;  /* keeps no bodies */
    bool mute;  /* does not answer bad bodies */
    bool stays; /* does not finish when the peer does */
    void (*hook)(struct side *side, struct mw_bytes body); /* at each body */
    void (*at_open)(struct side *side);
    void *arg; /* of the hooks */

    struct ground *ground;
    struct mw_conn *conn;    /* NULL once it is closed */
    struct mw_buffer bodies; /* all bodies received, one behind the other */
    size_t bytes;            /* their length */
    size_t count;            /* how many */
    size_t bad, dropped, rooms, closes;
    bool opened, ended, closed;
    struct mw_error why;
    char whose[MW_ENDPOINT_TEXT]; /* the last datagram dropped */
};

enum { SIDES_MAX = 256, GUARD_MS = 10000 };

/* A loop with a listener; `server` holds a side for each connection accepted
 * (for udp: the socket). */
struct ground {
    uv_loop_t uv;
    struct mw_loop *loop;
    struct mw_listener *listener;
    struct mw_limits limits; /* change before ground_open, as all up to ... */
    struct mw_link link;     /* of listeners, but for address and framing */
    struct mw_link dials;    /* of clients, likewise */
    const char *framing;
    struct side accepts; /* ... what a server's side begins as: an echo */
    struct side server[SIDES_MAX];
    size_t accepted;
    bool timed_out;
    size_t fds; /* open before ground_open */
};

/* The address given to the test program, with port 0. */
extern const char *contract_url;
bool contract_is_datagram(void);
void contract_begin(int argc, char **argv, const char *url);

/* Fills in the defaults. */
void ground_init(struct ground *ground);
void ground_open(struct ground *ground);

/* The loop alone, and a listener of it (ground_open: at contract_url). */
void ground_begin(struct ground *ground);
enum mw_status ground_listen(struct ground *ground, const char *url,
                             struct mw_listener **listener,
                             struct mw_error *err);

/* Closes everything that is left; asserts that nothing leaks: no byte of
 * buffers, no connection, no descriptor. */
void ground_close(struct ground *ground);

const struct mw_counters *counters(const struct ground *ground);

/* Connects a client to the listener; its callbacks fill `side`. client_begin:
 * what `side` does is set by the caller, and nothing is waited for. */
void client_open(struct ground *ground, struct side *side);
enum mw_status client_begin(struct ground *ground, struct side *side,
                            const struct mw_conn_config *more,
                            struct mw_error *err);

/* As client_begin, to any address, within connect_ms (0: no bound). */
enum mw_status client_dial(struct ground *ground, struct side *side,
                           const char *url, uint64_t connect_ms,
                           struct mw_error *err);
void client_send(struct side *side, struct mw_bytes body);

/* Half-closes, and waits until both sides have. */
void client_finish(struct ground *ground, struct side *side);
void side_fini(struct side *side);

/* The events that fill a side. */
extern const struct mw_conn_events side_events;

/* Runs the loop until `*value` is at least `wanted`; fails after 10 s. */
void run_until(struct ground *ground, const size_t *value, size_t wanted);
void run_while(struct ground *ground, const bool *flag, bool is);

/* Runs the loop for a time, for what must not happen. */
void run_for(struct ground *ground, uint64_t ms);

/* Runs it as often as it has something to do at once. */
void run_now(struct ground *ground);

uint64_t now_ms(void);

/* It took so long: hardly less, and little more. */
void assert_took(uint64_t since_ms, uint64_t ms);

/* It took no longer than what the contract does at once: 100 ms, and some for
 * a machine with other work. */
void assert_soon(uint64_t since_ms);

/* Bytes of msgpack: a bin of this many bytes, prefix included (at least 6). */
struct mw_buffer body_of(size_t len);

/* Appends a frame in the ground's framing. */
void put_frame(const struct ground *ground, struct mw_buffer *out,
               struct mw_bytes body);

/* The frame of the `error` notification with this code is the last in `in`. */
void assert_ends_with_error(const struct ground *ground, struct mw_bytes in,
                            int code);

/* --- plain sockets --- */

/* Connected to the listener, which has had its turn; _unseen: which has not. */
int raw_connect(struct ground *ground);
int raw_connect_unseen(struct ground *ground);

/* Sends all, while the loop runs. */
void raw_send(struct ground *ground, int fd, struct mw_bytes bytes);

/* Sends it as a frame. */
void raw_send_body(struct ground *ground, int fd, struct mw_bytes body);

enum raw_end { RAW_OPEN, RAW_FIN, RAW_RESET };

/* Appends to `in` while the loop runs, until it has `len` bytes or the peer has
 * ended (at most 10 s). */
enum raw_end raw_read(struct ground *ground, int fd, size_t len,
                      struct mw_buffer *in);

/* Closes so that the peer gets a reset (TCP). */
void raw_reset(int fd);

#endif
