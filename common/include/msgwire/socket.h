/* Socket options, for listeners and for clients. */
#ifndef MSGWIRE_SOCKET_H
#define MSGWIRE_SOCKET_H

#include <stdbool.h>

/* What the system is asked for a socket. 0 or false: the system's default. */
struct mw_socket_options {
    int rcvbuf, sndbuf;     /* bytes */
    bool delay;             /* leave Nagle's algorithm on (TCP) */
    bool reuse_port;        /* several listeners on one port (SO_REUSEPORT) */
    bool v6_only;           /* an IPv6 listener takes no IPv4 */
    unsigned keepalive_s;   /* TCP: first probe after so many idle seconds */
    int backlog;            /* connections not yet accepted; 0: 1024 */
    unsigned unix_mode;     /* permissions of a socket file; 0: 0600 */
    const char *congestion; /* TCP_CONGESTION, such as "cubic"; borrowed */
};

#endif
