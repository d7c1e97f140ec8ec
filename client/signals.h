/* Signals that end a command which runs long: its loop hears of them, so that
 * it can end in order. The second one of a kind ends the process, whatever the
 * loop does; one that is ignored, as of a job in the background, stays so. */
#ifndef CLIENT_SIGNALS_H
#define CLIENT_SIGNALS_H

#include <uv.h>

enum { SIGNALS = 3 }; /* SIGINT, SIGTERM, SIGHUP */

struct signals {
    uv_signal_t handles[SIGNALS];
    void (*on_signal)(void *data, int number);
    void *data;
    int came; /* the last one; 0: none */
};

void signals_open(struct signals *signals, uv_loop_t *uv,
                  void (*fn)(void *data, int number), void *data);

/* From here on they do what they usually do. The loop must run once more. */
void signals_close(struct signals *signals);

/* If one has come, ends the process by it, so that who started us sees it. To
 * be called last of all. */
void signals_heed(const struct signals *signals);

#endif
