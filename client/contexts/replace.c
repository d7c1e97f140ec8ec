#include "contexts/replace.h"

#include "output/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
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

enum mw_status replace_lock(const char *path, int *lock, struct mw_error *err)
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

void replace_unlock(int lock)
{
    if (lock >= 0) {
        close(lock);
    }
}

/* Fills the new file. */
static enum mw_status fill(int fd, struct mw_bytes text, const char *path,
                           struct mw_error *err)
{
    struct output out = {.fd = fd};
    enum mw_status rc = mw_buffer_append(&out.buffer, text);

    if (rc == MW_OK) {
        rc = output_flush(&out, err);
    }
    mw_buffer_fini(&out.buffer);
    if (rc == MW_OK && fsync(fd) != 0) {
        rc = cant("write", path, err);
    }
    return rc;
}

enum mw_status replace_file(const char *path, struct mw_bytes text,
                            struct mw_error *err)
{
    char real[PATH_MAX], fresh[PATH_MAX + 8];
    enum mw_status rc;
    int fd;

    if (realpath(path, real) == NULL) {
        snprintf(real, sizeof(real), "%s", path);
    }
    snprintf(fresh, sizeof(fresh), "%s.XXXXXX", real);
    fd = mkstemp(fresh); /* which only the user may read */
    if (fd < 0) {
        return cant("write beside", real, err);
    }
    rc = fill(fd, text, fresh, err);
    if (close(fd) != 0 && rc == MW_OK) {
        rc = cant("write", fresh, err);
    }
    if (rc == MW_OK && rename(fresh, real) != 0) {
        rc = cant("replace", real, err);
    }
    if (rc != MW_OK) {
        unlink(fresh);
    }
    return rc;
}
