#include "full_study.h"

#include "figures/study_json.h"

static char *json_of(const struct study *study, struct mw_buffer *out)
{
    *out = (struct mw_buffer){0};
    assert_int_equal(study_json_write(study, out, NULL), MW_OK);
    assert_int_equal(mw_buffer_append(out, mw_bytes("", 1)), MW_OK);
    return (char *)out->at;
}

static void it_begins_with_its_version_and_is_one_line(void **state)
{
    struct mw_buffer out;
    struct study study;
    char *json;

    (void)state;
    full_study(&study);
    json = json_of(&study, &out);
    assert_memory_equal(json, "{\"msgwire_study\":1,", 19);
    assert_string_equal(strchr(json, '\n'), "\n");
    mw_buffer_fini(&out);
    study_fini(&study);
}

static void what_was_asked_and_measured_is_in_it(void **state)
{
    static const char *const parts[] = {
        "\"plan\":{\"method\":\"echo\",\"connections\":8,\"depth\":16,"
        "\"rate\":5000,",
        "\"link\":{\"asked\":\"delay=10ms loss=1%\",\"congestion\":\"cubic\","
        "\"delay_ns\":10100000,",
        "{\"name\":\"udp, \\\"quoted\\\"\",\"url\":\"udp://[::1]:6749\"}",
        "\"sizes\":[{\"bytes\":64,\"text\":\"64\"},"
        "{\"bytes\":0,\"text\":\"64..1400\"}]",
        "\"runs\":[{\"target\":0,\"size\":0,\"round\":0,",
        "\"server_cpu_ns\":null",
        "\"dropped_there\":null",
        "\"cells\":[[24960,20000],",
        "\"cells\":[{\"target\":0,\"size\":0,\"p50\":{\"value\":",
        "\"comparisons\":[{\"target\":1,\"reference\":0,\"size\":0,\"p50\":{"
        "\"value\":",
        "\"sentences\":[{\"kind\":\"doubt\",\"text\":\""};
    struct mw_buffer out;
    struct study study;
    char *json;

    (void)state;
    full_study(&study);
    json = json_of(&study, &out);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (strstr(json, parts[i]) == NULL) {
            print_message("not there: %s\n", parts[i]);
        }
        assert_non_null(strstr(json, parts[i]));
    }
    mw_buffer_fini(&out);
    study_fini(&study);
}

static void an_empty_study_is_written_too(void **state)
{
    struct mw_buffer out;
    struct study study;
    char *json;

    (void)state;
    study_init(&study);
    json = json_of(&study, &out);
    assert_non_null(strstr(json, "\"link\":null,\"targets\":[],\"sizes\":[],"
                                 "\"runs\":[],\"cells\":[],\"comparisons\":[],"
                                 "\"sentences\":[],\"busy\":null}\n"));
    mw_buffer_fini(&out);
}

static void without_room_it_says_so(void **state)
{
    struct mw_buffer out = {.limit = 10};
    struct mw_error err;
    struct study study;

    (void)state;
    study_init(&study);
    assert_int_equal(study_json_write(&study, &out, &err), MW_ETOOBIG);
    alloc_fail_after(0);
    assert_int_equal(study_json_write(&study, &out, &err), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_string_equal(err.text, "no memory for the JSON");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_with_its_version_and_is_one_line),
        cmocka_unit_test(what_was_asked_and_measured_is_in_it),
        cmocka_unit_test(an_empty_study_is_written_too),
        cmocka_unit_test(without_room_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
