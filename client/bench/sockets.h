/* Sockets: what the system's table of UDP sockets says of one address: how
 * many datagrams had no room there. It is read and no one is asked, so that a
 * measurement disturbs nothing. Source: proc(5), /proc/net/udp. */
#ifndef CLIENT_BENCH_SOCKETS_H
#define CLIENT_BENCH_SOCKETS_H

#include <msgwire/endpoint.h>

struct sockets_address {
    uint8_t ip[16];
    size_t len; /* of ip: 4, or 16 */
    uint16_t port;
};

/* Reads an endpoint's address. Returns false if its host is a name. */
bool sockets_address(const struct mw_endpoint *endpoint,
                     struct sockets_address *address);

/* Reads one line of a table.
 *
 * dropped  what the socket has dropped is added.
 *
 * Returns true if it is that of a socket which listens at the address, or at
 * all addresses and its port. */
bool sockets_line(const char *line, const struct sockets_address *address,
                  uint64_t *dropped);

#endif
