#include "support.h"

#include "conform/rule.h"

static void rules_have_names_of_their_own_and_say_what_holds(void **state)
{
    const struct rule *rule, *other;

    (void)state;
    for (size_t i = 0; (rule = rule_at(i)) != NULL; i++) {
        assert_non_null(strchr(rule->name, '.'));
        assert_true(rule->says[0] >= 'a' && rule->says[0] <= 'z');
        assert_int_not_equal(rule->says[strlen(rule->says) - 1], '.');
        assert_non_null(rule->section);
        assert_true(rule->on & RULE_BOTH);
        for (size_t j = 0; j < i; j++) {
            other = rule_at(j);
            assert_string_not_equal(rule->name, other->name);
        }
    }
}

static const struct rule *find(const char *name)
{
    const struct rule *rule;

    for (size_t i = 0; (rule = rule_at(i)) != NULL; i++) {
        if (strcmp(rule->name, name) == 0) {
            return rule;
        }
    }
    return NULL;
}

static void a_rule_is_for_streams_or_for_datagrams_or_for_both(void **state)
{
    struct mw_link link = {.endpoint = {.scheme = MW_UDP}};

    (void)state;
    assert_true(rule_is_for(find("datagram.garbage"), &link));
    assert_true(rule_is_for(find("message.requests"), &link));
    assert_false(rule_is_for(find("end.reset"), &link));
    link.endpoint.scheme = MW_UNIX;
    assert_false(rule_is_for(find("datagram.garbage"), &link));
    assert_true(rule_is_for(find("message.requests"), &link));
    assert_true(rule_is_for(find("end.reset"), &link));
}

static void what_a_rule_needs_is_named_where_it_is_not_there(void **state)
{
    struct probe_config config = {
        .link = {.framing = mw_framing_named("none")},
    };
    struct trial_server server = {.echoes = false};
    struct trial trial = {.config = &config, .server = &server};

    (void)state;
    assert_string_equal(rule_skipped(find("value.echo"), &trial, false),
                        "the server has no echo");
    server.echoes = true;
    assert_null(rule_skipped(find("value.echo"), &trial, false));
    assert_string_equal(rule_skipped(find("frame.empty"), &trial, false),
                        "frames have no length here");
    config.link.framing = mw_framing_named("u32be");
    assert_null(rule_skipped(find("frame.empty"), &trial, false));
    assert_string_equal(rule_skipped(find("frame.late"), &trial, false),
                        "takes long: --slow");
    assert_null(rule_skipped(find("frame.late"), &trial, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_have_names_of_their_own_and_say_what_holds),
        cmocka_unit_test(a_rule_is_for_streams_or_for_datagrams_or_for_both),
        cmocka_unit_test(what_a_rule_needs_is_named_where_it_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
