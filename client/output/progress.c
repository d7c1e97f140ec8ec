#include "output/progress.h"

#include "output/screen.h"

#include <msgwire/bytes.h>
#include <msgwire/digits.h>
#include <msgwire/pen.h>

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 160, SIZE = 32, COLUMNS = 80 };

static const uint64_t second_ns = 1000000000;
static const uint64_t pause_ns = 100000000; /* from one line to the next */

static uint64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * second_ns + (uint64_t)now.tv_nsec;
}

/* "999 B", "83.2 MB" */
static const char *size_text(uint64_t bytes, char out[SIZE])
{
    static const char *const units[] = {"B",  "kB", "MB", "GB",
                                        "TB", "PB", "EB"};
    double size = (double)bytes;
    size_t unit = 0;

    for (; size >= 999.5 && unit + 1 < sizeof(units) / sizeof(units[0]);
         unit++) {
        size /= 1000;
    }
    snprintf(out, SIZE, unit > 0 && size < 99.95 ? "%.1f %s" : "%.0f %s", size,
             units[unit]);
    return out;
}

static uint64_t rate(uint64_t more, uint64_t elapsed_ns)
{
    return (uint64_t)((double)more * 1e9 / (double)elapsed_ns);
}

/* Rates are those of the last second or so. */
static void measure(struct progress *progress, uint64_t values, uint64_t bytes,
                    uint64_t now)
{
    uint64_t elapsed = now - progress->mark.at_ns;

    if (elapsed >= second_ns) {
        progress->values_rate = rate(values - progress->mark.values, elapsed);
        progress->bytes_rate = rate(bytes - progress->mark.bytes, elapsed);
        progress->mark = (struct progress_mark){now, values, bytes};
    }
}

/* How much of the input: " (37 %)", if it is known how long that is. */
static const char *share_text(const struct progress *progress, uint64_t bytes,
                              char out[SIZE])
{
    *out = '\0';
    if (progress->size > 0 && bytes <= progress->size) {
        snprintf(out, SIZE, " (%.0f %%)",
                 (double)bytes * 100 / (double)progress->size);
    }
    return out;
}

static void compose(const struct progress *progress, uint64_t values,
                    uint64_t bytes, char out[LINE])
{
    char count[MW_DIGITS], each[MW_DIGITS], size[SIZE], share[SIZE], flow[SIZE];

    snprintf(out, LINE, "%s value%s, %s%s, %s values/s, %s/s",
             mw_digits(values, count), values == 1 ? "" : "s",
             size_text(bytes, size), share_text(progress, bytes, share),
             mw_digits(progress->values_rate, each),
             size_text(progress->bytes_rate, flow));
}

static void put(const struct progress *progress, struct mw_bytes text)
{
    ssize_t written = write(progress->fd, text.at, text.len);

    (void)written; /* there is no other place to complain at */
}

size_t progress_columns(const struct progress *progress)
{
    unsigned columns = screen_size(progress->fd).columns;

    return columns > 0 ? columns - 1 : COLUMNS - 1;
}

bool progress_is_seen(const struct progress *progress)
{
    return progress != NULL && progress->wanted && isatty(progress->fd) == 1;
}

/* Over the line that stands there. The cursor waits at its begin, so that what
 * is typed meanwhile, such as ^C, stands on it and goes with it. */
void progress_put(struct progress *progress, struct mw_bytes text,
                  size_t columns)
{
    struct mw_buffer line = {0};
    struct mw_pen pen = {.out = &line};

    mw_buffer_append(&line, mw_text("\r"));
    mw_buffer_append(&line, text);
    pen.column = columns;
    mw_pen_pad(&pen, progress->len);
    mw_buffer_append(&line, mw_text("\r"));
    put(progress, mw_buffer_bytes(&line));
    mw_buffer_fini(&line);
    progress->len = columns;
}

/* Never beyond the right edge; the text is ASCII. */
static void show(struct progress *progress, const char *text)
{
    size_t columns = progress_columns(progress);
    size_t len = strlen(text);

    len = len < columns ? len : columns;
    progress_put(progress, mw_bytes(text, len), len);
}

void progress_clear(struct progress *progress)
{
    if (progress != NULL && progress->len > 0) {
        show(progress, "");
    }
}

/* True if what is written there may come to the terminal: a pipe's reader may
 * write to it. */
static bool shares_terminal(int fd)
{
    struct stat info;

    return fstat(fd, &info) < 0 || S_ISFIFO(info.st_mode) ||
           S_ISSOCK(info.st_mode) || isatty(fd) == 1;
}

void progress_without_output(struct progress *progress)
{
    if (progress != NULL) {
        progress->prints = false;
    }
}

void progress_begin_at(struct progress *progress, uint64_t size, uint64_t now)
{
    progress->on = true;
    progress->size = size;
    progress->due_ns = now + second_ns;
    progress->mark = (struct progress_mark){.at_ns = now};
}

void progress_begin(struct progress *progress, int input)
{
    struct stat info;
    bool file;

    if (progress == NULL) {
        return;
    }
    progress->on = progress->wanted && isatty(progress->fd) == 1 &&
                   isatty(input) == 0 &&
                   !(progress->prints && shares_terminal(STDOUT_FILENO));
    if (progress->on) {
        file = fstat(input, &info) == 0 && S_ISREG(info.st_mode);
        progress_begin_at(progress, file ? (uint64_t)info.st_size : 0,
                          now_ns());
    }
}

void progress_step_at(struct progress *progress, uint64_t values,
                      uint64_t bytes, uint64_t now)
{
    char text[LINE];

    if (now < progress->due_ns) {
        return;
    }
    measure(progress, values, bytes, now);
    compose(progress, values, bytes, text);
    show(progress, text);
    progress->due_ns = now + pause_ns;
}

void progress_step(struct progress *progress, uint64_t values, uint64_t bytes)
{
    if (progress != NULL && progress->on) {
        progress_step_at(progress, values, bytes, now_ns());
    }
}
