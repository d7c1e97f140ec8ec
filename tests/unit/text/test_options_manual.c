#include "support.h"

#include "sample_options.h"

static void assert_row(size_t index, const struct sample *defaults,
                       const char *remark, const char *source)
{
    struct mw_buffer out = {0};

    assert_int_equal(
        mw_options_manual(&sample_options[index], defaults, remark, &out),
        MW_OK);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((const char *)out.at, source);
    mw_buffer_fini(&out);
}

static void a_row_is_a_paragraph_with_its_names_as_tag(void **state)
{
    const struct sample defaults = {.nodelay = true, .frame = 1u << 24};

    (void)state;
    assert_row(0, &defaults, NULL,
               ".TP\n\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\n"
               "Print nothing but data.\n");
    assert_row(2, &defaults, "For call.",
               ".TP\n\\fB\\-\\-[no\\-]nodelay\\fR\n"
               "Send small messages at once (default on).\nFor call.\n");
    assert_row(4, NULL, NULL,
               ".TP\n\\fB\\-l\\fR, \\fB\\-\\-listen\\fR \\fIURL\\fR\\&...\n"
               "Where to wait for connections; once for each address.\n");
    assert_row(7, &defaults, NULL,
               ".TP\n\\fB\\-\\-max\\-frame\\fR \\fISIZE\\fR\n"
               "Longest frame accepted (64 to 1Gi, default 16Mi).\n");
}

static void without_memory_the_buffer_is_as_it_was(void **state)
{
    (void)state;
    for (size_t count = 0;; count++) {
        struct mw_buffer out = {0};
        enum mw_status rc;

        assert_int_equal(mw_buffer_append(&out, mw_text("kept")), MW_OK);
        alloc_fail_after(count);
        rc = mw_options_manual(&sample_options[4], NULL, NULL, &out);
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
        cmocka_unit_test(a_row_is_a_paragraph_with_its_names_as_tag),
        cmocka_unit_test(without_memory_the_buffer_is_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
