/* Transports: what TCP, Unix sockets and UDP do differently, as a table.
 * All they have in common is done once, above it. */
#ifndef MSGWIRE_NET_TRANSPORT_H
#define MSGWIRE_NET_TRANSPORT_H

#include "net/address.h"

#include <msgwire/error.h>
#include <msgwire/socket.h>

#include <uv.h>

/* A stream's handle in libuv, or the poll handle of a datagram socket. */
union mw__handle {
    uv_handle_t any;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
    uv_poll_t poll;
};

/* The file of a Unix socket. */
struct mw__made {
    dev_t dev;
    ino_t ino;
};

struct mw__transport {
    enum mw_scheme scheme;
    int type; /* SOCK_STREAM: needs framing; SOCK_DGRAM: keeps boundaries */

    /* Sets what the options ask of a new socket, before it is bound or
     * connected to `address`. Returns MW_OK; MW_ESYSTEM with a sentence. */
    enum mw_status (*tune)(int fd, const struct mw__address *address,
                           const struct mw_socket_options *options,
                           struct mw_error *err);

    /* Binds, for a Unix socket with its file's care, and listens if it is a
     * stream. `made` is set to what `unbind` needs to take it back. Returns 0
     * or -errno. */
    int (*bind)(int fd, const struct mw__address *address,
                const struct mw_socket_options *options, struct mw__made *made);

    /* Takes back what bind made in the file system. NULL: nothing. */
    void (*unbind)(const struct mw__address *address,
                   const struct mw__made *made);

    /* Gives a stream's descriptor to a libuv handle. Returns 0 or a libuv
     * error, and then the descriptor is still the caller's. NULL for
     * datagrams. */
    int (*adopt)(uv_loop_t *loop, union mw__handle *handle, int fd);
};

const struct mw__transport *mw__transport_of(enum mw_scheme scheme);

#endif
