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
                               struct mw__made *made, struct mw_error *err);

/* A tuned, non-blocking socket for this address, not yet connected to it. */
enum mw_status mw__socket_new(const struct mw__transport *transport,
                              const struct mw_socket_options *options,
                              const struct mw__address *address, int *fd,
                              struct mw_error *err);

/* As mw__socket_new, and bound to the options' own address, if they have one.
 *
 * Returns also MW_EAGAIN if that is of another family than `address`;
 * MW_ECONNECT. */
enum mw_status mw__socket_dial(const struct mw__transport *transport,
                               const struct mw_socket_options *options,
                               const struct mw__address *address, int *fd,
                               struct mw_error *err);

/* Begins to listen, with the options' backlog. Returns 0 or -errno. */
int mw__socket_listen(int fd, const struct mw_socket_options *options);

/* The descriptor's own or its peer's address. Returns false if it has none. */
bool mw__socket_address(int fd, bool peer, struct mw__address *address);

/* Makes reading wait, for at most so long each time; 0: it does not wait, as
 * usual. Writing waits as well, however long. Returns 0 or -errno. */
int mw__socket_wait(int fd, unsigned ms);

/* Bytes that have come and were not read; bytes that the system holds and the
 * peer has not taken. 0 where that is not known. */
int mw__socket_unread(int fd);
int mw__socket_untaken(int fd);

/* The process at the other end, as the system knows it; 0: it does not. */
pid_t mw__socket_peer_pid(int fd);

/* The options that all transports know; used by their `tune`. */
enum mw_status mw__socket_tune(int fd, const struct mw_socket_options *options,
                               struct mw_error *err);

/* How many hops a packet may take, if the options say. */
enum mw_status mw__socket_set_ttl(int fd, const struct mw__address *address,
                                  const struct mw_socket_options *options,
                                  struct mw_error *err);

/* Sets one integer option. Returns MW_OK; MW_ESYSTEM with a sentence that
 * names `what`. */
enum mw_status mw__socket_set(int fd, int level, int name, int value,
                              const char *what, struct mw_error *err);

#endif
