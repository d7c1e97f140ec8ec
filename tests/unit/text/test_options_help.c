#include "support.h"

#include "sample_options.h"

#include <string.h>

/* The help of the sample. */
static struct mw_buffer help(const struct sample *defaults)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw_options_help(sample_options, defaults, &out), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    return out;
}

static void help_shows_each_option_with_its_bounds_and_default(void **state)
{
    const struct sample defaults = {
        .nodelay = true,
        .listen = {1, {":6749"}},
        .output = 1,
        .count = 1,
        .frame = 1u << 24,
        .timeout = 10000000000,
    };
    struct mw_buffer out = help(&defaults);

    (void)state;
    assert_string_equal(
        (char *)out.at,
        "  -q, --quiet           print nothing but data\n"
        "  -v, --verbose         tell what happens\n"
        "      --[no-]nodelay    send small messages at once (default on)\n"
        "  -n, --name NAME       what the other side is called\n"
        "  -l, --listen URL...   where to wait for connections; once for each "
        "address\n"
        "                        (default :6749)\n"
        "  -o, --output FORM     how messages are printed: pretty, json or "
        "hex\n"
        "                        (default json)\n"
        "  -c, --count N         how many times (at most 65535, default 1)\n"
        "      --max-frame SIZE  longest frame accepted (64 to 1Gi, default "
        "16Mi)\n"
        "      --rate RATE       messages a second\n"
        "  -t, --timeout TIME    longest wait for an answer; a message that "
        "takes longer\n"
        "                        is given up (at least 1ms, default 10s)\n");
    mw_buffer_fini(&out);
}

static void no_line_of_help_is_longer_than_80(void **state)
{
    struct mw_buffer out = help(NULL);
    char *rest = (char *)out.at, *line;

    (void)state;
    while ((line = strsep(&rest, "\n")) != NULL) {
        assert_true(strlen(line) <= 80);
    }
    mw_buffer_fini(&out);
}

static void a_long_name_has_its_sentence_below_it(void **state)
{
    static const struct mw_option rows[] = {
        {.name = "a-name-that-is-far-too-long",
         .kind = MW_OPTION_TEXT,
         .value = "TEXT",
         .help = "one"},
        {.name = "b", .kind = MW_OPTION_FLAG, .help = "two"},
        {0},
    };
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(mw_options_help(rows, NULL, &out), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out),
                               mw_text("  --a-name-that-is-far-too-long TEXT\n"
                                       "       one\n"
                                       "  --b  two\n")));
    mw_buffer_fini(&out);
}

static void help_without_memory_leaves_the_buffer_as_it_was(void **state)
{
    (void)state;
    for (size_t count = 0;; count++) {
        struct mw_buffer out = {0};
        enum mw_status rc;

        assert_int_equal(mw_buffer_append(&out, mw_text("kept")), MW_OK);
        alloc_fail_after(count);
        rc = mw_options_help(sample_options, NULL, &out);
        alloc_fail_after(SIZE_MAX);
        if (rc == MW_OK) {
            assert_true(count > 0);
            mw_buffer_fini(&out);
            break;
        }
        assert_int_equal(rc, MW_ENOMEM);
        assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("kept")));
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_shows_each_option_with_its_bounds_and_default),
        cmocka_unit_test(no_line_of_help_is_longer_than_80),
        cmocka_unit_test(a_long_name_has_its_sentence_below_it),
        cmocka_unit_test(help_without_memory_leaves_the_buffer_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
