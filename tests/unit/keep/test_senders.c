#include "support.h"

#include "keep/senders.h"

#include <stdio.h>

enum { MANY = 1000 };

static void each_is_found_by_its_name(void **state)
{
    static struct sender list[MANY];
    static char names[MANY][32];
    struct senders senders = {.count = 0};

    (void)state;
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof(names[i]), "udp://h:%d", i);
        list[i].name = names[i];
        assert_null(senders_find(&senders, names[i], 0));
        senders_add(&senders, &list[i], 0);
    }
    for (int i = 0; i < MANY; i += 2) {
        senders_remove(&senders, &list[i]);
    }
    assert_int_equal(senders.count, MANY / 2);
    for (int i = 0; i < MANY; i++) {
        assert_ptr_equal(senders_find(&senders, names[i], 1),
                         i % 2 == 0 ? NULL : &list[i]);
    }
}

static void the_oldest_is_who_has_not_spoken_for_longest(void **state)
{
    struct sender a = {.name = "a"}, b = {.name = "b"}, c = {.name = "c"};
    struct senders senders = {.count = 0};

    (void)state;
    senders_add(&senders, &a, 1);
    senders_add(&senders, &b, 2);
    senders_add(&senders, &c, 3);
    assert_ptr_equal(senders.oldest, &a);
    assert_ptr_equal(senders_find(&senders, "a", 4), &a);
    assert_int_equal(a.spoke_ms, 4);
    assert_ptr_equal(senders.oldest, &b);
    senders_remove(&senders, &b);
    assert_ptr_equal(senders.oldest, &c);
    senders_remove(&senders, &a);
    assert_ptr_equal(senders.newest, &c);
    senders_remove(&senders, &c);
    assert_null(senders.oldest);
    assert_null(senders.newest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_found_by_its_name),
        cmocka_unit_test(the_oldest_is_who_has_not_spoken_for_longest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
