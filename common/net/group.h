/* Groups: UDP to many at once, by multicast (RFC 1112, RFC 4291) or broadcast
 * (RFC 919). */
#ifndef MSGWIRE_NET_GROUP_H
#define MSGWIRE_NET_GROUP_H

#include "net/address.h"

#include <msgwire/error.h>
#include <msgwire/socket.h>

#include <net/if.h>

enum { MW__GROUP_INTERFACE = IF_NAMESIZE };

/* True for an address that stands for many: answers come from others. A
 * network's own broadcast address is not known by its look. */
bool mw__group_is(const struct mw__address *address);

/* Tunes a datagram socket that will speak with `address`, or be bound to it:
 * broadcast, hops, interface, loop. Returns MW_OK; MW_ESYSTEM with a sentence.
 */
enum mw_status mw__group_tune(int fd, const struct mw__address *address,
                              const struct mw_socket_options *options,
                              struct mw_error *err);

/* Lets a socket send to a network's broadcast address. Returns 0 or -errno. */
int mw__group_allow_broadcast(int fd);

/* An address of one link, without its interface, gets that of the options. */
void mw__group_scope(struct mw__address *address,
                     const struct mw_socket_options *options);

/* Joins the group that a socket is bound to, if it is one. Returns 0 or
 * -errno. */
int mw__group_join(int fd, const struct mw__address *address,
                   const struct mw_socket_options *options);

/* An interface's number, from its name or number. Returns 0 if it is neither.
 */
unsigned mw__group_interface(const char *text);

/* The interface that others must name too to reach this group. Returns false
 * if it is no group, or the address itself or the system says which. */
bool mw__group_interface_name(const struct mw_endpoint *endpoint,
                              const struct mw_socket_options *options,
                              char out[MW__GROUP_INTERFACE]);

/* True for a group on the loopback interface. */
bool mw__group_is_local(const struct mw_endpoint *endpoint,
                        const struct mw_socket_options *options);

#endif
