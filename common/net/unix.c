#include "net/unix.h"

#include "net/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { OWNER_ONLY = 0600 };

static enum mw_status unix_tune(int fd, const struct mw__address *address,
                                const struct mw_socket_options *options,
                                struct mw_error *err)
{
    (void)address;
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
 * Returns 0 if it is gone; -EEXIST if it is no socket, -EPERM if it is not
 * ours; -errno. */
static int remove_stale(const struct mw__address *address)
{
    const char *path = address->as.un.sun_path;
    struct stat is;

    if (lstat(path, &is) != 0) {
        return -errno;
    }
    if (!S_ISSOCK(is.st_mode)) {
        return -EEXIST;
    }
    if (is.st_uid != geteuid()) {
        return -EPERM;
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

/* A pause between two tries to lock, and how many there are. */
enum { LOCK_PAUSE_NS = 1000000, LOCK_TRIES = 1000 };

/* Of two servers that find the same file left behind, one could remove what
 * the other has just made: from bind to listen only one of them may be in this
 * folder. Who can't lock it, or waits for a second in vain, goes on without.
 *
 * Returns the lock, which close gives back, or -1. */
static int lock_folder(const struct mw__address *address)
{
    const struct timespec pause = {.tv_nsec = LOCK_PAUSE_NS};
    char folder[sizeof(address->as.un.sun_path) + 2];
    const char *path = address->as.un.sun_path;
    const char *slash = strrchr(path, '/');
    int fd;

    snprintf(folder, sizeof(folder), "%.*s.",
             slash == NULL ? 0 : (int)(slash - path) + 1, path);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; fd >= 0 && i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) {
            break;
        }
        nanosleep(&pause, NULL);
    }
    return fd;
}

/* The file's permissions are set on the descriptor before it has a name, so
 * that no moment is open to others (Linux); a mode beyond the umask then needs
 * chmod. */
static int bind_file(int fd, const struct mw__address *address,
                     const struct mw_socket_options *options,
                     struct mw__made *made)
{
    unsigned mode = options->unix_mode != 0 ? options->unix_mode : OWNER_ONLY;
    const char *path = address->as.un.sun_path;
    struct stat is;
    int rc;

    (void)fchmod(fd, mode);
    rc = bind_there(fd, address);
    if (rc != 0) {
        return rc;
    }
    rc = mw__socket_listen(fd, options);
    if (rc == 0 && (chmod(path, mode) != 0 || lstat(path, &is) != 0)) {
        rc = -errno;
    }
    if (rc != 0) {
        unlink(path);
        return rc;
    }
    *made = (struct mw__made){is.st_dev, is.st_ino};
    return 0;
}

static int unix_bind(int fd, const struct mw__address *address,
                     const struct mw_socket_options *options,
                     struct mw__made *made)
{
    int lock, rc;

    if (!has_file(address)) {
        rc = bind_there(fd, address);
        return rc == 0 ? mw__socket_listen(fd, options) : rc;
    }
    lock = lock_folder(address);
    rc = bind_file(fd, address, options, made);
    if (lock >= 0) {
        close(lock);
    }
    return rc;
}

/* Only our own file: another server may have put its own there since. */
static void unix_unbind(const struct mw__address *address,
                        const struct mw__made *made)
{
    struct stat is;

    if (has_file(address) && lstat(address->as.un.sun_path, &is) == 0 &&
        is.st_dev == made->dev && is.st_ino == made->ino) {
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
