/* The two ends of a connection: their addresses, as long as they are known. */
#include "conn/conn.h"
#include "conn/dgram.h"
#include "net/socket.h"

void mw__conn_set_peer(struct mw_conn *conn, const struct mw__address *address)
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

    if (address->as.any.sa_family == AF_INET6) {
        memcpy(conn->peer_ip, &address->as.v6.sin6_addr, 16);
        conn->peer_port = address->as.v6.sin6_port;
    } else if (address->as.any.sa_family == AF_INET) {
        memcpy(conn->peer_ip, mapped, sizeof(mapped));
        memcpy(conn->peer_ip + 12, &address->as.v4.sin_addr, 4);
        conn->peer_port = address->as.v4.sin_port;
    }
}

static void kept_peer(const struct mw_conn *conn, struct mw__address *address)
{
    address->len = sizeof(address->as.v6);
    address->as.v6.sin6_family = AF_INET6;
    address->as.v6.sin6_port = conn->peer_port;
    memcpy(&address->as.v6.sin6_addr, conn->peer_ip, 16);
}

/* Its socket, which for datagrams is open until the very end. */
static bool find_fd(const struct mw_conn *conn, uv_os_fd_t *fd)
{
    if (conn->dgram != NULL) {
        *fd = conn->dgram->fd;
        return *fd >= 0;
    }
    return conn->has_handle && uv_fileno(&conn->handle.any, fd) == 0;
}

static const char *show_address(const struct mw_conn *conn, bool peer,
                                char out[MW_ENDPOINT_TEXT])
{
    struct mw__address address = {0};
    struct mw_endpoint endpoint;
    uv_os_fd_t fd;

    if (peer && conn->peer_port != 0) {
        kept_peer(conn, &address);
    } else if (find_fd(conn, &fd)) {
        (void)mw__socket_address(fd, peer, &address);
    }
    mw__address_endpoint(&address, conn->transport->scheme, &endpoint);
    return mw_endpoint_format(&endpoint, out);
}

const char *mw_conn_peer(const struct mw_conn *conn, char out[MW_ENDPOINT_TEXT])
{
    const struct mw__sender *peer = NULL;
    struct mw_endpoint endpoint;

    if (conn->dgram != NULL) {
        peer = mw__dgram_peer(conn->dgram);
    }
    if (peer == NULL) {
        return show_address(conn, true, out);
    }
    mw__address_endpoint(&peer->address, conn->transport->scheme, &endpoint);
    return mw_endpoint_format(&endpoint, out);
}

const char *mw_conn_local(const struct mw_conn *conn,
                          char out[MW_ENDPOINT_TEXT])
{
    return show_address(conn, false, out);
}

int64_t mw_conn_peer_pid(const struct mw_conn *conn)
{
    uv_os_fd_t fd;

    return find_fd(conn, &fd) ? mw__socket_peer_pid(fd) : 0;
}
