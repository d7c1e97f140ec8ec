#include "support.h"

#include <msgwire/endpoint.h>

static void check_refused(const struct vector *row, enum mw_status rc,
                          const struct mw_error *err)
{
    if (rc != MW_EINVAL || strstr(err->text, row->field[3]) == NULL) {
        fail_msg("%s:%d: expected \"...%s...\", got %d: \"%s\"", row->file,
                 row->line, row->field[3], rc, err->text);
    }
}

static void check_read(const struct vector *row,
                       const struct mw_endpoint *endpoint)
{
    bool here = strcmp(row->field[3], "here") == 0;
    char text[MW_ENDPOINT_TEXT];

    assert_string_equal(mw_endpoint_format(endpoint, text), row->field[2]);
    if (mw_endpoint_is_local(endpoint) != here) {
        fail_msg("%s:%d: expected that it is %s", row->file, row->line,
                 row->field[3]);
    }
}

static void check_row(const struct vector *row, void *arg)
{
    struct mw_endpoint endpoint;
    struct mw_error err = {0};
    enum mw_status rc;

    (void)arg;
    assert_int_equal(row->count, 4);
    rc = mw_endpoint_parse(row->field[1], &endpoint, &err);
    if (strcmp(row->field[2], "refused") == 0) {
        check_refused(row, rc, &err);
    } else if (rc != MW_OK) {
        fail_msg("%s:%d: %s", row->file, row->line, err.text);
    } else {
        check_read(row, &endpoint);
    }
}

static void each_vector_is_read_or_refused_as_its_row_says(void **state)
{
    (void)state;
    vectors_each("endpoints.txt", check_row, NULL);
}

static void check_url(const struct vector *row, void *arg)
{
    struct mw_endpoint endpoint;
    char text[MW_ENDPOINT_TEXT];

    (void)arg;
    if (strcmp(row->field[2], "refused") != 0) {
        assert_int_equal(mw_endpoint_parse(row->field[2], &endpoint, NULL),
                         MW_OK);
        assert_string_equal(mw_endpoint_format(&endpoint, text), row->field[2]);
    }
}

static void a_full_url_is_read_as_itself(void **state)
{
    (void)state;
    vectors_each("endpoints.txt", check_url, NULL);
}

static void what_is_wrong_is_shown_without_control_bytes(void **state)
{
    struct mw_endpoint endpoint;
    struct mw_error err = {0};

    (void)state;
    assert_int_equal(mw_endpoint_parse("tcp://h\x1b[2J:1", &endpoint, &err),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "\\x1b[2J"));
    assert_null(strchr(err.text, '\x1b'));
}

static void a_very_long_address_is_refused_in_a_bounded_sentence(void **state)
{
    static char text[100000];
    struct mw_endpoint endpoint;
    struct mw_error err = {0};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        static const char *const begins[] = {"tcp://", "unix:", "tcp://[", ":",
                                             "tcp:"};
        memset(text, '1', sizeof(text) - 1);
        memcpy(text, begins[i], strlen(begins[i]));
        assert_int_equal(mw_endpoint_parse(text, &endpoint, &err), MW_EINVAL);
        assert_true(strlen(err.text) < MW_ERROR_TEXT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_vector_is_read_or_refused_as_its_row_says),
        cmocka_unit_test(a_full_url_is_read_as_itself),
        cmocka_unit_test(what_is_wrong_is_shown_without_control_bytes),
        cmocka_unit_test(a_very_long_address_is_refused_in_a_bounded_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
