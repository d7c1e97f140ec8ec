#include "log.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    TEXT_MAX = 640,
    LINE_MAX_LEN = 64 + 4 * TEXT_MAX, /* each byte may become \xNN */
};

_Static_assert(LINE_MAX_LEN < 4096, "a line that poll allows never blocks");

const char *const log_level_names[] = {"error", "warning", "info", "debug",
                                       NULL};

static const char *const kind_names[] = {
    [LOG_SERVER] = "the server",
    [LOG_PEER] = "peers",
    [LOG_BODY] = "bad messages",
};

/* Appends the text with its control bytes as \xNN. */
static size_t escape(const char *text, char *to)
{
    static const char hex[] = "0123456789abcdef";
    char *at = to;

    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20 || byte == 0x7f) {
            *at++ = '\\';
            *at++ = 'x';
            *at++ = hex[byte >> 4];
            *at++ = hex[byte & 15];
        } else {
            *at++ = *text;
        }
    }
    return (size_t)(at - to);
}

/* When and how bad, as each line begins. Returns its length. */
static size_t begin_line(enum log_level level, char *line)
{
    struct timespec now;
    struct tm utc;
    size_t len;

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    len = strftime(line, 32, "%Y-%m-%dT%H:%M:%S", &utc);
    return len + (size_t)snprintf(line + len, 32, ".%03ldZ %s ",
                                  now.tv_nsec / 1000000,
                                  log_level_names[level]);
}

/* Nobody may be reading the other end: then the line is dropped, not waited
 * for. */
static void write_line(struct log *log, enum log_level level, const char *text)
{
    struct pollfd ready = {.fd = log->fd, .events = POLLOUT};
    char line[LINE_MAX_LEN];
    size_t len = begin_line(level, line);

    len += escape(text, line + len);
    line[len++] = '\n';
    if (poll(&ready, 1, 0) == 1 && write(log->fd, line, len) < 0) {
        return; /* a log that is gone can't be told of */
    }
}

static void on_window(uv_timer_t *timer)
{
    log_turn(timer->data);
}

void log_open(struct log *log, uv_loop_t *uv, int fd, enum log_level level)
{
    *log = (struct log){.fd = fd, .level = level};
    uv_timer_init(uv, &log->window);
    log->window.data = log;
    uv_unref((uv_handle_t *)&log->window);
}

void log_close(struct log *log)
{
    log_turn(log);
    uv_close((uv_handle_t *)&log->window, NULL);
}

/* True if this kind may write one more line now. */
static bool take_share(struct log *log, enum log_kind kind)
{
    if (!uv_is_active((uv_handle_t *)&log->window)) {
        uv_timer_start(&log->window, on_window, LOG_WINDOW_MS, 0);
    }
    if (log->lines[kind] == LOG_LINES_MAX) {
        log->dropped[kind]++;
        return false;
    }
    log->lines[kind]++;
    return true;
}

void log_line(struct log *log, enum log_level level, enum log_kind kind,
              const char *fmt, ...)
{
    char text[TEXT_MAX];
    va_list args;

    if (!log_wants(log, level) || !take_share(log, kind)) {
        return;
    }
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    write_line(log, level, text);
}

void log_turn(struct log *log)
{
    char text[TEXT_MAX];

    for (size_t kind = 0; kind < LOG_KIND_COUNT; kind++) {
        if (log->dropped[kind] > 0) {
            snprintf(text, sizeof(text), "%llu more lines about %s",
                     (unsigned long long)log->dropped[kind], kind_names[kind]);
            write_line(log, LEVEL_WARNING, text);
        }
        log->lines[kind] = 0;
        log->dropped[kind] = 0;
    }
}
