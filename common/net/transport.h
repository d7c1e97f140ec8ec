/* Transports: what TCP, Unix sockets and UDP do differently, as a table.
 * All they have in common is done once, above it. */
#ifndef MSGWIRE_NET_TRANSPORT_H
#define MSGWIRE_NET_TRANSPORT_H

#include <msgwire/conn.h>

#include "net/address.h"

#include <uv.h>

/* A stream's handle in libuv, or the poll handle of a datagram socket. */
union mw__handle {
    uv_handle_t any;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
    uv_poll_t poll;
};

struct mw__transport {
    enum mw_scheme scheme;
    int type; /* SOCK_STREAM: needs framing; SOCK_DGRAM: keeps boundaries */

    /* Sets what the options ask of a new socket, before it is bound or
     * connected. Returns MW_OK; MW_ESYSTEM with a sentence. */
    enum mw_status (*tune)(int fd, const struct mw_socket_options *options,
                           struct mw_error *err);

    /* Binds, for a Unix socket with its file's care. `made` is set to what
     * `unbind` needs to take it back. Returns 0 or -errno. */
    int (*bind)(int fd, const struct mw__address *address,
                const struct mw_socket_options *options, uint64_t *made);

    /* Takes back what bind made in the file system. NULL: nothing. */
    void (*unbind)(const struct mw__address *address, uint64_t made);

    /* Gives a stream's descriptor to a libuv handle. Returns 0 or a libuv
     * error, and then the descriptor is still the caller's. NULL for
     * datagrams. */
    int (*adopt)(uv_loop_t *loop, union mw__handle *handle, int fd);
};

extern const struct mw__transport mw__tcp, mw__unix, mw__udp;

const struct mw__transport *mw__transport_of(enum mw_scheme scheme);

/* A socket that is bound, and listens if it is a stream.
 *
 * fd     set to the descriptor; non-blocking; the caller closes it.
 * bound  in: where to; out: the address with its real port.
 * made   for the transport's unbind.
 *
 * Returns MW_OK; MW_ECONNECT with a sentence. */
enum mw_status mw__socket_bind(const struct mw__transport *transport,
                               const struct mw_socket_options *options,
                               struct mw__address *bound, int *fd,
                               uint64_t *made, struct mw_error *err);

/* A tuned, non-blocking socket for this kind of address, not yet connected. */
enum mw_status mw__socket_new(const struct mw__transport *transport,
                              const struct mw_socket_options *options,
                              int family, int *fd, struct mw_error *err);

/* The descriptor's own or its peer's address. Returns false if it has none. */
bool mw__socket_address(int fd, bool peer, struct mw__address *address);

/* The options that all transports know; used by their `tune`. */
enum mw_status mw__socket_tune(int fd, const struct mw_socket_options *options,
                               struct mw_error *err);

/* Sets one integer option. Returns MW_OK; MW_ESYSTEM with a sentence that
 * names `what`. */
enum mw_status mw__socket_set(int fd, int level, int name, int value,
                              const char *what, struct mw_error *err);

#endif
