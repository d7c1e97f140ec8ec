/* A stop: SIGINT, SIGTERM or SIGHUP as something that a poll waits for, so that
 * what was seen until then can be told. One that is ignored, as of a job in the
 * background, stays so; the second one ends the process. */
#ifndef CLIENT_CONFORM_STOP_H
#define CLIENT_CONFORM_STOP_H

#include <signal.h>
#include <stdbool.h>

struct stop {
    int fd;          /* readable when one has come; -1: none is heard of */
    int came;        /* which; 0: none */
    sigset_t before; /* what was blocked */
};

/* From here on they do not end the process. stop_close takes it back. */
void stop_open(struct stop *stop);

/* Returns true if one has come.
 *
 * stop  NULL: none is heard of. */
bool stop_came(struct stop *stop);

/* From here on they do what they usually do. May be called twice. */
void stop_close(struct stop *stop);

/* If one has come, ends the process by it, so that who started us sees it. To
 * be called last of all. */
void stop_heed(const struct stop *stop);

#endif
