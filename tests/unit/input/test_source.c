#include "../piped_source.h"

#include <stdio.h>
#include <stdlib.h>

/* The same two values, 1 and [2], in each form. */
static const struct {
    enum options_in in;
    struct mw_bytes bytes;
} forms[] = {
    {OPTIONS_IN_JSON, {(const uint8_t *)"1 [2]", 5}},
    {OPTIONS_IN_MSGPACK, {(const uint8_t *)"\x01\x91\x02", 3}},
    {OPTIONS_IN_HEX, {(const uint8_t *)"01 91 02", 8}},
    {OPTIONS_IN_FRAMES, {(const uint8_t *)"\0\0\0\1\x01\0\0\0\2\x91\x02", 11}},
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

static void each_form_gives_the_same_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORMS; i++) {
        const struct options opt = {.in = (int)forms[i].in, .max_frame = 100};
        struct piped piped;

        piped_open(&piped, &opt, forms[i].bytes);
        piped_gives(&piped, mw_text("\x01"));
        piped_gives(&piped, mw_text("\x91\x02"));
        piped_says(&piped, MW_EAGAIN);
        piped_end(&piped);
        piped_says(&piped, MW_ECLOSED);
        piped_close(&piped);
    }
}

/* What waits for input must not be asked again before there is some. */
static void it_starves_until_it_is_filled(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORMS; i++) {
        const struct options opt = {.in = (int)forms[i].in, .max_frame = 100};
        struct mw_bytes bytes = forms[i].bytes;
        struct piped piped;

        piped_open(&piped, &opt, mw_bytes(bytes.at, bytes.len - 1));
        assert_false(piped.source.starved);
        piped_gives(&piped, mw_text("\x01"));
        assert_false(piped.source.starved);
        piped_says(&piped, MW_EAGAIN);
        assert_true(piped.source.starved);
        piped_feed(&piped, mw_bytes(bytes.at + bytes.len - 1, 1));
        assert_false(piped.source.starved);
        piped_gives(&piped, mw_text("\x91\x02"));
        piped_close(&piped);
    }
}

/* Opens a file of the given content, for the one value in it. */
static enum mw_status read_only_value(const char *content,
                                      struct mw_buffer *out,
                                      struct mw_error *err)
{
    char path[] = "/tmp/msgwire-source-XXXXXX";
    int fd = mkstemp(path);
    const struct source_config config = {.rules = {.max_value = 100}};
    struct source source;
    enum mw_status rc;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
    assert_int_equal(source_open(&source, path, &config, NULL), MW_OK);
    rc = source_only(&source, out, err);
    source_close(&source);
    unlink(path);
    return rc;
}

static void the_only_value_of_a_file_is_appended(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    mw_buffer_append(&out, mw_text("before"));
    assert_int_equal(read_only_value(" [1]\n", &out, NULL), MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out), mw_text("before\x91\x01")));
    mw_buffer_fini(&out);
}

static void none_or_more_than_one_is_refused(void **state)
{
    static const struct {
        const char *content, *sentence;
    } cases[] = {
        {" \n", "it holds no value"},
        {"1\n2\n", "it holds more than one value, one was expected"},
        {"nul", "line 1, column 4: expected \"null\", got the end"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct mw_buffer out = {0};
        struct mw_error err;

        assert_int_equal(read_only_value(cases[i].content, &out, &err),
                         MW_EVALUE);
        assert_string_equal(err.text, cases[i].sentence);
        mw_buffer_fini(&out);
    }
}

static void a_file_that_is_not_there_is_a_wrong_argument(void **state)
{
    const struct source_config config = {0};
    struct source source;

    (void)state;
    assert_int_equal(source_open(&source, "no/such/file", &config, NULL),
                     MW_EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_gives_the_same_values),
        cmocka_unit_test(it_starves_until_it_is_filled),
        cmocka_unit_test(the_only_value_of_a_file_is_appended),
        cmocka_unit_test(none_or_more_than_one_is_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_a_wrong_argument),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
