/* The contract suite's ground: a listener and its clients on one loop, over
 * the address that the test program was given. */
#ifndef CONTRACT_H
#define CONTRACT_H

#include "support.h"

#include <msgwire/conn.h>
#include <msgwire/listener.h>
#include <msgwire/loop.h>
#include <msgwire/pack.h>

#include <uv.h>

/* One side of a conversation: what has happened to it so far. */
struct side {
    struct mw_conn *conn;    /* NULL once it is closed */
    uv_loop_t *uv;           /* is woken when something happens */
    struct mw_buffer bodies; /* all bodies received, one behind the other */
    size_t count;            /* how many */
    size_t bad;
    size_t rooms;
    bool echo; /* send each body back */
    bool opened, ended, closed;
    struct mw_error why;
};

enum { SIDES_MAX = 64 };

/* A loop with a listener; `server` holds a side for each connection accepted
 * (for udp: the socket). */
struct ground {
    uv_loop_t uv;
    struct mw_loop *loop;
    struct mw_listener *listener;
    struct mw_limits limits; /* change before ground_open */
    struct mw_socket_options socket;
    const char *framing;
    struct side server[SIDES_MAX];
    size_t accepted;
    bool server_echoes;
    bool timed_out;
};

/* The address given to the test program, with port 0. */
extern const char *contract_url;
bool contract_is_datagram(void);

/* Fills in the defaults. */
void ground_init(struct ground *ground);
void ground_open(struct ground *ground);
void ground_close(struct ground *ground);

/* Connects a client; its callbacks fill `side`. */
void client_open(struct ground *ground, struct side *side);
void client_send(struct side *side, struct mw_bytes body);
void side_fini(struct side *side);

/* Runs the loop until `*value` is at least `wanted`; fails after 10 s. */
void run_until(struct ground *ground, const size_t *value, size_t wanted);
void run_while(struct ground *ground, const bool *flag, bool is);

/* Runs the loop for a time, for what must not happen. */
void run_for(struct ground *ground, uint64_t ms);

/* A plain blocking socket connected to the listener, with a receive time-out.
 */
int raw_connect(struct ground *ground);
void raw_send(int fd, struct mw_bytes bytes);

/* Reads while the loop runs, until `len` bytes, or the peer's end. */
struct mw_buffer raw_read(struct ground *ground, int fd, size_t len);

#endif
