#include "talk/trace.h"

#include "output/screen.h"
#include "talk/trace_lines.h"

#include <uv.h>

#include <unistd.h>

enum { ROWS = 64 }; /* of a frame; what is longer loses its middle */

/* A connection that is gone no longer knows its peer, unless it was accepted;
 * a datagram socket that was bound has none. */
static void ask_ends(struct trace *trace, const struct mw_conn *conn,
                     const struct mw_trace *seen, char peer[MW_ENDPOINT_TEXT],
                     char local[MW_ENDPOINT_TEXT])
{
    bool bound = mw_conn_is_datagram(conn) && !seen->out;

    mw_conn_peer(conn, peer);
    mw_conn_local(conn, local);
    if (seen->kind == MW_TRACE_OPENED) {
        trace->conn = seen->out ? conn : NULL;
        memcpy(trace->peer, peer, MW_ENDPOINT_TEXT);
    }
    if (bound && seen->kind != MW_TRACE_FRAME) {
        peer[0] = '\0';
    } else if (seen->kind == MW_TRACE_CLOSED && conn == trace->conn) {
        memcpy(peer, trace->peer, MW_ENDPOINT_TEXT);
        trace->conn = NULL;
    }
}

/* An attempt that goes on, because a backlog was full, is not a new one. */
static bool is_repeated(struct trace *trace, const struct mw_trace *seen)
{
    bool again = seen->kind == MW_TRACE_TRYING &&
                 strcmp(trace->trying, seen->address) == 0;

    trace->trying[0] = '\0';
    if (seen->kind == MW_TRACE_TRYING) {
        memcpy(trace->trying, seen->address, strlen(seen->address) + 1);
    }
    return again;
}

/* What stderr does not take is lost: there is nobody to be told. */
static void on_trace(const struct mw_conn *conn, const struct mw_trace *seen,
                     void *data)
{
    struct trace *trace = data;
    const struct mw_inspect_style style = {
        .limit = trace->limit,
        .values = mw_conn_values(conn),
        .rows = ROWS,
        .width =
            trace->render.terminal ? screen_size(STDERR_FILENO).columns : 0,
        .colour = trace->render.colour,
        .colours = trace->render.colours,
    };
    char peer[MW_ENDPOINT_TEXT], local[MW_ENDPOINT_TEXT];
    struct trace_event event = {
        .seen = seen,
        .at_ns = uv_hrtime() - trace->began_ns,
        .peer = peer,
        .local = local,
    };

    if (is_repeated(trace, seen)) {
        return;
    }
    if (trace->before != NULL) {
        trace->before(trace->data);
    }
    ask_ends(trace, conn, seen, peer, local);
    (void)trace_lines(&event, &style, &trace->render.out.buffer);
    (void)render_flush(&trace->render, NULL);
}

void trace_begin(struct trace *trace, const struct options *opt,
                 struct mw_loop *loop)
{
    const struct render_options inspect = {
        .form = RENDER_INSPECT,
        .colour = opt->output.colour,
        .colours = opt->output.colours,
    };

    *trace = (struct trace){
        .limit = (size_t)opt->max_frame,
        .began_ns = uv_hrtime(),
    };
    if (opt->trace) {
        (void)render_init(&trace->render, STDERR_FILENO, &inspect,
                          RENDER_INSPECT, NULL);
        mw_loop_trace(loop, on_trace, trace);
    }
}

void trace_meet(struct trace *trace, const struct mw_conn *conn)
{
    trace->conn = conn;
    mw_conn_peer(conn, trace->peer);
}

void trace_end(struct trace *trace)
{
    mw_buffer_fini(&trace->render.out.buffer);
}
