#include "support.h"

#include "text/inspect_label.h"

#include <string.h>

static void assert_label(const char *hex, size_t columns, const char *label)
{
    struct mw_buffer body = from_hex(hex), out = {0};
    struct mw_message message;

    assert_int_equal(mw_message_read(mw_buffer_bytes(&body), &message, NULL),
                     MW_OK);
    assert_int_equal(mw__inspect_label_write(&message, columns, &out), MW_OK);
    assert_int_equal(out.len, strlen(label));
    assert_memory_equal(out.at, label, out.len);
    mw_buffer_fini(&out);
    mw_buffer_fini(&body);
}

static void a_message_is_told_in_a_few_words(void **state)
{
    (void)state;
    assert_label("94 00 07 a5 75 70 70 65 72 90", 40, "request #7 upper");
    assert_label("94 00 ce ffffffff a1 78 90", 40, "request #4294967295 x");
    assert_label("94 01 07 c0 90", 40, "response #7");
    assert_label("94 01 07 81 a4 63 6f 64 65 d1 fda7 c0", 40,
                 "response #7, error");
    assert_label("94 01 07 82 a4 63 6f 64 65 d1 fda7 a7 6d657373616765 a0 c0",
                 40, "response #7, error -601");
    assert_label("93 02 a5 65 72 72 6f 72 90", 40, "notification error");
}

static void a_long_name_is_cut(void **state)
{
    (void)state;
    assert_label("94 00 07 a5 75 70 70 65 72 90", 14, "request #7 up…");
}

static void a_name_can_not_move_the_cursor(void **state)
{
    (void)state;
    assert_label("93 02 a6 1b 5b 32 4a c2 9b 90", 40,
                 "notification \\u001b[2J\\u009b");
}

static void each_part_has_its_name(void **state)
{
    (void)state;
    assert_string_equal(mw__inspect_label_part(MW_REQUEST, 2), "method");
    assert_string_equal(mw__inspect_label_part(MW_RESPONSE, 2), "error");
    assert_string_equal(mw__inspect_label_part(MW_NOTIFICATION, 2), "params");
    assert_string_equal(mw__inspect_label_part(MW_NOTIFICATION, 3), "");
    assert_string_equal(mw__inspect_label_part(MW_REQUEST, 1u << 31), "");
}

static void without_memory_a_label_fails_and_leaks_nothing(void **state)
{
    struct mw_message message = {.shape = MW_NOTIFICATION,
                                 .method = mw_text("a method")};
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t count = 0; rc == MW_ENOMEM; count++) {
        struct mw_buffer out = {0};

        alloc_fail_after(count);
        rc = mw__inspect_label_write(&message, 40, &out);
        alloc_fail_after(SIZE_MAX);
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, MW_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_told_in_a_few_words),
        cmocka_unit_test(a_long_name_is_cut),
        cmocka_unit_test(a_name_can_not_move_the_cursor),
        cmocka_unit_test(each_part_has_its_name),
        cmocka_unit_test(without_memory_a_label_fails_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
