/* Listeners: bound sockets that make connections. They survive failed accepts
 * and a full descriptor table; over max_connections the next one is told so
 * and closed. */
#ifndef MSGWIRE_LISTENER_H
#define MSGWIRE_LISTENER_H

#include <msgwire/conn.h>

struct mw_listener;

struct mw_listener_config {
    const struct mw_conn_events *events; /* of each connection; borrows */

    /* A peer connected; for udp:// once, for the socket itself, from within
     * the turn of the loop after mw_listener_open.
     *
     * Returns the `data` of its callbacks; NULL closes the connection. */
    void *(*on_accept)(struct mw_conn *conn, void *data);
    void *data;
};

/* Binds and listens; joins the group if it is one (UDP multicast). A host name
 * stands for its first address; port 0 for a free one. A Unix socket file left
 * by a server that is gone is replaced; one that answers, or is no socket of
 * ours, is not.
 *
 * link  copied.
 *
 * Returns MW_OK; MW_ECONNECT with a sentence that says what and where. */
MW_API enum mw_status mw_listener_open(struct mw_loop *loop,
                                       const struct mw_link *link,
                                       const struct mw_listener_config *config,
                                       struct mw_listener **listener,
                                       struct mw_error *err);

/* How it is spoken with: mw_link_invite writes it for others. */
MW_API const struct mw_link *
mw_listener_link(const struct mw_listener *listener);

/* The link's address: the one it is bound to, with the real port. */
MW_API const struct mw_endpoint *
mw_listener_endpoint(const struct mw_listener *listener);

/* Stops listening, removes a socket file it made; connections live on. Takes.
 */
MW_API void mw_listener_close(struct mw_listener *listener);

#endif
