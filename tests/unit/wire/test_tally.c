#include "support.h"

#include "wire/tally.h"

#include <msgwire/walk.h>

#include "generate.h"

#include <stdlib.h>

enum { DEPTH = 8, GENERATED = 100000 };

static bool walk_accepts(struct mw_bytes bytes, unsigned depth)
{
    size_t at;

    return mw_walk_class(bytes, depth, &at) == MW_WALK_VALID;
}

static void surely_a_value(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);

    (void)arg;
    if (!mw__tally(mw_buffer_bytes(&bytes), MW_DEPTH_MAX)) {
        fail_msg("%s:%d: %s", row->file, row->line, row->field[0]);
    }
    mw_buffer_fini(&bytes);
}

static void what_is_right_is_seen_without_the_walk(void **state)
{
    (void)state;
    vectors_each("values.txt", surely_a_value, NULL);
    vectors_each("widths.txt", surely_a_value, NULL);
}

static void not_surely_a_value(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_bytes copy = alone(mw_buffer_bytes(&bytes));

    (void)arg;
    if (mw__tally(copy, MW_DEPTH_MAX) && !walk_accepts(copy, MW_DEPTH_MAX)) {
        fail_msg("%s:%d: %s", row->file, row->line, row->field[0]);
    }
    free((void *)copy.at);
    mw_buffer_fini(&bytes);
}

static void what_is_wrong_is_left_to_the_walk(void **state)
{
    (void)state;
    vectors_each("bad.txt", not_surely_a_value, NULL);
}

static bool tally_of(const char *hex, unsigned depth)
{
    struct mw_buffer bytes = from_hex(hex);
    bool yes = mw__tally(mw_buffer_bytes(&bytes), depth);

    mw_buffer_fini(&bytes);
    return yes;
}

static void more_containers_than_levels_are_left_to_the_walk(void **state)
{
    (void)state;
    assert_true(tally_of("c0", 0));
    assert_false(tally_of("90", 0));
    assert_true(tally_of("9190", 2));
    assert_false(tally_of("929090", 2)); /* two levels, three containers */
    assert_false(tally_of("919190", 2));
    assert_true(tally_of("9280dc0000", 3));
}

/* Bytes changed at random: a yes is always the walk's too. */
static void it_never_says_yes_where_the_walk_says_no(void **state)
{
    struct seed seed = {77};
    size_t yes = 0;

    (void)state;
    for (int i = 0; i < GENERATED; i++) {
        struct mw_buffer out = {0};
        struct mw_bytes copy;

        generate_value(&seed, DEPTH / 2, &out);
        if (i % 2 == 0) {
            generate_mutation(&seed, &out);
        }
        copy = alone(mw_buffer_bytes(&out));
        if (mw__tally(copy, DEPTH)) {
            yes++;
            assert_true(walk_accepts(copy, DEPTH));
        }
        free((void *)copy.at);
        mw_buffer_fini(&out);
    }
    assert_in_range(yes, GENERATED / 10, GENERATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_is_seen_without_the_walk),
        cmocka_unit_test(what_is_wrong_is_left_to_the_walk),
        cmocka_unit_test(more_containers_than_levels_are_left_to_the_walk),
        cmocka_unit_test(it_never_says_yes_where_the_walk_says_no),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
