#include "compare/fitting.h"

#include <msgwire/frame.h>

enum mw_status fitting_check(const struct mw_link *link, uint64_t max_frame,
                             const char *what, size_t len, struct mw_error *err)
{
    bool datagram = link->endpoint.scheme == MW_UDP;
    size_t room =
        datagram ? (size_t)MW_DATAGRAM_MAX : mw_framing_max(link->framing);
    bool bounded = !datagram && max_frame < room;

    room = bounded ? (size_t)max_frame : room;
    return len <= room
               ? MW_OK
               : mw_error_set(err, MW_ETOOBIG,
                              "a %s of %zu bytes does not fit a %s, "
                              "which holds %zu%s",
                              what, len, datagram ? "datagram" : "frame", room,
                              bounded ? " (--max-frame)" : "");
}
