#include "support.h"

#include "input/pair.h"

static void assert_pair(const char *word, const char *path, enum pair_kind kind,
                        const char *value)
{
    struct pair pair;
    struct mw_error err = {0};

    if (pair_read(word, &pair, &err) != MW_OK) {
        fail_msg("%s: %s", word, err.text);
    }
    assert_true(mw_bytes_equal(pair.path, mw_text(path)));
    assert_int_equal(pair.kind, kind);
    assert_string_equal(pair.value, value);
}

static void each_kind_is_told_by_its_sign(void **state)
{
    (void)state;
    assert_pair("a=1", "a", PAIR_TEXT, "1");
    assert_pair("a=", "a", PAIR_TEXT, "");
    assert_pair("a:=1", "a", PAIR_JSON, "1");
    assert_pair("a=@f", "a", PAIR_TEXT_FILE, "f");
    assert_pair("a:=@f", "a", PAIR_VALUE_FILE, "f");
    assert_pair("a=@", "a", PAIR_TEXT, "@");
    assert_pair("a:=@", "a", PAIR_JSON, "@");
}

static void a_path_has_a_name_and_brackets(void **state)
{
    (void)state;
    assert_pair("a.b-c_1=x", "a.b-c_1", PAIR_TEXT, "x");
    assert_pair("\xc3\xb1=x", "\xc3\xb1", PAIR_TEXT, "x");
    assert_pair("a[b][0][]:=1", "a[b][0][]", PAIR_JSON, "1");
    assert_pair("a[b=c]=d", "a[b=c]", PAIR_TEXT, "d");
    assert_pair("a=[b]=c", "a", PAIR_TEXT, "[b]=c");
}

static void other_words_are_no_pairs(void **state)
{
    static const char *const words[] = {
        "",     "a",     "=a",  ":=1",  "1=2",     "a b=c",   "a:b=c",
        "-a=b", "[a]=b", "a[b", "a[b]", "a[b]c=1", "a[b] =1", "http://x?a=b",
    };
    struct pair pair;

    (void)state;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        assert_int_equal(pair_read(words[i], &pair, NULL), MW_OK);
        assert_int_equal(pair.path.len, 0);
    }
}

static void a_bracket_that_stays_open_is_refused(void **state)
{
    static const char *const words[] = {"a[=1", "a[b=1", "a[b[c]=1", "a[][b=1"};
    struct mw_error err;
    struct pair pair;

    (void)state;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        assert_int_equal(pair_read(words[i], &pair, &err), MW_EINVAL);
        assert_non_null(strstr(err.text, "expected \"]\""));
        assert_int_equal(pair.path.len, 0);
    }
}

static void assert_step(struct mw_bytes *path, enum pair_step_kind kind,
                        const char *shown, const char *key, uint64_t index)
{
    struct pair_step step;

    pair_step(path, &step);
    assert_int_equal(step.kind, kind);
    assert_true(mw_bytes_equal(step.shown, mw_text(shown)));
    assert_true(mw_bytes_equal(step.key, mw_text(key)));
    if (kind == PAIR_INDEX) {
        assert_true(step.index == index);
    }
}

static void steps_are_keys_indexes_or_the_next(void **state)
{
    struct mw_bytes path = mw_text(
        "a[b c][0][42][][-1][99999999999999999999][18446744073709551614]");

    (void)state;
    assert_step(&path, PAIR_KEY, "a", "a", 0);
    assert_step(&path, PAIR_KEY, "[b c]", "b c", 0);
    assert_step(&path, PAIR_INDEX, "[0]", "0", 0);
    assert_step(&path, PAIR_INDEX, "[42]", "42", 42);
    assert_step(&path, PAIR_NEXT, "[]", "", 0);
    assert_step(&path, PAIR_KEY, "[-1]", "-1", 0);
    assert_step(&path, PAIR_INDEX, "[99999999999999999999]",
                "99999999999999999999", UINT64_MAX);
    assert_step(&path, PAIR_INDEX, "[18446744073709551614]",
                "18446744073709551614", UINT64_MAX - 1);
    assert_int_equal(path.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_told_by_its_sign),
        cmocka_unit_test(a_path_has_a_name_and_brackets),
        cmocka_unit_test(other_words_are_no_pairs),
        cmocka_unit_test(a_bracket_that_stays_open_is_refused),
        cmocka_unit_test(steps_are_keys_indexes_or_the_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
