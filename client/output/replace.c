#include "output/replace.h"

#include "output/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum mw_status cant(const char *what, const char *path,
                           struct mw_error *err)
{
    return mw_error_set(err, MW_ESYSTEM, "can't %s %s: %s", what, path,
                        strerror(errno));
}

static enum mw_status pour(int fd, struct mw_bytes text, struct mw_error *err)
{
    struct output out = {.fd = fd};
    enum mw_status rc = mw_buffer_append(&out.buffer, text);

    if (rc != MW_OK) {
        mw_error_set(err, rc, "no memory for %zu bytes", text.len);
    } else {
        rc = output_flush(&out, err);
    }
    mw_buffer_fini(&out.buffer);
    return rc;
}

static enum mw_status finish(int fd, const char *path, enum mw_status rc,
                             struct mw_error *err)
{
    return close(fd) != 0 && rc == MW_OK ? cant("write", path, err) : rc;
}

/* A file that was there keeps its mode. */
static mode_t mode_for(const char *path, enum replace_readers readers)
{
    struct stat found;
    mode_t mask;

    if (readers == REPLACE_FOR_USER) {
        return 0600;
    }
    if (stat(path, &found) == 0) {
        return found.st_mode & 0777;
    }
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static enum mw_status replace_regular(const char *path, struct mw_bytes text,
                                      mode_t mode, struct mw_error *err)
{
    char fresh[PATH_MAX + 8];
    enum mw_status rc;
    int fd;

    snprintf(fresh, sizeof(fresh), "%s.XXXXXX", path);
    fd = mkstemp(fresh);
    if (fd < 0) {
        return cant("write beside", path, err);
    }
    rc = pour(fd, text, err);
    if (rc == MW_OK && (fchmod(fd, mode) != 0 || fsync(fd) != 0)) {
        rc = cant("write", fresh, err);
    }
    rc = finish(fd, fresh, rc, err);
    if (rc == MW_OK && rename(fresh, path) != 0) {
        rc = cant("replace", path, err);
    }
    if (rc != MW_OK) {
        unlink(fresh);
    }
    return rc;
}

static enum mw_status write_special(const char *path, struct mw_bytes text,
                                    struct mw_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

    return fd < 0 ? cant("write to", path, err)
                  : finish(fd, path, pour(fd, text, err), err);
}

enum mw_status replace_file(const char *path, struct mw_bytes text,
                            enum replace_readers readers, struct mw_error *err)
{
    char real[PATH_MAX];
    struct stat found;

    if (stat(path, &found) == 0 && !S_ISREG(found.st_mode)) {
        return write_special(path, text, err);
    }
    if (realpath(path, real) == NULL) {
        snprintf(real, sizeof(real), "%s", path);
    }
    return replace_regular(real, text, mode_for(real, readers), err);
}
