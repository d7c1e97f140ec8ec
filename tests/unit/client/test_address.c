#include "support.h"

#include "address.h"

static void read_url(const char *url, const struct options *opt,
                     struct mw_link *link)
{
    struct mw_error err = {0};

    if (address_read(url, MW_LINK_DIALS, opt, link, &err) != MW_OK) {
        fail_msg("%s: %s", url, err.text);
    }
}

static void each_option_arrives_in_the_link(void **state)
{
    struct options opt = options_network;
    struct mw_link link;

    (void)state;
    opt.framing = 2;
    opt.values = 2;
    opt.preamble = 128;
    opt.greeting = "0x0102";
    opt.delay = true;
    opt.keepalive_ns = 1500000000;
    opt.ttl = 9;
    opt.backlog = 5;
    opt.rcvbuf = 50000;
    opt.sndbuf = 60000;
    opt.bind = "127.0.0.1:99";
    read_url("tcp://h:1", &opt, &link);
    assert_string_equal(link.endpoint.host, "h");
    assert_string_equal(mw_framing_name(link.framing), "msgpack-int");
    assert_int_equal(link.values, 2);
    assert_int_equal(link.preamble, 128);
    assert_int_equal(link.greeting_len, 2);
    assert_true(link.socket.delay);
    assert_int_equal(link.socket.keepalive_s, 2);
    assert_int_equal(link.socket.ttl, 9);
    assert_int_equal(link.socket.backlog, 5);
    assert_int_equal(link.socket.rcvbuf, 50000);
    assert_int_equal(link.socket.sndbuf, 60000);
    assert_string_equal(link.socket.local_host, "127.0.0.1");
    assert_int_equal(link.socket.local_port, 99);
}

static void a_parameter_beats_the_option(void **state)
{
    struct options opt = options_network;
    struct mw_link link;

    (void)state;
    opt.framing = 2;
    opt.ttl = 9;
    opt.delay = true;
    read_url("tcp://h:1?framing=varint&nodelay=on", &opt, &link);
    assert_string_equal(mw_framing_name(link.framing), "varint");
    assert_false(link.socket.delay);
    assert_int_equal(link.socket.ttl, 9);
}

static void nodelay_beats_delay(void **state)
{
    struct options opt = options_network;
    struct mw_link link;

    (void)state;
    opt.delay = opt.nodelay = true;
    read_url("tcp://h:1", &opt, &link);
    assert_false(link.socket.delay);
}

static void an_option_that_is_wrong_is_named(void **state)
{
    struct options opt = options_network;
    struct mw_link link;
    struct mw_error err;

    (void)state;
    opt.bind = "example.org";
    assert_int_equal(
        address_read("tcp://h:1", MW_LINK_DIALS, &opt, &link, &err), MW_EINVAL);
    assert_memory_equal(err.text, "--bind: ", 8);
    opt.bind = NULL;
    opt.greeting = "0x1";
    assert_int_equal(
        address_read("tcp://h:1", MW_LINK_DIALS, &opt, &link, &err), MW_EINVAL);
    assert_memory_equal(err.text, "--greeting 0x1: ", 16);
}

static void options_of_streams_do_no_harm_elsewhere(void **state)
{
    struct options opt = options_network;
    struct mw_link link;

    (void)state;
    opt.framing = 1;
    opt.ttl = 9;
    opt.bind = "127.0.0.1";
    read_url("udp://h:1", &opt, &link);
    read_url("unix:/x", &opt, &link);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_option_arrives_in_the_link),
        cmocka_unit_test(a_parameter_beats_the_option),
        cmocka_unit_test(nodelay_beats_delay),
        cmocka_unit_test(an_option_that_is_wrong_is_named),
        cmocka_unit_test(options_of_streams_do_no_harm_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
