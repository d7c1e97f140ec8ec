/* UDP as a transport. */
#ifndef MSGWIRE_NET_UDP_H
#define MSGWIRE_NET_UDP_H

#include "net/transport.h"

extern const struct mw__transport mw__udp;

#endif
