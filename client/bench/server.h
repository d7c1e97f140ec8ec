/* Server: what this machine knows of the one that is measured, without asking
 * it: the processor time that it takes, if its process is known, and the
 * datagrams that its socket had no room for, if it is here. */
#ifndef CLIENT_BENCH_SERVER_H
#define CLIENT_BENCH_SERVER_H

#include "bench/sockets.h"

#include <msgwire/conn.h>

/* {0} is one of which nothing is known. */
struct server {
    int64_t pid; /* 0: not known */
    bool here;   /* a UDP socket of this machine, or of that process */
    struct sockets_address address;
};

struct server_sight {
    bool cpu_known, dropped_known;
    uint64_t cpu_ns;  /* that it has taken so far */
    uint64_t dropped; /* of all datagrams so far */
};

/* Learns who it is.
 *
 * conn  a connection to it that stands.
 * pid   its process; 0: who it is on a Unix socket is asked of the system. */
void server_find(struct server *server, const struct mw_conn *conn,
                 int64_t pid);

void server_look(const struct server *server, struct server_sight *sight);

#endif
