#include "full_study.h"

#include "figures/study_csv.h"

/* How many columns a line has, as RFC 4180 parts them. */
static size_t columns(const char *line)
{
    bool quoted = false;
    size_t count = 1;

    for (; *line != '\r'; line++) {
        quoted ^= *line == '"';
        count += *line == ',' && !quoted;
    }
    return count;
}

static char *csv_of(const struct study *study, struct mw_buffer *out)
{
    *out = (struct mw_buffer){0};
    assert_int_equal(study_csv_write(study, out, NULL), MW_OK);
    assert_int_equal(mw_buffer_append(out, mw_bytes("", 1)), MW_OK);
    return (char *)out->at;
}

static void each_run_is_a_row_of_as_many_columns_as_names(void **state)
{
    struct study study;
    struct mw_buffer out;
    const char *line;
    size_t rows = 0, expected;

    (void)state;
    full_study(&study);
    line = csv_of(&study, &out);
    expected = columns(line);
    while (*line != '\0') {
        assert_int_equal(columns(line), expected);
        line = strstr(line, "\r\n") + 2;
        rows++;
    }
    assert_int_equal(rows, 9);
    mw_buffer_fini(&out);
    study_fini(&study);
}

static void texts_with_commas_and_quotes_are_quoted(void **state)
{
    struct mw_buffer out;
    struct study study;
    char *csv;

    (void)state;
    full_study(&study);
    csv = csv_of(&study, &out);
    assert_non_null(strstr(csv, "\r\n\"udp, \"\"quoted\"\"\",udp://[::1]:6749,"
                                "udp,64,1,16,1000000000,"));
    assert_non_null(strstr(csv, "\r\ntcp,tcp://[::1]:6749,tcp,64..1400,2,"));
    mw_buffer_fini(&out);
    study_fini(&study);
}

static void rows_of_both_halves_tell_their_depth(void **state)
{
    static const char *const names[] = {"tcp"};
    struct study study, *busy;
    struct mw_buffer out;
    char *csv;

    (void)state;
    sample_study(&study, names, 1);
    study.plan.depth = 1;
    busy = study_add_busy(&study, 16, NULL);
    sample_add(&study, 0, 0, 0, sample_result(20000, 10000));
    sample_add(busy, 0, 0, 0, sample_result(90000, 90000));
    csv = csv_of(&study, &out);
    assert_non_null(strstr(csv, "\r\ntcp,tcp://[::1]:6749,tcp,64,1,1,"));
    assert_non_null(strstr(csv, "\r\ntcp,tcp://[::1]:6749,tcp,64,1,16,"));
    mw_buffer_fini(&out);
    study_fini(&study);
}

static void names_tell_the_unit(void **state)
{
    static const char *const names[] = {
        "target,url,scheme,size,round,depth,elapsed_ns,", ",datagrams_lost,",
        ",p50_ns,p90_ns,p99_ns,p99.9_ns,p99.99_ns,max_ns,mean_ns,",
        ",throughput_per_s,loss,errors,timeouts,cpu_ns_per_answer,",
        ",client_cpu_ns_per_answer\r\n"};
    struct mw_buffer out;
    struct study study;
    char *csv;

    (void)state;
    study_init(&study);
    csv = csv_of(&study, &out);
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(strstr(csv, names[i]));
    }
    mw_buffer_fini(&out);
}

static void what_is_not_known_is_empty(void **state)
{
    static const char *const names[] = {"tcp"};
    struct mw_buffer out;
    struct study study;
    char *csv;

    (void)state;
    sample_study(&study, names, 1);
    sample_add(&study, 0, 0, 0, sample_result(1000, 128));
    csv = csv_of(&study, &out);
    assert_non_null(strstr(csv, ",128,128,128,,,128,128,1000,0,0,0,,0\r\n"));
    mw_buffer_fini(&out);
    study_fini(&study);
}

static void without_room_it_says_so(void **state)
{
    struct mw_buffer out = {.limit = 100};
    struct mw_error err;
    struct study study;

    (void)state;
    study_init(&study);
    assert_int_equal(study_csv_write(&study, &out, &err), MW_ETOOBIG);
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_run_is_a_row_of_as_many_columns_as_names),
        cmocka_unit_test(texts_with_commas_and_quotes_are_quoted),
        cmocka_unit_test(rows_of_both_halves_tell_their_depth),
        cmocka_unit_test(names_tell_the_unit),
        cmocka_unit_test(what_is_not_known_is_empty),
        cmocka_unit_test(without_room_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
