/* Log: what an operator should know, one line each, on stderr.
 *
 * A peer must not fill a disk nor stop the loop through it: control bytes are
 * escaped, each kind may write so many lines in a while and then only how many
 * more there were, and what a full pipe would block on is dropped. */
#ifndef LOG_H
#define LOG_H

#include <msgwire/export.h>

#include <uv.h>

#include <stdbool.h>

enum log_level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_INFO, LEVEL_DEBUG };

/* The levels' names in that order, then NULL. */
extern const char *const log_level_names[];

/* What a line is about: each kind has its own share of lines. */
enum log_kind { LOG_SERVER, LOG_PEER, LOG_BODY, LOG_KIND_COUNT };

/* So many lines of each kind in a row: over a day, a hostile peer writes 10 MB.
 */
enum { LOG_LINES_MAX = 10, LOG_WINDOW_MS = 10000 };

struct log {
    int fd;
    enum log_level level;
    uv_timer_t window; /* runs while lines are counted */
    unsigned lines[LOG_KIND_COUNT];
    uint64_t dropped[LOG_KIND_COUNT];
};

/* uv  borrows; log_close must come before the loop's end.
 * fd  where lines go; borrowed. */
void log_open(struct log *log, uv_loop_t *uv, int fd, enum log_level level);

/* Says how many lines were dropped, and begins to close: `log` may go once
 * the loop has run. */
void log_close(struct log *log);

static inline bool log_wants(const struct log *log, enum log_level level)
{
    return level <= log->level;
}

/* Writes one line, or counts it if its kind has had its share. */
void log_line(struct log *log, enum log_level level, enum log_kind kind,
              const char *fmt, ...) MW_PRINTF(4, 5);

/* Begins to count anew: says how many lines were dropped. */
void log_turn(struct log *log);

#endif
