#include "support.h"

#include "source.h"

#include <unistd.h>

static int ends[2];

static void begin(struct source *source, const char *text)
{
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(source_open(source, NULL, NULL, NULL), MW_OK);
    source->input.fd = ends[0];
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
}

static void more(struct source *source, const char *text)
{
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
    assert_int_equal(source_fill(source, NULL), MW_OK);
}

static void assert_next(struct source *source, const char *bytes)
{
    struct mw_bytes value;

    assert_int_equal(source_next(source, &value, NULL), MW_OK);
    assert_true(mw_bytes_equal(value, mw_text(bytes)));
}

static void values_come_one_after_another(void **state)
{
    struct source source;
    struct mw_bytes value;

    (void)state;
    begin(&source, "1 [2]\"x\"\n");
    assert_int_equal(source_next(&source, &value, NULL), MW_EAGAIN);
    assert_int_equal(source_fill(&source, NULL), MW_OK);
    assert_next(&source, "\x01");
    assert_next(&source, "\x91\x02");
    assert_next(&source, "\xa1x");
    assert_int_equal(source_next(&source, &value, NULL), MW_EAGAIN);
    close(ends[1]);
    assert_int_equal(source_fill(&source, NULL), MW_OK);
    assert_int_equal(source_next(&source, &value, NULL), MW_ECLOSED);
    source_close(&source);
}

static void a_value_may_come_in_pieces(void **state)
{
    struct source source;
    struct mw_bytes value;

    (void)state;
    begin(&source, "[tr");
    assert_int_equal(source_fill(&source, NULL), MW_OK);
    assert_int_equal(source_next(&source, &value, NULL), MW_EAGAIN);
    more(&source, "ue,1");
    assert_int_equal(source_next(&source, &value, NULL), MW_EAGAIN);
    more(&source, "2]");
    assert_next(&source, "\x92\xc3\x0c");
    close(ends[1]);
    source_close(&source);
}

static void a_number_ends_where_the_input_ends(void **state)
{
    struct source source;
    struct mw_bytes value;

    (void)state;
    begin(&source, "12");
    close(ends[1]);
    assert_int_equal(source_fill(&source, NULL), MW_OK);
    assert_int_equal(source_next(&source, &value, NULL), MW_EAGAIN);
    assert_int_equal(source_fill(&source, NULL), MW_OK);
    assert_next(&source, "\x0c");
    assert_int_equal(source_next(&source, &value, NULL), MW_ECLOSED);
    source_close(&source);
}

static void bad_input_is_told_with_its_place_after_the_good(void **state)
{
    struct source source;
    struct mw_bytes value;
    struct mw_error err;

    (void)state;
    begin(&source, "1\n{x}");
    assert_int_equal(source_fill(&source, NULL), MW_OK);
    assert_next(&source, "\x01");
    assert_int_equal(source_next(&source, &value, &err), MW_EVALUE);
    assert_non_null(strstr(err.text, "line 2"));
    close(ends[1]);
    source_close(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_one_after_another),
        cmocka_unit_test(a_value_may_come_in_pieces),
        cmocka_unit_test(a_number_ends_where_the_input_ends),
        cmocka_unit_test(bad_input_is_told_with_its_place_after_the_good),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
