#include "support.h"

#include "look.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static struct job seen; /* what the command was given, */
static bool its_own;    /* with a look that is the job's own */

static enum mw_status run(const struct job *job, struct mw_error *err)
{
    seen = *job;
    its_own = job->opt->output.colours == &job->colours &&
              job->opt->progress == &job->progress &&
              job->report.progress == &job->progress;
    return mw_error_set(err, MW_ECLOSED, "it ended so");
}

static const struct command command = {.name = "test", .run = run};

/* What is said on stderr while the command runs. */
static void assert_said(struct options *opt, const char *sentence)
{
    struct job job = {
        .command = &command, .opt = opt, .report = {.verb = "test"}};
    char got[512] = "";
    int ends[2], saved = dup(STDERR_FILENO);
    struct mw_error err;

    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    dup2(ends[1], STDERR_FILENO);
    its_own = false;
    assert_int_equal(look_run(&job, opt, &err), MW_ECLOSED);
    dup2(saved, STDERR_FILENO);
    assert_true(its_own);
    assert_string_equal(err.text, "it ended so");
    if (read(ends[0], got, sizeof(got) - 1) < 0) {
        assert_string_equal(sentence, "");
    }
    assert_string_equal(got, sentence);
    close(ends[0]);
    close(ends[1]);
    close(saved);
}

static void the_command_has_its_colours_and_its_progress(void **state)
{
    struct options opt = {.output = {.colour = SCREEN_ALWAYS}};

    (void)state;
    setenv("MSGWIRE_COLORS", "key=35", 1);
    assert_said(&opt, "");
    assert_int_equal(seen.report.colour, SCREEN_ALWAYS);
    assert_string_equal(seen.colours.sgr[MW_INK_KEY], "35");
}

static void who_sees_colours_is_told_of_wrong_ones(void **state)
{
    struct options opt = {.output = {.colour = SCREEN_ALWAYS}};

    (void)state;
    setenv("MSGWIRE_COLORS", "keys=35", 1);
    assert_said(&opt, "msgwire: test: MSGWIRE_COLORS: keys=35: expected one of "
                      "plain, key, string, number, bool, null, typed, dim, "
                      "title, fault\n");
    opt.output.colour = SCREEN_NEVER;
    assert_said(&opt, "");
    unsetenv("MSGWIRE_COLORS");
}

static void no_one_waits_for_progress_who_wants_silence_or_a_trace(void **state)
{
    struct options opt = {.quiet = true};

    (void)state;
    assert_said(&opt, "");
    assert_false(seen.progress.wanted);
    opt = (struct options){.trace = true};
    assert_said(&opt, "");
    assert_false(seen.progress.wanted);
    opt = (struct options){.output = {.form = RENDER_NONE}};
    assert_said(&opt, "");
    assert_true(seen.progress.wanted);
    assert_false(seen.progress.prints);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_command_has_its_colours_and_its_progress),
        cmocka_unit_test(who_sees_colours_is_told_of_wrong_ones),
        cmocka_unit_test(
            no_one_waits_for_progress_who_wants_silence_or_a_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
