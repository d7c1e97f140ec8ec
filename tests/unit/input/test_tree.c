#include "support.h"

#include "input/tree.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>

#include <stdlib.h>

/* Puts the number of each path there, from 1. */
static enum mw_status put_all(struct tree *tree, const char *const *paths,
                              struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    *tree = (struct tree){.what = "WORD"};
    for (int i = 0; paths[i] != NULL && rc == MW_OK; i++) {
        uint8_t value = (uint8_t)(i + 1);
        rc = tree_put(tree, mw_text(paths[i]), mw_bytes(&value, 1), i + 1, err);
    }
    return rc;
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void assert_map(const char *const *paths, const char *json)
{
    struct mw_buffer map = {0}, text = {0};
    struct mw_error err = {0};
    struct tree tree;

    if (put_all(&tree, paths, &err) != MW_OK) {
        fail_msg("%s: %s", paths[0], err.text);
    }
    assert_int_equal(tree_append(&tree, &map, &err), MW_OK);
    assert_int_equal(mw_json_write(mw_buffer_bytes(&map), NULL, &text, NULL),
                     MW_OK);
    mw_buffer_append(&text, mw_bytes("", 1));
    assert_string_equal((char *)text.at, json);
    mw_buffer_fini(&text);
    mw_buffer_fini(&map);
    tree_fini(&tree);
}

static void assert_refused(const char *const *paths, const char *sentence)
{
    struct mw_error err = {0};
    struct tree tree;

    assert_int_equal(put_all(&tree, paths, &err), MW_EINVAL);
    assert_string_equal(err.text, sentence);
    tree_fini(&tree);
}

static void keys_keep_the_order_in_which_they_came(void **state)
{
    (void)state;
    assert_map(LIST("b", "a"), "{\"b\":1,\"a\":2}");
    assert_map(LIST("b[y]", "a", "b[x]"), "{\"b\":{\"y\":1,\"x\":3},\"a\":2}");
}

static void arrays_grow_by_next_and_by_index(void **state)
{
    (void)state;
    assert_map(LIST("a[]", "a[]", "a[2]"), "{\"a\":[1,2,3]}");
    assert_map(LIST("a[0][x]", "a[1]", "a[0][y]"),
               "{\"a\":[{\"x\":1,\"y\":3},2]}");
    assert_map(LIST("a[][x]", "a[][x]"), "{\"a\":[{\"x\":1},{\"x\":2}]}");
}

static void what_is_there_already_is_refused(void **state)
{
    (void)state;
    assert_refused(LIST("a", "b", "a"), "a is a value already, by WORD 1");
    assert_refused(LIST("a[0]", "a[0]"), "a[0] is a value already, by WORD 1");
    assert_refused(LIST("a[b]", "a"), "a is a map already, by WORD 1");
    assert_refused(LIST("a[]", "a"), "a is an array already, by WORD 1");
}

static void what_is_one_kind_can_not_be_another(void **state)
{
    (void)state;
    assert_refused(LIST("a", "a[b]"),
                   "a is a value already, by WORD 1, and [b] needs a map");
    assert_refused(LIST("a[]", "a[b]"),
                   "a is an array already, by WORD 1, and [b] needs a map");
    assert_refused(LIST("x", "a[b]", "a[0]"),
                   "a is a map already, by WORD 2, and [0] needs an array");
    assert_refused(LIST("a[b][]", "a[b][c]"),
                   "a[b] is an array already, by WORD 1, and [c] needs a map");
}

static void gaps_in_indexes_are_refused(void **state)
{
    (void)state;
    assert_refused(LIST("a[1]"), "[1] leaves a gap: the next one of a is [0]");
    assert_refused(LIST("a[b][]", "a[b][99999999999999999999]"),
                   "[99999999999999999999] leaves a gap: the next one of a[b] "
                   "is [1]");
}

static void no_path_is_too_deep_to_be_refused(void **state)
{
    struct mw_buffer path = {0}, map = {0};
    struct tree tree = {.what = "WORD"};
    struct mw_error err;

    (void)state;
    mw_buffer_append(&path, mw_text("a"));
    for (int i = 0; i < 100000; i++) {
        mw_buffer_append(&path, mw_text("[]"));
    }
    assert_int_equal(
        tree_put(&tree, mw_buffer_bytes(&path), mw_text("\x01"), 1, &err),
        MW_OK);
    assert_int_equal(tree_append(&tree, &map, &err), MW_EDEEP);
    mw_buffer_fini(&map);
    mw_buffer_fini(&path);
    tree_fini(&tree);
}

static void each_allocation_may_fail(void **state)
{
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t count = 0; rc == MW_ENOMEM; count++) {
        struct mw_buffer map = {0};
        struct mw_error err;
        struct tree tree;

        alloc_fail_after(count);
        rc = put_all(&tree, LIST("a[b]", "a[c][]", "a[c][]", "d"), &err);
        if (rc == MW_OK) {
            rc = tree_append(&tree, &map, &err);
        }
        alloc_fail_after(SIZE_MAX);
        tree_fini(&tree);
        mw_buffer_fini(&map);
    }
    assert_int_equal(rc, MW_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_keep_the_order_in_which_they_came),
        cmocka_unit_test(arrays_grow_by_next_and_by_index),
        cmocka_unit_test(what_is_there_already_is_refused),
        cmocka_unit_test(what_is_one_kind_can_not_be_another),
        cmocka_unit_test(gaps_in_indexes_are_refused),
        cmocka_unit_test(no_path_is_too_deep_to_be_refused),
        cmocka_unit_test(each_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
