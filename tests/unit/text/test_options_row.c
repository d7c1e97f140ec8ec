#include "support.h"

#include "sample_options.h"
#include "text/options_row.h"

/* The row of the sample with this name. */
static const struct mw_option *row(const char *name)
{
    const struct mw_option *option = sample_options;

    while (strcmp(option->name, name) != 0) {
        option++;
    }
    return option;
}

static void a_sentence_has_the_choices(void **state)
{
    char text[MW__OPTIONS_ROW_TEXT];

    (void)state;
    assert_string_equal(mw__options_row_sentence(row("output"), text),
                        "how messages are printed: pretty, json or hex");
    assert_string_equal(mw__options_row_sentence(row("quiet"), text),
                        "print nothing but data");
}

static void a_note_has_bounds_and_default_or_is_nothing(void **state)
{
    const struct sample defaults = {.count = 7, .frame = 1024};
    char text[MW__OPTIONS_ROW_TEXT] = "what was there before";

    (void)state;
    assert_string_equal(mw__options_row_note(row("quiet"), &defaults, text),
                        "");
    assert_string_equal(mw__options_row_note(row("rate"), NULL, text), "");
    assert_string_equal(mw__options_row_note(row("count"), &defaults, text),
                        "(at most 65535, default 7)");
    assert_string_equal(mw__options_row_note(row("count"), NULL, text),
                        "(at most 65535)");
    assert_string_equal(mw__options_row_note(row("max-frame"), &defaults, text),
                        "(64 to 1Gi, default 1Ki)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_has_the_choices),
        cmocka_unit_test(a_note_has_bounds_and_default_or_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
