/* A system that is as unkind as it may be: with LD_PRELOAD, sockets give and
 * take less than was asked for, are not ready although they were said to be,
 * and calls are interrupted, all by chance from a seed (FAULTS_SEED). Nothing
 * is lost by that, so a program must do the same as without. */
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static uint64_t chance_state;

/* Calls that did not do what was asked of them; tests look at it. */
size_t faults_struck;

/* xorshift64: the same seed brings the same weather. */
static uint64_t chance(void)
{
    if (chance_state == 0) {
        const char *seed = getenv("FAULTS_SEED");
        chance_state = seed == NULL ? 1 : strtoull(seed, NULL, 10) * 7919 + 1;
    }
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return chance_state;
}

static int is_socket(int fd)
{
    struct stat is;

    return fstat(fd, &is) == 0 && S_ISSOCK(is.st_mode);
}

/* Where a peer has gone, libuv takes a short read for the last one. */
static int is_hung_up(int fd)
{
    struct pollfd watch = {.fd = fd};

    return poll(&watch, 1, 0) > 0 && (watch.revents & POLLHUP) != 0;
}

/* Returns true, and errno is set, if the call is to fail this time. */
static int strikes(int fd)
{
    uint64_t fate = is_socket(fd) ? chance() % 16 : 2;

    if (fate > 1) {
        return 0;
    }
    faults_struck++;
    errno = fate == 0 ? EAGAIN : EINTR;
    return 1;
}

static size_t shorter(int fd, size_t len)
{
    if (len < 2 || chance() % 4 != 0 || !is_socket(fd) || is_hung_up(fd)) {
        return len;
    }
    faults_struck++;
    return 1 + chance() % (len < 100000 ? len - 1 : 99999);
}

typedef ssize_t (*read_fn)(int, void *, size_t);
typedef ssize_t (*write_fn)(int, const void *, size_t);
typedef ssize_t (*writev_fn)(int, const struct iovec *, int);
typedef int (*accept4_fn)(int, struct sockaddr *, socklen_t *, int);
typedef ssize_t (*sendto_fn)(int, const void *, size_t, int,
                             const struct sockaddr *, socklen_t);
typedef ssize_t (*recvmsg_fn)(int, struct msghdr *, int);
typedef int (*sendmmsg_fn)(int, struct mmsghdr *, unsigned, int);
typedef int (*recvmmsg_fn)(int, struct mmsghdr *, unsigned, int,
                           struct timespec *);

/* ISO C has no way from an object's address to a function's. */
#define REAL(type, name) (*(type *)&(void *){dlsym(RTLD_NEXT, name)})

/* The C library's headers name the parameters with names reserved to it.
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

ssize_t read(int fd, void *at, size_t len)
{
    return strikes(fd) ? -1 : REAL(read_fn, "read")(fd, at, shorter(fd, len));
}

ssize_t write(int fd, const void *at, size_t len)
{
    return strikes(fd) ? -1 : REAL(write_fn, "write")(fd, at, shorter(fd, len));
}

ssize_t writev(int fd, const struct iovec *vec, int count)
{
    return strikes(fd) ? -1 : REAL(writev_fn, "writev")(fd, vec, count);
}

int accept4(int fd, struct sockaddr *at, socklen_t *len, int flags)
{
    return strikes(fd) ? -1 : REAL(accept4_fn, "accept4")(fd, at, len, flags);
}

/* A server drops what a full socket does not take: that is no fault of its, and
 * no such fault is made when datagrams are sent. */
ssize_t sendto(int fd, const void *at, size_t len, int flags,
               const struct sockaddr *to, socklen_t to_len)
{
    return strikes(fd) && errno == EINTR
               ? -1
               : REAL(sendto_fn, "sendto")(fd, at, len, flags, to, to_len);
}

ssize_t recvmsg(int fd, struct msghdr *msg, int flags)
{
    return strikes(fd) ? -1 : REAL(recvmsg_fn, "recvmsg")(fd, msg, flags);
}

int sendmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags)
{
    if (strikes(fd) && errno == EINTR) {
        return -1;
    }
    return REAL(sendmmsg_fn, "sendmmsg")(fd, msg, (unsigned)shorter(fd, count),
                                         flags);
}

int recvmmsg(int fd, struct mmsghdr *msg, unsigned count, int flags,
             struct timespec *wait)
{
    return strikes(fd)
               ? -1
               : REAL(recvmmsg_fn, "recvmmsg")(
                     fd, msg, (unsigned)shorter(fd, count), flags, wait);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
