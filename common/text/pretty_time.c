#include "text/pretty_time.h"

#include "text/time.h"

#include <stdio.h>
#include <stdlib.h>

enum { DATE = 10, CLOCK = 8, HOUR = 3600, MINUTE = 60 };

/* Reads up to the "Z". */
static bool read_time(struct mw_bytes text, struct mw__time *time)
{
    const uint8_t *end = memchr(text.at, 'Z', text.len);

    if (end == NULL) {
        return false;
    }
    text.len = (size_t)(end - text.at) + 1;
    return mw__time_read(text, time);
}

size_t mw__pretty_time(struct mw_bytes text, mw_pretty_offset_fn offset,
                       char out[MW__PRETTY_TIME])
{
    struct mw__time time;
    char local[MW__TIME_TEXT], seconds[8] = "";
    int ahead, size;

    *out = '\0';
    if (offset == NULL || !read_time(text, &time)) {
        return 0;
    }
    ahead = offset(time.seconds);
    size = abs(ahead);
    time = (struct mw__time){.seconds = time.seconds + ahead};
    if (ahead == 0 || size >= 100 * HOUR || !mw__time_has_text(time)) {
        return 0;
    }
    mw__time_write(time, local);
    if (size % MINUTE != 0) { /* before there were time zones */
        snprintf(seconds, sizeof(seconds), ":%02d", size % MINUTE);
    }
    return (size_t)snprintf(out, MW__PRETTY_TIME, "(%.*s %.*s %c%02d:%02d%s)",
                            DATE, local, CLOCK, local + DATE + 1,
                            ahead < 0 ? '-' : '+', size / HOUR,
                            size / MINUTE % 60, seconds);
}
