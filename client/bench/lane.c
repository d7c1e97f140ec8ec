#include "bench/lane.h"

#include "bench/send.h"
#include "bench/take.h"

#include <msgwire/message.h>

#include <uv.h>

enum {
    PAUSE_FIRST_MS = 10, /* doubles ... */
    PAUSE_LONGEST_MS = 250,
    PROBE_MS = 100, /* then it is asked again */
};

static uint64_t whole_ms(uint64_t ns)
{
    return ns / 1000000 + (ns % 1000000 != 0);
}

static uint64_t now_ms(void)
{
    return uv_hrtime() / 1000000;
}

/* --- dialling --- */

static void be_gone(struct lane *lane, const struct mw_error *why)
{
    struct drive *drive = lane->drive;

    lane->state = LANE_GONE;
    drive->gone++;
    bench_result_blame(drive->result, why);
    if (drive->gone == drive->lane_count) {
        drive_give_up(drive);
    }
}

/* A try failed: there is another one while there is patience. */
static void try_later(struct lane *lane, const struct mw_error *why)
{
    uint64_t now = now_ms();

    if (now >= lane->patient_ms || why->status == MW_EINVAL) {
        be_gone(lane, why);
        return;
    }
    lane->state = LANE_WAITING;
    lane->again_ms = now + lane->pause_ms;
    if (lane->again_ms > lane->patient_ms) {
        lane->again_ms = lane->patient_ms;
    }
    lane->pause_ms *= 2;
    if (lane->pause_ms > PAUSE_LONGEST_MS) {
        lane->pause_ms = PAUSE_LONGEST_MS;
    }
}

/* Patience begins anew with what has stood and been of use. */
static void be_patient(struct lane *lane)
{
    lane->pause_ms = PAUSE_FIRST_MS;
    lane->again_ms = now_ms();
    lane->patient_ms = lane->again_ms + whole_ms(lane->drive->plan->wait_ns);
}

/* --- what the connection says --- */

static void stand(struct lane *lane)
{
    lane->probing = false;
    lane->state = LANE_OPEN;
    lane->opened_ms = now_ms();
    lane->drive->dialling--;
    lane->drive->standing++;
    if (drive_is_on(lane->drive)) {
        send_fill(lane);
    }
}

static void probe(struct lane *lane, uint64_t now)
{
    static const uint8_t no_params[] = {0x90};
    struct mw_buffer *out = mw_conn_begin(lane->conn);

    lane->again_ms = now + PROBE_MS;
    if (out == NULL) {
        return;
    }
    if (mw_message_request(out, LANE_PROBE, mw_text(MW_NAME_PING),
                           mw_bytes(no_params, 1)) == MW_OK) {
        mw_conn_end(lane->conn, NULL);
    } else {
        mw_conn_undo(lane->conn);
    }
}

static void on_open(struct mw_conn *conn, void *data)
{
    struct lane *lane = data;
    const struct bench_plan *plan = lane->drive->plan;

    (void)conn;
    lane->probing =
        lane->drive->datagrams && plan->wait_ns > 0 && !plan->notify;
    if (lane->probing) {
        probe(lane, now_ms());
    } else {
        stand(lane);
    }
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct lane *lane = data;
    struct mw_bytes one;

    lane->heard = true;
    if (lane->probing) {
        stand(lane);
        return;
    }
    while (mw_conn_next_value(conn, &body, &one)) {
        take_body(lane, one);
    }
}

static bool on_expected(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct lane *lane = data;

    (void)conn;
    if (lane->probing || !take_expected(lane, body)) {
        return false;
    }
    lane->heard = true;
    return true;
}

static void on_room(struct mw_conn *conn, void *data)
{
    (void)conn;
    send_fill(data);
}

/* What is wrong with a peer's bytes is the protocol's fault, not our data's.
 * Who has not said one good message may speak another framing. */
static struct mw_error as_of_peer(const struct lane *lane,
                                  const struct mw_error *why)
{
    bool bad = why->status == MW_EVALUE || why->status == MW_EDEEP;
    bool lost = why->status == MW_EFRAME || why->status == MW_ETOOBIG;
    struct mw_error error = *why;

    if (why->status == MW_OK) {
        mw_error_set(&error, MW_ECLOSED, "the peer closed the connection");
    } else if (lost && !lane->heard) {
        mw_error_set(&error, MW_EFRAME,
                     "%s (is its framing %s? see --framing and --preamble)",
                     why->text, mw_framing_name(lane->drive->link->framing));
    }
    if (bad || lost) {
        error.status = MW_EFRAME;
        mw_error_prefix(&error, "from the peer");
    }
    return error;
}

/* One-way nothing is ever heard: it has stood for a while. */
static bool was_of_use(const struct lane *lane)
{
    return lane->heard || (lane->drive->plan->notify &&
                           now_ms() - lane->opened_ms > PAUSE_LONGEST_MS);
}

static void lost(struct lane *lane, const struct mw_error *why)
{
    struct drive *drive = lane->drive;

    drive->standing--;
    drive->result->closed++;
    take_lose(lane);
    if (was_of_use(lane)) {
        bench_result_blame(drive->result, why);
        be_patient(lane);
        lane->state = LANE_WAITING;
    } else {
        try_later(lane, why);
    }
}

/* It was to end. */
static void ended(struct lane *lane, const struct mw_error *why)
{
    struct drive *drive = lane->drive;

    *(lane->state == LANE_OPEN ? &drive->standing : &drive->dialling) -= 1;
    lane->state = LANE_GONE;
    if (why->status != MW_ECANCELED) {
        bench_result_blame(drive->result, why);
    }
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct lane *lane = data;
    struct drive *drive = lane->drive;
    struct mw_error error = as_of_peer(lane, why);

    (void)conn;
    lane->conn = NULL;
    if (drive->phase >= DRIVE_ENDING) {
        ended(lane, why->status == MW_OK ? why : &error);
    } else if (lane->state == LANE_OPEN) {
        lost(lane, &error);
    } else {
        if (lane->probing && why->status == MW_ECANCELED) {
            mw_error_set(&error, MW_ETIMEOUT, "no answer to ping");
        }
        drive->dialling--;
        drive->result->connect_failed++;
        try_later(lane, &error);
    }
}

/* --- from outside --- */

void lane_init(struct lane *lane, struct drive *drive, uint32_t index)
{
    *lane = (struct lane){.drive = drive, .index = index};
    be_patient(lane);
}

static uint64_t connect_within_ms(const struct lane *lane, uint64_t now)
{
    uint64_t timeout = whole_ms(lane->drive->plan->timeout_ns);

    return lane->patient_ms > now && lane->patient_ms - now < timeout
               ? lane->patient_ms - now
               : timeout;
}

static void dial(struct lane *lane, uint64_t now)
{
    static const struct mw_conn_events events = {
        .on_open = on_open,
        .on_expected = on_expected,
        .on_body = on_body,
        .on_room = on_room,
        .on_close = on_close,
    };
    struct drive *drive = lane->drive;
    const struct mw_conn_config config = {
        .events = &events,
        .data = lane,
        .connect_ms = connect_within_ms(lane, now),
    };
    struct mw_error why;

    lane->heard = lane->probing = false;
    lane->state = LANE_DIALLING;
    drive->dialling++;
    if (mw_conn_open(drive->loop, drive->link, &config, &lane->conn, &why) !=
        MW_OK) {
        lane->conn = NULL;
        drive->dialling--;
        drive->result->connect_failed++;
        try_later(lane, &why);
    }
}

void lane_tick(struct lane *lane, uint64_t now, bool may_dial)
{
    if (now < lane->again_ms) {
        return;
    }
    if (lane->state == LANE_WAITING && may_dial) {
        dial(lane, now);
    } else if (lane->probing && now >= lane->patient_ms) {
        mw_conn_close(lane->conn);
    } else if (lane->probing) {
        probe(lane, now);
    }
}

void lane_end(struct lane *lane)
{
    if (lane->conn == NULL) {
        return;
    }
    if (lane->drive->plan->notify) {
        mw_conn_finish(lane->conn);
    } else {
        mw_conn_close(lane->conn);
    }
}
