#include "support.h"

#include "net/address.h"

#include <arpa/inet.h>
#include <stddef.h>

/* The addresses of an endpoint that needs no look-up. */
static struct mw__addresses known(const char *text, bool to_bind)
{
    struct mw__addresses addresses;
    struct mw_endpoint endpoint;

    assert_int_equal(mw_endpoint_parse(text, &endpoint, NULL), MW_OK);
    assert_true(mw__address_known(&endpoint, to_bind, &addresses));
    return addresses;
}

static const char *shown(const struct mw__address *address,
                         enum mw_scheme scheme)
{
    static char text[MW_ENDPOINT_TEXT];
    struct mw_endpoint endpoint;

    mw__address_endpoint(address, scheme, &endpoint);
    return mw_endpoint_format(&endpoint, text);
}

static void a_numeric_host_is_one_address(void **state)
{
    struct mw__addresses addresses = known("tcp://192.0.2.7:80", false);

    (void)state;
    assert_int_equal(addresses.count, 1);
    assert_int_equal(addresses.list[0].as.any.sa_family, AF_INET);
    assert_int_equal(addresses.list[0].len, sizeof(struct sockaddr_in));
    assert_string_equal(shown(&addresses.list[0], MW_TCP),
                        "tcp://192.0.2.7:80");
    addresses = known("udp://[2001:db8::7]:80", true);
    assert_int_equal(addresses.count, 1);
    assert_int_equal(addresses.list[0].as.any.sa_family, AF_INET6);
    assert_int_equal(addresses.list[0].len, sizeof(struct sockaddr_in6));
    assert_string_equal(shown(&addresses.list[0], MW_UDP),
                        "udp://[2001:db8::7]:80");
}

static void localhost_is_v6_then_v4(void **state)
{
    struct mw__addresses addresses = known("tcp://localhost:80", false);

    (void)state;
    assert_int_equal(addresses.count, 2);
    assert_string_equal(shown(&addresses.list[0], MW_TCP), "tcp://[::1]:80");
    assert_string_equal(shown(&addresses.list[1], MW_TCP),
                        "tcp://127.0.0.1:80");
}

static void no_host_is_any_to_bind_and_this_machine_to_connect(void **state)
{
    struct mw__addresses addresses = known(":80", true);

    (void)state;
    assert_int_equal(addresses.count, 2);
    assert_string_equal(shown(&addresses.list[0], MW_TCP), "tcp://[::]:80");
    assert_string_equal(shown(&addresses.list[1], MW_TCP), "tcp://0.0.0.0:80");
    addresses = known(":80", false);
    assert_string_equal(shown(&addresses.list[0], MW_TCP), "tcp://[::1]:80");
}

static void a_name_must_be_looked_up(void **state)
{
    struct mw__addresses addresses;
    struct mw_endpoint endpoint;

    (void)state;
    assert_int_equal(mw_endpoint_parse("example.org:80", &endpoint, NULL),
                     MW_OK);
    assert_false(mw__address_known(&endpoint, false, &addresses));
    assert_int_equal(mw_endpoint_parse("localhost.org:80", &endpoint, NULL),
                     MW_OK);
    assert_false(mw__address_known(&endpoint, true, &addresses));
}

static void a_link_local_address_keeps_its_interface(void **state)
{
    struct mw__addresses addresses = known("tcp://[fe80::1%7]:80", false);

    (void)state;
    assert_int_equal(addresses.list[0].as.v6.sin6_scope_id, 7);
}

static void a_path_is_one_address_with_its_terminator(void **state)
{
    struct mw__addresses addresses = known("unix:/run/x", false);
    const struct mw__address *first = &addresses.list[0];

    (void)state;
    assert_int_equal(addresses.count, 1);
    assert_int_equal(first->len,
                     offsetof(struct sockaddr_un, sun_path) + 6 + 1);
    assert_string_equal(first->as.un.sun_path, "/run/x");
    assert_string_equal(shown(first, MW_UNIX), "unix:/run/x");
}

static void an_abstract_name_has_its_zero_in_front(void **state)
{
    struct mw__addresses addresses = known("unix:@x/y", false);
    const struct mw__address *first = &addresses.list[0];

    (void)state;
    assert_int_equal(first->len,
                     offsetof(struct sockaddr_un, sun_path) + 1 + 3);
    assert_memory_equal(first->as.un.sun_path, "\0x/y", 4);
    assert_string_equal(shown(first, MW_UNIX), "unix:@x/y");
}

static void the_longest_paths_fill_the_address(void **state)
{
    char text[5 + MW_PATH_MAX + 2] = "unix:";
    struct mw__addresses addresses;

    (void)state;
    memset(text + 5, 'p', MW_PATH_MAX);
    addresses = known(text, false);
    assert_int_equal(addresses.list[0].len, sizeof(struct sockaddr_un));
    assert_string_equal(shown(&addresses.list[0], MW_UNIX), text);
    memset(text + 5, 'p', MW_PATH_MAX + 1);
    text[5] = '@';
    addresses = known(text, false);
    assert_int_equal(addresses.list[0].len, sizeof(struct sockaddr_un));
    assert_string_equal(shown(&addresses.list[0], MW_UNIX), text);
}

/* What the system says of a peer that has bound no name. */
static void a_unix_peer_without_a_name_has_none(void **state)
{
    struct mw__address address = {.len = sizeof(sa_family_t),
                                  .as.any.sa_family = AF_UNIX};

    (void)state;
    assert_string_equal(shown(&address, MW_UNIX), "unix:");
}

/* Another program's name may fill all of sun_path, without a terminator. */
static void a_name_without_a_terminator_is_not_read_beyond(void **state)
{
    struct mw__address address = {.len = sizeof(struct sockaddr_un),
                                  .as.any.sa_family = AF_UNIX};

    (void)state;
    memset(address.as.un.sun_path, 'p', sizeof(address.as.un.sun_path));
    assert_int_equal(strlen(shown(&address, MW_UNIX)), 5 + MW_PATH_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_numeric_host_is_one_address),
        cmocka_unit_test(localhost_is_v6_then_v4),
        cmocka_unit_test(no_host_is_any_to_bind_and_this_machine_to_connect),
        cmocka_unit_test(a_name_must_be_looked_up),
        cmocka_unit_test(a_link_local_address_keeps_its_interface),
        cmocka_unit_test(a_path_is_one_address_with_its_terminator),
        cmocka_unit_test(an_abstract_name_has_its_zero_in_front),
        cmocka_unit_test(the_longest_paths_fill_the_address),
        cmocka_unit_test(a_unix_peer_without_a_name_has_none),
        cmocka_unit_test(a_name_without_a_terminator_is_not_read_beyond),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
