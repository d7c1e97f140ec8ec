#include "support.h"

#include "input/input.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int ends[2];

static int open_pipe(void **state)
{
    (void)state;
    return pipe(ends);
}

static void feed_bytes(const char *text)
{
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
}

static void assert_rest(const struct input *input, const char *text)
{
    assert_true(mw_bytes_equal(input->rest, mw_text(text)));
}

static void what_is_not_used_stays_in_front_of_what_comes(void **state)
{
    struct input input = {.fd = ends[0]};

    (void)state;
    feed_bytes("used+kept");
    assert_int_equal(input_fill(&input, NULL), MW_OK);
    assert_rest(&input, "used+kept");
    input_use(&input, mw_bytes(input.rest.at + 5, input.rest.len - 5));
    feed_bytes("+more");
    assert_int_equal(input_fill(&input, NULL), MW_OK);
    assert_rest(&input, "kept+more");
    input_close(&input);
    close(ends[1]);
}

static void the_offset_counts_what_was_used(void **state)
{
    struct input input = {.fd = ends[0]};

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        feed_bytes("12345");
        assert_int_equal(input_fill(&input, NULL), MW_OK);
        assert_int_equal(input.offset, 5 * i);
        input_use(&input, mw_bytes(NULL, 0));
    }
    assert_int_equal(input.offset, 15);
    input_close(&input);
    close(ends[1]);
}

static void the_end_is_told_and_keeps_the_rest(void **state)
{
    struct input input = {.fd = ends[0]};

    (void)state;
    feed_bytes("cut");
    close(ends[1]);
    assert_int_equal(input_fill(&input, NULL), MW_OK);
    assert_int_equal(input_fill(&input, NULL), MW_ECLOSED);
    assert_rest(&input, "cut");
    input_close(&input);
}

static void nothing_to_read_now_is_not_the_end(void **state)
{
    struct input input = {.fd = ends[0]};

    (void)state;
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(input_fill(&input, NULL), MW_EAGAIN);
    input_close(&input);
    close(ends[1]);
}

static void all_of_it_is_read_up_to_a_limit(void **state)
{
    struct input input = {.fd = ends[0]};
    struct mw_error err;

    (void)state;
    feed_bytes("twelve bytes");
    close(ends[1]);
    assert_int_equal(input_fill_all(&input, 11, &err), MW_ETOOBIG);
    assert_string_equal(err.text, "the input is longer than 11 bytes");
    assert_int_equal(input_fill_all(&input, 12, NULL), MW_OK);
    assert_rest(&input, "twelve bytes");
    input_close(&input);
}

static void a_file_that_is_not_there_is_a_wrong_argument(void **state)
{
    struct input input;
    struct mw_error err;

    (void)state;
    assert_int_equal(input_open(&input, "no/such/file", &err), MW_EINVAL);
    assert_string_equal(err.text,
                        "can't open no/such/file: No such file or directory");
}

static void a_dash_and_no_name_are_stdin(void **state)
{
    struct input input;

    (void)state;
    assert_int_equal(input_open(&input, NULL, NULL), MW_OK);
    assert_true(input_is_stdin(&input));
    assert_int_equal(input_open(&input, "-", NULL), MW_OK);
    assert_int_equal(input.fd, STDIN_FILENO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_not_used_stays_in_front_of_what_comes,
                               open_pipe),
        cmocka_unit_test_setup(the_offset_counts_what_was_used, open_pipe),
        cmocka_unit_test_setup(the_end_is_told_and_keeps_the_rest, open_pipe),
        cmocka_unit_test_setup(nothing_to_read_now_is_not_the_end, open_pipe),
        cmocka_unit_test_setup(all_of_it_is_read_up_to_a_limit, open_pipe),
        cmocka_unit_test(a_file_that_is_not_there_is_a_wrong_argument),
        cmocka_unit_test(a_dash_and_no_name_are_stdin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
