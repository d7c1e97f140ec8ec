#include "support.h"

#include "command.h"
#include "guide/topics.h"

static void each_topic_is_found_by_its_name_and_no_verb_has_it(void **state)
{
    const struct topic *topic;

    (void)state;
    assert_non_null(topics_at(0));
    for (size_t i = 0; (topic = topics_at(i)) != NULL; i++) {
        assert_ptr_equal(topics_find(topic->name), topic);
        assert_null(commands_find(topic->name));
        assert_non_null(topic->rows[0].text);
    }
    assert_null(topics_find("nosuch"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_topic_is_found_by_its_name_and_no_verb_has_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
