/* The services that need no more than their params: ping, echo, time. */
#include "reply.h"
#include "service.h"

#include <msgwire/pack.h>

#include <time.h>

void service_ping(const struct call *call)
{
    reply_result(call, call->params);
}

void service_echo(const struct call *call)
{
    reply_result(call, call->params);
}

void service_time(const struct call *call)
{
    struct mw_buffer *out;
    struct timespec now;

    if (!reply_wants_no_params(call) || (out = reply_begin(call)) == NULL) {
        return;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    reply_end(call, mw_pack_time(out, now.tv_sec, (uint32_t)now.tv_nsec));
}
