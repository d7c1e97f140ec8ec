#include "support.h"

#include <msgwire/link.h>

static enum mw_link_side side_of(const struct vector *row)
{
    return strcmp(row->field[1], "dials") == 0 ? MW_LINK_DIALS
                                               : MW_LINK_LISTENS;
}

static void check_row(const struct vector *row, void *arg)
{
    struct mw_link link = {.values = 1};
    struct mw_error err = {0};
    enum mw_status rc;
    char text[MW_LINK_TEXT];

    (void)arg;
    rc = mw_link_parse(row->field[2], side_of(row), &link, &err);
    if (strcmp(row->field[3], "refused") == 0) {
        assert_int_equal(row->count, 5);
        if (rc != MW_EINVAL || strstr(err.text, row->field[4]) == NULL) {
            fail_msg("%s:%d: expected \"...%s...\", got %d: \"%s\"", row->file,
                     row->line, row->field[4], rc, err.text);
        }
    } else if (rc != MW_OK) {
        fail_msg("%s:%d: %s", row->file, row->line, err.text);
    } else {
        assert_string_equal(mw_link_invite(&link, text), row->field[3]);
    }
}

static void each_vector_is_read_or_refused_as_its_row_says(void **state)
{
    (void)state;
    vectors_each("links.txt", check_row, NULL);
}

static void check_invitation(const struct vector *row, void *arg)
{
    struct mw_link link = {.values = 1};
    char text[MW_LINK_TEXT];

    (void)arg;
    if (strcmp(row->field[3], "refused") != 0) {
        assert_int_equal(
            mw_link_parse(row->field[3], MW_LINK_DIALS, &link, NULL), MW_OK);
        link.greeting_len = link.preamble;
        assert_string_equal(mw_link_invite(&link, text), row->field[3]);
    }
}

static void an_invitation_can_be_accepted(void **state)
{
    (void)state;
    vectors_each("links.txt", check_invitation, NULL);
}

static void parse(const char *text, enum mw_link_side side,
                  struct mw_link *link)
{
    struct mw_error err = {0};

    if (mw_link_parse(text, side, link, &err) != MW_OK) {
        fail_msg("%s: %s", text, err.text);
    }
}

static void each_parameter_arrives_where_it_is_used(void **state)
{
    struct mw_link link = {.values = 0};

    (void)state;
    parse("tcp://h:1?framing=u16be&values=3&preamble=128&greeting=0x0102"
          "&nodelay=off&keepalive=1500ms&congestion=reno&rcvbuf=64Ki&sndbuf=5k"
          "&ttl=7&bind=[::1]:99",
          MW_LINK_DIALS, &link);
    assert_string_equal(mw_framing_name(link.framing), "u16be");
    assert_int_equal(link.values, 3);
    assert_int_equal(link.preamble, 128);
    assert_int_equal(link.greeting_len, 2);
    assert_memory_equal(link.greeting, "\1\2", 2);
    assert_true(link.socket.delay);
    assert_int_equal(link.socket.keepalive_s, 2);
    assert_string_equal(link.socket.congestion, "reno");
    assert_int_equal(link.socket.rcvbuf, 65536);
    assert_int_equal(link.socket.sndbuf, 5000);
    assert_int_equal(link.socket.ttl, 7);
    assert_string_equal(link.socket.local_host, "::1");
    assert_int_equal(link.socket.local_port, 99);
    parse("tcp://h:1?backlog=5&reuse-port=on&v6-only=on", MW_LINK_LISTENS,
          &link);
    assert_int_equal(link.socket.backlog, 5);
    assert_true(link.socket.reuse_port);
    assert_true(link.socket.v6_only);
    parse("unix:/x?unix-mode=0660", MW_LINK_LISTENS, &link);
    assert_int_equal(link.socket.unix_mode, 0660);
    parse("udp://239.1.2.3:7000?interface=lo&loop=off", MW_LINK_LISTENS, &link);
    assert_true(link.socket.interface > 0);
    assert_true(link.socket.no_loop);
}

static void what_the_text_does_not_say_stays(void **state)
{
    struct mw_link link = {
        .framing = mw_framing_named("varint"),
        .values = 4,
        .socket = {.delay = true, .rcvbuf = 1000, .v6_only = true},
    };

    (void)state;
    parse("tcp://h:1?values=2&nodelay=on", MW_LINK_LISTENS, &link);
    assert_string_equal(mw_framing_name(link.framing), "varint");
    assert_int_equal(link.values, 2);
    assert_false(link.socket.delay);
    assert_int_equal(link.socket.rcvbuf, 1000);
    assert_true(link.socket.v6_only);
}

static void an_error_leaves_the_link_as_it_was(void **state)
{
    struct mw_link link = {.values = 4}, before;

    (void)state;
    memset(&link, 0x55, sizeof(link));
    link.framing = NULL;
    memcpy(&before, &link, sizeof(link));
    assert_int_equal(
        mw_link_parse("tcp://h:1?values=2&ttl=x", MW_LINK_DIALS, &link, NULL),
        MW_EINVAL);
    assert_memory_equal(&link, &before, sizeof(link));
}

static void values_need_a_prefix_wherever_they_come_from(void **state)
{
    struct mw_link link = {.values = 2};
    struct mw_error err;

    (void)state;
    assert_int_equal(
        mw_link_parse("tcp://h:1?framing=none", MW_LINK_DIALS, &link, &err),
        MW_EINVAL);
    assert_non_null(strstr(err.text, "2 need a framing with a prefix"));
    link.framing = mw_framing_named("none");
    parse("udp://h:1", MW_LINK_DIALS, &link); /* which has no frames */
}

static void one_parameter_is_set_under_the_name_that_is_shown(void **state)
{
    struct mw_link link = {.values = 0};
    struct mw_error err;

    (void)state;
    assert_int_equal(mw_link_set(&link, "--framing", "none", NULL), MW_OK);
    assert_string_equal(mw_framing_name(link.framing), "none");
    assert_int_equal(mw_link_set(&link, "--framing", "u8", &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "--framing u8: expected one of u32be"));
    assert_int_equal(mw_link_set(&link, "nonsense", "1", &err), MW_EINVAL);
    assert_string_equal(err.text, "no parameter nonsense");
}

static bool is_local(const char *text)
{
    struct mw_link link = {.values = 0};

    parse(text, MW_LINK_LISTENS, &link);
    return mw_link_is_local(&link);
}

static void a_group_is_local_on_the_loopback_interface(void **state)
{
    (void)state;
    assert_true(is_local("udp://239.1.2.3:1?interface=lo"));
    assert_true(is_local("udp://[ff02::1%25lo]:1"));
    assert_true(is_local("udp://[ff02::1]:1?interface=lo"));
    assert_true(is_local("udp://[ff15::1]:1?interface=lo"));
    assert_false(is_local("udp://239.1.2.3:1"));
    assert_false(is_local("udp://[ff02::1]:1"));
    assert_false(is_local("udp://255.255.255.255:1?interface=lo"));
    assert_false(is_local("udp://0.0.0.0:1?interface=lo"));
    assert_true(is_local("tcp://127.0.0.1:1?framing=none"));
    assert_false(is_local("tcp://0.0.0.0:1"));
}

static void a_group_is_told_with_its_interface(void **state)
{
    struct mw_link link = {.values = 0};
    char text[MW_LINK_TEXT];

    (void)state;
    parse("udp://239.1.2.3:1?interface=lo&ttl=3", MW_LINK_LISTENS, &link);
    assert_string_equal(mw_link_invite(&link, text),
                        "udp://239.1.2.3:1?interface=lo");
    parse("udp://[ff02::1%25lo]:1", MW_LINK_LISTENS, &link);
    assert_string_equal(mw_link_invite(&link, text), "udp://[ff02::1%lo]:1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_vector_is_read_or_refused_as_its_row_says),
        cmocka_unit_test(an_invitation_can_be_accepted),
        cmocka_unit_test(each_parameter_arrives_where_it_is_used),
        cmocka_unit_test(what_the_text_does_not_say_stays),
        cmocka_unit_test(an_error_leaves_the_link_as_it_was),
        cmocka_unit_test(values_need_a_prefix_wherever_they_come_from),
        cmocka_unit_test(one_parameter_is_set_under_the_name_that_is_shown),
        cmocka_unit_test(a_group_is_local_on_the_loopback_interface),
        cmocka_unit_test(a_group_is_told_with_its_interface),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
