#include "contexts/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum mw_status cant(const char *what, const char *path,
                           struct mw_error *err)
{
    return mw_error_set(err, MW_ESYSTEM, "can't %s %s: %s", what, path,
                        strerror(errno));
}

/* Cuts the last part off. */
static void to_folder(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash != NULL) {
        *slash = '\0';
    }
}

static void make_folders(const char *folder)
{
    char above[PATH_MAX];

    snprintf(above, sizeof(above), "%s", folder);
    to_folder(above);
    mkdir(above, 0700);
    mkdir(folder, 0700); /* what failed is told by who opens it */
}

enum mw_status lock_take(const char *path, int *lock, struct mw_error *err)
{
    char folder[PATH_MAX];

    snprintf(folder, sizeof(folder), "%s", path);
    to_folder(folder);
    make_folders(folder);
    *lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*lock < 0) {
        return cant("open", folder, err);
    }
    while (flock(*lock, LOCK_EX) != 0) {
        if (errno != EINTR) {
            return cant("lock", folder, err);
        }
    }
    return MW_OK;
}

void lock_drop(int lock)
{
    if (lock >= 0) {
        close(lock);
    }
}
