#include "support.h"

#include "compare/rounds.h"

enum { MOST = 6 };

static void each_run_comes_once(void **state)
{
    const struct rounds rounds = {.rounds = 4, .sizes = 5, .targets = 3};
    unsigned met[4][5][3] = {0};

    (void)state;
    assert_int_equal(rounds_count(&rounds), 60);
    for (size_t i = 0; i < 60; i++) {
        struct rounds_run run = rounds_at(&rounds, i);
        met[run.round][run.size][run.target]++;
    }
    for (size_t i = 0; i < 60; i++) {
        assert_int_equal((&met[0][0][0])[i], 1);
    }
}

static void targets_are_met_side_by_side(void **state)
{
    const struct rounds rounds = {.rounds = 2, .sizes = 2, .targets = 3};
    const char *const order = "0.0.0 0.0.1 0.0.2 0.1.1 0.1.2 0.1.0 "
                              "1.0.1 1.0.2 1.0.0 1.1.2 1.1.0 1.1.1 ";
    char text[128] = "";

    (void)state;
    for (size_t i = 0; i < rounds_count(&rounds); i++) {
        struct rounds_run run = rounds_at(&rounds, i);
        size_t len = strlen(text);
        text[len] = (char)('0' + run.round);
        text[len + 1] = '.';
        text[len + 2] = (char)('0' + run.size);
        text[len + 3] = '.';
        text[len + 4] = (char)('0' + run.target);
        text[len + 5] = ' ';
    }
    assert_string_equal(text, order);
}

/* How often each target stood in each place, at one size or at all. */
static void count_places(const struct rounds *rounds, size_t size,
                         unsigned counts[MOST][MOST])
{
    memset(counts, 0, sizeof(unsigned[MOST][MOST]));
    for (size_t i = 0; i < rounds_count(rounds); i++) {
        struct rounds_run run = rounds_at(rounds, i);
        if (size == SIZE_MAX || run.size == size) {
            counts[run.target][i % rounds->targets]++;
        }
    }
}

/* Returns the greatest count less the least. */
static unsigned unfairness(const struct rounds *rounds, size_t size)
{
    unsigned counts[MOST][MOST], least = UINT32_MAX, most = 0;

    count_places(rounds, size, counts);
    for (size_t target = 0; target < rounds->targets; target++) {
        for (size_t place = 0; place < rounds->targets; place++) {
            unsigned count = counts[target][place];
            least = count < least ? count : least;
            most = count > most ? count : most;
        }
    }
    return most - least;
}

static void assert_fair(const struct rounds *r)
{
    unsigned whole = r->rounds % r->targets == 0 ? 0 : 1;

    for (size_t size = 0; size < r->sizes; size++) {
        assert_int_equal(unfairness(r, size), whole);
    }
    if (r->sizes % r->targets == 0) {
        assert_int_equal(unfairness(r, SIZE_MAX), 0);
    }
}

static void each_target_stands_in_each_place_equally_often(void **state)
{
    struct rounds r;

    (void)state;
    for (r.targets = 1; r.targets <= MOST; r.targets++) {
        for (r.rounds = 1; r.rounds <= 7; r.rounds++) {
            for (r.sizes = 1; r.sizes <= MOST; r.sizes++) {
                assert_fair(&r);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_run_comes_once),
        cmocka_unit_test(targets_are_met_side_by_side),
        cmocka_unit_test(each_target_stands_in_each_place_equally_often),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
