/* Waiting for one connection in its read itself. Its descriptor waits
 * meanwhile, and never for long: whatever else reads it takes no longer,
 * either. Nothing is written that could wait: two that wait for each other to
 * read would hold each other up. */
#include "conn/wait.h"

#include "conn/dgram.h"
#include "conn/reader.h"
#include "net/socket.h"

#include <errno.h>
#include <sys/socket.h>

enum { WAIT_MS = 10 };

/* Nothing is left to do but to read. */
static bool is_idle(const struct mw_conn *conn)
{
    return conn->state == MW__OPEN && conn->reading && conn->sending == NULL &&
           mw__node_alone(&conn->dirty);
}

static bool set_waits(struct mw_conn *conn, int fd, bool waits)
{
    if (conn->waits != waits && mw__socket_wait(fd, waits ? WAIT_MS : 0) == 0) {
        conn->waits = waits;
    }
    return conn->waits == waits;
}

int mw__wait_write(struct mw_conn *conn, struct mw_bytes bytes)
{
    uv_os_fd_t fd = -1;
    ssize_t done;
    int rc;

    (void)uv_fileno(&conn->handle.any, &fd);
    do {
        done = send(fd, bytes.at, bytes.len, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (done < 0 && errno == EINTR);
    rc = done < 0 ? -errno : (int)done;
    if (done < (ssize_t)bytes.len) {
        set_waits(conn, fd, false);
    }
    return rc;
}

bool mw_conn_wait(struct mw_conn *conn)
{
    bool idle = is_idle(conn);
    uv_os_fd_t fd;

    if (conn->state != MW__OPEN || uv_fileno(&conn->handle.any, &fd) != 0 ||
        !set_waits(conn, fd, idle) || !idle) {
        return false;
    }
    if (mw_conn_is_datagram(conn)) {
        mw__dgram_wait(conn);
    } else {
        mw__reader_wait(conn, fd);
    }
    return true;
}
