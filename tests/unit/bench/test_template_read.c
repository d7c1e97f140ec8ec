#include "made.h"

static struct pool pool;

/* Message 7 of the template. */
static void assert_made(const char *json, const char *expected)
{
    const struct template_fill fill = {.pool = &pool, .number = 7};
    struct template template = made_template(json);
    struct mw_buffer made = made_json(&template, &fill);

    assert_string_equal((char *)made.at, expected);
    mw_buffer_fini(&made);
    template_fini(&template);
}

static void what_has_no_place_is_as_it_was(void **state)
{
    (void)state;
    assert_made("[1,{\"a\":null},\"text\",\"{\",\"}}\",{\"$bin\":\"AP8=\"}]",
                "[1,{\"a\":null},\"text\",\"{\",\"}}\",{\"$bin\":\"AP8=\"}]");
}

static void a_place_alone_is_a_value_of_its_own(void **state)
{
    (void)state;
    assert_made("\"{{seq}}\"", "7");
    assert_made("\"{{ seq }}\"", "7");
    assert_made("[\"{{seq}}\",\"{{seq}}\"]", "[7,7]");
    assert_made("{\"{{seq}}\":1}", "{\"$map\":[[7,1]]}");
    assert_made("\"{{time}}\"", "{\"$ts\":\"1970-01-01T00:00:00Z\"}");
    assert_made("\"{{random 0}}\"", "{\"$bin\":\"\"}");
}

static void a_place_among_others_is_text(void **state)
{
    (void)state;
    assert_made("\"id-{{seq}}\"", "\"id-7\"");
    assert_made("\"{{seq}}{{seq}}\"", "\"77\"");
    assert_made("[\"<{{seq}}>\",\"b\",[\"{{seq}} \",3]]",
                "[\"<7>\",\"b\",[\"7 \",3]]");
    assert_made("\"at {{time}}\"", "\"at 1970-01-01T00:00:00.000000000Z\"");
    assert_made("\"-{{random 0}}-\"", "\"--\"");
}

static void four_braces_are_two(void **state)
{
    (void)state;
    assert_made("\"{{{{\"", "\"{{\"");
    assert_made("\"{{{{seq}}\"", "\"{{seq}}\"");
    assert_made("\"{{{{{{seq}}}}\"", "\"{{7}}\"");
}

static void assert_refused(const char *json, const char *sentence)
{
    struct template template;
    struct mw_error err = {0};

    assert_int_equal(made_read(&template, json, &err), MW_EINVAL);
    assert_string_equal(err.text, sentence);
    template_fini(&template);
}

#define EXPECTED                                                               \
    "expected {{seq}}, {{random SIZE}} or {{time}}; two braces that mean "     \
    "nothing are written {{{{"

static void what_is_wrong_is_pointed_at(void **state)
{
    (void)state;
    assert_refused("1 \"{{sec}}\"",
                   "value 2: character 1, '{{sec}}': " EXPECTED);
    assert_refused("[1,{\"a\":\"h\303\251llo {{x}} you\"}]",
                   "value 1: character 7, '{{x}} you': " EXPECTED);
    assert_refused("\"{{}}\"", "value 1: character 1, '{{}}': " EXPECTED);
    assert_refused("\"{{seq 1}}\"",
                   "value 1: character 1, '{{seq 1}}': " EXPECTED);
    assert_refused(
        "\"a{{seq\"",
        "value 1: character 2, '{{seq': expected }} behind it; " EXPECTED);
    assert_refused("\"{{random}}\"",
                   "value 1: character 1, '{{random}}': size 1: \"\": "
                   "expected a size such as 512, 64Ki or 16M");
    assert_refused("\"{{random 64,x}}\"",
                   "value 1: character 1, '{{random 64,x}}': size 2: x: "
                   "expected a size such as 512, 64Ki or 16M");
}

static void a_message_has_a_largest_size(void **state)
{
    (void)state;
    assert_refused("[\"{{random 1Gi}}\"]",
                   "a message may have 1073741830 bytes, expected at most "
                   "1073741824");
}

static void places_are_bounded(void **state)
{
    enum { TOO_MANY = TEMPLATE_PLACES + 1 };
    static const char place[] = "{{seq}}";
    char json[TOO_MANY * (sizeof(place) - 1) + 3] = "\"";
    struct template template;
    struct mw_error err = {0};
    size_t len = 1;

    (void)state;
    for (int i = 0; i < TOO_MANY; i++, len += sizeof(place) - 1) {
        memcpy(json + len, place, sizeof(place));
    }
    memcpy(json + len, "\"", 2);
    assert_int_equal(made_read(&template, json, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "expected at most 1024 places"));
    template_fini(&template);
}

static void without_memory_it_says_so(void **state)
{
    static const char json[] = "[1,\"a{{random 5}}\",\"{{seq}}\"]";
    bool done = false;

    (void)state;
    for (size_t count = 0; !done; count++) {
        struct mw_buffer values = {0};
        struct template template;
        enum mw_status rc;

        assert_int_equal(mw_json_read(mw_text(json), NULL, &values, NULL),
                         MW_OK);
        alloc_fail_after(count);
        rc = template_read(&template, mw_bytes("x", 1),
                           mw_buffer_bytes(&values), NULL);
        done = !alloc_has_failed();
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(rc, done ? MW_OK : MW_ENOMEM);
        template_fini(&template);
        mw_buffer_fini(&values);
    }
}

static int make_pool(void **state)
{
    (void)state;
    return pool_init(&pool, 1, NULL);
}

static int free_pool(void **state)
{
    (void)state;
    pool_fini(&pool);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_place_is_as_it_was),
        cmocka_unit_test(a_place_alone_is_a_value_of_its_own),
        cmocka_unit_test(a_place_among_others_is_text),
        cmocka_unit_test(four_braces_are_two),
        cmocka_unit_test(what_is_wrong_is_pointed_at),
        cmocka_unit_test(a_message_has_a_largest_size),
        cmocka_unit_test(places_are_bounded),
        cmocka_unit_test(without_memory_it_says_so),
    };

    return cmocka_run_group_tests(tests, make_pool, free_pool);
}
