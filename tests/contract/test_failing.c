/* What a stream that fails still owes: promises first, then why, then its end.
 * Run as: test_failing URL */
#include "promises.h"

#include <sys/socket.h>
#include <unistd.h>

struct fault {
    const char *bytes;
    size_t len;
    bool ends; /* the peer half-closes behind it */
    int code;
};

static const struct fault faults[] = {
    {"\0\0\0\0", 4, false, MW_CODE_PARSE_ERROR},
    {"\x7f\xff\xff\xff", 4, false, MW_CODE_FRAME_TOO_LARGE},
    {"\0\0\0\x09\xa8", 5, true, MW_CODE_PARSE_ERROR},
    {"\0\0\0\0", 4, true, MW_CODE_PARSE_ERROR},
};

/* A peer that has asked this often, and then made this fault. */
static int fault_after(struct ground *ground, struct promises *promises,
                       size_t asked, const struct fault *fault)
{
    int fd = raw_connect(ground);

    for (size_t i = 0; i < asked; i++) {
        raw_send_body(ground, fd, mw_text("\x01"));
    }
    run_until(ground, &promises->count, asked);
    raw_send(ground, fd, mw_bytes(fault->bytes, fault->len));
    if (fault->ends) {
        shutdown(fd, SHUT_WR);
    }
    run_for(ground, 20);
    return fd;
}

static void keep_and_free(struct promises *promises, size_t index,
                          const char *answer)
{
    assert_int_equal(keep(promises->list[index], mw_text(answer)), MW_OK);
    mw_promise_free(promises->list[index]);
}

/* It gets these bytes, then the notification, then the end. */
static void gets_then_the_error(struct ground *ground, int fd,
                                struct mw_bytes answers, int code)
{
    struct mw_buffer in = {0};

    assert_int_equal(raw_read(ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_true(in.len > answers.len);
    assert_true(mw_bytes_equal(mw_bytes(in.at, answers.len), answers));
    assert_ends_with_error(ground, mw_buffer_bytes(&in), code);
    mw_buffer_fini(&in);
}

static void what_was_promised_goes_before_a_fault_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        struct promises promises;
        struct ground ground;
        int fd;

        ground_that_promises(&ground, &promises);
        fd = fault_after(&ground, &promises, 3, &faults[i]);
        assert_non_null(mw_conn_fault(ground.server[0].conn));
        assert_int_equal(counters(&ground)->errors_told, 0);
        keep_and_free(&promises, 1, "\x22");
        keep_and_free(&promises, 0, "\x11");
        run_for(&ground, 20);
        assert_false(ground.server[0].closed);
        keep_and_free(&promises, 2, "\x33");
        gets_then_the_error(
            &ground, fd,
            mw_bytes("\0\0\0\x01\x22\0\0\0\x01\x11\0\0\0\x01\x33", 15),
            faults[i].code);
        shutdown(fd, SHUT_WR);
        run_until(&ground, &ground.server[0].closes, 1);
        assert_int_not_equal(ground.server[0].why.status, MW_OK);
        assert_int_equal(counters(&ground)->errors_told, 1);
        assert_int_equal(counters(&ground)->frames_broken, 1);
        close(fd);
        ground_close(&ground);
    }
}

static void between_a_fault_and_its_end_nothing_else_is_taken(void **state)
{
    struct promises promises;
    struct ground ground;
    int fd;

    (void)state;
    ground_that_promises(&ground, &promises);
    fd = fault_after(&ground, &promises, 1, &faults[0]);
    raw_send_body(&ground, fd, mw_text("\x01"));
    raw_send(&ground, fd, mw_bytes("\0\0\0\0", 4));
    run_for(&ground, 20);
    assert_int_equal(promises.count, 1);
    assert_int_equal(counters(&ground)->frames_broken, 1);
    assert_null(mw_conn_begin(ground.server[0].conn));
    mw_conn_finish(ground.server[0].conn);
    keep_and_free(&promises, 0, "\x11");
    gets_then_the_error(&ground, fd, mw_bytes("\0\0\0\x01\x11", 5),
                        MW_CODE_PARSE_ERROR);
    close(fd);
    ground_close(&ground);
}

static void a_promise_that_is_dropped_lets_the_fault_be_told(void **state)
{
    struct promises promises;
    struct ground ground;
    int fd;

    (void)state;
    ground_that_promises(&ground, &promises);
    fd = fault_after(&ground, &promises, 2, &faults[0]);
    keep_and_free(&promises, 0, "\x11");
    mw_promise_free(promises.list[1]);
    gets_then_the_error(&ground, fd, mw_bytes("\0\0\0\x01\x11", 5),
                        MW_CODE_PARSE_ERROR);
    close(fd);
    ground_close(&ground);
}

static void a_promise_that_is_never_kept_holds_no_failed_stream(void **state)
{
    struct promises promises;
    struct ground ground;
    uint64_t since;
    int fd;

    (void)state;
    ground_that_promises_within(&ground, &promises, 300);
    fd = fault_after(&ground, &promises, 2, &faults[0]);
    run_for(&ground, 150);
    keep_and_free(&promises, 0, "\x11");
    since = now_ms();
    gets_then_the_error(&ground, fd, mw_bytes("\0\0\0\x01\x11", 5),
                        MW_CODE_PARSE_ERROR);
    assert_took(since, 300);
    assert_null(mw_promise_begin(promises.list[1]));
    shutdown(fd, SHUT_WR);
    run_until(&ground, &ground.server[0].closes, 1);
    assert_int_equal(ground.server[0].why.status, MW_EFRAME);
    mw_promise_free(promises.list[1]);
    close(fd);
    ground_close(&ground);
}

static void close_it(struct ground *ground, int fd)
{
    mw_conn_close(ground->server[0].conn);
    run_until(ground, &ground->server[0].closes, 1);
    close(fd);
}

static void close_the_loop(struct ground *ground, int fd)
{
    mw_loop_close(ground->loop);
    close(fd);
}

static void reset_it(struct ground *ground, int fd)
{
    raw_reset(fd);
    if (strncmp(contract_url, "tcp:", 4) == 0) {
        run_until(ground, &ground->server[0].closes, 1);
    }
}

static void a_failed_stream_that_owes_can_end_at_once(void **state)
{
    void (*const ends[])(struct ground *, int) = {close_it, close_the_loop,
                                                  reset_it};

    (void)state;
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        struct promises promises;
        struct ground ground;

        ground_that_promises(&ground, &promises);
        ends[i](&ground, fault_after(&ground, &promises, 1, &faults[0]));
        (void)keep(promises.list[0], mw_text("\x11"));
        mw_promise_free(promises.list[0]);
        ground_close(&ground);
    }
}

static void who_has_gone_altogether_is_let_go(void **state)
{
    struct promises promises;
    struct ground ground;

    (void)state;
    ground_that_promises(&ground, &promises);
    close(fault_after(&ground, &promises, 3, &faults[2]));
    for (size_t i = 0; i < promises.count; i++) {
        (void)keep(promises.list[i], mw_text("\x11"));
        run_for(&ground, 20);
        mw_promise_free(promises.list[i]);
    }
    run_until(&ground, &ground.server[0].closes, 1);
    ground_close(&ground);
}

static void a_loop_that_drains_waits_for_a_failed_stream(void **state)
{
    struct promises promises;
    struct ground ground;
    int fd;

    (void)state;
    ground_that_promises(&ground, &promises);
    fd = fault_after(&ground, &promises, 1, &faults[0]);
    mw_loop_drain(ground.loop);
    run_for(&ground, 100);
    assert_false(ground.server[0].closed);
    keep_and_free(&promises, 0, "\x11");
    gets_then_the_error(&ground, fd, mw_bytes("\0\0\0\x01\x11", 5),
                        MW_CODE_PARSE_ERROR);
    close(fd);
    run_until(&ground, &ground.server[0].closes, 1);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_promised_goes_before_a_fault_is_told),
        cmocka_unit_test(between_a_fault_and_its_end_nothing_else_is_taken),
        cmocka_unit_test(a_promise_that_is_dropped_lets_the_fault_be_told),
        cmocka_unit_test(a_promise_that_is_never_kept_holds_no_failed_stream),
        cmocka_unit_test(a_failed_stream_that_owes_can_end_at_once),
        cmocka_unit_test(who_has_gone_altogether_is_let_go),
        cmocka_unit_test(a_loop_that_drains_waits_for_a_failed_stream),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
