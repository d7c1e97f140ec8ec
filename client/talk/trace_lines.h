/* The lines of a trace: what was seen of a connection, as people read it. */
#ifndef CLIENT_TALK_TRACE_LINES_H
#define CLIENT_TALK_TRACE_LINES_H

#include <msgwire/inspect.h>
#include <msgwire/trace.h>

/* What was seen, when, and of whom. */
struct trace_event {
    const struct mw_trace *seen;
    uint64_t at_ns;           /* since the command began */
    const char *peer, *local; /* URLs; "" where there is none */
};

/* Appends a line that says what it is, and below it the bytes: a frame as it
 * is inspected, what is no frame as a dump. No byte of it can move a cursor.
 *
 * style  its framing is the event's own.
 *
 * Returns as mw_buffer_reserve. */
enum mw_status trace_lines(const struct trace_event *event,
                           const struct mw_inspect_style *style,
                           struct mw_buffer *out);

#endif
