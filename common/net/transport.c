#include "net/transport.h"

#include "net/tcp.h"
#include "net/udp.h"
#include "net/unix.h"

const struct mw__transport *mw__transport_of(enum mw_scheme scheme)
{
    switch (scheme) {
    case MW_TCP:
        return &mw__tcp;
    case MW_UDP:
        return &mw__udp;
    case MW_UNIX:
        return &mw__unix;
    }
    return NULL;
}
