#include "conform/stop.h"

#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

static bool is_ignored(int number)
{
    struct sigaction now;

    return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

void stop_open(struct stop *stop)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t heard;

    *stop = (struct stop){.fd = -1};
    sigemptyset(&heard);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        if (!is_ignored(numbers[i])) {
            sigaddset(&heard, numbers[i]);
        }
    }
    stop->fd = signalfd(-1, &heard, SFD_NONBLOCK | SFD_CLOEXEC);
    if (stop->fd >= 0) {
        sigprocmask(SIG_BLOCK, &heard, &stop->before);
    }
}

bool stop_came(struct stop *stop)
{
    struct signalfd_siginfo info;

    if (stop == NULL) {
        return false;
    }
    if (stop->fd >= 0 && read(stop->fd, &info, sizeof(info)) > 0) {
        stop->came = (int)info.ssi_signo;
        stop_close(stop); /* the next one is not waited for */
    }
    return stop->came != 0;
}

void stop_close(struct stop *stop)
{
    if (stop->fd >= 0) {
        close(stop->fd);
        stop->fd = -1;
        sigprocmask(SIG_SETMASK, &stop->before, NULL);
    }
}

void stop_heed(const struct stop *stop)
{
    if (stop->came != 0) {
        raise(stop->came);
    }
}
