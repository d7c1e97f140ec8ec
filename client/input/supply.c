#include "input/supply.h"

#include "input/envelope.h"

#include <msgwire/value.h>

enum { MILLISECOND = 1000000 };

static void on_turn(uv_idle_t *turn);
static void on_due(uv_timer_t *timer);

static bool is_over(const struct supply *supply)
{
    return supply->part == SUPPLY_OVER;
}

/* Says what brings the next value. While the pace holds it back, nothing. */
static void arm(struct supply *supply)
{
    bool wanted = !supply->paused && !is_over(supply) &&
                  !uv_is_active((uv_handle_t *)&supply->due);
    bool words = supply->part != SUPPLY_STDIN;

    if (wanted && words) {
        uv_idle_start(&supply->turn, on_turn);
    } else {
        uv_idle_stop(&supply->turn);
    }
    if (supply->feeding && wanted && !words) {
        feed_resume(&supply->feed);
    } else if (supply->feeding) {
        feed_pause(&supply->feed);
    }
}

/* No value comes any more; a batch may still be due. */
static bool has_ended(const struct supply *supply)
{
    return supply->part >= SUPPLY_REST;
}

static void end(struct supply *supply, const struct mw_error *why)
{
    if (has_ended(supply)) {
        return;
    }
    if (supply->batch.count > 0) {
        supply->part = SUPPLY_REST;
        supply->why = *why;
        arm(supply);
        return;
    }
    supply_stop(supply);
    supply->config.events->on_end(supply->config.data, why);
}

static void end_well(struct supply *supply)
{
    end(supply, &(struct mw_error){.status = MW_OK});
}

/* --- one value --- */

static bool has_to_wait(struct supply *supply)
{
    uint64_t wait;

    if (supply->pace.per_second == 0) {
        return false;
    }
    wait = pace_wait_ns(&supply->pace, uv_hrtime());
    if (wait > 0) {
        uv_timer_start(&supply->due, on_due,
                       (wait + MILLISECOND - 1) / MILLISECOND, 0);
    }
    return wait > 0;
}

static void note_taken(struct supply *supply)
{
    supply->taken++;
    if (supply->pace.per_second > 0) {
        pace_note(&supply->pace, uv_hrtime());
    }
    if (supply->taken == supply->config.count) {
        end_well(supply);
    }
}

/* Returns false if it is none, and that was the end. */
static bool open_envelope(struct supply *supply, struct mw_bytes *value)
{
    struct mw_error err;

    if (envelope_message(*value, value, &err) == MW_OK) {
        return true;
    }
    mw_error_prefix(&err, "value %llu", (unsigned long long)supply->taken + 1);
    end(supply, &err);
    return false;
}

static bool give_batch(struct supply *supply)
{
    struct mw_bytes values = mw_buffer_bytes(&supply->batch.bytes);

    if (!supply->config.events->on_value(supply->config.data, values)) {
        supply->paused = true;
        return false;
    }
    batch_clear(&supply->batch);
    return true;
}

static void give_rest(struct supply *supply)
{
    if (give_batch(supply) && !is_over(supply)) {
        supply_stop(supply);
        supply->config.events->on_end(supply->config.data, &supply->why);
    }
}

/* Only with the last value of a batch there is something to take. */
static bool give_of_batch(struct supply *supply, struct mw_bytes value)
{
    struct mw_error err;
    bool given = true;

    if (batch_add(&supply->batch, value, &err) != MW_OK) {
        mw_error_prefix(&err, "value %llu",
                        (unsigned long long)supply->taken + 1);
        batch_clear(&supply->batch);
        end(supply, &err);
        return false;
    }
    if (batch_is_full(&supply->batch)) {
        given = give_batch(supply);
    }
    if (!given) {
        batch_take_back(&supply->batch, value.len);
    }
    return given;
}

static bool give(struct supply *supply, struct mw_bytes value)
{
    if (supply->config.batch > 1) {
        return give_of_batch(supply, value);
    }
    if (!supply->config.events->on_value(supply->config.data, value)) {
        supply->paused = true;
        return false;
    }
    return true;
}

/* Returns false if it must be given again. */
static bool hand_out(struct supply *supply, struct mw_bytes value)
{
    if (has_ended(supply) || has_to_wait(supply)) {
        return false;
    }
    if (supply->config.envelopes && !open_envelope(supply, &value)) {
        return false;
    }
    if (!give(supply, value)) {
        return false;
    }
    note_taken(supply);
    return true;
}

/* --- words --- */

static void begin_part(struct supply *supply, enum supply_part part)
{
    const struct values *values = supply->config.values;

    supply->part = part;
    if (supply->config.each) {
        supply->words = mw_buffer_bytes(part == SUPPLY_BEFORE ? &values->before
                                                              : &values->after);
    } else {
        supply->whole_due = part == SUPPLY_BEFORE && !values->stream;
    }
}

/* Words come again until there were as many as asked for; stdin comes once. */
static void end_part(struct supply *supply)
{
    const struct values *values = supply->config.values;

    if (supply->part == SUPPLY_BEFORE && values->stream) {
        begin_part(supply, SUPPLY_STDIN);
    } else if (supply->part == SUPPLY_STDIN) {
        begin_part(supply, SUPPLY_AFTER);
    } else if (!values->stream && supply->config.count > 0) {
        begin_part(supply, SUPPLY_BEFORE);
    } else {
        end_well(supply);
    }
}

static bool has_words(const struct supply *supply)
{
    return supply->whole_due || supply->words.len > 0;
}

/* Returns false if the next word can't be taken now. */
static bool hand_out_word(struct supply *supply)
{
    struct mw_bytes rest = supply->words, one = {0};

    if (!supply->whole_due && mw_value_skip(&rest, &one) != MW_OK) {
        return false;
    }
    if (!hand_out(supply, one)) {
        return false;
    }
    supply->words = rest;
    supply->whole_due = false;
    return true;
}

static void on_turn(uv_idle_t *turn)
{
    struct supply *supply = turn->data;

    if (supply->part == SUPPLY_REST) {
        give_rest(supply);
        arm(supply);
        return;
    }
    while (!supply->paused && has_words(supply) && hand_out_word(supply)) {
    }
    if (!has_ended(supply) && !has_words(supply)) {
        end_part(supply);
    }
    arm(supply);
}

static void on_due(uv_timer_t *timer)
{
    arm(timer->data);
}

/* --- stdin --- */

static bool on_fed(void *data, struct mw_bytes value)
{
    struct supply *supply = data;
    bool taken = hand_out(supply, value);

    if (!taken) {
        arm(supply);
    }
    return taken;
}

static void on_feed_end(void *data, const struct mw_error *why)
{
    struct supply *supply = data;

    if (has_ended(supply)) {
        return;
    }
    if (why->status != MW_OK) {
        end(supply, why);
        return;
    }
    end_part(supply);
    arm(supply);
}

static enum mw_status open_feed(struct supply *supply, uv_loop_t *uv,
                                struct mw_error *err)
{
    static const struct feed_events events = {
        .on_value = on_fed,
        .on_end = on_feed_end,
    };
    const struct source_config config = source_chosen(supply->config.opt);
    enum mw_status rc;

    rc = feed_open(&supply->feed, uv, &config, &events, supply, err);
    supply->feeding = rc == MW_OK;
    return rc;
}

/* --- the whole --- */

enum mw_status supply_open(struct supply *supply, uv_loop_t *uv,
                           const struct supply_config *config,
                           struct mw_error *err)
{
    *supply = (struct supply){
        .config = *config,
        .pace = {.per_second = config->opt->rate},
    };
    batch_init(&supply->batch, config->batch, (size_t)config->opt->max_frame);
    if (config->values->stream) {
        enum mw_status rc = open_feed(supply, uv, err);
        if (rc != MW_OK) {
            return rc;
        }
    }
    uv_timer_init(uv, &supply->due);
    uv_idle_init(uv, &supply->turn);
    supply->due.data = supply;
    supply->turn.data = supply;
    begin_part(supply, SUPPLY_BEFORE);
    arm(supply);
    return MW_OK;
}

void supply_pause(struct supply *supply)
{
    supply->paused = true;
    arm(supply);
}

void supply_resume(struct supply *supply)
{
    if (supply->paused) {
        supply->paused = false;
        arm(supply);
    }
}

void supply_stop(struct supply *supply)
{
    supply->part = SUPPLY_OVER;
    uv_timer_stop(&supply->due);
    arm(supply);
}

void supply_close(struct supply *supply)
{
    supply->part = SUPPLY_OVER;
    uv_close((uv_handle_t *)&supply->due, NULL);
    uv_close((uv_handle_t *)&supply->turn, NULL);
    batch_fini(&supply->batch);
    if (supply->feeding) {
        feed_close(&supply->feed);
    }
}
