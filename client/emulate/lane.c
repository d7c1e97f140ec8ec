#include "emulate/lane.h"

#include "emulate/chance.h"
#include "emulate/jitter.h"
#include "emulate/shaper.h"

#include <stdlib.h>

enum { NO_SLOT = UINT32_MAX };

static const uint64_t WINDOW_NS = 100000000;

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

struct lane {
    struct emulate_spec spec;
    struct shaper shaper;
    uint64_t keys[EMULATE_PROTOCOLS][DRAWS];
    uint64_t jitter_key;
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

static void push(struct lane *lane, struct line *line, uint32_t slot)
{
    lane->passengers[slot].next = NO_SLOT;
    if (line->first == NO_SLOT) {
        line->first = slot;
    } else {
        lane->passengers[line->last].next = slot;
    }
    line->last = slot;
}

static uint32_t pull(struct lane *lane, struct line *line)
{
    uint32_t slot = line->first;

    line->first = lane->passengers[slot].next;
    return slot;
}

/* Slots that were used before are warm: they go first. */
static uint32_t take_slot(struct lane *lane)
{
    uint32_t slot = lane->free;

    if (slot != NO_SLOT) {
        lane->free = lane->passengers[slot].next;
    } else if (lane->fresh < lane->slots) {
        slot = lane->fresh++;
    }
    return slot;
}

static void give_slot(struct lane *lane, uint32_t slot)
{
    lane->passengers[slot].next = lane->free;
    lane->free = slot;
}

static uint8_t *bytes_of(const struct lane *lane, uint32_t slot)
{
    return lane->store + (size_t)slot * lane->spec.mtu;
}

/* --- its beginning and end --- */

static void set_keys(struct lane *lane, uint64_t seed)
{
    for (uint64_t i = 0; i < EMULATE_PROTOCOLS; i++) {
        for (uint64_t draw = 0; draw < DRAWS; draw++) {
            lane->keys[i][draw] = chance_key(chance_key(seed, i), draw);
        }
    }
    lane->jitter_key = chance_key(seed, EMULATE_PROTOCOLS);
}

static bool reserve(struct lane *lane)
{
    lane->passengers = calloc(lane->slots, sizeof(*lane->passengers));
    lane->store = calloc(lane->slots, lane->spec.mtu);
    return lane->passengers != NULL && lane->store != NULL;
}

struct lane *lane_new(const struct lane_config *config,
                      struct emulate_flow *flow, struct mw_error *err)
{
    static const struct line empty = {NO_SLOT, NO_SLOT};
    struct lane *lane = calloc(1, sizeof(*lane));

    if (lane == NULL) {
        goto none;
    }
    lane->spec = *config->spec;
    lane->flow = flow;
    lane->moving = lane->held = empty;
    lane->free = NO_SLOT;
    lane->slots = (uint32_t)(config->store / lane->spec.mtu) + 1;
    lane->fresh = 1; /* slot 0 is the first room */
    set_keys(lane, config->seed);
    if (!reserve(lane) ||
        shaper_init(&lane->shaper, &lane->spec, err) != MW_OK) {
        goto none;
    }
    return lane;

none:
    lane_free(lane);
    mw_error_set(err, MW_ENOMEM, "no memory for a link of %zu bytes",
                 config->store);
    return NULL;
}

void lane_free(struct lane *lane)
{
    if (lane != NULL) {
        shaper_fini(&lane->shaper);
        free(lane->passengers);
        free(lane->store);
        free(lane);
    }
}

/* --- what comes --- */

uint8_t *lane_room(struct lane *lane)
{
    return bytes_of(lane, lane->room);
}

static bool hits(const struct lane *lane, enum emulate_protocol protocol,
                 enum draw draw)
{
    const uint64_t ppm[] = {
        [DRAW_LOSS] = lane->spec.loss_ppm,
        [DRAW_DUPLICATE] = lane->spec.duplicate_ppm,
        [DRAW_REORDER] = lane->spec.reorder_ppm,
    };

    return chance_hits(lane->keys[protocol][draw],
                       lane->flow->of[protocol].seen, ppm[draw]);
}

/* When a packet whose last bit goes at a time is to be handed over. */
static uint64_t arrival(const struct lane *lane, uint64_t gone_ns)
{
    int64_t jitter = jitter_at(lane->jitter_key, lane->spec.jitter_ns,
                               gone_ns - lane->begun_ns);

    return gone_ns + lane->spec.delay_ns + (uint64_t)jitter;
}

/* What is in the room becomes a passenger, and another slot the room.
 *
 * Returns NULL, or the count of those that fare like it did. */
static uint64_t *board(struct lane *lane, struct passenger who, uint64_t now_ns)
{
    struct emulate_counts *counts = &lane->flow->of[who.protocol];
    uint32_t next = take_slot(lane);

    if (next == NO_SLOT) {
        return &counts->missed;
    }
    if (!shaper_take(&lane->shaper, who.len, now_ns, &who.gone_ns)) {
        give_slot(lane, next);
        return &counts->refused;
    }
    who.order = lane->order++;
    who.due_ns = arrival(lane, who.gone_ns) + (who.held ? LANE_HOLD_NS : 0);
    lane->passengers[lane->room] = who;
    push(lane, who.held ? &lane->held : &lane->moving, lane->room);
    lane->room = next;
    return NULL;
}

static void board_copy(struct lane *lane, struct passenger who, uint64_t now_ns)
{
    const uint8_t *original =
        bytes_of(lane, who.held ? lane->held.last : lane->moving.last);

    memcpy(lane_room(lane), original, who.len);
    who.copy = true;
    if (board(lane, who, now_ns) == NULL) {
        lane->flow->of[who.protocol].duplicated++;
    }
}

/* The order of the draws is the order in which a network does it: what is lost
 * is not doubled. */
void lane_take(struct lane *lane, size_t len, uint64_t now_ns)
{
    enum emulate_protocol protocol =
        packet_protocol(mw_bytes(lane_room(lane), len));
    struct emulate_counts *counts = &lane->flow->of[protocol];
    struct passenger who = {.len = (uint32_t)len,
                            .protocol = (uint8_t)protocol};
    uint64_t *fault;

    if (!lane->begun) {
        lane->begun = true;
        lane->begun_ns = now_ns;
    }
    who.held = hits(lane, protocol, DRAW_REORDER);
    if (hits(lane, protocol, DRAW_LOSS)) {
        counts->lost++;
    } else if ((fault = board(lane, who, now_ns)) != NULL) {
        ++*fault;
    } else if (hits(lane, protocol, DRAW_DUPLICATE)) {
        board_copy(lane, who, now_ns);
    }
    counts->seen++;
}

/* --- what goes --- */

static bool has_been_passed(const struct passenger *who)
{
    return who->overtaken >= LANE_OVERTAKEN;
}

/* Returns the line whose first goes next, or NULL if both are empty. After a
 * long sleep many are due: then too they go in the order of their times. */
static struct line *next_line(struct lane *lane)
{
    const struct passenger *held, *moving;

    if (lane->held.first == NO_SLOT) {
        return lane->moving.first == NO_SLOT ? NULL : &lane->moving;
    }
    if (lane->moving.first == NO_SLOT) {
        return &lane->held;
    }
    held = &lane->passengers[lane->held.first];
    moving = &lane->passengers[lane->moving.first];
    return has_been_passed(held) || held->due_ns <= moving->due_ns
               ? &lane->held
               : &lane->moving;
}

/* All that are held and came before it. */
static void overtake(struct lane *lane, uint64_t order)
{
    uint32_t slot = lane->held.first;

    while (slot != NO_SLOT && lane->passengers[slot].order < order) {
        lane->passengers[slot].overtaken++;
        slot = lane->passengers[slot].next;
    }
}

uint64_t lane_due(struct lane *lane)
{
    const struct line *line = next_line(lane);
    const struct passenger *who;

    if (line == NULL) {
        return UINT64_MAX;
    }
    who = &lane->passengers[line->first];
    return has_been_passed(who) ? 0 : who->due_ns;
}

bool lane_next(struct lane *lane, uint64_t now_ns, struct lane_packet *packet)
{
    const struct passenger *who;

    if (lane_due(lane) > now_ns) {
        return false;
    }
    packet->slot = pull(lane, next_line(lane));
    who = &lane->passengers[packet->slot];
    packet->bytes = mw_bytes(bytes_of(lane, packet->slot), who->len);
    if (!who->held) {
        overtake(lane, who->order);
    } else if (who->overtaken > 0 && !who->copy) {
        lane->flow->of[who->protocol].reordered++;
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
static void weigh(struct lane *lane, uint64_t len, uint64_t now_ns)
{
    if (now_ns - lane->window_ns >= 2 * WINDOW_NS) {
        lane->window_ns = now_ns;
        lane->window_bits = 0;
        return;
    }
    if (now_ns - lane->window_ns > WINDOW_NS) {
        lane->window_ns += WINDOW_NS;
        lane->window_bits = 0;
    }
    lane->window_bits += len * 8;
    if (lane->window_bits > lane->flow->bits_most) {
        lane->flow->bits_most = lane->window_bits;
    }
}

void lane_gone(struct lane *lane, const struct lane_packet *packet,
               uint64_t now_ns, bool delivered)
{
    const struct passenger *who = &lane->passengers[packet->slot];
    struct emulate_counts *counts = &lane->flow->of[who->protocol];

    if (!delivered) {
        counts->missed++;
    } else {
        counts->delivered++;
        counts->bytes += who->len;
        weigh(lane, who->len, now_ns);
        if (!who->held) {
            time_it(lane->flow, who, now_ns);
        }
    }
    give_slot(lane, packet->slot);
}
