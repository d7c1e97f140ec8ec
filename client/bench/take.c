#include "bench/take.h"

#include "bench/heads.h"
#include "bench/send.h"
#include "bench/workload.h"
#include "output/report.h"

#include <msgwire/message.h>

#include <uv.h>

/* The clock is asked once for all that one read has brought. */
static uint64_t stamp(struct drive *drive)
{
    uint64_t wire = mw_loop_counters(drive->loop)->bytes_in;

    if (wire != drive->wire_seen) {
        drive->wire_seen = wire;
        drive->stamp_ns = uv_hrtime();
        drive->heard_ns = drive->stamp_ns;
    }
    return drive->stamp_ns;
}

/* An error that was answered; it is told as other verbs tell it. */
static void take_error(struct drive *drive, uint64_t number,
                       const struct mw_message *message)
{
    struct mw_buffer text = {.limit = MW_ERROR_TEXT};

    tally_failed(&drive->tally, &drive->result->errors);
    if (drive->result->status == MW_OK) {
        report_remote(message->error, &text);
        drive_blame(drive, MW_EREMOTE, "message %llu: %.*s",
                    (unsigned long long)number, (int)text.len,
                    (const char *)text.at);
        mw_buffer_fini(&text);
    }
}

/* Of datagrams, an answer has its place in their order, whatever it says. */
static void note_order(struct lane *lane, const struct flight *flight)
{
    uint64_t number;

    if (lane->drive->datagrams) {
        ledger_answer(&lane->ledger, flight->flow, &number);
    }
}

/* An answer can't have come before its flight has left: then it was guessed. */
static bool is_of(const struct flight *flight, const struct lane *lane,
                  uint64_t now_ns)
{
    return flight->lane == lane->index && flight->sent_ns <= now_ns;
}

/* An answer to a message that is measured. */
static void judge(struct lane *lane, uint64_t number,
                  const struct flight *flight, const struct mw_message *message,
                  uint64_t now_ns)
{
    struct drive *drive = lane->drive;

    if (mw_message_is_error(message)) {
        take_error(drive, number, message);
    } else if (!workload_is_answer(drive->plan->workload, number,
                                   flight->sent_ns + drive->unix_ns,
                                   message->result)) {
        tally_failed(&drive->tally, &drive->result->wrong);
        drive_blame(drive, MW_EFRAME,
                    "message %llu: the answer is not what was asked for",
                    (unsigned long long)number);
    } else {
        tally_answered(&drive->tally, flight->due_ns, flight->sent_ns, now_ns);
    }
    note_order(lane, flight);
}

/* An answer that no flight waits for any more, or never did. */
static void take_stray(struct drive *drive, enum flight_state state,
                       uint64_t number)
{
    unsigned long long shown = number;

    switch (state) {
    case FLIGHT_TIMED_OUT:
        drive->result->late++;
        return;
    case FLIGHT_ABANDONED:
        return; /* its connection was a datagram socket: a new one has it */
    case FLIGHT_ANSWERED:
        if (drive->datagrams) {
            drive->result->datagrams.duplicated++;
            return;
        }
        drive_blame(drive, MW_EFRAME, "message %llu was answered twice", shown);
        break;
    case FLIGHT_NEVER:
    case FLIGHT_IN_AIR:
        drive_blame(drive, MW_EFRAME,
                    "an answer came to a request that was not sent");
        break;
    }
    drive->result->unexpected++;
}

/* The flight has its answer. */
static const struct flight *land(struct lane *lane, uint64_t number)
{
    struct flights *flights = &lane->drive->flights;

    flights_end(flights, number, FLIGHT_ANSWERED);
    lane->in_air--;
    return flights_at(flights, number);
}

static void take_answer(struct lane *lane, const struct mw_message *message,
                        uint64_t now_ns)
{
    struct drive *drive = lane->drive;
    uint64_t number = drive->measured_from;
    enum flight_state state =
        flights_find(&drive->flights, message->msgid, &number);
    const struct flight *flight;

    if (message->msgid == LANE_PROBE && drive->datagrams) {
        return; /* a probe that was asked again was answered twice */
    }
    if (state == FLIGHT_IN_AIR &&
        !is_of(flights_at(&drive->flights, number), lane, now_ns)) {
        state = FLIGHT_NEVER;
    }
    if (state != FLIGHT_IN_AIR) {
        if (drive_measures(drive, number)) {
            take_stray(drive, state, number);
        }
        return;
    }
    flight = land(lane, number);
    if (drive_measures(drive, number)) {
        judge(lane, number, flight, message, now_ns);
    }
}

/* No answer: what the server says by itself. Only its complaint is a fault. */
static void take_other(struct drive *drive, const struct mw_message *message)
{
    struct mw_buffer text = {.limit = MW_ERROR_TEXT};
    struct mw_bytes error;

    drive->result->unexpected++;
    if (report_is_error(message, &error)) {
        report_remote(error, &text);
        drive_blame(drive, MW_EREMOTE, "%.*s", (int)text.len,
                    (const char *)text.at);
        mw_buffer_fini(&text);
    }
}

static void count_body(struct drive *drive, struct mw_bytes body)
{
    if (drive->phase >= DRIVE_MEASURING) {
        drive->result->body_in += body.len;
    }
}

/* Finds the flight that a body is the answer to, byte for byte. */
static bool is_expected(struct lane *lane, struct mw_bytes body,
                        uint64_t now_ns, uint64_t *number)
{
    const struct drive *drive = lane->drive;
    const struct flight *flight;
    uint32_t msgid;

    if (!heads_success(&body, &msgid) ||
        flights_find(&drive->flights, msgid, number) != FLIGHT_IN_AIR) {
        return false;
    }
    flight = flights_at(&drive->flights, *number);
    return is_of(flight, lane, now_ns) &&
           workload_is_echo(drive->plan->workload, *number,
                            flight->sent_ns + drive->unix_ns, body);
}

bool take_expected(struct lane *lane, struct mw_bytes body)
{
    struct drive *drive = lane->drive;
    uint64_t now = stamp(drive), number;
    const struct flight *flight;

    if (!is_expected(lane, body, now, &number)) {
        return false;
    }
    count_body(drive, body);
    flight = land(lane, number);
    if (drive_measures(drive, number)) {
        tally_answered(&drive->tally, flight->due_ns, flight->sent_ns, now);
        note_order(lane, flight);
    }
    send_fill(lane);
    return true;
}

void take_body(struct lane *lane, struct mw_bytes body)
{
    struct drive *drive = lane->drive;
    uint64_t now = stamp(drive);
    struct mw_message message;

    count_body(drive, body);
    if (mw_message_read(body, &message, &drive->why) != MW_OK) {
        drive->result->unexpected++;
        drive_blame(drive, MW_EFRAME, "from the peer: %s", drive->why.text);
    } else if (message.shape == MW_RESPONSE) {
        take_answer(lane, &message, now);
    } else {
        take_other(drive, &message);
    }
    send_fill(lane);
}

/* --- what does not come --- */

static void time_out(struct drive *drive, uint64_t number,
                     const struct flight *flight)
{
    struct lane *lane = &drive->lanes[flight->lane];

    flights_end(&drive->flights, number, FLIGHT_TIMED_OUT);
    lane->in_air--;
    if (drive_measures(drive, number)) {
        tally_lost(&drive->tally);
        if (!drive->datagrams) {
            drive_blame(
                drive, MW_ETIMEOUT, "message %llu: no answer within %llu ms",
                (unsigned long long)number,
                (unsigned long long)(drive->plan->timeout_ns / 1000000));
        }
        if (drive->datagrams) {
            ledger_give_up(&lane->ledger, flight->flow);
        }
    }
    send_fill(lane);
}

void take_expire(struct drive *drive, uint64_t now_ns)
{
    struct flight *flight;
    uint64_t number;

    while ((flight = flights_oldest(&drive->flights, &number)) != NULL &&
           flight->sent_ns + drive->plan->timeout_ns <= now_ns) {
        time_out(drive, number, flight);
    }
}

void take_lose(struct lane *lane)
{
    struct drive *drive = lane->drive;
    struct flights *flights = &drive->flights;

    for (uint64_t number = flights->oldest;
         lane->in_air > 0 && number < flights->next; number++) {
        struct flight *flight = flights_at(flights, number);

        if (flight->state == FLIGHT_IN_AIR && flight->lane == lane->index) {
            flights_end(flights, number, FLIGHT_ABANDONED);
            lane->in_air--;
            if (drive_measures(drive, number)) {
                tally_failed(&drive->tally, &drive->result->abandoned);
            }
        }
    }
}
