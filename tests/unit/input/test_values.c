#include "support.h"

#include "input/values.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS = 8 };

static const struct values_rules usual, strings = {.strings = true};

static enum mw_status read_words(struct values *values,
                                 const char *const *words,
                                 const struct values_rules *rules,
                                 struct mw_error *err)
{
    char *copies[WORDS];
    enum mw_status rc;
    int count = 0;

    for (; words[count] != NULL; count++) {
        copies[count] = strdup(words[count]);
    }
    rc = values_read(values, copies, count, "PARAM", rules, err);
    while (count > 0) {
        free(copies[--count]);
    }
    return rc;
}

/* The words as one array of typed JSON. */
static void assert_read(const char *const *words,
                        const struct values_rules *rules, const char *json)
{
    static const uint8_t streamed[] = {0xc3};
    struct mw_buffer array = {0}, text = {0};
    struct values values;
    struct mw_error err = {0};

    if (read_words(&values, words, rules, &err) != MW_OK) {
        fail_msg("%s: %s", words[0], err.text);
    }
    assert_int_equal(
        values_array(&values, mw_bytes(streamed, values.stream), &array),
        MW_OK);
    assert_int_equal(mw_json_write(mw_buffer_bytes(&array), NULL, &text, NULL),
                     MW_OK);
    mw_buffer_append(&text, mw_bytes("", 1));
    assert_string_equal((char *)text.at, json);
    mw_buffer_fini(&text);
    mw_buffer_fini(&array);
    values_fini(&values);
}

static void assert_refused(const char *const *words, enum mw_status status,
                           const char *part)
{
    struct values values;
    struct mw_error err = {0};

    assert_int_equal(read_words(&values, words, &usual, &err), status);
    if (strstr(err.text, part) == NULL) {
        fail_msg("expected \"%s\" in: %s", part, err.text);
    }
    values_fini(&values);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_word_is_json_if_it_parses_and_else_a_string(void **state)
{
    (void)state;
    assert_read(LIST("1", "-5", "1.0", "true", "null"), &usual,
                "[1,-5,1.0,true,null]");
    assert_read(LIST("[1,2]", "{\"a\":{}}", "\"1\"", "{\"$bin\":\"AP8=\"}"),
                &usual, "[[1,2],{\"a\":{}},\"1\",{\"$bin\":\"AP8=\"}]");
    assert_read(LIST("hello", "", "1 2", "01", "+1", "1.", "truex"), &usual,
                "[\"hello\",\"\",\"1 2\",\"01\",\"+1\",\"1.\",\"truex\"]");
    assert_read(LIST("\xc3\xb1"
                     "and\xc3\xba",
                     "@"),
                &usual,
                "[\"\xc3\xb1"
                "and\xc3\xba\",\"@\"]");
}

static void what_is_meant_as_json_and_is_not_is_refused(void **state)
{
    (void)state;
    assert_refused(LIST("ok", "{\"a\":"), MW_EINVAL, "PARAM 2 '{\"a\":': ");
    assert_refused(LIST("[1,]"), MW_EINVAL, "PARAM 1 '[1,]': ");
    assert_refused(LIST("\"open"), MW_EINVAL, "PARAM 1");
    assert_refused(LIST("18446744073709551616"), MW_EINVAL, "PARAM 1");
}

static void strings_are_forced_whatever_they_look_like(void **state)
{
    (void)state;
    assert_read(LIST("1", "{", "-", "@x", "a=b", "a:=1"), &strings,
                "[\"1\",\"{\",\"-\",\"@x\",\"a=b\",\"a:=1\"]");
}

static void pairs_are_one_map_where_the_first_stands(void **state)
{
    (void)state;
    assert_read(LIST("id:=7", "name=ada"), &usual,
                "[{\"id\":7,\"name\":\"ada\"}]");
    assert_read(LIST("1", "a=1", "2", "b:=[1]"), &usual,
                "[1,{\"a\":\"1\",\"b\":[1]},2]");
    assert_read(LIST("e="), &usual, "[{\"e\":\"\"}]");
    assert_read(LIST("x=y=z", "\xc3\xb1=1"), &usual,
                "[{\"x\":\"y=z\",\"\xc3\xb1\":\"1\"}]");
}

static void what_only_looks_like_a_pair_is_a_string(void **state)
{
    (void)state;
    assert_read(LIST("1+1=2", "http://x?a=b", "=x", ":=1", "a:b=c", "a b=c"),
                &usual,
                "[\"1+1=2\",\"http://x?a=b\",\"=x\",\":=1\",\"a:b=c\","
                "\"a b=c\"]");
}

static void a_wrong_pair_is_refused(void **state)
{
    (void)state;
    assert_refused(LIST("a=1", "a:=2"), MW_EINVAL,
                   "PARAM 2 'a:=2': a is a value already, by PARAM 1");
    assert_refused(LIST("x", "a[b]=1", "a[0]=2"), MW_EINVAL,
                   "PARAM 3 'a[0]=2': a is a map already, by PARAM 2");
    assert_refused(LIST("a[b=1"), MW_EINVAL, "PARAM 1 'a[b=1': expected \"]\"");
    assert_refused(LIST("a:=nul"), MW_EINVAL, "PARAM 1 'a:=nul': ");
    assert_refused(LIST("a:="), MW_EINVAL, "PARAM 1 'a:=': ");
}

static void assert_words(const struct vector *row, void *arg)
{
    struct mw_buffer expected = from_hex(row->field[2]), array = {0};
    char *text = strdup(row->field[1]), *words[WORDS], *word = text;
    struct mw_error err = {0};
    struct values values;
    int count = 0;

    (void)arg;
    while (word != NULL) {
        assert_true(count < WORDS);
        words[count++] = strsep(&word, " ");
    }
    if (values_read(&values, words, count, "PARAM", &usual, &err) != MW_OK ||
        values_array(&values, mw_bytes(NULL, 0), &array) != MW_OK ||
        !mw_bytes_equal(mw_buffer_bytes(&array), mw_buffer_bytes(&expected))) {
        fail_msg("%s:%d: %s: %s", row->file, row->line, row->field[0],
                 err.text);
    }
    values_fini(&values);
    mw_buffer_fini(&array);
    mw_buffer_fini(&expected);
    free(text);
}

static void words_are_what_the_vectors_say(void **state)
{
    (void)state;
    vectors_each("words.txt", assert_words, NULL);
}

static void what_is_no_utf8_is_never_sent(void **state)
{
    (void)state;
    assert_refused(LIST("x", "caf\xe9"), MW_EINVAL,
                   "PARAM 2 'caf\\xe9': byte 3 (e9) is not UTF-8");
    assert_refused(LIST("k=\xff"), MW_EINVAL, "byte 0 (ff) is not UTF-8");
    assert_refused(LIST("k\xff=1"), MW_EINVAL,
                   "byte 1 (ff) is not UTF-8, as a key must be");
    assert_refused(LIST("k[\xff]=1"), MW_EINVAL, "as a key must be");
    assert_refused(LIST("[\"\xff\"]"), MW_EINVAL, "expected UTF-8");
}

static void a_dash_is_the_place_of_what_streams(void **state)
{
    (void)state;
    assert_read(LIST("1", "-", "2"), &usual, "[1,true,2]");
    assert_read(LIST("-", "k=v"), &usual, "[true,{\"k\":\"v\"}]");
    assert_refused(LIST("-", "-"), MW_EINVAL, "PARAM 2 '-': stdin can be read");
}

enum { WORD_LEN = 64 };

/* Makes a file with this content, and the word "@PATH" for it. */
static void make_file(const char *content, char word[WORD_LEN])
{
    int fd;

    snprintf(word, WORD_LEN, "@/tmp/msgwire-values-XXXXXX");
    fd = mkstemp(word + 1);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
}

static void a_file_is_its_one_value(void **state)
{
    char word[WORD_LEN];

    (void)state;
    make_file(" {\"a\":\n[1]}\n", word);
    assert_read(LIST("0", word), &usual, "[0,{\"a\":[1]}]");
    unlink(word + 1);
}

static void a_file_without_one_value_is_bad_data(void **state)
{
    static const char *const contents[][2] = {
        {"", "holds no value"}, {"1 2", "more than one"}, {"[1", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
        char word[WORD_LEN];
        make_file(contents[i][0], word);
        assert_refused(LIST(word), MW_EVALUE, contents[i][1]);
        unlink(word + 1);
    }
    assert_refused(LIST("@no/such"), MW_EINVAL,
                   "can't open no/such: No such file or directory (for the "
                   "text itself: '\"@no/such\"')");
}

static void a_pair_may_have_a_files_text_or_value(void **state)
{
    char word[WORD_LEN], text[WORD_LEN + 2], value[WORD_LEN + 3];

    (void)state;
    make_file("[1]\n", word);
    snprintf(text, sizeof(text), "t=%s", word);
    snprintf(value, sizeof(value), "v:=%s", word);
    assert_read(LIST(text, value), &usual, "[{\"t\":\"[1]\\n\",\"v\":[1]}]");
    unlink(word + 1);
    assert_refused(LIST("t=@no/such"), MW_EINVAL,
                   "(for the text itself: KEY:='\"@no/such\"')");
}

static void stdin_is_read_once(void **state)
{
    static const struct values_rules elsewhere = {.no_stdin = true};
    char dash[] = "-", *words[] = {dash};
    struct values values;

    (void)state;
    assert_int_equal(values_read(&values, words, 1, "PARAM", &elsewhere, NULL),
                     MW_EINVAL);
    values_fini(&values);
    assert_refused(LIST("-", "@-"), MW_EINVAL, "PARAM 2 '@-': stdin can be");
    assert_refused(LIST("-", "k=@-", "l=@-"), MW_EINVAL,
                   "PARAM 3 'l=@-': stdin can be");
}

static void each_allocation_may_fail(void **state)
{
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t count = 0; rc == MW_ENOMEM; count++) {
        struct values values;
        struct mw_error err;
        alloc_fail_after(count);
        rc = read_words(&values,
                        LIST("text", "[1,{}]", "a=1", "b[c][]:=[2]", "-"),
                        &usual, &err);
        alloc_fail_after(SIZE_MAX);
        values_fini(&values);
    }
    assert_int_equal(rc, MW_OK);
}

static void no_words_are_an_empty_array(void **state)
{
    struct mw_buffer array = {0};
    struct values values;

    (void)state;
    assert_int_equal(values_read(&values, NULL, 0, "PARAM", &usual, NULL),
                     MW_OK);
    assert_int_equal(values_array(&values, mw_bytes(NULL, 0), &array), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&array), mw_text("\x90")));
    mw_buffer_fini(&array);
    values_fini(&values);
}

static void a_method_has_1_to_255_bytes_of_utf8(void **state)
{
    char name[MW_METHOD_MAX + 2];
    struct mw_error err;

    (void)state;
    memset(name, 'm', sizeof(name));
    name[MW_METHOD_MAX + 1] = '\0';
    assert_int_equal(values_method("m", &err), MW_OK);
    assert_int_equal(values_method(name + 1, &err), MW_OK);
    assert_int_equal(values_method(name, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "1 to 255 bytes, this one has 256"));
    assert_int_equal(values_method("", &err), MW_EINVAL);
    assert_int_equal(values_method("m\xff", &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "byte 1 is not UTF-8"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_json_if_it_parses_and_else_a_string),
        cmocka_unit_test(what_is_meant_as_json_and_is_not_is_refused),
        cmocka_unit_test(strings_are_forced_whatever_they_look_like),
        cmocka_unit_test(pairs_are_one_map_where_the_first_stands),
        cmocka_unit_test(what_only_looks_like_a_pair_is_a_string),
        cmocka_unit_test(a_wrong_pair_is_refused),
        cmocka_unit_test(words_are_what_the_vectors_say),
        cmocka_unit_test(what_is_no_utf8_is_never_sent),
        cmocka_unit_test(a_pair_may_have_a_files_text_or_value),
        cmocka_unit_test(stdin_is_read_once),
        cmocka_unit_test(a_dash_is_the_place_of_what_streams),
        cmocka_unit_test(a_file_is_its_one_value),
        cmocka_unit_test(a_file_without_one_value_is_bad_data),
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(no_words_are_an_empty_array),
        cmocka_unit_test(a_method_has_1_to_255_bytes_of_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
