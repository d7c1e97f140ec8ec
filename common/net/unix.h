/* Unix sockets as a transport. */
#ifndef MSGWIRE_NET_UNIX_H
#define MSGWIRE_NET_UNIX_H

#include "net/transport.h"

extern const struct mw__transport mw__unix;

#endif
