#include "support.h"

#include "repl/repl_complete.h"

#include <stdio.h>

static struct repl_method known[] = {
    {"describe", "tells all"},
    {"echo", "says it again"},
    {"upcase", ""},
    {"upper", "makes it large"},
};
static const struct repl_methods methods = {.at = known, .count = 4};

/* What fits, as "common: name name". */
static void assert_completed(bool in_use, const char *before,
                             const char *expected)
{
    struct repl_completion found;
    char got[256] = "-";
    int len = 0;

    repl_complete(&methods, in_use, mw_text(before), &found);
    if (found.count > 0) {
        len =
            snprintf(got, sizeof(got), "%.*s:", (int)found.common, found.name);
    }
    for (size_t i = 0; i < found.count; i++) {
        len += snprintf(got + len, sizeof(got) - (size_t)len, " %s",
                        found.shown[i].name);
    }
    assert_string_equal(got, expected);
}

static void the_first_word_is_a_method(void **state)
{
    (void)state;
    assert_completed(false, "e", "echo: echo");
    assert_completed(false, " up", "up: upcase upper");
    assert_completed(false, "upper", "upper: upper");
    assert_completed(false, "", ": describe echo upcase upper");
    assert_completed(false, "x", "-");
    assert_completed(false, "echo u", "-");
    assert_completed(false, "echo ", "-");
}

static void a_colon_begins_a_command(void **state)
{
    (void)state;
    assert_completed(false, ":q", ":quit: :quit");
    assert_completed(true, ":t", ":t: :time :trace");
    assert_completed(false, ":x", "-");
}

static void behind_a_command_comes_what_it_takes(void **state)
{
    (void)state;
    assert_completed(false, ":use u", "up: upcase upper");
    assert_completed(true, ":notify e", "echo: echo");
    assert_completed(false, ":describe  ", ": describe echo upcase upper");
    assert_completed(false, ":trace o", "o: on off");
    assert_completed(false, ":tr of", "off: off");
    assert_completed(false, ":send u", "-");
    assert_completed(false, ":use upper u", "-");
    assert_completed(false, ":nosuchcommandthatislongerthananyname u", "-");
}

static void text_for_the_method_in_use_is_left_alone(void **state)
{
    (void)state;
    assert_completed(true, "u", "-");
    assert_completed(true, "", "-");
}

static void assert_listed(size_t width, const char *expected)
{
    struct repl_completion found;
    struct mw_buffer out = {0};

    repl_complete(&methods, false, mw_text(""), &found);
    assert_int_equal(repl_complete_list(&found, width, &out), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((const char *)out.at, expected);
    mw_buffer_fini(&out);
}

static void the_list_has_summaries_cut_to_the_width(void **state)
{
    (void)state;
    assert_listed(80, "  describe  tells all\n"
                      "  echo      says it again\n"
                      "  upcase    \n"
                      "  upper     makes it large\n");
    assert_listed(20, "  describe  tells a\n"
                      "  echo      says it\n"
                      "  upcase    \n"
                      "  upper     makes i\n");
    assert_listed(8, "  descr\n  echo \n  upcas\n  upper\n");
    assert_listed(1, "\n\n\n\n");
}

static void a_character_is_not_cut_in_two(void **state)
{
    struct repl_completion found = {
        .shown = {{"a", "\xc3\xa4\xc3\xb6\xc3\xbc"}}, .count = 1};
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(repl_complete_list(&found, 8, &out), MW_OK);
    assert_memory_equal(out.at, "  a  \xc3\xa4\xc3\xb6\n", out.len);
    mw_buffer_fini(&out);
}

static void of_very_many_some_are_shown_and_the_rest_counted(void **state)
{
    struct repl_method many[100];
    struct repl_methods all = {.at = many, .count = 100};
    struct repl_completion found;
    struct mw_buffer out = {0};

    (void)state;
    for (size_t i = 0; i < 100; i++) {
        many[i] = (struct repl_method){"same", ""};
    }
    repl_complete(&all, false, mw_text("s"), &found);
    assert_int_equal(found.count, 100);
    assert_int_equal(repl_complete_list(&found, 80, &out), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_non_null(strstr((const char *)out.at, "  and 60 more\n"));
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_word_is_a_method),
        cmocka_unit_test(a_colon_begins_a_command),
        cmocka_unit_test(behind_a_command_comes_what_it_takes),
        cmocka_unit_test(text_for_the_method_in_use_is_left_alone),
        cmocka_unit_test(the_list_has_summaries_cut_to_the_width),
        cmocka_unit_test(a_character_is_not_cut_in_two),
        cmocka_unit_test(of_very_many_some_are_shown_and_the_rest_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
