#include "emulate/forward.h"

#include "emulate/chance.h"
#include "emulate/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    AT_ONCE = 64, /* packets of one direction before the other has its turn */
    FAULT = 1,
    NICE = -10, /* on a busy machine packets are late by a tenth then */
};

static const uint64_t SECOND_NS = 1000000000;

/* One direction: from where, through what, to where. */
struct way {
    int from, to;
    struct channel *channel;
    bool more; /* has come than was read */
};

struct road {
    struct way ways[EMULATE_WAYS];
    int leash;
};

static uint64_t now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (uint64_t)at.tv_sec * SECOND_NS + (uint64_t)at.tv_nsec;
}

/* --- packets --- */

static void take_in(struct way *way, size_t mtu)
{
    int left = AT_ONCE;
    ssize_t len = 0;

    while (left-- > 0 &&
           (len = read(way->from, channel_room(way->channel), mtu)) > 0) {
        channel_take(way->channel, (size_t)len, now());
    }
    way->more = len > 0;
}

static void hand_out(struct way *way)
{
    struct channel_packet packet;
    int left = AT_ONCE;

    while (left-- > 0 && channel_next(way->channel, now(), &packet)) {
        uint64_t at_ns = now();
        ssize_t len = write(way->to, packet.bytes.at, packet.bytes.len);

        channel_gone(way->channel, &packet, at_ns,
                     len == (ssize_t)packet.bytes.len);
    }
}

/* --- waiting --- */

/* Returns how long nothing will have to be done, as ppoll() has it. */
static struct timespec idle_time(const struct road *road)
{
    uint64_t due_ns = channel_due(road->ways[EMULATE_THERE].channel);
    uint64_t back_ns = channel_due(road->ways[EMULATE_BACK].channel);
    uint64_t now_ns = now(), wait_ns;

    if (back_ns < due_ns) {
        due_ns = back_ns;
    }
    wait_ns = due_ns > now_ns ? due_ns - now_ns : 0;
    if (road->ways[EMULATE_THERE].more || road->ways[EMULATE_BACK].more) {
        wait_ns = 0;
    }
    if (wait_ns > SECOND_NS) {
        wait_ns = SECOND_NS;
    }
    return (struct timespec){.tv_sec = (time_t)(wait_ns / SECOND_NS),
                             .tv_nsec = (long)(wait_ns % SECOND_NS)};
}

/* Returns false when the leash was let go. */
static bool wait_for_work(const struct road *road)
{
    struct pollfd fds[] = {
        {.fd = road->leash, .events = POLLIN},
        {.fd = road->ways[EMULATE_THERE].from, .events = POLLIN},
        {.fd = road->ways[EMULATE_BACK].from, .events = POLLIN},
    };
    struct timespec wait = idle_time(road);

    return ppoll(fds, sizeof(fds) / sizeof(fds[0]), &wait, NULL) <= 0 ||
           fds[0].revents == 0;
}

static void forward(struct road *road, size_t mtu)
{
    while (wait_for_work(road)) {
        for (int i = 0; i < EMULATE_WAYS; i++) {
            take_in(&road->ways[i], mtu);
            hand_out(&road->ways[i]);
        }
    }
}

/* --- the process --- */

/* All but these and stderr: a pipe that we hold open has no end for others. */
static void close_others(const int *kept, size_t count)
{
    unsigned from = 0;

    for (;;) {
        unsigned next = UINT_MAX;

        for (size_t i = 0; i < count; i++) {
            unsigned fd = (unsigned)kept[i];
            next = fd >= from && fd < next ? fd : next;
        }
        if (next > from) {
            close_range(from, next - 1, 0);
        }
        if (next == UINT_MAX) {
            return;
        }
        from = next + 1;
    }
}

/* It ends with its parent, whatever that dies of; Ctrl-C at the terminal is
 * the parent's to heed. Timers are kept as exactly as the system can. */
static void settle(const struct road *road, pid_t parent)
{
    const int kept[] = {STDERR_FILENO, road->leash,
                        road->ways[EMULATE_THERE].from,
                        road->ways[EMULATE_BACK].from};
    sigset_t all;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_TIMERSLACK, 1UL);
    prctl(PR_SET_NAME, "msgwire link");
    setpriority(PRIO_PROCESS, 0, NICE); /* if we are root */
    if (getppid() != parent) {
        _exit(FAULT);
    }
    close_others(kept, sizeof(kept) / sizeof(kept[0]));
}

static void free_road(struct road *road)
{
    channel_free(road->ways[EMULATE_THERE].channel);
    channel_free(road->ways[EMULATE_BACK].channel);
}

/* Channels are made before there is a process: what is missing is told here. */
static enum mw_status build(const struct forward_config *config,
                            struct road *road, struct mw_error *err)
{
    for (int i = 0; i < EMULATE_WAYS; i++) {
        const struct channel_config channel = {
            .spec = config->spec,
            .seed = chance_key(config->seed, (uint64_t)i),
            .store = CHANNEL_STORE,
        };

        road->ways[i] = (struct way){
            .from = i == EMULATE_THERE ? config->near_fd : config->far_fd,
            .to = i == EMULATE_THERE ? config->far_fd : config->near_fd,
            .channel = channel_new(&channel, &config->totals->flow[i], err),
        };
        if (road->ways[i].channel == NULL) {
            free_road(road);
            return MW_ENOMEM;
        }
    }
    return MW_OK;
}

static enum mw_status leash_and_fork(const struct forward_config *config,
                                     struct road *road,
                                     struct forwarder *forwarder,
                                     struct mw_error *err)
{
    pid_t parent = getpid();
    int leash[2];

    if (pipe2(leash, O_CLOEXEC) != 0) {
        return mw_error_set(err, MW_ESYSTEM, "no pipe for the link: %s",
                            strerror(errno));
    }
    forwarder->pid = fork();
    if (forwarder->pid == 0) {
        road->leash = leash[0];
        settle(road, parent);
        forward(road, config->spec->mtu);
        _exit(0);
    }
    close(leash[0]);
    if (forwarder->pid < 0) {
        close(leash[1]);
        return mw_error_set(err, MW_ESYSTEM, "no process for the link: %s",
                            strerror(errno));
    }
    forwarder->leash = leash[1];
    return MW_OK;
}

enum mw_status forward_start(const struct forward_config *config,
                             struct forwarder *forwarder, struct mw_error *err)
{
    struct road road = {0};
    enum mw_status rc = build(config, &road, err);

    if (rc == MW_OK) {
        rc = leash_and_fork(config, &road, forwarder, err);
        free_road(&road); /* ours: the process has its own */
    }
    return rc;
}

void forward_stop(struct forwarder *forwarder)
{
    close(forwarder->leash);
    kill(forwarder->pid, SIGKILL);
    while (waitpid(forwarder->pid, NULL, 0) < 0 && errno == EINTR) {
    }
}

bool forward_runs(const struct forwarder *forwarder)
{
    siginfo_t about = {0};

    return waitid(P_PID, (id_t)forwarder->pid, &about,
                  WEXITED | WNOHANG | WNOWAIT) == 0 &&
           about.si_pid == 0;
}
