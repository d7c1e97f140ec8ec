#include "support.h"

#include "emulate/chance.h"

enum { MANY = 100000 };

static unsigned count_hits(uint64_t key, uint64_t ppm)
{
    unsigned hits = 0;

    for (uint64_t number = 0; number < MANY; number++) {
        hits += chance_hits(key, number, ppm);
    }
    return hits;
}

/* Five standard deviations of a million-sided coin thrown MANY times. */
static void as_many_hit_as_were_asked_for(void **state)
{
    static const struct {
        uint64_t ppm;
        unsigned least, most;
    } rows[] = {
        {0, 0, 0},
        {1000, 50, 150},
        {10000, 843, 1157},
        {500000, 49209, 50791},
        {1000000, MANY, MANY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (uint64_t seed = 0; seed < 5; seed++) {
            unsigned hits = count_hits(chance_key(seed, 1), rows[i].ppm);

            assert_in_range(hits, rows[i].least, rows[i].most);
        }
    }
}

static void a_number_has_the_same_fate_again(void **state)
{
    uint64_t key = chance_key(7, 1);

    (void)state;
    assert_int_equal(key, chance_key(7, 1));
    for (uint64_t number = 1000; number-- > 0;) {
        assert_int_equal(chance_hits(key, number, 300000),
                         chance_hits(chance_key(7, 1), number, 300000));
    }
}

/* Half of their numbers agree, as two coins do. */
static void keys_beside_each_other_are_strangers(void **state)
{
    (void)state;
    for (uint64_t branch = 0; branch < 8; branch++) {
        uint64_t a = chance_key(1, branch), b = chance_key(1, branch + 1);
        unsigned same = 0;

        for (uint64_t number = 0; number < MANY; number++) {
            same += chance_hits(a, number, 500000) ==
                    chance_hits(b, number, 500000);
        }
        assert_in_range(same, 49209, 50791);
    }
}

/* What hits for a share hits for a larger one. */
static void more_loss_loses_what_less_did(void **state)
{
    uint64_t key = chance_key(3, 0);

    (void)state;
    for (uint64_t number = 0; number < MANY; number++) {
        assert_true(!chance_hits(key, number, 10000) ||
                    chance_hits(key, number, 20000));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_hit_as_were_asked_for),
        cmocka_unit_test(a_number_has_the_same_fate_again),
        cmocka_unit_test(keys_beside_each_other_are_strangers),
        cmocka_unit_test(more_loss_loses_what_less_did),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
