#include "support.h"

#include "keep/match.h"

/* What was told, as text: "1=" a pair that is equal, "1!" one that is not,
 * "1-" nothing came, "+" nothing was recorded. */
struct told {
    char text[64];
    size_t len;
};

static void on_pair(void *arg, const struct match_pair *pair)
{
    struct told *told = arg;

    if (pair->number > 0) {
        told->text[told->len++] = (char)('0' + pair->number);
    }
    told->text[told->len++] = pair->number == 0     ? '+'
                              : pair->came.len == 0 ? '-'
                              : pair->equal         ? '='
                                                    : '!';
}

static void want(struct match *match, struct told *told, uint64_t number,
                 const char *hex)
{
    struct mw_buffer body = from_hex(hex);

    assert_int_equal(
        match_want(match, number, mw_buffer_bytes(&body), on_pair, told),
        MW_OK);
    mw_buffer_fini(&body);
}

static void come(struct match *match, struct told *told, const char *hex)
{
    struct mw_buffer body = from_hex(hex);

    assert_int_equal(match_come(match, mw_buffer_bytes(&body), on_pair, told),
                     MW_OK);
    mw_buffer_fini(&body);
}

static void assert_told(struct match *match, struct told *told,
                        const char *text)
{
    match_end(match, on_pair, told);
    assert_string_equal(told->text, text);
    assert_int_equal(match->wanted.count + match->came.count, 0);
}

static void responses_are_matched_by_msgid_in_any_order(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    struct told told = {.len = 0};

    (void)state;
    want(&match, &told, 1, "9401 01 c0 07");
    want(&match, &told, 2, "9401 02 c0 08");
    come(&match, &told, "9401 02 c0 08");
    come(&match, &told, "9401 01 c0 09");
    assert_told(&match, &told, "2=1!");
}

static void what_comes_before_its_record_waits_for_it(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    struct told told = {.len = 0};

    (void)state;
    come(&match, &told, "9401 02 c0 08");
    come(&match, &told, "07");
    want(&match, &told, 1, "9401 02 c0 08");
    want(&match, &told, 2, "07");
    assert_told(&match, &told, "1=2=");
}

static void all_else_is_matched_in_its_order(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    struct told told = {.len = 0};

    (void)state;
    want(&match, &told, 1, "07");
    want(&match, &told, 2, "9302a16d90");
    want(&match, &told, 3, "c1");
    come(&match, &told, "9302a16d90");
    come(&match, &told, "07");
    come(&match, &told, "c1");
    assert_told(&match, &told, "1!2!3=");
}

static void a_msgid_used_again_is_matched_oldest_first(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    struct told told = {.len = 0};

    (void)state;
    want(&match, &told, 1, "9401 01 c0 07");
    want(&match, &told, 2, "9401 01 c0 08");
    come(&match, &told, "9401 01 c0 07");
    come(&match, &told, "9401 01 c0 08");
    assert_told(&match, &told, "1=2=");
}

static void the_same_value_in_another_width_is_equal(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    struct told told = {.len = 0};

    (void)state;
    want(&match, &told, 1, "9401 01 c0 07");
    come(&match, &told, "9401 cd0001 c0 cc07");
    want(&match, &told, 2, "ca3f800000");
    come(&match, &told, "01");
    assert_told(&match, &told, "1=2!");
}

static void what_has_no_pair_is_told_at_the_end(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    struct told told = {.len = 0};

    (void)state;
    come(&match, &told, "9401 05 c0 07");
    want(&match, &told, 1, "9401 01 c0 07");
    want(&match, &told, 2, "9401 02 c0 07");
    want(&match, &told, 3, "9401 03 c0 07");
    come(&match, &told, "9401 03 c0 07");
    want(&match, &told, 4, "9401 04 c0 07");
    assert_int_equal(match.wanted.count, 3);
    assert_int_equal(match.wanted.bytes, 15);
    assert_told(&match, &told, "3=1-2-4-+");
}

static void count_pair(void *arg, const struct match_pair *pair)
{
    *(size_t *)arg += pair->number == 0;
}

static void a_flood_that_nobody_recorded_is_not_kept(void **state)
{
    struct match match = {.wanted = {.count = 0}};
    const struct mw_bytes body = mw_bytes("\x93\x02\xa1x\x90", 5);
    size_t told = 0;

    (void)state;
    for (size_t i = 0; i < MATCH_CAME_MAX + 3; i++) {
        assert_int_equal(match_come(&match, body, count_pair, &told), MW_OK);
    }
    assert_int_equal(told, 3);
    assert_int_equal(match.came.count, MATCH_CAME_MAX);
    match_end(&match, count_pair, &told);
    assert_int_equal(told, MATCH_CAME_MAX + 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(responses_are_matched_by_msgid_in_any_order),
        cmocka_unit_test(what_comes_before_its_record_waits_for_it),
        cmocka_unit_test(all_else_is_matched_in_its_order),
        cmocka_unit_test(a_msgid_used_again_is_matched_oldest_first),
        cmocka_unit_test(the_same_value_in_another_width_is_equal),
        cmocka_unit_test(what_has_no_pair_is_told_at_the_end),
        cmocka_unit_test(a_flood_that_nobody_recorded_is_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
