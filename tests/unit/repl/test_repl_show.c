#include "support.h"

#include "repl/repl_show.h"

#include <msgwire/json.h>

#include <unistd.h>

/* What is shown of a value, on a terminal that is 20 columns wide or in a
 * pipe. */
static void assert_shown(bool live, const char *head, const char *json,
                         const char *expected)
{
    struct repl_show show = {.live = live};
    struct mw_buffer value = {0};
    char got[256];
    ssize_t len;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    show.render = (struct render){
        .out = {.fd = ends[1]},
        .form = live ? RENDER_PRETTY : RENDER_JSON,
        .width = live ? 20 : 0,
    };
    assert_int_equal(mw_json_read(mw_text(json), NULL, &value, NULL), MW_OK);
    assert_int_equal(repl_show_value(&show, head, render_value,
                                     mw_buffer_bytes(&value),
                                     mw_buffer_bytes(&value), NULL),
                     MW_OK);
    close(ends[1]);
    len = read(ends[0], got, sizeof(got) - 1);
    assert_true(len >= 0);
    got[len] = '\0';
    assert_string_equal(got, expected);
    close(ends[0]);
    mw_buffer_fini(&value);
    mw_buffer_fini(&show.render.out.buffer);
}

static void a_person_sees_what_it_is(void **state)
{
    (void)state;
    assert_shown(true, "", "[1,2]", "[1, 2]\n");
    assert_shown(true, "3: ", "[1,2]", "3: [1, 2]\n");
}

static void a_value_that_does_not_fit_begins_a_line(void **state)
{
    (void)state;
    assert_shown(true, "<- some name: ", "\"seventeen chars.\"",
                 "<- some name:\n\"seventeen chars.\"\n");
}

static void a_pipe_gets_the_value_alone(void **state)
{
    (void)state;
    assert_shown(false, "3: ", "[1,2]", "[1,2]\n");
}

static void count_clear(void *data)
{
    ++*(int *)data;
}

static void there_is_place_before_anything_is_printed(void **state)
{
    int cleared = 0;
    struct repl_show show = {
        .render = {.out = {.fd = STDOUT_FILENO}, .form = RENDER_NONE},
        .report = {.quiet = true},
        .clear = count_clear,
        .data = &cleared,
    };

    (void)state;
    assert_int_equal(repl_show_value(&show, "", render_value, mw_text("\xc0"),
                                     mw_text("\xc0"), NULL),
                     MW_OK);
    repl_show_sayf(&show, "%d", 1);
    repl_show_text(&show, mw_text(""));
    assert_int_equal(cleared, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_sees_what_it_is),
        cmocka_unit_test(a_value_that_does_not_fit_begins_a_line),
        cmocka_unit_test(a_pipe_gets_the_value_alone),
        cmocka_unit_test(there_is_place_before_anything_is_printed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
