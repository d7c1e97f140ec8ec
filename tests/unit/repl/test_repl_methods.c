#include "support.h"

#include "repl/repl_methods.h"

#include <msgwire/json.h>

static void read_json(struct repl_methods *methods, const char *json)
{
    struct mw_buffer value = {0};
    struct mw_error err = {0};

    if (mw_json_read(mw_text(json), NULL, &value, &err) != MW_OK) {
        fail_msg("%s: %s", json, err.text);
    }
    repl_methods_read(methods, mw_buffer_bytes(&value));
    mw_buffer_fini(&value);
}

static void names_and_summaries_are_taken_and_sorted(void **state)
{
    struct repl_methods methods = {0};

    (void)state;
    read_json(&methods, "{\"server\":\"x\",\"methods\":["
                        "{\"name\":\"upper\",\"summary\":\"makes\\nit large\"},"
                        "{\"since\":\"1\",\"name\":\"echo\"}]}");
    assert_int_equal(methods.count, 2);
    assert_string_equal(methods.at[0].name, "echo");
    assert_string_equal(methods.at[0].summary, "");
    assert_string_equal(methods.at[1].name, "upper");
    assert_string_equal(methods.at[1].summary, "makes\\nit large");
    repl_methods_fini(&methods);
}

static void what_can_not_be_typed_as_a_name_is_left_out(void **state)
{
    struct repl_methods methods = {0};

    (void)state;
    read_json(&methods,
              "{\"methods\":[1,{},{\"name\":1},{\"name\":\"\"},"
              "{\"name\":\"a b\"},{\"name\":\"\\u001b[2J\"},"
              "{\"name\":\"\\u009b\"},{\"name\":\"it's\"},{\"name\":\":help\"},"
              "{\"name\":\"[x\"},{\"name\":\"ok\"}]}");
    assert_int_equal(methods.count, 1);
    assert_string_equal(methods.at[0].name, "ok");
    repl_methods_fini(&methods);
}

static void another_form_of_answer_leaves_none(void **state)
{
    static const char *const answers[] = {
        "null", "[1,2]", "{}", "{\"methods\":7}", "{\"methods\":[]}",
    };
    struct repl_methods methods = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        read_json(&methods, "{\"methods\":[{\"name\":\"old\"}]}");
        assert_int_equal(methods.count, 1);
        read_json(&methods, answers[i]);
        assert_int_equal(methods.count, 0);
    }
    repl_methods_fini(&methods);
}

static void the_nearest_name_is_found(void **state)
{
    struct repl_methods methods = {0};

    (void)state;
    read_json(&methods, "{\"methods\":[{\"name\":\"upper\"},"
                        "{\"name\":\"echo\"}]}");
    assert_string_equal(repl_methods_nearest(&methods, "uper"), "upper");
    assert_string_equal(repl_methods_nearest(&methods, "ehco"), "echo");
    assert_null(repl_methods_nearest(&methods, "hello world"));
    assert_true(repl_methods_may_have(&methods, "echo"));
    assert_false(repl_methods_may_have(&methods, "ehco"));
    repl_methods_fini(&methods);
    assert_null(repl_methods_nearest(&methods, "uper"));
    assert_true(repl_methods_may_have(&methods, "ehco")); /* who knows */
}

static void without_memory_there_are_fewer(void **state)
{
    struct repl_methods methods = {0};
    struct mw_buffer value = {0};

    (void)state;
    assert_int_equal(mw_json_read(mw_text("{\"methods\":[{\"name\":\"a\"},"
                                          "{\"name\":\"b\"}]}"),
                                  NULL, &value, NULL),
                     MW_OK);
    for (size_t i = 0; i < 8; i++) {
        alloc_fail_after(i);
        repl_methods_read(&methods, mw_buffer_bytes(&value));
        assert_true(methods.count <= 2);
    }
    alloc_fail_after(SIZE_MAX);
    repl_methods_fini(&methods);
    mw_buffer_fini(&value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_summaries_are_taken_and_sorted),
        cmocka_unit_test(what_can_not_be_typed_as_a_name_is_left_out),
        cmocka_unit_test(another_form_of_answer_leaves_none),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(without_memory_there_are_fewer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
