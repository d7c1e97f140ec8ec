/* Services: what answers a method. A service reads its call, and replies
 * through reply.h; it knows no session, no connection and no other service.
 *
 * A method is a row of schema/messages.json and a function service_<name>;
 * without the function the program does not link. */
#ifndef SERVICE_H
#define SERVICE_H

#include "outlet.h"
#include "stats.h"

#include <msgwire/loop.h>
#include <msgwire/message.h>

struct log;

/* What all sessions and services of one loop share. */
struct host {
    struct mw_loop *loop; /* NULL: there is none, in a test */
    const struct mw_limits *limits;
    const struct mw_counters *counters;
    struct stats stats;
    struct log *log;
    struct mw_buffer scratch; /* for the duration of one call */
};

/* One request or notification, for as long as its service runs. */
struct call {
    struct host *host;
    const struct outlet *outlet;
    void *ctx;              /* the outlet's */
    struct mw_bytes params; /* a view: the whole array value */
    uint32_t msgid;
    bool wants_answer; /* false for a notification: replies go nowhere */
};

typedef void (*service_fn)(const struct call *call);

#define METHOD(name, params, result, since, summary)                           \
    void service_##name(const struct call *call);
#include "methods.inc"
#undef METHOD

#endif
