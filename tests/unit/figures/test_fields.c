#include "sample_study.h"

#include "figures/fields.h"

/* Each field gets the next number. Returns how many there are. */
static uint64_t set_all(const struct field *fields, uint64_t from,
                        struct bench_result *result)
{
    uint64_t next = from;

    for (const struct field *f = fields; f->name != NULL; f++) {
        field_set(f, result, next++);
    }
    return next - from;
}

static void assert_set(const struct field *fields, uint64_t from,
                       const struct bench_result *result)
{
    uint64_t value;

    for (const struct field *f = fields; f->name != NULL; f++) {
        assert_true(field_get(f, result, &value));
        assert_int_equal(value, from++);
    }
}

static void what_is_set_is_got(void **state)
{
    struct bench_result *result = study_result_new(NULL);

    (void)state;
    assert_non_null(result);
    assert_int_equal(set_all(fields_of_result, 100, result),
                     fields_count(fields_of_result));
    assert_int_equal(set_all(fields_of_datagrams, 200, result),
                     fields_count(fields_of_datagrams));
    assert_set(fields_of_result, 100, result);
    assert_set(fields_of_datagrams, 200, result);
    study_result_free(result);
}

static void what_is_not_known_is_not_got(void **state)
{
    struct bench_result *result = study_result_new(NULL);
    size_t unknown = 0;
    uint64_t value;

    (void)state;
    assert_non_null(result);
    for (const struct field *f = fields_of_result; f->name != NULL; f++) {
        unknown += !field_get(f, result, &value);
    }
    for (const struct field *f = fields_of_datagrams; f->name != NULL; f++) {
        unknown += !field_get(f, result, &value);
    }
    assert_int_equal(unknown, 2);
    result->server_cpu_known = true;
    result->server_cpu_ns = 7;
    for (const struct field *f = fields_of_result; f->name != NULL; f++) {
        if (strcmp(f->name, "server_cpu_ns") == 0) {
            assert_true(field_get(f, result, &value));
            assert_int_equal(value, 7);
        }
    }
    study_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_set_is_got),
        cmocka_unit_test(what_is_not_known_is_not_got),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
