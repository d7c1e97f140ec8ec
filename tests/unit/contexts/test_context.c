#include "support.h"

#include "contexts/context.h"
#include "options.h"

/* Reads a line that is right, and says what it is as a line again. */
static void assert_reads_as(const char *line, const char *name,
                            const char *words)
{
    struct context context;
    struct mw_error err = {0};
    struct mw_buffer out = {0};

    if (context_read(mw_text(line), &context, &err) != MW_OK) {
        fail_msg("%s: %s", line, err.text);
    }
    assert_string_equal(context.name, name);
    assert_int_equal(context_words(&context, &out), MW_OK);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((const char *)out.at, words);
    mw_buffer_fini(&out);
}

static void a_line_is_a_name_an_address_and_options(void **state)
{
    (void)state;
    assert_reads_as("a tcp://h:1", "a", "tcp://h:1");
    assert_reads_as(" a.b_c-9\ttcp://h:1  ", "a.b_c-9", "tcp://h:1");
    assert_reads_as("a udp://h:1 --timeout 2s -F none", "a",
                    "udp://h:1 --timeout=2s --framing=none");
    assert_reads_as("a --delay tcp://h:1", "a", "tcp://h:1 --delay");
}

static void quotes_hold_what_blanks_would_part(void **state)
{
    (void)state;
    assert_reads_as("a \"unix:/x y\"", "a", "\"unix:/x y\"");
    assert_reads_as("a \"unix:/x\"", "a", "unix:/x");
    assert_reads_as("a \"unix:/\\\"\\\\\"", "a", "\"unix:/\\\"\\\\\"");
    assert_reads_as("a unix:/x\"y", "a", "\"unix:/x\\\"y\"");
}

static void assert_refused(const char *line, const char *expected)
{
    struct context context;
    struct mw_error err = {0};

    assert_int_equal(context_read(mw_text(line), &context, &err), MW_EVALUE);
    assert_int_equal(err.status, MW_EVALUE);
    if (strstr(err.text, expected) == NULL) {
        fail_msg("%s: %s, expected %s", line, err.text, expected);
    }
}

static void a_line_that_is_wrong_is_told(void **state)
{
    char name[] = "n2345678901234567890123456789012x tcp://h:1";

    (void)state;
    assert_refused("a", "got 1 word");
    assert_refused("a tcp://h:1 more", "got 3 words");
    assert_refused("-a tcp://h:1", "unknown option -a");
    assert_refused(".a tcp://h:1", "letters");
    assert_refused("\"\" tcp://h:1", "letters");
    assert_refused("a/b tcp://h:1", "letters");
    assert_refused(name, "at most 32");
    assert_refused("a ftp://h:1", "expected tcp://");
    assert_refused("a tcp://h:1 --timeout=x", "--timeout x");
    assert_refused("a tcp://h:1 --output=json", "--output");
    assert_refused("a \"tcp://h:1", "a quote that is closed");
    assert_refused("a \"tcp://h:1\\", "a quote that is closed");
    assert_refused("a unix:/\x1b[31m", "control characters");
}

static void a_line_has_bounds(void **state)
{
    char line[CONTEXT_LINE + 2];
    struct context context;
    size_t len = 0;

    (void)state;
    memset(line, 'x', sizeof(line));
    memcpy(line, "a unix:@", 8);
    assert_int_equal(context_read(mw_bytes(line, sizeof(line)), &context, NULL),
                     MW_EVALUE);
    assert_int_equal(context_read(mw_bytes("a tcp://h\0", 10), &context, NULL),
                     MW_EVALUE);
    len = 11;
    memcpy(line, "a tcp://h:1", len);
    for (int i = 0; i < CONTEXT_WORDS; i++, len += 8) {
        memcpy(line + len, " --delay", 8);
    }
    line[len] = '\0';
    assert_refused(line, "31 options");
    for (; len + 3 <= CONTEXT_LINE; len += 3) {
        memcpy(line + len, " -h", 3);
    }
    line[len] = '\0';
    assert_refused(line, "31 options");
}

static void what_is_typed_keeps_what_is_about_a_connection(void **state)
{
    static const struct mw_option table[] = {OPTIONS_ASK, OPTIONS_END};
    char *words[] = {"@a", "-q", "tcp://h:1", "--timeout", "250ms"};
    struct context context;

    (void)state;
    assert_int_equal(context_make(table, 5, words, &context, NULL), MW_OK);
    assert_string_equal(context.name, "a");
    assert_int_equal(context.count, 2);
    assert_string_equal(context.words[0], "tcp://h:1");
    assert_string_equal(context.words[1], "--timeout=250ms");
}

/* Any path, in any quotes: what is written is read as the same again. */
static void what_is_written_is_read_again(void **state)
{
    static const char letters[] = "ab \"\\#=-@:/\t";
    struct context context, again;
    uint32_t seed = 1;
    size_t read = 0;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        char path[24] = "unix:/";
        char *words[] = {(char *)"a", path};
        struct mw_buffer line = {0};

        for (size_t i = 6; i + 1 < sizeof(path) && seed % 9 != 0; i++) {
            seed = seed * 1664525 + 1013904223;
            path[i] = letters[(seed >> 16) % (sizeof(letters) - 1)];
        }
        seed = seed * 1664525 + 1013904223;
        if (context_make(context_options, 2, words, &context, NULL) != MW_OK) {
            continue;
        }
        mw_buffer_append(&line, mw_text("a "));
        assert_int_equal(context_words(&context, &line), MW_OK);
        assert_int_equal(context_read(mw_buffer_bytes(&line), &again, NULL),
                         MW_OK);
        assert_int_equal(again.count, 1);
        assert_string_equal(again.words[0], path);
        mw_buffer_fini(&line);
        read++;
    }
    assert_true(read > 500);
}

static void a_verb_takes_the_options_that_it_has(void **state)
{
    static const struct mw_option table[] = {
        OPTION_TIMEOUT("a time"),
        OPTIONS_END,
    };
    struct options options = {.retry = 7};
    struct context context;

    (void)state;
    assert_int_equal(
        context_read(mw_text("a tcp://h:1 --timeout=2s --retry=3 --delay"),
                     &context, NULL),
        MW_OK);
    assert_int_equal(context_apply(&context, table, &options, NULL), MW_OK);
    assert_int_equal(options.timeout_ns, 2000000000);
    assert_int_equal(options.retry, 7);
    assert_false(options.delay);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_name_an_address_and_options),
        cmocka_unit_test(quotes_hold_what_blanks_would_part),
        cmocka_unit_test(a_line_that_is_wrong_is_told),
        cmocka_unit_test(a_line_has_bounds),
        cmocka_unit_test(what_is_typed_keeps_what_is_about_a_connection),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_verb_takes_the_options_that_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
