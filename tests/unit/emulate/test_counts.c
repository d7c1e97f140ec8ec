#include "support.h"

#include "emulate/counts.h"

#include <sys/wait.h>
#include <unistd.h>

static void what_another_process_counts_is_read_here(void **state)
{
    struct emulate_totals *shared = counts_share(NULL), read;
    pid_t child;

    (void)state;
    assert_non_null(shared);
    child = fork();
    if (child == 0) {
        shared->flow[EMULATE_BACK].of[EMULATE_UDP].lost = 7;
        shared->flow[EMULATE_BACK].bits_most = 9;
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    counts_read(shared, &read);
    assert_int_equal(read.flow[EMULATE_BACK].of[EMULATE_UDP].lost, 7);
    assert_int_equal(read.flow[EMULATE_BACK].bits_most, 9);
    assert_int_equal(read.flow[EMULATE_THERE].of[EMULATE_UDP].lost, 0);
    counts_unshare(shared);
}

static void the_protocols_are_added_up(void **state)
{
    const struct emulate_counts each = {1, 2, 3, 4, 5, 6, 7, 8};
    const struct emulate_flow flow = {.of = {each, each, each}};
    struct emulate_counts sum = counts_sum(&flow);

    (void)state;
    assert_int_equal(sum.seen, 3);
    assert_int_equal(sum.lost, 6);
    assert_int_equal(sum.refused, 9);
    assert_int_equal(sum.missed, 12);
    assert_int_equal(sum.duplicated, 15);
    assert_int_equal(sum.reordered, 18);
    assert_int_equal(sum.delivered, 21);
    assert_int_equal(sum.bytes, 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_another_process_counts_is_read_here),
        cmocka_unit_test(the_protocols_are_added_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
