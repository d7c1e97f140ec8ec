#include "support.h"

#include "emulate/channel.h"

#include <stdlib.h>

enum { MANY = 100000, LEN = 40, STORE = 256 << 20 };

static const uint64_t SECOND = 1000000000, MILLISECOND = 1000000;
static const uint64_t NEVER = UINT64_MAX, START = 5000000000;

/* A channel, and what has come out of it. */
struct bed {
    struct channel *channel;
    struct emulate_flow flow;
    struct emulate_counts *udp;
    uint32_t *came; /* the numbers that the packets carry */
    size_t count;
};

static void set_up(struct bed *bed, const char *spec_text, uint64_t seed,
                   size_t store)
{
    struct emulate_spec spec;
    const struct channel_config config = {
        .spec = &spec, .seed = seed, .store = store};

    memset(bed, 0, sizeof(*bed));
    assert_int_equal(emulate_parse(spec_text, &spec, NULL), MW_OK);
    bed->channel = channel_new(&config, &bed->flow, NULL);
    bed->udp = &bed->flow.of[EMULATE_UDP];
    bed->came = malloc(3 * MANY * sizeof(*bed->came));
    assert_non_null(bed->channel);
    assert_non_null(bed->came);
}

static void tear_down(struct bed *bed)
{
    channel_free(bed->channel);
    free(bed->came);
}

static void put_as(struct bed *bed, uint8_t protocol, uint32_t number,
                   uint64_t now)
{
    uint8_t *room = channel_room(bed->channel);

    memset(room, 0, LEN);
    room[0] = 0x45;
    room[9] = protocol;
    memcpy(room + 20, &number, sizeof(number));
    channel_take(bed->channel, LEN, now);
}

static void put(struct bed *bed, uint32_t number, uint64_t now)
{
    put_as(bed, 17, number, now);
}

/* Takes out all that is due, each at its time, until nothing is before
 * `until`. */
static void run(struct bed *bed, uint64_t from, uint64_t until)
{
    struct channel_packet packet;
    uint64_t now = from;

    while (channel_due(bed->channel) <= until) {
        now = channel_due(bed->channel) > now ? channel_due(bed->channel) : now;
        assert_true(channel_next(bed->channel, now, &packet));
        assert_int_equal(packet.bytes.len, LEN);
        memcpy(&bed->came[bed->count++], packet.bytes.at + 20,
               sizeof(*bed->came));
        channel_gone(bed->channel, &packet, now, true);
    }
}

/* MANY packets, one each `step`. */
static void pass_many(struct bed *bed, uint64_t step)
{
    for (uint32_t i = 0; i < MANY; i++) {
        uint64_t now = START + i * step;

        run(bed, now - step, now);
        put(bed, i, now);
    }
    run(bed, START + MANY * step, NEVER - 1);
    assert_int_equal(channel_due(bed->channel), NEVER);
}

/* As RFC 4737 has it: those that come after one that was sent later. */
static unsigned count_reordered(const struct bed *bed)
{
    uint32_t most = 0;
    unsigned reordered = 0;

    for (size_t i = 0; i < bed->count; i++) {
        reordered += bed->came[i] < most;
        most = bed->came[i] > most ? bed->came[i] : most;
    }
    return reordered;
}

static void a_packet_comes_after_the_delay_and_whole(void **state)
{
    struct bed bed;
    struct channel_packet packet;

    (void)state;
    set_up(&bed, "delay=10ms", 1, STORE);
    assert_int_equal(channel_due(bed.channel), NEVER);
    put(&bed, 42, START);
    assert_int_equal(channel_due(bed.channel), START + 10 * MILLISECOND);
    assert_false(
        channel_next(bed.channel, START + 10 * MILLISECOND - 1, &packet));
    assert_true(channel_next(bed.channel, START + 10 * MILLISECOND, &packet));
    assert_int_equal(packet.bytes.len, LEN);
    assert_int_equal(packet.bytes.at[20], 42);
    assert_false(channel_next(bed.channel, NEVER - 1, &packet));
    tear_down(&bed);
}

static void loss_is_as_asked_and_counted(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct bed bed;

        set_up(&bed, "delay=10ms loss=1%", seed, STORE);
        pass_many(&bed, 1000);
        assert_int_equal(bed.udp->seen, MANY);
        assert_in_range(bed.udp->lost, 843, 1157);
        assert_int_equal(bed.count, MANY - bed.udp->lost);
        assert_int_equal(bed.udp->delivered, bed.count);
        assert_int_equal(bed.udp->bytes, bed.count * LEN);
        assert_int_equal(count_reordered(&bed), 0);
        tear_down(&bed);
    }
}

static void copies_are_as_asked_and_come_behind_their_originals(void **state)
{
    struct bed bed;
    size_t copies = 0;

    (void)state;
    set_up(&bed, "delay=10ms duplicate=1%", 1, STORE);
    pass_many(&bed, 1000);
    for (size_t i = 1; i < bed.count; i++) {
        copies += bed.came[i] == bed.came[i - 1];
    }
    assert_in_range(bed.udp->duplicated, 843, 1157);
    assert_int_equal(copies, bed.udp->duplicated);
    assert_int_equal(bed.count, MANY + copies);
    tear_down(&bed);
}

/* At any distance of packets: what is counted is what a receiver sees. */
static void reordering_is_what_a_receiver_counts(void **state)
{
    static const uint64_t steps[] = {1000, 100000, 2000000};

    (void)state;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct bed bed;

        set_up(&bed, "delay=10ms jitter=2ms reorder=1%", i, STORE);
        pass_many(&bed, steps[i]);
        assert_int_equal(bed.count, MANY);
        assert_in_range(bed.udp->reordered, 843, 1157);
        assert_int_equal(count_reordered(&bed), bed.udp->reordered);
        tear_down(&bed);
    }
}

/* Whoever moves the packets may have slept for longer than one is held. */
static void after_a_sleep_all_go_in_their_order(void **state)
{
    struct bed bed;
    uint64_t late = START + 20 * MILLISECOND;

    (void)state;
    set_up(&bed, "delay=0 reorder=1%", 1, STORE);
    for (uint32_t i = 0; i < 2000; i++) {
        put(&bed, i, START + i * 1000);
    }
    run(&bed, late, late);
    assert_int_equal(bed.count, 2000);
    assert_in_range(bed.udp->reordered, 5, 50);
    assert_int_equal(count_reordered(&bed), bed.udp->reordered);
    tear_down(&bed);
}

static void one_to_be_reordered_goes_behind_three(void **state)
{
    struct bed bed;
    uint32_t at = 0;

    (void)state;
    set_up(&bed, "delay=1ms reorder=0.1%", 1, STORE);
    pass_many(&bed, 1000);
    while (bed.came[at] == at) {
        at++;
    }
    assert_int_equal(bed.came[at], at + 1);
    assert_int_equal(bed.came[at + 1], at + 2);
    assert_int_equal(bed.came[at + 2], at + 3);
    assert_int_equal(bed.came[at + 3], at);
    assert_int_equal(bed.came[at + 4], at + 4);
    tear_down(&bed);
}

static void one_that_nobody_overtakes_comes_a_little_later(void **state)
{
    struct bed bed;

    (void)state;
    set_up(&bed, "delay=1ms reorder=100%", 1, STORE);
    put(&bed, 1, START);
    assert_int_equal(channel_due(bed.channel),
                     START + MILLISECOND + CHANNEL_HOLD_NS);
    run(&bed, START, NEVER - 1);
    assert_int_equal(bed.count, 1);
    assert_int_equal(bed.udp->reordered, 0);
    tear_down(&bed);
}

static void jitter_alone_reorders_nothing_and_keeps_the_mean(void **state)
{
    static const uint64_t steps[] = {1, 1000, 100000, 50000000};

    (void)state;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct bed bed;
        uint64_t mean;

        set_up(&bed, "delay=10ms jitter=10ms", i, STORE);
        pass_many(&bed, steps[i]);
        assert_int_equal(bed.count, MANY);
        assert_int_equal(count_reordered(&bed), 0);
        mean = bed.flow.delay_ns / bed.flow.timed;
        if (steps[i] >= 100000) { /* long enough to have a mean */
            assert_in_range(mean, 98 * MILLISECOND / 10,
                            102 * MILLISECOND / 10);
        }
        assert_true(bed.flow.delay_most_ns <= 20 * MILLISECOND);
        tear_down(&bed);
    }
}

static void the_same_seed_has_the_same_fates(void **state)
{
    static const char spec[] = "delay=5ms loss=2% duplicate=2% reorder=2%";
    struct bed a, b, other;

    (void)state;
    set_up(&a, spec, 7, STORE);
    set_up(&b, spec, 7, STORE);
    set_up(&other, spec, 8, STORE);
    pass_many(&a, 1000);
    pass_many(&b, 1000);
    pass_many(&other, 1000);
    assert_int_equal(a.count, b.count);
    assert_memory_equal(a.came, b.came, a.count * sizeof(*a.came));
    assert_memory_not_equal(a.came, other.came,
                            (a.count < other.count ? a.count : other.count) *
                                sizeof(*a.came));
    tear_down(&a);
    tear_down(&b);
    tear_down(&other);
}

/* A neighbour's packets may come at any moment. */
static void what_others_send_changes_no_fate_of_ours(void **state)
{
    struct bed alone_there, among_others;

    (void)state;
    set_up(&alone_there, "delay=0 loss=10%", 7, STORE);
    set_up(&among_others, "delay=0 loss=10%", 7, STORE);
    for (uint32_t i = 0; i < 1000; i++) {
        put(&alone_there, i, START);
        put_as(&among_others, i % 2 == 0 ? 6 : 58, i, START);
        put(&among_others, i, START);
    }
    assert_int_equal(alone_there.udp->lost, among_others.udp->lost);
    assert_int_equal(among_others.flow.of[EMULATE_TCP].seen, 500);
    assert_int_equal(among_others.flow.of[EMULATE_OTHER].seen, 500);
    tear_down(&alone_there);
    tear_down(&among_others);
}

static void memory_is_bounded_and_what_found_none_is_told(void **state)
{
    struct bed bed;

    (void)state;
    set_up(&bed, "delay=10s duplicate=50%", 1, 100 * EMULATE_MTU);
    for (uint32_t i = 0; i < MANY; i++) {
        put(&bed, i, START);
    }
    run(&bed, START, NEVER - 1);
    assert_int_equal(bed.count, 100);
    assert_int_equal(bed.udp->delivered + bed.udp->missed,
                     MANY + bed.udp->duplicated);
    put(&bed, 1, START + 20 * SECOND);
    run(&bed, START + 20 * SECOND, NEVER - 1);
    assert_true(bed.count > 100);
    tear_down(&bed);
}

static void the_rate_delays_and_its_queue_drops(void **state)
{
    struct bed bed;
    uint32_t packets = 16 * EMULATE_MTU / LEN; /* the least of queues */

    (void)state;
    set_up(&bed, "delay=1ms rate=320kbit", 1, STORE);
    for (uint32_t i = 0; i < 1000; i++) {
        put(&bed, i, START);
    }
    assert_int_equal(bed.udp->refused, 1000 - packets);
    assert_int_equal(channel_due(bed.channel), START + 2 * MILLISECOND);
    run(&bed, START, NEVER - 1);
    assert_int_equal(bed.count, packets);
    assert_int_equal(bed.flow.delay_ns / bed.flow.timed, MILLISECOND);
    assert_in_range(bed.flow.bits_most * 2, 316000, 324000);
    tear_down(&bed);
}

static void what_could_not_be_handed_over_is_told(void **state)
{
    struct bed bed;
    struct channel_packet packet;

    (void)state;
    set_up(&bed, "delay=0", 1, STORE);
    put(&bed, 1, START);
    assert_true(channel_next(bed.channel, START, &packet));
    channel_gone(bed.channel, &packet, START, false);
    assert_int_equal(bed.udp->missed, 1);
    assert_int_equal(bed.udp->delivered, 0);
    tear_down(&bed);
}

static void how_late_a_packet_was_is_counted(void **state)
{
    struct bed bed;
    struct channel_packet packet;
    uint64_t now = START + 3 * MILLISECOND;

    (void)state;
    set_up(&bed, "delay=1ms", 1, STORE);
    put(&bed, 1, START);
    assert_true(channel_next(bed.channel, now, &packet));
    channel_gone(bed.channel, &packet, now, true);
    assert_int_equal(bed.flow.late_ns, 2 * MILLISECOND);
    assert_int_equal(bed.flow.late_most_ns, 2 * MILLISECOND);
    assert_int_equal(bed.flow.delay_ns, 3 * MILLISECOND);
    assert_int_equal(bed.flow.delay_most_ns, MILLISECOND);
    tear_down(&bed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packet_comes_after_the_delay_and_whole),
        cmocka_unit_test(loss_is_as_asked_and_counted),
        cmocka_unit_test(copies_are_as_asked_and_come_behind_their_originals),
        cmocka_unit_test(reordering_is_what_a_receiver_counts),
        cmocka_unit_test(after_a_sleep_all_go_in_their_order),
        cmocka_unit_test(one_to_be_reordered_goes_behind_three),
        cmocka_unit_test(one_that_nobody_overtakes_comes_a_little_later),
        cmocka_unit_test(jitter_alone_reorders_nothing_and_keeps_the_mean),
        cmocka_unit_test(the_same_seed_has_the_same_fates),
        cmocka_unit_test(what_others_send_changes_no_fate_of_ours),
        cmocka_unit_test(memory_is_bounded_and_what_found_none_is_told),
        cmocka_unit_test(the_rate_delays_and_its_queue_drops),
        cmocka_unit_test(what_could_not_be_handed_over_is_told),
        cmocka_unit_test(how_late_a_packet_was_is_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
