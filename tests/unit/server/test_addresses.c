#include "support.h"

#include "addresses.h"
#include "log.h"

static enum mw_status read_one(const char *typed, bool public,
                               struct mw_error *err)
{
    const struct mw_option_list list = {.count = 1, .items = {typed}};
    const struct mw_link usual = {.values = 0};
    struct addresses addresses;

    return addresses_read(&list, &usual, public, &addresses, err);
}

static void loopback_needs_no_leave(void **state)
{
    static const char *const typed[] = {
        "tcp://127.0.0.1:1", "udp://127.255.0.9:1", "tcp://[::1]:1",
        "tcp://localhost:1", "unix:/run/x.sock",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        assert_int_equal(read_one(typed[i], false, NULL), MW_OK);
    }
}

static void what_others_can_reach_must_be_asked_for(void **state)
{
    static const char *const typed[] = {
        "tcp://0.0.0.0:1", "udp://[::]:1",        "tcp://192.0.2.1:1",
        "tcp://example:1", "tcp://128.0.0.1:1",   ":1",
        "tcp://[::127]:1", "udp://localhost.x:1", "tcp://[::ffff:1.2.3.4]:1",
    };
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        assert_int_equal(read_one(typed[i], false, &err), MW_EINVAL);
        assert_non_null(strstr(err.text, typed[i]));
        assert_non_null(strstr(err.text, "--public"));
        assert_int_equal(read_one(typed[i], true, &err), MW_OK);
    }
}

static void a_wrong_address_is_refused_with_its_option(void **state)
{
    struct mw_error err;

    (void)state;
    assert_int_equal(read_one("tcp:/host", true, &err), MW_EINVAL);
    assert_memory_equal(err.text, "--listen tcp:/host: ", 20);
}

/* The defaults, as URLs with a space behind each. */
static const char *defaults(bool has_ipv6, const char *runtime_dir)
{
    static char text[MW_OPTION_LIST_MAX * MW_ENDPOINT_TEXT];
    const struct mw_link usual = {.values = 0};
    struct addresses addresses;
    char url[MW_ENDPOINT_TEXT];
    uv_loop_t uv;
    struct log log;

    uv_loop_init(&uv);
    log_open(&log, &uv, -1, LEVEL_ERROR);
    addresses_default(&usual, has_ipv6, runtime_dir, &addresses, &log);
    log_close(&log);
    uv_run(&uv, UV_RUN_DEFAULT);
    uv_loop_close(&uv);
    text[0] = '\0';
    for (size_t i = 0; i < addresses.count; i++) {
        strcat(text, mw_endpoint_format(&addresses.at[i].endpoint, url));
        strcat(text, " ");
    }
    return text;
}

static void by_default_it_is_loopback_and_the_users_socket(void **state)
{
    (void)state;
    assert_string_equal(defaults(true, "/tmp"),
                        "tcp://127.0.0.1:6749 udp://127.0.0.1:6749 "
                        "tcp://[::1]:6749 udp://[::1]:6749 "
                        "unix:/tmp/msgwire.sock ");
}

static void what_the_machine_does_not_have_is_left_out(void **state)
{
    char long_dir[MW_PATH_MAX + 2];

    (void)state;
    memset(long_dir, '/', sizeof(long_dir) - 1);
    long_dir[sizeof(long_dir) - 1] = '\0';
    assert_string_equal(defaults(false, NULL),
                        "tcp://127.0.0.1:6749 udp://127.0.0.1:6749 ");
    assert_string_equal(defaults(false, ""),
                        "tcp://127.0.0.1:6749 udp://127.0.0.1:6749 ");
    assert_string_equal(defaults(false, "/nonexistent"),
                        "tcp://127.0.0.1:6749 udp://127.0.0.1:6749 ");
    assert_string_equal(defaults(false, long_dir),
                        "tcp://127.0.0.1:6749 udp://127.0.0.1:6749 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loopback_needs_no_leave),
        cmocka_unit_test(what_others_can_reach_must_be_asked_for),
        cmocka_unit_test(a_wrong_address_is_refused_with_its_option),
        cmocka_unit_test(by_default_it_is_loopback_and_the_users_socket),
        cmocka_unit_test(what_the_machine_does_not_have_is_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
