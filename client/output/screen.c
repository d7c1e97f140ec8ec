#include "output/screen.h"

#include <msgwire/options.h>

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { SIZE_MOST = 10000 };

const char *const screen_colours[] = {
    [SCREEN_COLOUR_AUTO] = "auto",
    [SCREEN_ALWAYS] = "always",
    [SCREEN_NEVER] = "never",
    NULL,
};

static bool is_set(const char *value)
{
    return value != NULL && value[0] != '\0';
}

/* A variable's number, or 0 if it is none that a screen could have. */
static unsigned number_of(const char *variable)
{
    const char *text = getenv(variable);
    uint64_t number;

    return is_set(text) && mw_parse_count(text, &number, NULL) == MW_OK &&
                   number <= SIZE_MOST
               ? (unsigned)number
               : 0;
}

struct screen_size screen_size(int fd)
{
    struct winsize window = {0};
    struct screen_size size = {0};

    if (ioctl(fd, TIOCGWINSZ, &window) == 0) {
        size = (struct screen_size){window.ws_col, window.ws_row};
    }
    if (size.columns == 0) {
        size.columns = number_of("COLUMNS");
    }
    if (size.lines == 0) {
        size.lines = number_of("LINES");
    }
    return size;
}

/* no-color.org and bixense.com/clicolors: what was asked for beats both. */
bool screen_wants_colour(int fd, enum screen_colour asked)
{
    const char *force = getenv("CLICOLOR_FORCE");
    const char *term = getenv("TERM");

    if (asked != SCREEN_COLOUR_AUTO) {
        return asked == SCREEN_ALWAYS;
    }
    if (is_set(getenv("NO_COLOR"))) {
        return false;
    }
    if (is_set(force) && strcmp(force, "0") != 0) {
        return true;
    }
    return is_set(term) && strcmp(term, "dumb") != 0 && isatty(fd) == 1;
}

enum mw_status screen_colours_chosen(struct mw_colours *colours,
                                     struct mw_error *err)
{
    const char *line = getenv("MSGWIRE_COLORS");
    enum mw_status rc;

    mw_colours_init(colours);
    rc = line == NULL ? MW_OK : mw_colours_read(colours, line, err);
    if (rc != MW_OK) {
        mw_error_prefix(err, "MSGWIRE_COLORS");
    }
    return rc;
}

int32_t screen_offset(int64_t seconds)
{
    time_t moment = (time_t)seconds;
    struct tm local;

    return localtime_r(&moment, &local) != NULL ? (int32_t)local.tm_gmtoff : 0;
}
