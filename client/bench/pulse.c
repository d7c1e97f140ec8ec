#include "bench/pulse.h"

#include <poll.h>
#include <stdbool.h>
#include <time.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* A thread that is woken by the clock runs some microseconds later. So it is
 * woken early by what that usually takes, and spins for the rest: the spin is
 * never longer than this, or it would take from others more than it gives. */
enum { SPIN_MOST_NS = 20 * 1000, SPIN_FIRST_NS = 5 * 1000, EXACT_NS = 1 };

enum { TURN_NS = 5 * 1000 * 1000 }; /* timers come so late, at most */

static unsigned long exchange_slack(unsigned long slack_ns)
{
#ifdef __linux__
    int before = prctl(PR_GET_TIMERSLACK);

    prctl(PR_SET_TIMERSLACK, slack_ns);
    return before > 0 ? (unsigned long)before : 0;
#else
    return slack_ns;
#endif
}

void pulse_open(struct pulse *pulse, uv_loop_t *uv)
{
    pulse->uv = uv;
    pulse->turn_ns = 0;
    pulse->early_ns = SPIN_FIRST_NS;
    pulse->slack_ns = exchange_slack(EXACT_NS);
}

void pulse_close(struct pulse *pulse)
{
    exchange_slack(pulse->slack_ns);
}

/* Learns how late a wait ends: an eighth of the news each time. */
static void learn(struct pulse *pulse, uint64_t asked_ns, uint64_t now_ns)
{
    uint64_t late = now_ns > asked_ns ? now_ns - asked_ns : 0;

    late = late < SPIN_MOST_NS ? late : SPIN_MOST_NS;
    pulse->early_ns += late / 8;
    pulse->early_ns -= pulse->early_ns / 8;
}

/* Waits for the loop's events. Returns true if there are any. */
static bool wait_for(struct pulse *pulse, uint64_t wait_ns)
{
    struct pollfd loop = {.fd = uv_backend_fd(pulse->uv), .events = POLLIN};
    const struct timespec time = {
        .tv_sec = (time_t)(wait_ns / 1000000000),
        .tv_nsec = (long)(wait_ns % 1000000000),
    };

    return ppoll(&loop, 1, &time, NULL) != 0;
}

/* Returns true if the loop has something to do before that moment. */
static bool doze(struct pulse *pulse, uint64_t until_ns, uint64_t now_ns)
{
    int timers_ms = uv_backend_timeout(pulse->uv);
    uint64_t wait = until_ns - now_ns;
    uint64_t timers =
        timers_ms < 0 ? PULSE_NEVER : (uint64_t)timers_ms * 1000000;

    if (timers < wait) {
        (void)wait_for(pulse, timers);
        return true;
    }
    if (wait <= pulse->early_ns) {
        return false;
    }
    wait -= pulse->early_ns;
    if (wait_for(pulse, wait)) {
        return true;
    }
    learn(pulse, now_ns + wait, uv_hrtime());
    return false;
}

void pulse_wait(struct pulse *pulse, struct mw_conn *conn, uint64_t now_ns)
{
    bool due = now_ns >= pulse->turn_ns;

    if (!due && mw_conn_wait(conn)) {
        return;
    }
    uv_run(pulse->uv, due ? UV_RUN_NOWAIT : UV_RUN_ONCE);
    pulse->turn_ns = now_ns + TURN_NS;
}

void pulse_beat(struct pulse *pulse, uint64_t until_ns)
{
    uint64_t now;

    if (until_ns == PULSE_NEVER) {
        uv_run(pulse->uv, UV_RUN_ONCE);
        return;
    }
    uv_run(pulse->uv, UV_RUN_NOWAIT);
    now = uv_hrtime();
    if (now < until_ns && !doze(pulse, until_ns, now)) {
        while (uv_hrtime() < until_ns) {
        }
    }
}
