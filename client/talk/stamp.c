#include "talk/stamp.h"

#include "input/envelope.h"

void stamp_take(struct stamp *stamp, const struct mw_conn *conn)
{
    static const char *const names[] = {
        [MW_TCP] = "tcp",
        [MW_UDP] = "udp",
        [MW_UNIX] = "unix",
    };

    mw_conn_peer(conn, stamp->peer);
    mw_conn_local(conn, stamp->local);
    stamp->transport = names[mw_conn_scheme(conn)];
}

void stamp_fini(struct stamp *stamp)
{
    mw_buffer_fini(&stamp->map);
}

enum mw_status stamp_show(struct stamp *stamp, const struct stamp_mark *mark,
                          struct mw_bytes message, struct render *render,
                          struct mw_error *err)
{
    const struct envelope envelope = {
        .time_ns = envelope_now_ns() - mark->age_ns,
        .peer = stamp->peer,
        .local = stamp->local,
        .transport = stamp->transport,
        .bytes = message.len,
        .seq = mark->seq,
        .rtt_ns = mark->rtt_ns,
        .message = message,
    };
    enum mw_status rc;

    stamp->map.len = 0;
    rc = envelope_append(&envelope, &stamp->map);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for %zu bytes of message",
                            message.len);
    }
    return render_value(render, mw_buffer_bytes(&stamp->map), message, err);
}
