#include "bench/account.h"

#include "bench/host.h"
#include "bench/verdict.h"

/* A lane that stands knows with whom. */
static void find_server(struct account *account, const struct drive *drive)
{
    for (uint32_t i = 0; i < drive->lane_count; i++) {
        if (drive->lanes[i].state == LANE_OPEN) {
            server_find(&account->server, drive->lanes[i].conn,
                        drive->plan->server_pid);
            return;
        }
    }
}

void account_begin(struct account *account, struct drive *drive)
{
    mw_loop_count_dropped(drive->loop);
    find_server(account, drive);
    server_look(&account->server, &account->sight);
    account->counters = *mw_loop_counters(drive->loop);
    account->cpu_ns = host_cpu_ns();
}

static void note_server_cpu(const struct account *account,
                            struct bench_result *result)
{
    struct server_sight now;

    server_look(&account->server, &now);
    result->server_cpu_known = account->sight.cpu_known && now.cpu_known;
    if (result->server_cpu_known) {
        result->server_cpu_ns = now.cpu_ns - account->sight.cpu_ns;
    }
}

void account_stop(const struct account *account, struct drive *drive)
{
    drive->result->client_cpu_ns = host_cpu_ns() - account->cpu_ns;
    note_server_cpu(account, drive->result);
}

/* Bodies are counted until the last has come, and so is what carries them. A
 * datagram is its body: what is in a queue just then makes no difference. */
static void note_wire(const struct account *account, struct drive *drive)
{
    struct bench_result *result = drive->result;
    const struct mw_counters *now = mw_loop_counters(drive->loop);

    result->wire_out = drive->datagrams
                           ? result->body_out
                           : now->bytes_out - account->counters.bytes_out;
    result->wire_in = drive->datagrams
                          ? result->body_in
                          : now->bytes_in - account->counters.bytes_in;
}

/* --- datagrams --- */

static void add_order(const struct drive *drive,
                      struct bench_datagrams *datagrams)
{
    for (uint32_t i = 0; i < drive->lane_count; i++) {
        const struct ledger_counts *counts = &drive->lanes[i].ledger.counts;

        datagrams->reordered += counts->reordered;
        if (counts->reordered_most > datagrams->reordered_most) {
            datagrams->reordered_most = counts->reordered_most;
        }
    }
}

/* Where those went that did not come. */
static void add_drops(const struct account *account, struct drive *drive)
{
    struct bench_datagrams *datagrams = &drive->result->datagrams;
    const struct mw_counters *before = &account->counters;
    const struct mw_counters *now = mw_loop_counters(drive->loop);
    struct server_sight sight;

    mw_loop_count_dropped(drive->loop);
    server_look(&account->server, &sight);
    datagrams->dropped_here =
        now->datagrams_dropped - before->datagrams_dropped;
    datagrams->refused_here =
        now->datagrams_unsent - before->datagrams_unsent - datagrams->too_long;
    datagrams->there_known = account->sight.dropped_known &&
                             sight.dropped_known &&
                             sight.dropped >= account->sight.dropped;
    if (datagrams->there_known) {
        datagrams->dropped_there = sight.dropped - account->sight.dropped;
    }
}

/* One-way, nobody tells what arrived: what left, and was not dropped where
 * that can be seen. */
static void count_arrived(struct bench_result *result)
{
    struct bench_datagrams *datagrams = &result->datagrams;
    uint64_t gone = datagrams->refused_here + datagrams->dropped_there;

    datagrams->lost = gone < result->sent ? gone : result->sent;
    result->answered = result->completed = result->sent - datagrams->lost;
}

static void conclude_datagrams(const struct account *account,
                               struct drive *drive)
{
    struct bench_result *result = drive->result;

    result->datagrams.late = result->late;
    result->datagrams.lost = result->timeouts - result->late;
    add_order(drive, &result->datagrams);
    add_drops(account, drive);
    if (drive->plan->notify) {
        count_arrived(result);
    } else if (result->sent > 0 && result->answered == 0) {
        drive_blame(drive, MW_ETIMEOUT, "no datagram was answered");
    }
}

void account_conclude(const struct account *account, struct drive *drive)
{
    note_wire(account, drive);
    if (drive->datagrams) {
        conclude_datagrams(account, drive);
    }
    drive->result->generator_limited =
        verdict_generator_limited(drive->result, drive->plan->rate > 0);
}
