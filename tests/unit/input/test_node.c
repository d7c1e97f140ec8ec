#include "support.h"

#include "input/node.h"

#include <stdio.h>

static struct node_place in_map(uint32_t parent, const char *key)
{
    return (struct node_place){.parent = parent, .key = mw_text(key)};
}

static struct node_place in_array(uint32_t parent, uint64_t index)
{
    return (struct node_place){.parent = parent, .index = index};
}

static uint32_t add(struct node_set *set, struct node_place place)
{
    uint32_t number = node_count(set);

    assert_int_equal(node_add(set, &place, 1), MW_OK);
    return number;
}

static uint32_t find(const struct node_set *set, struct node_place place)
{
    return node_find(set, &place);
}

static void elements_are_in_the_order_in_which_they_came(void **state)
{
    struct node_set set = {0};
    uint32_t a, b;

    (void)state;
    assert_int_equal(add(&set, in_map(0, "")), 0);
    a = add(&set, in_map(0, "z"));
    b = add(&set, in_map(0, "a"));
    add(&set, in_map(a, "inside"));
    assert_int_equal(node_of(&set, 0)->count, 2);
    assert_int_equal(node_of(&set, 0)->first, a);
    assert_int_equal(node_of(&set, a)->next, b);
    assert_int_equal(node_of(&set, b)->next, 0);
    assert_int_equal(node_of(&set, a)->count, 1);
    node_fini(&set);
}

static void one_is_found_by_its_place_only(void **state)
{
    struct node_set set = {0};
    uint32_t a, a_b, list, second;

    (void)state;
    assert_int_equal(find(&set, in_map(0, "a")), 0);
    add(&set, in_map(0, ""));
    a = add(&set, in_map(0, "a"));
    a_b = add(&set, in_map(a, "b"));
    list = add(&set, in_map(0, "list"));
    add(&set, in_array(list, 0));
    second = add(&set, in_array(list, 1));
    assert_int_equal(find(&set, in_map(0, "a")), a);
    assert_int_equal(find(&set, in_map(a, "b")), a_b);
    assert_int_equal(find(&set, in_array(list, 1)), second);
    assert_int_equal(find(&set, in_map(0, "b")), 0);
    assert_int_equal(find(&set, in_array(a, 1)), 0);
    assert_int_equal(find(&set, in_array(list, 2)), 0);
    node_fini(&set);
}

static void many_are_found_too(void **state)
{
    enum { MANY = 5000 };
    static char keys[MANY][16];
    struct node_set set = {0};

    (void)state;
    add(&set, in_map(0, ""));
    for (int i = 0; i < MANY; i++) {
        snprintf(keys[i], sizeof(keys[i]), "k%d", i);
        add(&set, in_map(0, keys[i]));
    }
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(find(&set, in_map(0, keys[i])), i + 1);
    }
    node_fini(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_in_the_order_in_which_they_came),
        cmocka_unit_test(one_is_found_by_its_place_only),
        cmocka_unit_test(many_are_found_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
