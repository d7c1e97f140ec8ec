/* TCP as a transport. */
#ifndef MSGWIRE_NET_TCP_H
#define MSGWIRE_NET_TCP_H

#include "net/transport.h"

extern const struct mw__transport mw__tcp;

#endif
