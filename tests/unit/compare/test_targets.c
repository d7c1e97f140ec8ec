#include "support.h"

#include "compare/targets.h"

static struct targets targets;
static struct mw_error err;

/* Reads words that are parted by blanks. */
static enum mw_status read_words(const char *text)
{
    static char copy[4096];
    char *words[TARGETS_MAX + 2], *rest = copy;
    size_t count = 0;

    strcpy(copy, text);
    while (count < TARGETS_MAX + 2 &&
           (words[count] = strsep(&rest, " ")) != NULL) {
        count++;
    }
    err.text[0] = '\0';
    return targets_read(&targets, words, count, &options_network, &err);
}

/* Checks names that are parted by bars. */
static void assert_names(const char *text, const char *expected)
{
    char names[1024] = "";

    if (read_words(text) != MW_OK) {
        fail_msg("%s: %s", text, err.text);
    }
    for (size_t i = 0; i < targets.count; i++) {
        strcat(names, i == 0 ? "" : "|");
        strcat(names, targets.at[i].name);
    }
    assert_string_equal(names, expected);
}

static void a_bare_scheme_is_a_server_of_our_own(void **state)
{
    struct own_wish wish = {0};

    (void)state;
    assert_int_equal(read_words("tcp unix:/tmp/s udp?ttl=3"), MW_OK);
    assert_true(targets.at[0].own);
    assert_false(targets.at[1].own);
    assert_true(targets.at[2].own);
    assert_int_equal(targets.at[2].link.socket.ttl, 3);
    assert_true(targets_wish(&targets, &wish));
    assert_int_equal(wish.count, 2);
    assert_int_equal(wish.listeners[0].scheme, MW_TCP);
    assert_string_equal(wish.listeners[0].params, "");
    assert_int_equal(wish.listeners[1].scheme, MW_UDP);
    assert_string_equal(wish.listeners[1].params, "?ttl=3");
}

static void urls_need_none(void **state)
{
    struct own_wish wish = {0};

    (void)state;
    assert_int_equal(read_words("tcp://h:1 :99 unix:/tmp/s"), MW_OK);
    assert_string_equal(targets.at[1].link.endpoint.host, "");
    assert_false(targets_wish(&targets, &wish));
}

static void they_get_the_addresses_where_it_listens(void **state)
{
    const struct own own = {
        .count = 2,
        .endpoints = {{.scheme = MW_UDP, .port = 7, .host = "10.0.0.2"},
                      {.scheme = MW_UNIX, .path = "/tmp/x/1.sock"}},
    };

    (void)state;
    assert_int_equal(read_words("udp tcp://h:1 unix?framing=none"), MW_OK);
    targets_settle(&targets, &own);
    assert_string_equal(targets.at[0].link.endpoint.host, "10.0.0.2");
    assert_int_equal(targets.at[0].link.endpoint.port, 7);
    assert_string_equal(targets.at[1].link.endpoint.host, "h");
    assert_string_equal(targets.at[2].link.endpoint.path, "/tmp/x/1.sock");
    assert_string_equal(mw_framing_name(targets.at[2].link.framing), "none");
}

static void names_are_as_short_as_they_can_be(void **state)
{
    (void)state;
    assert_names("tcp udp unix", "tcp|udp|unix");
    assert_names("tcp://h:1 udp://h:1 unix:/tmp/s", "tcp|udp|unix");
    assert_names("tcp://h:1 tcp://[::1]:2 udp", "h:1|[::1]:2|udp");
    assert_names("unix:/tmp/a unix:/tmp/b", "/tmp/a|/tmp/b");
    assert_names("tcp tcp?framing=none", "tcp|tcp?framing=none");
    assert_names("tcp tcp://h:1", "tcp|h:1");
}

static void what_names_do_not_tell_the_address_does(void **state)
{
    (void)state;
    assert_names("tcp://h:1 tcp://h:1?framing=none udp://h:1",
                 "tcp://h:1|tcp://h:1?framing=none|udp");
    assert_names("tcp://h:1 tcp://i:1 udp://h:1 udp://i:1",
                 "tcp://h:1|tcp://i:1|udp://h:1|udp://i:1");
}

static void one_beside_itself_has_the_same_name(void **state)
{
    (void)state;
    assert_names("tcp tcp udp", "tcp|tcp|udp");
    assert_names("tcp://h:1 tcp://h:1", "tcp://h:1|tcp://h:1");
}

static void names_move_no_cursor_and_are_not_long(void **state)
{
    char lengthy[256] = "unix:/tmp/";

    (void)state;
    assert_names("unix:/tmp/a unix:/tmp/\x1b[2J", "/tmp/a|/tmp/\\u001b[2J");
    memset(lengthy + 10, 'x', 90);
    strcat(lengthy, " unix:/tmp/a");
    assert_int_equal(read_words(lengthy), MW_OK);
    assert_in_range(strlen(targets.at[0].name), 48, TARGETS_NAME - 8);
}

static void a_wrong_one_is_told(void **state)
{
    static char lengthy[1024] = "tcp?greeting=";

    (void)state;
    assert_int_equal(read_words("tcp ftp://h:1"), MW_EINVAL);
    assert_non_null(strstr(err.text, "ftp"));
    assert_int_equal(read_words("tcp?framing=x"), MW_EINVAL);
    assert_non_null(strstr(err.text, "framing"));
    assert_int_equal(read_words("tcp tcp tcp tcp tcp tcp tcp tcp tcp"),
                     MW_EINVAL);
    assert_string_equal(err.text, "expected at most 8 targets, got 9");
    memset(lengthy + 13, 'x', 700);
    assert_int_equal(read_words(lengthy), MW_EINVAL);
    assert_non_null(strstr(err.text, "parameters"));
}

static void a_link_is_for_packets_to_a_server_of_our_own(void **state)
{
    (void)state;
    assert_int_equal(read_words("tcp udp"), MW_OK);
    assert_int_equal(targets_go_over_link(&targets, &err), MW_OK);
    assert_int_equal(read_words("tcp unix"), MW_OK);
    assert_int_equal(targets_go_over_link(&targets, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "got unix"));
    assert_int_equal(read_words("tcp://h:1"), MW_OK);
    assert_int_equal(targets_go_over_link(&targets, &err), MW_EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_scheme_is_a_server_of_our_own),
        cmocka_unit_test(urls_need_none),
        cmocka_unit_test(they_get_the_addresses_where_it_listens),
        cmocka_unit_test(names_are_as_short_as_they_can_be),
        cmocka_unit_test(what_names_do_not_tell_the_address_does),
        cmocka_unit_test(one_beside_itself_has_the_same_name),
        cmocka_unit_test(names_move_no_cursor_and_are_not_long),
        cmocka_unit_test(a_wrong_one_is_told),
        cmocka_unit_test(a_link_is_for_packets_to_a_server_of_our_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
