#include "support.h"

#include "command.h"
#include "guide/manual.h"
#include "guide/topics.h"

#include <stdio.h>

static struct mw_buffer page;

static int make_page(void **state)
{
    (void)state;
    assert_int_equal(manual_append(&page), MW_OK);
    return mw_buffer_append(&page, mw_bytes("", 1));
}

static int free_page(void **state)
{
    (void)state;
    mw_buffer_fini(&page);
    return 0;
}

static size_t times(const char *part)
{
    const char *at = (const char *)page.at;
    size_t count = 0;

    while ((at = strstr(at, part)) != NULL) {
        at += strlen(part);
        count++;
    }
    return count;
}

static void it_has_each_verb_and_topic_once(void **state)
{
    char text[64];

    (void)state;
    for (size_t i = 0; commands_at(i) != NULL; i++) {
        snprintf(text, sizeof(text), "\n.SS \"%s [OPTION...]",
                 commands_at(i)->name);
        assert_int_equal(times(text), 1);
    }
    for (size_t i = 0; topics_at(i) != NULL; i++) {
        assert_int_equal(times(topics_at(i)->rows[0].text) > 1, false);
    }
}

static void what_all_verbs_share_is_told_once(void **state)
{
    (void)state;
    assert_int_equal(times("\\-\\-help\\fR\nPrint this.\nFor every verb.\n"),
                     1);
    assert_int_equal(times("\nPrint this.\n"), 1);
}

static void what_differs_is_told_for_each(void **state)
{
    (void)state;
    assert_int_equal(times("(default 10s).\nFor wait.\n"), 1);
    assert_true(times("For connecting, and for each answer; 0: for ever "
                      "(default 5s).\nFor call, ") == 1);
}

static void without_memory_there_is_no_page(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    alloc_fail_after(3);
    assert_int_equal(manual_append(&out), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_each_verb_and_topic_once),
        cmocka_unit_test(what_all_verbs_share_is_told_once),
        cmocka_unit_test(what_differs_is_told_for_each),
        cmocka_unit_test(without_memory_there_is_no_page),
    };

    return cmocka_run_group_tests(tests, make_page, free_page);
}
