#include "signals.h"

#include <signal.h>
#include <stdbool.h>

static void on_signal(uv_signal_t *handle, int number)
{
    struct signals *signals = handle->data;

    signals->came = number;
    signals->on_signal(signals->data, number);
}

static bool is_ignored(int number)
{
    struct sigaction now;

    return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

void signals_open(struct signals *signals, uv_loop_t *uv,
                  void (*fn)(void *data, int number), void *data)
{
    static const int numbers[SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

    *signals = (struct signals){.on_signal = fn, .data = data};
    for (int i = 0; i < SIGNALS; i++) {
        uv_signal_t *handle = &signals->handles[i];
        uv_signal_init(uv, handle);
        handle->data = signals;
        if (!is_ignored(numbers[i])) {
            uv_signal_start_oneshot(handle, on_signal, numbers[i]);
        }
    }
}

void signals_close(struct signals *signals)
{
    for (int i = 0; i < SIGNALS; i++) {
        uv_close((uv_handle_t *)&signals->handles[i], NULL);
    }
}

void signals_heed(const struct signals *signals)
{
    if (signals->came != 0) {
        signal(signals->came, SIG_DFL);
        raise(signals->came);
    }
}
