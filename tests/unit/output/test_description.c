#include "support.h"

#include "output/description.h"

#include <msgwire/json.h>

static struct mw_buffer from_json(const char *json)
{
    struct mw_buffer value = {0};

    assert_int_equal(mw_json_read(mw_text(json), NULL, &value, NULL), MW_OK);
    return value;
}

static void assert_shown(bool page, const char *json, const char *expected)
{
    struct render render = {.form = RENDER_JSON, .page = page};
    struct mw_buffer value = from_json(json);

    assert_int_equal(description_show(&render, mw_buffer_bytes(&value),
                                      mw_buffer_bytes(&value), NULL),
                     MW_OK);
    mw_buffer_append(&render.out.buffer, mw_bytes("", 1));
    assert_string_equal((const char *)render.out.buffer.at, expected);
    mw_buffer_fini(&render.out.buffer);
    mw_buffer_fini(&value);
}

static void a_method_is_a_page_for_people(void **state)
{
    (void)state;
    assert_shown(
        true,
        "{\"name\":\"upper\",\"params\":\"[str]\",\"result\":"
        "\"[str]\",\"since\":\"0.1.0\",\"summary\":\"makes it "
        "large\"}",
        "  upper: [str] -> [str] (since 0.1.0)\n      makes it large\n");
}

static void a_server_is_a_page_of_its_methods(void **state)
{
    (void)state;
    assert_shown(
        true,
        "{\"server\":\"msgwired\",\"version\":\"1\",\"protocol\":1,"
        "\"methods\":[{\"name\":\"m\",\"params\":\"[]\",\"result\":"
        "\"any\",\"summary\":\"s\",\"since\":\"1\"}]}",
        "msgwired 1 protocol 1\n\nmethods\n  m  [] -> any (since 1)\n     s\n");
}

static void elsewhere_and_in_any_other_form_it_is_a_value(void **state)
{
    (void)state;
    assert_shown(false, "{\"methods\":[]}", "{\"methods\":[]}\n");
    assert_shown(true, "[1,2]", "[1,2]\n");
    assert_shown(true, "{\"a\":1}", "{\"a\":1}\n");
}

static void a_key_is_found_in_a_map_and_nowhere_else(void **state)
{
    struct mw_buffer map = from_json("{\"a\":[1],\"b\":2}");
    struct mw_buffer list = from_json("[\"a\",1]");
    struct mw_bytes value;

    (void)state;
    assert_true(description_find(mw_buffer_bytes(&map), "b", &value));
    assert_true(mw_bytes_equal(value, mw_text("\x02")));
    assert_false(description_find(mw_buffer_bytes(&map), "c", &value));
    assert_int_equal(value.len, 0);
    assert_false(description_find(mw_buffer_bytes(&list), "a", &value));
    mw_buffer_fini(&map);
    mw_buffer_fini(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_method_is_a_page_for_people),
        cmocka_unit_test(a_server_is_a_page_of_its_methods),
        cmocka_unit_test(elsewhere_and_in_any_other_form_it_is_a_value),
        cmocka_unit_test(a_key_is_found_in_a_map_and_nowhere_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
