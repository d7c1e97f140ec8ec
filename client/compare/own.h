/* Our own server: a msgwired that runs for one measurement, on ports that were
 * free and in a folder that only we may enter. It ends with us, however that
 * may be. */
#ifndef CLIENT_COMPARE_OWN_H
#define CLIENT_COMPARE_OWN_H

#include <msgwire/endpoint.h>

#include <sys/types.h>

enum { OWN_LISTENERS = 8, OWN_PARAMS = 512 };

struct own_listener {
    enum mw_scheme scheme;
    const char *params; /* as in a URL: "?framing=none"; "": none */
};

struct own_wish {
    struct own_listener listeners[OWN_LISTENERS];
    size_t count;        /* at least 1 */
    const char *host;    /* of tcp and udp; NULL: 127.0.0.1 */
    const char *framing; /* of streams, where no parameter says it */
    uint64_t max_frame;  /* 0: as is usual */
    int far_ns;          /* the network namespace it lives in; -1: ours */
};

struct own {
    pid_t pid;  /* 0: none runs */
    int prints; /* what it prints comes here, and its end */
    int said;   /* what it has said on stderr */
    size_t count;
    struct mw_endpoint endpoints[OWN_LISTENERS]; /* as the wish's listeners */
    char folder[MW_PATH_MAX];                    /* "": it has none */
    struct mw_error why;                         /* how it ended */
};

/* Starts it and waits until it listens. Gives; own_stop takes it back.
 *
 * Returns MW_OK; MW_ESYSTEM, MW_ETIMEOUT or MW_EINVAL with a sentence, and
 * nothing is left. */
enum mw_status own_start(struct own *own, const struct own_wish *wish,
                         struct mw_error *err);

/* Looks whether it runs: its sockets may be gone a moment before it is.
 *
 * within_ms  how long to wait for its end.
 *
 * Returns MW_OK while it runs; MW_ECLOSED with a sentence of its end. */
enum mw_status own_check(struct own *own, unsigned within_ms,
                         struct mw_error *err);

/* Asks it to end, waits for that up to a bound, then ends it. Does nothing for
 * one that was never started, or {0}. */
void own_stop(struct own *own);

#endif
