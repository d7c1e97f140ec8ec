#include "support.h"

#include "input/word.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct mw_json_rules rules;

static void assert_word(const char *word, const char *bytes)
{
    struct mw_buffer out = {0};

    assert_int_equal(word_read(word, &rules, &out, NULL), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text(bytes)));
    mw_buffer_fini(&out);
}

static void a_word_is_json_if_it_parses_and_else_a_string(void **state)
{
    (void)state;
    assert_word("1", "\x01");
    assert_word("[true]", "\x91\xc3");
    assert_word("\"1\"", "\xa1"
                         "1");
    assert_word("hi", "\xa2hi");
    assert_word("-", "\xa1-");
    assert_word("1.", "\xa2"
                      "1.");
}

static void what_is_meant_as_json_and_is_none_is_refused(void **state)
{
    static const char *const words[] = {"{", "[1,]", "\"open", "1e999",
                                        "-99999999999999999999"};
    struct mw_buffer out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        assert_int_equal(word_read(words[i], &rules, &out, NULL), MW_EINVAL);
    }
    mw_buffer_fini(&out);
}

static void a_string_is_utf8(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(word_text(mw_text("\xc3\xb1"), &out, &err), MW_OK);
    assert_int_equal(word_text(mw_text("caf\xe9"), &out, &err), MW_EINVAL);
    assert_string_equal(err.text,
                        "byte 3 (e9) is not UTF-8, as a string must "
                        "be; {\"$bin\":\"BASE64\"} carries any bytes");
    assert_int_equal(word_read("caf\xe9", &rules, &out, &err), MW_EINVAL);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\xa2\xc3\xb1")));
    mw_buffer_fini(&out);
}

static void json_is_json_or_refused(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(word_json("nul", &rules, &out, &err), MW_EINVAL);
    assert_int_equal(word_json("", &rules, &out, &err), MW_EINVAL);
    mw_buffer_fini(&out);
}

typedef enum mw_status (*file_fn)(const char *, const struct source_config *,
                                  struct mw_buffer *, struct mw_error *);

/* Reads a file with this content, whose values may have 16 bytes. */
static enum mw_status read_content(file_fn read, const char *content,
                                   struct mw_buffer *out, struct mw_error *err)
{
    const struct source_config config = {.rules = {.max_value = 16}};
    char path[] = "/tmp/msgwire-word-XXXXXX";
    int fd = mkstemp(path);
    enum mw_status rc;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
    rc = read(path, &config, out, err);
    unlink(path);
    return rc;
}

static void a_file_is_its_one_value(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(read_content(word_file, " [1]\n", &out, &err), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\x91\x01")));
    assert_int_equal(read_content(word_file, "1 2", &out, &err), MW_EVALUE);
    assert_int_equal(
        word_file("no/such", &(struct source_config){0}, &out, &err),
        MW_EINVAL);
    mw_buffer_fini(&out);
}

static void a_files_text_is_a_string_with_all_its_bytes(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(read_content(word_file_text, "[1]\n", &out, &err), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\xa4[1]\n")));
    mw_buffer_fini(&out);
    assert_int_equal(read_content(word_file_text, "", &out, &err), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\xa0")));
    mw_buffer_fini(&out);
}

static void a_file_that_is_no_text_is_bad_data_with_advice(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(read_content(word_file_text, "a\xff", &out, &err),
                     MW_EVALUE);
    assert_non_null(strstr(err.text, "byte 1 (ff) is not UTF-8"));
    assert_non_null(strstr(err.text, "KEY:=@FILE"));
    assert_non_null(strstr(err.text, "KEY:='{\"$bin\":\"BASE64\"}'"));
    mw_buffer_fini(&out);
}

static void a_text_longer_than_a_value_may_be_is_refused(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(
        read_content(word_file_text, "sixteen bytes...", &out, &err), MW_OK);
    assert_int_equal(
        read_content(word_file_text, "seventeen bytes..", &out, &err),
        MW_ETOOBIG);
    assert_non_null(strstr(err.text, "--max-frame"));
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_json_if_it_parses_and_else_a_string),
        cmocka_unit_test(what_is_meant_as_json_and_is_none_is_refused),
        cmocka_unit_test(a_string_is_utf8),
        cmocka_unit_test(json_is_json_or_refused),
        cmocka_unit_test(a_file_is_its_one_value),
        cmocka_unit_test(a_files_text_is_a_string_with_all_its_bytes),
        cmocka_unit_test(a_file_that_is_no_text_is_bad_data_with_advice),
        cmocka_unit_test(a_text_longer_than_a_value_may_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
