/* stats: every counter and gauge, as one flat map.
 * Rows: schema/messages.json, "stats". */
#include "put.h"
#include "reply.h"
#include "service.h"

#include <sys/resource.h>

enum {
#define STAT(name, summary) ROW_##name,
#include "stats.inc"
#undef SERVER_STAT
#undef STAT
    STAT_COUNT,
};

static void put_stat(struct put *put, const char *name, uint64_t value)
{
    put_text(put, name);
    put_uint(put, value);
}

static uint64_t microseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

static uint64_t cpu_us(void)
{
    struct rusage usage = {0};

    getrusage(RUSAGE_SELF, &usage);
    return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

void service_stats(const struct call *call)
{
    const struct mw_counters *counters = call->host->counters;
    struct stats stats = call->host->stats;
    struct put put = {NULL, MW_OK};

    if (!reply_wants_no_params(call) || (put.out = reply_begin(call)) == NULL) {
        return;
    }
    stats.errors_sent += counters->errors_told; /* those that ended a stream */
    stats.cpu_us = cpu_us();
    mw_loop_count_dropped(call->host->loop);
    put_map(&put, STAT_COUNT);
#define STAT(name, summary)        put_stat(&put, #name, counters->name);
#define SERVER_STAT(name, summary) put_stat(&put, #name, stats.name);
#include "stats.inc"
#undef SERVER_STAT
#undef STAT
    reply_end(call, put.status);
}
