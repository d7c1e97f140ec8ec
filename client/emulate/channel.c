#include "emulate/channel.h"

#include "emulate/chance.h"
#include "emulate/seats.h"
#include "emulate/shaper.h"
#include "emulate/sway.h"

#include <stdlib.h>

static const uint64_t WINDOW_NS = 500000000;

/* What is drawn by chance: each has its key. */
enum draw { DRAW_LOSS, DRAW_DUPLICATE, DRAW_REORDER, DRAWS };

struct channel {
    struct emulate_spec spec;
    struct shaper shaper;
    uint64_t keys[EMULATE_PROTOCOLS][DRAWS];
    uint64_t sway_key;
    uint64_t order, begun_ns;
    bool begun;
    struct seats seats;
    uint32_t room;                  /* the seat to which the next comes */
    struct seats_line moving, held; /* both by order, and so by due time */
    struct emulate_flow *flow;
    uint64_t window_ns, window_bits;
};

/* --- its beginning and end --- */

static void set_keys(struct channel *channel, uint64_t seed)
{
    for (uint64_t i = 0; i < EMULATE_PROTOCOLS; i++) {
        for (uint64_t draw = 0; draw < DRAWS; draw++) {
            channel->keys[i][draw] = chance_key(chance_key(seed, i), draw);
        }
    }
    channel->sway_key = chance_key(seed, EMULATE_PROTOCOLS);
}

struct channel *channel_new(const struct channel_config *config,
                            struct emulate_flow *flow, struct mw_error *err)
{
    struct channel *channel = calloc(1, sizeof(*channel));
    const struct emulate_spec *spec = config->spec;
    uint32_t seats = (uint32_t)(config->store / spec->mtu) + 1;

    if (channel == NULL) {
        mw_error_set(err, MW_ENOMEM, "no memory for a link");
        return NULL;
    }
    channel->spec = *spec;
    channel->flow = flow;
    channel->moving = channel->held = SEATS_LINE;
    set_keys(channel, config->seed);
    if (seats_init(&channel->seats, seats, spec->mtu, err) != MW_OK ||
        shaper_init(&channel->shaper, spec, err) != MW_OK) {
        channel_free(channel);
        return NULL;
    }
    channel->room = seats_take(&channel->seats);
    return channel;
}

void channel_free(struct channel *channel)
{
    if (channel != NULL) {
        shaper_fini(&channel->shaper);
        seats_fini(&channel->seats);
        free(channel);
    }
}

/* --- what comes --- */

uint8_t *channel_room(struct channel *channel)
{
    return seats_bytes(&channel->seats, channel->room);
}

static bool hits(const struct channel *channel, enum emulate_protocol protocol,
                 enum draw draw)
{
    const uint64_t ppm[] = {
        [DRAW_LOSS] = channel->spec.loss_ppm,
        [DRAW_DUPLICATE] = channel->spec.duplicate_ppm,
        [DRAW_REORDER] = channel->spec.reorder_ppm,
    };

    return chance_hits(channel->keys[protocol][draw],
                       channel->flow->of[protocol].seen, ppm[draw]);
}

/* When a packet whose last bit goes at a time is to be handed over. */
static uint64_t arrival(const struct channel *channel, uint64_t gone_ns)
{
    int64_t jitter = sway_at(channel->sway_key, channel->spec.jitter_ns,
                             gone_ns - channel->begun_ns);

    return gone_ns + channel->spec.delay_ns + (uint64_t)jitter;
}

/* What is in the room becomes a passenger, and another seat the room.
 *
 * Returns NULL, or the count of those that fare like it did. */
static uint64_t *board(struct channel *channel, struct passenger who,
                       uint64_t now_ns)
{
    struct emulate_counts *counts = &channel->flow->of[who.protocol];
    uint32_t next = seats_take(&channel->seats);

    if (next == SEATS_NONE) {
        return &counts->missed;
    }
    if (!shaper_take(&channel->shaper, who.len, now_ns, &who.gone_ns)) {
        seats_give(&channel->seats, next);
        return &counts->refused;
    }
    who.order = channel->order++;
    who.due_ns =
        arrival(channel, who.gone_ns) + (who.held ? CHANNEL_HOLD_NS : 0);
    channel->seats.passengers[channel->room] = who;
    seats_push(&channel->seats, who.held ? &channel->held : &channel->moving,
               channel->room);
    channel->room = next;
    return NULL;
}

static void board_copy(struct channel *channel, struct passenger who,
                       uint64_t now_ns)
{
    const uint8_t *original = seats_bytes(
        &channel->seats, who.held ? channel->held.last : channel->moving.last);

    memcpy(channel_room(channel), original, who.len);
    who.copy = true;
    if (board(channel, who, now_ns) == NULL) {
        channel->flow->of[who.protocol].duplicated++;
    }
}

/* The order of the draws is the order in which a network does it: what is lost
 * is not doubled. */
void channel_take(struct channel *channel, size_t len, uint64_t now_ns)
{
    enum emulate_protocol protocol =
        packet_protocol(mw_bytes(channel_room(channel), len));
    struct emulate_counts *counts = &channel->flow->of[protocol];
    struct passenger who = {.len = (uint32_t)len,
                            .protocol = (uint8_t)protocol};
    uint64_t *fault;

    if (!channel->begun) {
        channel->begun = true;
        channel->begun_ns = now_ns;
    }
    who.held = hits(channel, protocol, DRAW_REORDER);
    if (hits(channel, protocol, DRAW_LOSS)) {
        counts->lost++;
    } else if ((fault = board(channel, who, now_ns)) != NULL) {
        ++*fault;
    } else if (hits(channel, protocol, DRAW_DUPLICATE)) {
        board_copy(channel, who, now_ns);
    }
    counts->seen++;
}

/* --- what goes --- */

static bool has_been_passed(const struct passenger *who)
{
    return who->overtaken >= CHANNEL_OVERTAKEN;
}

/* Returns the line whose first goes next, or NULL if both are empty. After a
 * long sleep many are due: then too they go in the order of their times. */
static struct seats_line *next_line(struct channel *channel)
{
    const struct passenger *held, *moving;

    if (channel->held.first == SEATS_NONE) {
        return channel->moving.first == SEATS_NONE ? NULL : &channel->moving;
    }
    if (channel->moving.first == SEATS_NONE) {
        return &channel->held;
    }
    held = &channel->seats.passengers[channel->held.first];
    moving = &channel->seats.passengers[channel->moving.first];
    return has_been_passed(held) || held->due_ns <= moving->due_ns
               ? &channel->held
               : &channel->moving;
}

/* All that are held and came before it. */
static void overtake(struct channel *channel, uint64_t order)
{
    uint32_t seat = channel->held.first;

    while (seat != SEATS_NONE &&
           channel->seats.passengers[seat].order < order) {
        channel->seats.passengers[seat].overtaken++;
        seat = channel->seats.passengers[seat].next;
    }
}

uint64_t channel_due(struct channel *channel)
{
    const struct seats_line *line = next_line(channel);
    const struct passenger *who;

    if (line == NULL) {
        return UINT64_MAX;
    }
    who = &channel->seats.passengers[line->first];
    return has_been_passed(who) ? 0 : who->due_ns;
}

bool channel_next(struct channel *channel, uint64_t now_ns,
                  struct channel_packet *packet)
{
    const struct passenger *who;

    if (channel_due(channel) > now_ns) {
        return false;
    }
    packet->seat = seats_pull(&channel->seats, next_line(channel));
    who = &channel->seats.passengers[packet->seat];
    packet->bytes =
        mw_bytes(seats_bytes(&channel->seats, packet->seat), who->len);
    if (!who->held) {
        overtake(channel, who->order);
    } else if (who->overtaken > 0 && !who->copy) {
        channel->flow->of[who->protocol].reordered++;
    }
    return true;
}

/* --- what it is measured by --- */

static void time_it(struct emulate_flow *flow, const struct passenger *who,
                    uint64_t now_ns)
{
    uint64_t due_ns = who->due_ns - who->gone_ns;
    uint64_t late_ns = now_ns - who->due_ns;

    if (flow->timed == 0 || due_ns < flow->delay_least_ns) {
        flow->delay_least_ns = due_ns;
    }
    if (due_ns > flow->delay_most_ns) {
        flow->delay_most_ns = due_ns;
    }
    if (late_ns > flow->late_most_ns) {
        flow->late_most_ns = late_ns;
    }
    flow->timed++;
    flow->delay_ns += due_ns + late_ns;
    flow->late_ns += late_ns;
}

/* A packet that opens a window has gone before it. */
static void weigh(struct channel *channel, uint64_t len, uint64_t now_ns)
{
    if (now_ns - channel->window_ns >= 2 * WINDOW_NS) {
        channel->window_ns = now_ns;
        channel->window_bits = 0;
        return;
    }
    if (now_ns - channel->window_ns > WINDOW_NS) {
        channel->window_ns += WINDOW_NS;
        channel->window_bits = 0;
    }
    channel->window_bits += len * 8;
    if (channel->window_bits > channel->flow->bits_most) {
        channel->flow->bits_most = channel->window_bits;
    }
}

void channel_gone(struct channel *channel, const struct channel_packet *packet,
                  uint64_t now_ns, bool delivered)
{
    const struct passenger *who = &channel->seats.passengers[packet->seat];
    struct emulate_counts *counts = &channel->flow->of[who->protocol];

    if (!delivered) {
        counts->missed++;
    } else {
        counts->delivered++;
        counts->bytes += who->len;
        weigh(channel, who->len, now_ns);
        if (!who->held) {
            time_it(channel->flow, who, now_ns);
        }
    }
    seats_give(&channel->seats, packet->seat);
}
