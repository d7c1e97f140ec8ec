#include "bench/send.h"

#include "bench/pulse.h"
#include "bench/workload.h"

enum {
    PUMP_MOST = 256,      /* messages sent before the loop has its turn */
    POUR_MOST = 64 << 10, /* bytes on a lane, likewise, of a one-way run */
};

/* The ring of flights is full of what does not end. */
static bool has_flight(struct drive *drive)
{
    return flights_has_room(&drive->flights) ||
           flights_grow(&drive->flights) == MW_OK;
}

static bool lane_has_room(const struct lane *lane)
{
    const struct mw_limits *limits = mw_loop_limits(lane->drive->loop);

    return lane->state == LANE_OPEN &&
           mw_conn_queued(lane->conn) < limits->out_high;
}

/* It does not fit a datagram, or a frame: which one is said once. */
static void too_long(struct drive *drive, uint64_t number)
{
    drive_blame(drive, MW_ETOOBIG, "message %llu: %s",
                (unsigned long long)number, drive->why.text);
    if (!drive->datagrams) {
        drive_give_up(drive);
    } else if (drive_measures(drive, number)) {
        drive->result->datagrams.too_long++;
    }
}

/* Notes that the newest flight has left. */
static void count_sent(struct lane *lane, uint64_t number, size_t len)
{
    struct drive *drive = lane->drive;

    if (!drive_measures(drive, number)) {
        return;
    }
    tally_sent(&drive->tally, len);
    if (drive->datagrams && !drive->plan->notify) {
        ledger_send(&lane->ledger);
    }
}

/* What became of a try to send a message. */
enum sent {
    SENT,
    HELD, /* the lane takes nothing now; it keeps its number */
    LEFT, /* it is too long, and its number is used up */
};

/* Appends message `number` to what the lane sends. */
static enum sent append(struct lane *lane, uint64_t number, uint64_t now_ns,
                        size_t *len)
{
    struct drive *drive = lane->drive;
    struct mw_buffer *out = mw_conn_begin(lane->conn);
    enum mw_status rc;
    size_t before;

    if (out == NULL) {
        return HELD;
    }
    before = out->len;
    rc = workload_append(drive->plan->workload, flights_msgid(number), number,
                         now_ns + drive->unix_ns, out);
    *len = out->len - before;
    if (rc == MW_OK) {
        rc = mw_conn_end(lane->conn, &drive->why);
    } else {
        mw_conn_undo(lane->conn);
        mw_error_set(&drive->why, rc, "%s", mw_status_name(rc));
    }
    if (rc != MW_OK) {
        too_long(drive, number);
        return LEFT;
    }
    return SENT;
}

/* Sends the next message on a lane that stands. */
static enum sent send_next(struct lane *lane, uint64_t due_ns, uint64_t now_ns)
{
    struct drive *drive = lane->drive;
    uint64_t number = drive->flights.next;
    struct flight *flight = flights_push(&drive->flights);
    size_t len;
    enum sent sent = append(lane, number, now_ns, &len);

    if (sent != SENT) {
        flights_undo(&drive->flights, sent == LEFT);
        return sent;
    }
    flight->due_ns = due_ns;
    flight->sent_ns = now_ns;
    flight->lane = lane->index & 0xffffff;
    flight->flow = (uint32_t)lane->ledger.next;
    count_sent(lane, number, len);
    if (drive->plan->notify) {
        flights_end(&drive->flights, number, FLIGHT_ANSWERED);
    } else {
        lane->in_air++;
    }
    return SENT;
}

/* One message of a closed loop; datagrams that are too long are passed over, so
 * many at a time. Returns false if the lane takes none now. */
static bool send_closed(struct lane *lane, uint64_t now_ns)
{
    struct drive *drive = lane->drive;
    enum sent sent;
    int left = 0;

    do {
        sent = has_flight(drive) ? send_next(lane, now_ns, now_ns) : HELD;
        drive->to_send -= sent != HELD && drive->phase == DRIVE_MEASURING;
        left += sent == LEFT;
    } while (sent == LEFT && !drive->failed && drive->to_send > 0 &&
             left < PUMP_MOST);
    drive->again |= sent != SENT;
    return sent != HELD;
}

/* One that goes by itself. Its time begins once it is written, since writing is
 * not the server's; one that says the time begins when it says. */
static void send_alone(struct lane *lane)
{
    struct drive *drive = lane->drive;
    struct flight *flight;

    if (drive->plan->workload->params.timed) {
        send_closed(lane, uv_hrtime());
    } else if (send_closed(lane, 0)) {
        flight = flights_at(&drive->flights, drive->flights.next - 1);
        flight->due_ns = flight->sent_ns = uv_hrtime();
    }
}

/* It is topped up when half of what may be in the air has come down, so that
 * requests share their system calls as the answers do. */
void send_fill(struct lane *lane)
{
    struct drive *drive = lane->drive;
    uint64_t depth = drive->plan->depth;
    uint64_t room = depth - lane->in_air;
    uint64_t now;

    if (drive->plan->rate > 0 || drive->plan->notify ||
        lane->in_air > depth / 2 || !drive_is_on(drive) ||
        drive->to_send == 0) {
        return;
    }
    if (room == 1 && lane_has_room(lane)) {
        send_alone(lane);
        return;
    }
    now = uv_hrtime();
    for (; room > 0 && drive->to_send > 0 && lane_has_room(lane); room--) {
        if (!send_closed(lane, now)) {
            return;
        }
    }
}

/* Returns true if it took anything. */
static bool pour(struct lane *lane, uint64_t now_ns)
{
    struct drive *drive = lane->drive;
    uint64_t before = drive->flights.next;

    while (lane->state == LANE_OPEN && drive->to_send > 0 &&
           mw_conn_queued(lane->conn) < POUR_MOST &&
           drive->flights.next - before < POUR_MOST / 8) {
        if (!send_closed(lane, now_ns)) {
            break;
        }
    }
    return drive->flights.next > before;
}

uint64_t send_pour(struct drive *drive, uint64_t now_ns)
{
    bool poured = false;

    for (uint32_t i = 0; drive_is_on(drive) && i < drive->lane_count; i++) {
        poured |= pour(&drive->lanes[i], now_ns);
    }
    return poured ? now_ns : PULSE_NEVER;
}

/* --- the schedule --- */

/* Sends on the next lane in turn that takes it. */
static enum sent send_on_any(struct drive *drive, uint64_t now_ns)
{
    enum sent sent = HELD;

    for (uint32_t tries = 0; tries < drive->lane_count && sent == HELD;
         tries++) {
        struct lane *lane = &drive->lanes[drive->next_lane];

        if (++drive->next_lane == drive->lane_count) {
            drive->next_lane = 0;
        }
        if (lane_has_room(lane)) {
            sent = send_next(lane, drive->schedule.due_ns, now_ns);
        }
    }
    return sent;
}

/* One message that is due. Returns false if there is no room for it: it waits,
 * and that is not our lag. */
static bool send_due(struct drive *drive, uint64_t now_ns)
{
    bool measured = drive_measures(drive, drive->flights.next);

    if (!has_flight(drive) || send_on_any(drive, now_ns) == HELD) {
        drive->held = true;
        return false;
    }
    if (!drive->held && measured) {
        tally_lag(&drive->tally, now_ns - drive->schedule.due_ns);
    }
    schedule_step(&drive->schedule);
    drive->to_send -= measured;
    return true;
}

uint64_t send_pump(struct drive *drive, uint64_t now_ns)
{
    struct schedule *schedule = &drive->schedule;

    for (int i = 0; i < PUMP_MOST; i++) {
        if (!drive_is_on(drive) || drive->plan->rate == 0 ||
            drive->to_send == 0 || schedule->due_ns >= drive->end_ns) {
            return PULSE_NEVER;
        }
        if (schedule->due_ns > now_ns) {
            drive->held = false;
            return schedule->due_ns;
        }
        if (!send_due(drive, now_ns)) {
            return PULSE_NEVER;
        }
    }
    return now_ns;
}
