#include "emulate/channel.h"

#include "emulate/chance.h"
#include "emulate/shaper.h"
#include "emulate/sway.h"

#include <stdlib.h>

enum { NO_SLOT = UINT32_MAX };

static const uint64_t WINDOW_NS = 500000000;

/* What is drawn by chance: each has its key. */
enum draw { DRAW_LOSS, DRAW_DUPLICATE, DRAW_REORDER, DRAWS };

/* A packet on its way; also a free slot, which is in a list too. */
struct passenger {
    uint64_t order;   /* of coming */
    uint64_t gone_ns; /* its last bit left the sender */
    uint64_t due_ns;  /* it is to be handed over; held: at the latest */
    uint32_t next, len;
    uint8_t protocol;
    uint8_t overtaken; /* held: by so many */
    bool held, copy;
};

struct line {
    uint32_t first, last;
};

struct channel {
    struct emulate_spec spec;
    struct shaper shaper;
    uint64_t keys[EMULATE_PROTOCOLS][DRAWS];
    uint64_t sway_key;
    uint64_t order, begun_ns;
    bool begun;
    struct line moving, held; /* both by order, and so by due time */
    uint32_t slots, fresh;    /* those from `fresh` on were never used */
    uint32_t free;            /* the first of those that were */
    uint32_t room;            /* where the next packet comes */
    struct passenger *passengers;
    uint8_t *store; /* spec.mtu bytes for each */
    struct emulate_flow *flow;
    uint64_t window_ns, window_bits;
};

/* --- lines of slots --- */

static void push(struct channel *channel, struct line *line, uint32_t slot)
{
    channel->passengers[slot].next = NO_SLOT;
    if (line->first == NO_SLOT) {
        line->first = slot;
    } else {
        channel->passengers[line->last].next = slot;
    }
    line->last = slot;
}

static uint32_t pull(struct channel *channel, struct line *line)
{
    uint32_t slot = line->first;

    line->first = channel->passengers[slot].next;
    return slot;
}

/* Slots that were used before are warm: they go first. */
static uint32_t take_slot(struct channel *channel)
{
    uint32_t slot = channel->free;

    if (slot != NO_SLOT) {
        channel->free = channel->passengers[slot].next;
    } else if (channel->fresh < channel->slots) {
        slot = channel->fresh++;
    }
    return slot;
}

static void give_slot(struct channel *channel, uint32_t slot)
{
    channel->passengers[slot].next = channel->free;
    channel->free = slot;
}

static uint8_t *bytes_of(const struct channel *channel, uint32_t slot)
{
    return channel->store + (size_t)slot * channel->spec.mtu;
}

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

static bool reserve(struct channel *channel)
{
    channel->passengers = calloc(channel->slots, sizeof(*channel->passengers));
    channel->store = calloc(channel->slots, channel->spec.mtu);
    return channel->passengers != NULL && channel->store != NULL;
}

struct channel *channel_new(const struct channel_config *config,
                            struct emulate_flow *flow, struct mw_error *err)
{
    static const struct line empty = {NO_SLOT, NO_SLOT};
    struct channel *channel = calloc(1, sizeof(*channel));

    if (channel == NULL) {
        goto none;
    }
    channel->spec = *config->spec;
    channel->flow = flow;
    channel->moving = channel->held = empty;
    channel->free = NO_SLOT;
    channel->slots = (uint32_t)(config->store / channel->spec.mtu) + 1;
    channel->fresh = 1; /* slot 0 is the first room */
    set_keys(channel, config->seed);
    if (!reserve(channel) ||
        shaper_init(&channel->shaper, &channel->spec, err) != MW_OK) {
        goto none;
    }
    return channel;

none:
    channel_free(channel);
    mw_error_set(err, MW_ENOMEM, "no memory for a link of %zu bytes",
                 config->store);
    return NULL;
}

void channel_free(struct channel *channel)
{
    if (channel != NULL) {
        shaper_fini(&channel->shaper);
        free(channel->passengers);
        free(channel->store);
        free(channel);
    }
}

/* --- what comes --- */

uint8_t *channel_room(struct channel *channel)
{
    return bytes_of(channel, channel->room);
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

/* What is in the room becomes a passenger, and another slot the room.
 *
 * Returns NULL, or the count of those that fare like it did. */
static uint64_t *board(struct channel *channel, struct passenger who,
                       uint64_t now_ns)
{
    struct emulate_counts *counts = &channel->flow->of[who.protocol];
    uint32_t next = take_slot(channel);

    if (next == NO_SLOT) {
        return &counts->missed;
    }
    if (!shaper_take(&channel->shaper, who.len, now_ns, &who.gone_ns)) {
        give_slot(channel, next);
        return &counts->refused;
    }
    who.order = channel->order++;
    who.due_ns =
        arrival(channel, who.gone_ns) + (who.held ? CHANNEL_HOLD_NS : 0);
    channel->passengers[channel->room] = who;
    push(channel, who.held ? &channel->held : &channel->moving, channel->room);
    channel->room = next;
    return NULL;
}

static void board_copy(struct channel *channel, struct passenger who,
                       uint64_t now_ns)
{
    const uint8_t *original =
        bytes_of(channel, who.held ? channel->held.last : channel->moving.last);

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
static struct line *next_line(struct channel *channel)
{
    const struct passenger *held, *moving;

    if (channel->held.first == NO_SLOT) {
        return channel->moving.first == NO_SLOT ? NULL : &channel->moving;
    }
    if (channel->moving.first == NO_SLOT) {
        return &channel->held;
    }
    held = &channel->passengers[channel->held.first];
    moving = &channel->passengers[channel->moving.first];
    return has_been_passed(held) || held->due_ns <= moving->due_ns
               ? &channel->held
               : &channel->moving;
}

/* All that are held and came before it. */
static void overtake(struct channel *channel, uint64_t order)
{
    uint32_t slot = channel->held.first;

    while (slot != NO_SLOT && channel->passengers[slot].order < order) {
        channel->passengers[slot].overtaken++;
        slot = channel->passengers[slot].next;
    }
}

uint64_t channel_due(struct channel *channel)
{
    const struct line *line = next_line(channel);
    const struct passenger *who;

    if (line == NULL) {
        return UINT64_MAX;
    }
    who = &channel->passengers[line->first];
    return has_been_passed(who) ? 0 : who->due_ns;
}

bool channel_next(struct channel *channel, uint64_t now_ns,
                  struct channel_packet *packet)
{
    const struct passenger *who;

    if (channel_due(channel) > now_ns) {
        return false;
    }
    packet->slot = pull(channel, next_line(channel));
    who = &channel->passengers[packet->slot];
    packet->bytes = mw_bytes(bytes_of(channel, packet->slot), who->len);
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
    const struct passenger *who = &channel->passengers[packet->slot];
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
    give_slot(channel, packet->slot);
}
