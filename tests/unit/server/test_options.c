#include "support.h"

#include "options.h"

#include <stdarg.h>

enum { WORDS_MAX = 8 };

/* Reads the words, the last of which is NULL. */
static enum mw_status read_words(struct options *options, struct mw_error *err,
                                 ...)
{
    const char *words[WORDS_MAX];
    int count = 0;
    va_list args;

    va_start(args, err);
    while ((words[count] = va_arg(args, const char *)) != NULL) {
        count++;
    }
    va_end(args);
    return options_read(options, count, (char **)words, err);
}

static void without_words_it_is_the_contract(void **state)
{
    const struct mw_limits limits = mw_limits_default();
    struct options options;
    struct mw_error err;

    (void)state;
    assert_int_equal(read_words(&options, &err, NULL), MW_OK);
    assert_int_equal(options.verb, OPTIONS_RUN);
    assert_int_equal(options.listen.count, 0);
    assert_false(options.public);
    assert_memory_equal(&options.limits, &limits, sizeof(limits));
    assert_ptr_equal(options.link.framing, mw_framing_at(0));
    assert_false(options.link.socket.delay);
    assert_int_equal(options.link.socket.unix_mode, 0600);
    assert_int_equal(options.grace_ms, 5000);
    assert_int_equal(options.spin_ns, 0);
    assert_int_equal(options.log_level, LEVEL_INFO);
}

static void each_limit_is_an_option(void **state)
{
#define LIMIT(name, value, unit, option, summary) "--" option,
    static const char *const names[] = {
#include "limits.inc"
    };
#undef LIMIT
    struct options options;
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        bool is_time = strstr(names[i], "timeout") != NULL;
        assert_int_equal(read_words(&options, &err, "--out-low", "1", names[i],
                                    is_time ? "1h" : "3", NULL),
                         MW_OK);
    }
    assert_int_equal(read_words(&options, &err, "--max-frame", "64Ki", NULL),
                     MW_OK);
    assert_int_equal(options.limits.max_frame, 64 << 10);
}

static void a_duration_never_shrinks_to_never(void **state)
{
    struct options options;
    struct mw_error err;

    (void)state;
    assert_int_equal(read_words(&options, &err, "--idle-timeout", "1us",
                                "--keepalive", "1ms", NULL),
                     MW_OK);
    assert_int_equal(options.limits.idle_ms, 1);
    assert_int_equal(options.link.socket.keepalive_s, 1);
}

static void what_is_asked_of_sockets_arrives(void **state)
{
    struct options options;
    struct mw_error err;

    (void)state;
    assert_int_equal(read_words(&options, &err, "--no-nodelay", "--rcvbuf=64Ki",
                                "--unix-mode=0660", "--congestion=cubic",
                                "--framing=none", NULL),
                     MW_OK);
    assert_true(options.link.socket.delay);
    assert_int_equal(options.link.socket.rcvbuf, 64 << 10);
    assert_int_equal(options.link.socket.unix_mode, 0660);
    assert_string_equal(options.link.socket.congestion, "cubic");
    assert_string_equal(mw_framing_name(options.link.framing), "none");
}

static void limits_that_cannot_hold_are_refused(void **state)
{
    struct options options;
    struct mw_error err;

    (void)state;
    assert_int_equal(read_words(&options, &err, "--out-high", "1k", NULL),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "--out-low"));
    assert_int_equal(read_words(&options, &err, "--max-datagram", "1M", NULL),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "--max-datagram"));
    assert_int_equal(read_words(&options, &err, "--max-depth", "513", NULL),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "--max-depth"));
    assert_int_equal(
        read_words(&options, &err, "--max-bad", "5000000000", NULL), MW_EINVAL);
    assert_string_equal(err.text,
                        "--max-bad 5000000000: expected at most 4294967295");
    assert_int_equal(read_words(&options, &err, "--stall-timeout", "0s", NULL),
                     MW_EINVAL);
    assert_string_equal(err.text, "--stall-timeout 0: expected more than 0");
    assert_int_equal(read_words(&options, &err, "--framing", "u16be",
                                "--max-frame", "64Ki", NULL),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "--max-frame"));
}

static void a_framing_that_can_say_less_lowers_the_default(void **state)
{
    struct options options;
    struct mw_error err;

    (void)state;
    assert_int_equal(read_words(&options, &err, "--framing", "u16be", NULL),
                     MW_OK);
    assert_int_equal(options.limits.max_frame, UINT16_MAX);
}

static void what_is_wrong_is_named_with_what_was_expected(void **state)
{
    struct options options;
    struct mw_error err;

    (void)state;
    assert_int_equal(read_words(&options, &err, "--framing", "u8", NULL),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "--framing u8: expected one of u32be"));
    assert_int_equal(read_words(&options, &err, "--unix-mode", "rw", NULL),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "--unix-mode rw: expected octal"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_words_it_is_the_contract),
        cmocka_unit_test(each_limit_is_an_option),
        cmocka_unit_test(a_duration_never_shrinks_to_never),
        cmocka_unit_test(what_is_asked_of_sockets_arrives),
        cmocka_unit_test(limits_that_cannot_hold_are_refused),
        cmocka_unit_test(a_framing_that_can_say_less_lowers_the_default),
        cmocka_unit_test(what_is_wrong_is_named_with_what_was_expected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
