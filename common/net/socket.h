/* Sockets: made, tuned, bound, the same way for every transport. */
#ifndef MSGWIRE_NET_SOCKET_H
#define MSGWIRE_NET_SOCKET_H

#include "net/transport.h"

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

/* Bytes that have come and were not read; bytes that the system holds and the
 * peer has not taken. 0 where that is not known. */
int mw__socket_unread(int fd);
int mw__socket_untaken(int fd);

/* The options that all transports know; used by their `tune`. */
enum mw_status mw__socket_tune(int fd, const struct mw_socket_options *options,
                               struct mw_error *err);

/* Sets one integer option. Returns MW_OK; MW_ESYSTEM with a sentence that
 * names `what`. */
enum mw_status mw__socket_set(int fd, int level, int name, int value,
                              const char *what, struct mw_error *err);

#endif
