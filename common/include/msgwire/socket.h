/* Socket options, for listeners and for clients. */
#ifndef MSGWIRE_SOCKET_H
#define MSGWIRE_SOCKET_H

#include <stdbool.h>
#include <stdint.h>

enum {
    MW_CONGESTION_MAX = 15, /* TCP_CA_NAME_MAX without its terminator */
    MW_LOCAL_HOST_MAX = 63, /* an IPv6 address with its interface */
};

/* What the system is asked for a socket. 0, false or "": its default. */
struct mw_socket_options {
    int rcvbuf, sndbuf;   /* bytes */
    bool delay;           /* leave Nagle's algorithm on (TCP) */
    bool reuse_port;      /* several listeners on one port (SO_REUSEPORT) */
    bool v6_only;         /* an IPv6 listener takes no IPv4 */
    bool no_loop;         /* what is sent to a group stays unheard here (UDP) */
    unsigned ttl;         /* hops that a packet may take, to a group too */
    unsigned interface;   /* its index: where groups and broadcast are (UDP) */
    unsigned keepalive_s; /* TCP: first probe after so many idle seconds */
    int backlog;          /* connections not yet accepted; 0: 1024 */
    unsigned unix_mode;   /* permissions of a socket file; 0: 0600 */
    uint16_t local_port;  /* a client's own port, and its own address: */
    char local_host[MW_LOCAL_HOST_MAX + 1];
    char congestion[MW_CONGESTION_MAX + 1]; /* TCP, such as "cubic" */
};

#endif
