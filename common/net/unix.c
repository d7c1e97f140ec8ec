#include "net/unix.h"

#include "net/socket.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OWNER_ONLY = 0600 };

static enum mw_status unix_tune(int fd, const struct mw_socket_options *options,
                                struct mw_error *err)
{
    return mw__socket_tune(fd, options, err);
}

static bool has_file(const struct mw__address *address)
{
    return address->as.un.sun_path[0] != '\0';
}

static bool is_answered(const struct mw__address *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool refused;

    if (fd < 0) {
        return true;
    }
    refused = connect(fd, &address->as.any, address->len) != 0 &&
              errno == ECONNREFUSED;
    close(fd);
    return !refused;
}

/* A socket file is left behind when its server is killed. It is ours to
 * replace only if it is a socket, belongs to us, and nobody answers.
 *
 * Returns 0 if it is gone; -EEXIST if it is no socket of ours; -errno. */
static int remove_stale(const struct mw__address *address)
{
    const char *path = address->as.un.sun_path;
    struct stat is;

    if (lstat(path, &is) != 0) {
        return -errno;
    }
    if (!S_ISSOCK(is.st_mode) || is.st_uid != geteuid()) {
        return -EEXIST;
    }
    if (is_answered(address)) {
        return -EADDRINUSE;
    }
    return unlink(path) == 0 ? 0 : -errno;
}

static int bind_there(int fd, const struct mw__address *address)
{
    int rc;

    if (bind(fd, &address->as.any, address->len) == 0) {
        return 0;
    }
    if (errno != EADDRINUSE || !has_file(address)) {
        return -errno;
    }
    rc = remove_stale(address);
    if (rc != 0) {
        return rc;
    }
    return bind(fd, &address->as.any, address->len) == 0 ? 0 : -errno;
}

/* The file's permissions are set on the descriptor before it has a name, so
 * that no moment is open to others (Linux); a mode beyond the umask then needs
 * chmod. */
static int unix_bind(int fd, const struct mw__address *address,
                     const struct mw_socket_options *options, uint64_t *made)
{
    unsigned mode = options->unix_mode != 0 ? options->unix_mode : OWNER_ONLY;
    const char *path = address->as.un.sun_path;
    struct stat is;
    int rc;

    (void)fchmod(fd, mode);
    rc = bind_there(fd, address);
    if (rc != 0 || !has_file(address)) {
        return rc;
    }
    if (chmod(path, mode) != 0 || lstat(path, &is) != 0) {
        int error = errno;
        unlink(path);
        return -error;
    }
    *made = is.st_ino;
    return 0;
}

/* Only our own file: another server may have put its own there since. */
static void unix_unbind(const struct mw__address *address, uint64_t made)
{
    struct stat is;

    if (has_file(address) && lstat(address->as.un.sun_path, &is) == 0 &&
        is.st_ino == made) {
        unlink(address->as.un.sun_path);
    }
}

/* Plain, not for passing handles: descriptors sent along are dropped. */
static int unix_adopt(uv_loop_t *loop, union mw__handle *handle, int fd)
{
    int rc = uv_pipe_init(loop, &handle->pipe, 0);

    return rc != 0 ? rc : uv_pipe_open(&handle->pipe, fd);
}

const struct mw__transport mw__unix = {
    .scheme = MW_UNIX,
    .type = SOCK_STREAM,
    .tune = unix_tune,
    .bind = unix_bind,
    .unbind = unix_unbind,
    .adopt = unix_adopt,
};
