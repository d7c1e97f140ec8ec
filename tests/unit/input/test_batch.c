#include "support.h"

#include "input/batch.h"

static void values_stand_end_to_end_until_it_is_full(void **state)
{
    struct batch batch;

    (void)state;
    batch_init(&batch, 2, 0);
    assert_int_equal(batch_add(&batch, mw_text("\x01"), NULL), MW_OK);
    assert_false(batch_is_full(&batch));
    assert_int_equal(batch_add(&batch, mw_text("\xa1x"), NULL), MW_OK);
    assert_true(batch_is_full(&batch));
    assert_int_equal(batch.bytes.len, 3);
    assert_memory_equal(batch.bytes.at, "\x01\xa1x", 3);
    batch_clear(&batch);
    assert_false(batch_is_full(&batch));
    assert_int_equal(batch.bytes.len, 0);
    batch_fini(&batch);
}

static void what_could_not_be_sent_is_taken_back(void **state)
{
    struct batch batch;

    (void)state;
    batch_init(&batch, 2, 0);
    assert_int_equal(batch_add(&batch, mw_text("\x01"), NULL), MW_OK);
    assert_int_equal(batch_add(&batch, mw_text("\xa1x"), NULL), MW_OK);
    batch_take_back(&batch, 2);
    assert_false(batch_is_full(&batch));
    assert_int_equal(batch.bytes.len, 1);
    batch_fini(&batch);
}

static void it_grows_to_its_limit_and_says_so(void **state)
{
    struct batch batch;
    struct mw_error err;

    (void)state;
    batch_init(&batch, 9, 3);
    assert_int_equal(batch_add(&batch, mw_text("\xa1x"), NULL), MW_OK);
    assert_int_equal(batch_add(&batch, mw_text("\xa1y"), &err), MW_ETOOBIG);
    assert_string_equal(err.text,
                        "2 values in a frame are longer than 3 bytes");
    assert_int_equal(batch.count, 1);
    batch_fini(&batch);
}

static void without_memory_it_says_so(void **state)
{
    struct batch batch;
    struct mw_error err;

    (void)state;
    batch_init(&batch, 2, 0);
    alloc_fail_after(0);
    assert_int_equal(batch_add(&batch, mw_text("\x01"), &err), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(batch.count, 0);
    batch_fini(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stand_end_to_end_until_it_is_full),
        cmocka_unit_test(what_could_not_be_sent_is_taken_back),
        cmocka_unit_test(it_grows_to_its_limit_and_says_so),
        cmocka_unit_test(without_memory_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
