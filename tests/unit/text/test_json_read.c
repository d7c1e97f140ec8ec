#include "json_sample.h"

#include <stdio.h>

static void reads_in_any_cuts(struct mw_bytes text, const char *hex)
{
    struct seed seed = {5};

    for (size_t first = 0; first < text.len; first++) {
        struct mw_buffer out = {0};
        size_t cut = first;

        assert_int_equal(read_pieces(text, cut_once, &cut, &out, NULL), MW_OK);
        assert_hex(&out, hex);
        mw_buffer_fini(&out);
    }
    for (size_t len = 1; len <= 3; len++) {
        struct mw_buffer out = {0};

        assert_int_equal(read_pieces(text, cut_evenly, &len, &out, NULL),
                         MW_OK);
        assert_hex(&out, hex);
        out.len = 0;
        assert_int_equal(read_pieces(text, cut_randomly, &seed, &out, NULL),
                         MW_OK);
        assert_hex(&out, hex);
        mw_buffer_fini(&out);
    }
}

static void read_row(const char *text, const char *hex)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    if (mw_json_read(mw_text(text), NULL, &out, &err) != MW_OK) {
        fail_msg("%s: %s", text, err.text);
    }
    assert_hex(&out, hex);
    mw_buffer_fini(&out);
    if (strlen(text) < 300) {
        reads_in_any_cuts(mw_text(text), hex);
    }
}

static void read_value_row(const struct vector *row, void *arg)
{
    (void)arg;
    read_row(row->field[2], row->field[1]);
}

static void what_a_writer_writes_is_read_back(void **state)
{
    (void)state;
    vectors_each("values.txt", read_value_row, NULL);
}

static void read_json_row(const struct vector *row, void *arg)
{
    (void)arg;
    read_row(row->field[1], row->field[2]);
}

static void what_else_is_json_is_read_as_the_vectors_say(void **state)
{
    (void)state;
    vectors_each("json.txt", read_json_row, NULL);
}

/* The same sentence from one piece, from two, and from single bytes. */
static void refuse_row(const struct vector *row, void *arg)
{
    struct mw_buffer text = from_hex(row->field[1]);
    struct mw_bytes whole = mw_buffer_bytes(&text);
    unsigned line = 0, column = 0;
    struct mw_buffer out = {0};
    struct mw_error err;
    char place[64];

    (void)arg;
    assert_int_equal(sscanf(row->field[2], "%u:%u", &line, &column), 2);
    snprintf(place, sizeof(place), "line %u, column %u: ", line, column);
    assert_int_equal(mw_json_read(whole, NULL, &out, &err), MW_EVALUE);
    assert_int_equal(out.len, 0);
    if (strncmp(err.text, place, strlen(place)) != 0 ||
        strstr(err.text, row->field[3]) == NULL) {
        fail_msg("%s: %s", row->field[0], err.text);
    }
    mw_buffer_fini(&out);
    mw_buffer_fini(&text);
}

static void what_is_wrong_is_refused_with_place_and_reason(void **state)
{
    (void)state;
    vectors_each("json_bad.txt", refuse_row, NULL);
}

static void refuse_cut_row(const struct vector *row, void *arg)
{
    struct mw_buffer text = from_hex(row->field[1]);
    struct mw_bytes whole = mw_buffer_bytes(&text);
    struct mw_buffer out = {0};
    struct mw_error want, err;
    size_t len = whole.len;
    enum mw_status rc = read_pieces(whole, cut_evenly, &len, &out, &want);

    (void)arg;
    for (size_t first = 1; rc != MW_OK && first < whole.len && first < 300;
         first++) {
        size_t cut = first;
        out.len = 0;
        assert_int_equal(read_pieces(whole, cut_once, &cut, &out, &err), rc);
        assert_string_equal(err.text, want.text);
        len = first;
        assert_int_equal(read_pieces(whole, cut_evenly, &len, &out, &err), rc);
        assert_string_equal(err.text, want.text);
    }
    mw_buffer_fini(&out);
    mw_buffer_fini(&text);
}

static void the_sentence_is_the_same_whatever_the_cuts(void **state)
{
    (void)state;
    vectors_each("json_bad.txt", refuse_cut_row, NULL);
}

static void values_follow_each_other_on_lines_or_not(void **state)
{
    (void)state;
    reads_in_any_cuts(mw_text("1\n{\"a\":2}\r\n\n[3]\n"), "0181a161029103");
    reads_in_any_cuts(mw_text("{}[]\"a\"\"b\"1[2]true\t-1 0"),
                      "8090a161a162019102c3ff00");
    reads_in_any_cuts(mw_text(" \n\t "), "");
}

static void each_value_is_told_when_it_is_whole(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_bytes in = mw_text("[1] 23 ");
    struct mw_buffer out = {0};
    size_t line, column;

    (void)state;
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    assert_int_equal(in.len, 4);
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    mw_json_reader_where(reader, &line, &column);
    assert_int_equal(column, 7);
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_EAGAIN);
    assert_int_equal(in.len, 0);
    in = mw_text("\n 4");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_EAGAIN);
    mw_json_reader_where(reader, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 3);
    assert_int_equal(mw_json_reader_end(reader, &out, NULL), MW_OK);
    assert_int_equal(mw_json_reader_end(reader, &out, NULL), MW_EAGAIN);
    assert_hex(&out, "91011704");
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
    mw_json_reader_free(NULL);
}

static void after_a_fault_its_place_is_told_and_nothing_more_read(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_bytes in = mw_text("[1,\n2,x]");
    struct mw_buffer out = {0};
    struct mw_error err;
    size_t line, column;

    (void)state;
    assert_int_equal(mw_buffer_append(&out, mw_text("kept")), MW_OK);
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, &err), MW_EVALUE);
    assert_int_equal(out.len, 4);
    mw_json_reader_where(reader, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 3);
    in = mw_text("1 ");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, &err), MW_EVALUE);
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

static void a_value_is_no_longer_than_the_rules_allow(void **state)
{
    static const struct mw_json_rules rules = {.max_value = 3};
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(mw_json_read(mw_text("[1,2]"), &rules, &out, &err), MW_OK);
    assert_int_equal(
        mw_json_read(mw_text("{\"$hex\":\"ff\"}"), &rules, &out, &err), MW_OK);
    assert_int_equal(mw_json_read(mw_text("[1,2,3]"), &rules, &out, &err),
                     MW_ETOOBIG);
    assert_string_equal(err.text,
                        "line 1, column 8: value longer than 3 bytes");
    mw_buffer_fini(&out);
}

/* A string without an end must not be collected for ever. */
static void a_value_without_end_is_refused_in_time(void **state)
{
    static const struct mw_json_rules rules = {.max_value = 1000};
    struct mw_json_reader *reader = mw_json_reader_new(&rules);
    struct mw_buffer out = {0};
    struct mw_bytes in = mw_text("\"");
    enum mw_status rc = mw_json_reader_feed(reader, &in, &out, NULL);
    size_t rounds = 0;

    (void)state;
    for (; rc == MW_EAGAIN && rounds < 1000; rounds++) {
        in = mw_text("0123456789012345678901234567890123456789\\n");
        rc = mw_json_reader_feed(reader, &in, &out, NULL);
    }
    assert_int_equal(rc, MW_ETOOBIG);
    assert_true(rounds < 1000);
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

static void
a_long_stream_needs_no_more_memory_than_its_first_value(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_buffer out = {0};
    size_t line, column;

    (void)state;
    for (size_t i = 0; i < 10000; i++) {
        struct mw_bytes in =
            mw_text("{\"a\":[1,2.5,{\"$map\":[[1,{\"$bin\":\"AP8=\"}]]}]}\n");
        assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
        assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL),
                         MW_EAGAIN);
        out.len = 0;
        alloc_fail_after(0);
    }
    alloc_fail_after(SIZE_MAX);
    mw_json_reader_where(reader, &line, &column);
    assert_int_equal(line, 10001);
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

static void without_memory_nothing_is_left_behind(void **state)
{
    struct mw_bytes text = mw_text("{\"a\":[1.5,\"xyz\\n\",{\"$map\":[[1,2]]}],"
                                   "\"b\":{\"$f32\":0.25}}");
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t count = 0; rc == MW_ENOMEM; count++) {
        struct mw_buffer out = {0};

        alloc_fail_after(count);
        rc = mw_json_read(text, NULL, &out, NULL);
        alloc_fail_after(SIZE_MAX);
        assert_true(rc == MW_OK || out.len == 0);
        assert_true(rc != MW_OK || count > 2);
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, MW_OK);
}

/* What was read is written, and read again as the same. What is made to be
 * written as it stands is. */
static void comes_back(const char *name, struct mw_bytes text,
                       struct mw_bytes value)
{
    struct mw_buffer out = {0}, line = written(value);

    assert_int_equal(mw_json_read(mw_buffer_bytes(&line), NULL, &out, NULL),
                     MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), value));
    if (strncmp(name, "y_roundtrip", 11) == 0) {
        assert_true(mw_bytes_equal(mw_buffer_bytes(&line), text));
    }
    mw_buffer_fini(&line);
    mw_buffer_fini(&out);
}

/* y_* is accepted; n_* is refused with line and column. Two of y_* have a key
 * twice, which is for those to accept who say so. */
static void judge_text(const struct vector *row, void *arg)
{
    static const struct mw_json_rules lax = {.keep_duplicates = true};
    bool twice = strstr(row->field[0], "duplicated_key") != NULL;
    struct mw_buffer text = from_hex(row->field[1]), out = {0};
    struct mw_error err = {.text = ""};
    enum mw_status rc =
        mw_json_read(mw_buffer_bytes(&text), twice ? &lax : NULL, &out, &err);

    (void)arg;
    if (row->field[0][0] == (rc == MW_OK ? 'n' : 'y')) {
        fail_msg("%s: %s", row->field[0], err.text);
    }
    assert_true(rc == MW_OK || strncmp(err.text, "line ", 5) == 0);
    if (rc == MW_OK) {
        comes_back(row->field[0], mw_buffer_bytes(&text),
                   mw_buffer_bytes(&out));
    }
    if (twice) {
        rc = mw_json_read(mw_buffer_bytes(&text), NULL, &out, &err);
        assert_int_equal(rc, MW_EVALUE);
        assert_non_null(strstr(err.text, "got \"a\" again"));
    }
    mw_buffer_fini(&text);
    mw_buffer_fini(&out);
}

static void others_judge_json_texts_the_same(void **state)
{
    (void)state;
    shared_each("texts.txt", judge_text, NULL);
}

static size_t count_values(struct mw_bytes values)
{
    size_t count = 0;

    for (; values.len > 0; count++) {
        assert_int_equal(mw_value_skip(&values, NULL), MW_OK);
    }
    return count;
}

/* What one value may not be, no value in a stream may; but a stream may have
 * none, or several. */
static void judge_stream(const struct vector *row, void *arg)
{
    struct mw_buffer text = from_hex(row->field[1]), out = {0};
    size_t len = 7;

    (void)arg;
    if (row->field[0][0] == 'n' &&
        read_pieces(mw_buffer_bytes(&text), cut_evenly, &len, &out, NULL) ==
            MW_OK) {
        assert_int_not_equal(count_values(mw_buffer_bytes(&out)), 1);
    }
    mw_buffer_fini(&text);
    mw_buffer_fini(&out);
}

static void a_stream_is_refused_but_for_how_many_values_it_has(void **state)
{
    (void)state;
    shared_each("texts.txt", judge_stream, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_writer_writes_is_read_back),
        cmocka_unit_test(what_else_is_json_is_read_as_the_vectors_say),
        cmocka_unit_test(what_is_wrong_is_refused_with_place_and_reason),
        cmocka_unit_test(the_sentence_is_the_same_whatever_the_cuts),
        cmocka_unit_test(values_follow_each_other_on_lines_or_not),
        cmocka_unit_test(each_value_is_told_when_it_is_whole),
        cmocka_unit_test(after_a_fault_its_place_is_told_and_nothing_more_read),
        cmocka_unit_test(a_value_is_no_longer_than_the_rules_allow),
        cmocka_unit_test(a_value_without_end_is_refused_in_time),
        cmocka_unit_test(
            a_long_stream_needs_no_more_memory_than_its_first_value),
        cmocka_unit_test(without_memory_nothing_is_left_behind),
        cmocka_unit_test(others_judge_json_texts_the_same),
        cmocka_unit_test(a_stream_is_refused_but_for_how_many_values_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
