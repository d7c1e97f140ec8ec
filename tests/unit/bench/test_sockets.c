#include "support.h"

#include "bench/sockets.h"

#include <arpa/inet.h>
#include <stdio.h>

static struct sockets_address address_of(const char *url)
{
    struct sockets_address address;
    struct mw_endpoint endpoint;

    assert_int_equal(mw_endpoint_parse(url, &endpoint, NULL), MW_OK);
    assert_true(sockets_address(&endpoint, &address));
    return address;
}

/* A line as the system writes it, of a socket bound to this address. */
static const char *line_of(const char *ip, unsigned port, unsigned state,
                           const char *rest)
{
    static char line[256];
    uint32_t words[4];
    bool v4 = inet_pton(AF_INET, ip, words) == 1;
    int len = snprintf(line, sizeof(line), " 8541: ");

    assert_true(v4 || inet_pton(AF_INET6, ip, words) == 1);
    for (int i = 0; i < (v4 ? 1 : 4); i++) {
        len += snprintf(line + len, sizeof(line) - (size_t)len, "%08X",
                        (unsigned)words[i]);
    }
    snprintf(line + len, sizeof(line) - (size_t)len,
             ":%04X 00000000:0000 %02X %s", port, state, rest);
    return line;
}

#define REST                                                                   \
    "00000000:00000000 00:00000000 00000000     0        0 326 2 "             \
    "00000000b28b321d 1528  \n"

static uint64_t dropped_at(const char *url, const char *line)
{
    struct sockets_address address = address_of(url);
    uint64_t dropped = 7;

    return sockets_line(line, &address, &dropped) ? dropped - 7 : 0;
}

static void the_socket_at_the_address_tells_what_it_dropped(void **state)
{
    (void)state;
    assert_int_equal(
        dropped_at("udp://127.0.0.1:6749", line_of("127.0.0.1", 6749, 7, REST)),
        1528);
    assert_int_equal(
        dropped_at("udp://[::1]:65535", line_of("::1", 65535, 7, REST)), 1528);
}

static void one_at_all_addresses_is_there_too(void **state)
{
    static const char *const urls[] = {"udp://127.0.0.1:6749",
                                       "udp://[fe80::1]:6749"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(dropped_at(urls[i], line_of("0.0.0.0", 6749, 7, REST)),
                         1528);
        assert_int_equal(dropped_at(urls[i], line_of("::", 6749, 7, REST)),
                         1528);
    }
}

static void others_are_not_meant(void **state)
{
    static const char url[] = "udp://127.0.0.1:6749";

    (void)state;
    assert_int_equal(dropped_at(url, line_of("127.0.0.2", 6749, 7, REST)), 0);
    assert_int_equal(dropped_at(url, line_of("127.0.0.1", 6750, 7, REST)), 0);
    assert_int_equal(dropped_at(url, line_of("::1", 6749, 7, REST)), 0);
    assert_int_equal(dropped_at(url, line_of("127.0.0.1", 6749, 1, REST)), 0);
}

static void what_is_no_line_of_a_socket_is_passed_over(void **state)
{
    static const char heads[] =
        "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when "
        "retrnsmt   uid  timeout inode ref pointer drops            \n";
    static const char *const lines[] = {
        "",
        "\n",
        heads,
        " 1: 0100007F:1A5D 00000000:0000 07",
        " 1: 0100007F:1A5D 00000000:0000 07 0:0 0:0 0 0 0 1 2 3",
        " 1: 0100007F:1A5D 00000000:0000 07 0:0 0:0 0 0 0 1 2 3 x",
        " 1: 01:1A5D 00000000:0000 07 0:0 0:0 0 0 0 1 2 3 4",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_int_equal(dropped_at("udp://127.0.0.1:6749", lines[i]), 0);
    }
}

static void a_name_is_no_address(void **state)
{
    struct sockets_address address;
    struct mw_endpoint endpoint;

    (void)state;
    assert_int_equal(mw_endpoint_parse("udp://localhost:1", &endpoint, NULL),
                     MW_OK);
    assert_false(sockets_address(&endpoint, &address));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_socket_at_the_address_tells_what_it_dropped),
        cmocka_unit_test(one_at_all_addresses_is_there_too),
        cmocka_unit_test(others_are_not_meant),
        cmocka_unit_test(what_is_no_line_of_a_socket_is_passed_over),
        cmocka_unit_test(a_name_is_no_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
