#include "support.h"

#include <msgwire/colours.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_colour(const char *line, enum mw_ink ink, const char *sgr)
{
    struct mw_colours colours;

    mw_colours_init(&colours);
    assert_int_equal(mw_colours_read(&colours, line, NULL), MW_OK);
    assert_string_equal(colours.sgr[ink], sgr);
}

static void each_kind_is_chosen_by_its_name(void **state)
{
    (void)state;
    for (size_t ink = 0; mw_colours_at(ink) != NULL; ink++) {
        char line[64] = "";

        strcat(line, mw_colours_at(ink)->name);
        strcat(line, "=95;1");
        assert_colour(line, (enum mw_ink)ink, "95;1");
    }
    assert_null(mw_colours_at(MW_INKS));
}

static void what_is_not_named_keeps_its_colour(void **state)
{
    const char *usual = mw_colours_at(MW_INK_NUMBER)->usual;

    (void)state;
    assert_colour("", MW_INK_NUMBER, usual);
    assert_colour("key=34;1:string=32", MW_INK_NUMBER, usual);
    assert_colour(":key=34;1::string=32:", MW_INK_STRING, "32");
    assert_colour("key=34:key=", MW_INK_KEY, "");
}

static void assert_refused(const char *line, const char *sentence)
{
    struct mw_colours colours, before;
    struct mw_error err;

    mw_colours_init(&colours);
    before = colours;
    assert_int_equal(mw_colours_read(&colours, line, &err), MW_EINVAL);
    assert_string_equal(err.text, sentence);
    assert_memory_equal(&colours, &before, sizeof(colours));
}

static void what_is_wrong_is_told_and_changes_nothing(void **state)
{
    (void)state;
    assert_refused("key", "key: expected name=colour, such as key=34;1");
    assert_refused("string=32:keys=34",
                   "keys=34: expected one of plain, key, string, number, bool, "
                   "null, typed, dim, title, fault");
    assert_refused("key=blue",
                   "key=blue: expected digits and semicolons, such as 34;1");
    assert_refused("key=38;2;255;255;255;48;2;0;0;0",
                   "key=38;2;255;255;255;48;2;0;0;0: expected a shorter "
                   "colour, such as 38;5;32");
}

/* What ends the sequence would let the rest of the line be a command. */
static void no_command_to_a_terminal_passes(void **state)
{
    static const char *const lines[] = {
        "key=0m\x1b]52;c;aGk=\x07",
        "key=1m",
        "key=\x1b[2J",
        "key=3\n",
        "key=-1",
        "key=1 ",
        "key=?25",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct mw_colours colours;
        struct mw_error err;

        mw_colours_init(&colours);
        assert_int_equal(mw_colours_read(&colours, lines[i], &err), MW_EINVAL);
        for (const char *at = err.text; *at != '\0'; at++) {
            assert_in_range(*at, 0x20, 0x7e);
        }
    }
}

static double linear(double channel)
{
    channel /= 255;
    return channel <= 0.04045 ? channel / 12.92
                              : pow((channel + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned rgb)
{
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) +
           0.0722 * linear(rgb & 255);
}

static double contrast(double a, double b)
{
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

/* The colour of xterm's palette of 256, of which the first 16 are the
 * person's own. */
static unsigned palette(unsigned index)
{
    static const unsigned levels[] = {0, 95, 135, 175, 215, 255};

    assert_in_range(index, 16, 255);
    if (index >= 232) {
        return (8 + 10 * (index - 232)) * 0x010101;
    }
    index -= 16;
    return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 |
           levels[index % 6];
}

/* WCAG 2.1, 1.4.11: 3 to 1 is what can be made out. */
static void each_usual_colour_stands_out_on_dark_and_on_light(void **state)
{
    static const unsigned grounds[] = {
        0x000000, 0xffffff, 0x002b36, 0xfdf6e3 /* Solarized */
    };

    (void)state;
    for (size_t ink = 0; ink < MW_INKS; ink++) {
        const char *indexed = strstr(mw_colours_at(ink)->usual, "38;5;");

        for (size_t i = 0; indexed != NULL && i < 4; i++) {
            unsigned index = (unsigned)strtoul(indexed + 5, NULL, 10);

            assert_true(contrast(luminance(palette(index)),
                                 luminance(grounds[i])) > 3.4);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_chosen_by_its_name),
        cmocka_unit_test(what_is_not_named_keeps_its_colour),
        cmocka_unit_test(what_is_wrong_is_told_and_changes_nothing),
        cmocka_unit_test(no_command_to_a_terminal_passes),
        cmocka_unit_test(each_usual_colour_stands_out_on_dark_and_on_light),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
