#include "support.h"

#include "log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A log into a pipe. */
struct fixture {
    uv_loop_t uv;
    struct log log;
    int from, to;
    char text[65536];
};

static int open_log(void **state)
{
    struct fixture *fix = calloc(1, sizeof(*fix));
    int ends[2];

    assert_non_null(fix);
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    fix->from = ends[0];
    fix->to = ends[1];
    uv_loop_init(&fix->uv);
    log_open(&fix->log, &fix->uv, fix->to, LEVEL_INFO);
    *state = fix;
    return 0;
}

static int close_log(void **state)
{
    struct fixture *fix = *state;

    log_close(&fix->log);
    uv_run(&fix->uv, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fix->uv), 0);
    close(fix->from);
    close(fix->to);
    free(fix);
    return 0;
}

/* What was written since the last call. */
static const char *written(struct fixture *fix)
{
    ssize_t len = read(fix->from, fix->text, sizeof(fix->text) - 1);

    fix->text[len < 0 ? 0 : len] = '\0';
    return fix->text;
}

static size_t lines(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += *text == '\n';
    }
    return count;
}

static void a_line_says_when_how_bad_and_what(void **state)
{
    struct fixture *fix = *state;
    const char *text;

    log_line(&fix->log, LEVEL_WARNING, LOG_PEER, "%s: gone", "tcp://x:1");
    text = written(fix);
    assert_int_equal(strlen(text), strlen("2026-01-14T08:25:36.000Z") +
                                       strlen(" warning tcp://x:1: gone\n"));
    assert_non_null(strstr(text, "Z warning tcp://x:1: gone\n"));
}

static void what_is_below_the_level_is_not_written(void **state)
{
    struct fixture *fix = *state;

    assert_false(log_wants(&fix->log, LEVEL_DEBUG));
    log_line(&fix->log, LEVEL_DEBUG, LOG_SERVER, "detail");
    assert_string_equal(written(fix), "");
}

static void control_bytes_are_escaped(void **state)
{
    struct fixture *fix = *state;

    log_line(&fix->log, LEVEL_INFO, LOG_BODY, "a\x1b[2J\nb\x7f");
    assert_non_null(strstr(written(fix), " a\\x1b[2J\\x0ab\\x7f\n"));
}

static void a_flood_of_one_kind_is_cut_and_counted(void **state)
{
    struct fixture *fix = *state;

    for (size_t i = 0; i < LOG_LINES_MAX + 1234; i++) {
        log_line(&fix->log, LEVEL_INFO, LOG_BODY, "garbage");
    }
    assert_int_equal(lines(written(fix)), LOG_LINES_MAX);
    log_line(&fix->log, LEVEL_INFO, LOG_SERVER, "another kind");
    assert_int_equal(lines(written(fix)), 1);
    log_turn(&fix->log);
    assert_non_null(strstr(written(fix), "1234 more lines about bad"));
    log_line(&fix->log, LEVEL_INFO, LOG_BODY, "garbage");
    assert_int_equal(lines(written(fix)), 1);
}

static void a_pipe_that_nobody_empties_does_not_block(void **state)
{
    struct fixture *fix = *state;

    fcntl(fix->to, F_SETFL, 0);
    for (size_t i = 0; i < 4096; i++) {
        log_turn(&fix->log);
        log_line(&fix->log, LEVEL_INFO, LOG_PEER, "%0*d", 100, 0);
    }
    assert_true(lines(written(fix)) > 100); /* and it came so far */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_says_when_how_bad_and_what,
                                        open_log, close_log),
        cmocka_unit_test_setup_teardown(what_is_below_the_level_is_not_written,
                                        open_log, close_log),
        cmocka_unit_test_setup_teardown(control_bytes_are_escaped, open_log,
                                        close_log),
        cmocka_unit_test_setup_teardown(a_flood_of_one_kind_is_cut_and_counted,
                                        open_log, close_log),
        cmocka_unit_test_setup_teardown(
            a_pipe_that_nobody_empties_does_not_block, open_log, close_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
