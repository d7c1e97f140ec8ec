#include "conn/trace.h"

void mw_loop_trace(struct mw_loop *loop, mw_trace_fn fn, void *data)
{
    loop->trace = fn;
    loop->trace_data = data;
}

void mw__trace_tell(const struct mw_conn *conn, struct mw_trace *seen)
{
    seen->framing = mw_conn_is_datagram(conn) ? NULL : conn->framing;
    conn->loop->trace(conn, seen, conn->loop->trace_data);
}

void mw__trace_tell_try(const struct mw_conn *conn,
                        const struct mw__address *address,
                        const struct mw_error *why)
{
    char text[MW_ENDPOINT_TEXT];
    struct mw_endpoint endpoint;
    struct mw_trace seen = {
        .kind = why == NULL ? MW_TRACE_TRYING : MW_TRACE_FAILED,
        .out = true,
        .why = why,
    };

    if (address != NULL) {
        mw__address_endpoint(address, conn->transport->scheme, &endpoint);
        seen.address = mw_endpoint_format(&endpoint, text);
    }
    mw__trace_tell(conn, &seen);
}
