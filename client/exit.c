#include "exit.h"

enum exit_status exit_of(enum mw_status status)
{
    switch (status) {
    case MW_OK:
    case MW_ECANCELED:
        return EXIT_DONE;
    case MW_EINVAL:
        return EXIT_USAGE;
    case MW_ECONNECT:
        return EXIT_CONNECT;
    case MW_ETIMEOUT:
        return EXIT_TIMEOUT;
    case MW_EFRAME:
    case MW_ETOOBIG:
        return EXIT_PROTOCOL;
    case MW_EVALUE:
    case MW_EDEEP:
        return EXIT_DATA;
    case MW_ECLOSED:
        return EXIT_CLOSED;
    case MW_EREMOTE:
        return EXIT_REMOTE;
    case MW_EMISSED:
        return EXIT_MISSED;
    case MW_EAGAIN:
    case MW_ENOMEM:
    case MW_ELIMIT:
    case MW_ESYSTEM:
        return EXIT_INTERNAL;
    }
    return EXIT_INTERNAL;
}

const char *exit_meaning(enum exit_status status)
{
    static const char *const meanings[EXIT_STATUSES] = {
        [EXIT_DONE] = "done",
        [EXIT_INTERNAL] = "internal error, or the output can't be written",
        [EXIT_USAGE] = "wrong words or options",
        [EXIT_CONNECT] = "can't connect or bind, or the peer's system refused",
        [EXIT_TIMEOUT] = "timed out, or an answer was lost",
        [EXIT_PROTOCOL] = "framing or protocol broken, or too long for a frame",
        [EXIT_DATA] = "bad input data",
        [EXIT_CLOSED] = "the peer closed first",
        [EXIT_REMOTE] = "the peer answered with an error",
        [EXIT_MISSED] = "a threshold was missed, or a rule broken",
    };

    return meanings[status];
}
