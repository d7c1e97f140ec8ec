#include "sample_study.h"

#include "figures/fields.h"

static void what_is_set_is_got(void **state)
{
    static const struct field *const tables[] = {fields_of_result,
                                                 fields_of_datagrams};
    struct bench_result *result = study_result_new(NULL);
    uint64_t next = 0, value;

    (void)state;
    assert_non_null(result);
    for (int pass = 0; pass < 2; pass++) {
        next = 100;
        for (size_t i = 0; i < 2; i++) {
            for (const struct field *f = tables[i]; f->name != NULL; f++) {
                next++;
                if (pass == 0) {
                    field_set(f, result, next);
                } else {
                    assert_true(field_get(f, result, &value));
                    assert_int_equal(value, next);
                }
            }
        }
    }
    assert_int_equal(next - 100, fields_count(fields_of_result) +
                                     fields_count(fields_of_datagrams));
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
