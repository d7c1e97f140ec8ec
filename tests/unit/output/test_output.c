#include "support.h"

#include "output/output.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static void what_was_appended_is_written_whole_and_in_order(void **state)
{
    char got[8] = "";
    int ends[2];
    struct output out = {0};

    (void)state;
    assert_int_equal(pipe(ends), 0);
    out.fd = ends[1];
    mw_buffer_append(&out.buffer, mw_text("one\n"));
    mw_buffer_append(&out.buffer, mw_text("two"));
    assert_int_equal(output_flush(&out, NULL), MW_OK);
    assert_int_equal(out.buffer.len, 0);
    assert_int_equal(read(ends[0], got, sizeof(got)), 7);
    assert_memory_equal(got, "one\ntwo", 7);
    mw_buffer_fini(&out.buffer);
    close(ends[0]);
    close(ends[1]);
}

static void a_reader_that_has_left_is_a_quiet_end(void **state)
{
    struct output out = {0};
    struct mw_error err;
    int ends[2];

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    out.fd = ends[1];
    mw_buffer_append(&out.buffer, mw_text("unread"));
    assert_int_equal(output_flush(&out, &err), MW_ECANCELED);
    assert_string_equal(err.text, "");
    mw_buffer_fini(&out.buffer);
    close(ends[1]);
}

static void a_full_disk_is_an_error_with_a_sentence(void **state)
{
    struct output out = {.fd = open("/dev/full", O_WRONLY)};
    struct mw_error err;

    (void)state;
    if (out.fd < 0) {
        skip_because("no /dev/full");
    }
    mw_buffer_append(&out.buffer, mw_text("lost"));
    assert_int_equal(output_flush(&out, &err), MW_ESYSTEM);
    assert_string_equal(err.text,
                        "can't write the output: No space left on device");
    mw_buffer_fini(&out.buffer);
    close(out.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_appended_is_written_whole_and_in_order),
        cmocka_unit_test(a_reader_that_has_left_is_a_quiet_end),
        cmocka_unit_test(a_full_disk_is_an_error_with_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
