#include "support.h"

#include "text/inspect_value.h"

#include <string.h>

static struct mw__inspection inspection;
static struct mw_buffer out;

static struct mw__inspect_view view;

/* An inspection of the bytes, which end where they end. */
static enum mw_status inspect(struct mw_bytes bytes)
{
    inspection.at = bytes.at;
    inspection.sheet.pen.out = &out;
    view.rest = bytes;
    view.room = bytes.len;
    return mw__inspect_value(&inspection, &view);
}

static int begin(void **state)
{
    (void)state;
    memset(&inspection, 0, sizeof(inspection));
    inspection.max_depth = 4;
    inspection.limit = 100;
    view.missing = 0;
    mw__inspect_sheet_init(&inspection.sheet, 80, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&inspection.path_text);
    mw_buffer_fini(&inspection.value_text);
    mw_buffer_fini(&out);
    return 0;
}

static void assert_refused(const char *hex, enum mw_status status,
                           const char *sentence)
{
    struct mw_buffer bytes = from_hex(hex);

    inspection.begun = false;
    assert_int_equal(inspect(mw_buffer_bytes(&bytes)), status);
    assert_int_equal(inspection.err.status, status);
    assert_string_equal(inspection.err.text, sentence);
    mw_buffer_fini(&bytes);
}

static size_t count_lines(void)
{
    size_t count = 0;

    for (size_t i = 0; i < out.len; i++) {
        count += out.at[i] == '\n';
    }
    return count;
}

static void one_value_is_taken_off_the_front(void **state)
{
    struct mw_buffer bytes = from_hex("92 01 a1 61 c0 c0");

    (void)state;
    assert_int_equal(inspect(mw_buffer_bytes(&bytes)), MW_OK);
    assert_int_equal(view.rest.len, 2);
    assert_int_equal(count_lines(), 3);
    mw_buffer_fini(&bytes);
}

static void only_what_has_its_shape_is_told_as_a_message(void **state)
{
    struct mw_buffer bytes = from_hex("93 02 a1 61 90");

    (void)state;
    assert_int_equal(inspect(mw_buffer_bytes(&bytes)), MW_OK);
    assert_true(inspection.is_message);
    mw_buffer_fini(&bytes);
    bytes = from_hex("93 02 a1 61 c0");
    assert_int_equal(inspect(mw_buffer_bytes(&bytes)), MW_OK);
    assert_false(inspection.is_message);
    mw_buffer_fini(&bytes);
}

static void a_fault_is_refused_with_its_byte(void **state)
{
    (void)state;
    assert_refused("92 01 c1", MW_EVALUE,
                   "byte 2: expected a value, got 0xc1, which msgpack never "
                   "uses");
    assert_refused("92 01", MW_EVALUE,
                   "byte 2: expected 1 more value, got the end");
    assert_refused("a5 61", MW_EVALUE,
                   "byte 2: expected 4 more bytes of this fixstr, got the end");
    assert_refused("c7 05", MW_EVALUE,
                   "byte 2: expected 6 more bytes of this ext 8, got the end");
    assert_refused("cd 01", MW_EVALUE,
                   "byte 2: expected 1 more byte of this uint 16, got the "
                   "end");
}

static void
arrays_within_the_depth_are_drawn_and_the_next_is_refused(void **state)
{
    struct mw_buffer bytes = from_hex("91 91 91 91 c0");

    (void)state;
    assert_int_equal(inspect(mw_buffer_bytes(&bytes)), MW_OK);
    mw_buffer_fini(&bytes);
    assert_refused("91 91 91 91 90", MW_EDEEP,
                   "byte 4: nested deeper than 4 levels");
}

static void
a_value_longer_than_the_limit_is_refused_where_it_passes_it(void **state)
{
    (void)state;
    inspection.limit = 5;
    assert_refused("93 a2 6161 a1 61 00", MW_ETOOBIG,
                   "byte 4: value of more bytes than the limit, 5");
    assert_refused("92 92 01 01 93", MW_ETOOBIG,
                   "byte 4: value of more bytes than the limit, 5");
    assert_refused("dd ffffffff", MW_ETOOBIG,
                   "byte 0: value of more bytes than the limit, 5");
    assert_refused("c6 ffffffff", MW_ETOOBIG,
                   "byte 0: value of more bytes than the limit, 5");
}

static void what_the_frame_promised_is_missed_at_the_end(void **state)
{
    (void)state;
    view.missing = 7;
    assert_refused("92 a3 61", MW_EFRAME,
                   "byte 3: expected 7 more bytes of the frame, got the end");
    assert_refused("92", MW_EFRAME,
                   "byte 1: expected 7 more bytes of the frame, got the end");
}

/* --- values that come in pieces --- */

/* A bin of so many bytes, its head included. */
static struct mw_buffer body_of(uint16_t len)
{
    struct mw_buffer body = {0};

    assert_int_equal(mw_buffer_reserve(&body, len), MW_OK);
    memset(body.at, 0, len);
    body.at[0] = 0xc6;
    body.at[3] = (uint8_t)((len - 5) >> 8);
    body.at[4] = (uint8_t)(len - 5);
    body.len = len;
    return body;
}

/* Gives so many bytes of the value, of which more will come. */
static enum mw_status piece(struct mw_bytes bytes, size_t at, size_t len)
{
    inspection.at = bytes.at;
    inspection.limit = SIZE_MAX;
    inspection.sheet.pen.out = &out;
    view.rest = mw_bytes(bytes.at + at, len);
    view.room = UINT64_MAX;
    return inspection.skip > 0 ? mw__inspect_value_skip(&inspection, &view)
                               : mw__inspect_value(&inspection, &view);
}

static void the_beginning_waits_until_it_may_be_a_message(void **state)
{
    struct mw_buffer bytes = body_of(10000);

    (void)state;
    assert_int_equal(piece(mw_buffer_bytes(&bytes), 0, 4095), MW_EAGAIN);
    assert_int_equal(out.len, 0);
    assert_int_equal(piece(mw_buffer_bytes(&bytes), 0, 4096), MW_OK);
    assert_int_equal(count_lines(), 1);
    mw_buffer_fini(&bytes);
}

static void a_payload_is_drawn_by_its_front_and_then_passed(void **state)
{
    struct mw_buffer bytes = body_of(10000);

    (void)state;
    assert_int_equal(piece(mw_buffer_bytes(&bytes), 0, 4096), MW_OK);
    assert_int_equal(view.rest.len, 0);
    assert_int_equal(inspection.skip, 10000 - 4096);
    assert_int_equal(piece(mw_buffer_bytes(&bytes), 4096, 904), MW_EAGAIN);
    assert_int_equal(view.rest.len, 0);
    assert_int_equal(piece(mw_buffer_bytes(&bytes), 5000, 5000), MW_OK);
    assert_int_equal(inspection.skip, 0);
    assert_false(inspection.begun);
    mw_buffer_fini(&bytes);
}

static void a_payload_that_ends_early_is_pointed_at(void **state)
{
    struct mw_buffer bytes = body_of(10000);

    (void)state;
    assert_int_equal(piece(mw_buffer_bytes(&bytes), 0, 4096), MW_OK);
    view.room = 0;
    assert_int_equal(mw__inspect_value_skip(&inspection, &view), MW_EVALUE);
    assert_string_equal(inspection.err.text,
                        "byte 4096: expected 5904 more bytes of this bin 32, "
                        "got the end");
    mw_buffer_fini(&bytes);
}

static void offsets_count_from_where_the_input_begins(void **state)
{
    (void)state;
    inspection.offset = 1000;
    assert_refused("c1", MW_EVALUE,
                   "byte 1000: expected a value, got 0xc1, which msgpack never "
                   "uses");
    assert_memory_equal(out.at, "03e8 ", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_value_is_taken_off_the_front, begin,
                                        end),
        cmocka_unit_test_setup_teardown(
            only_what_has_its_shape_is_told_as_a_message, begin, end),
        cmocka_unit_test_setup_teardown(a_fault_is_refused_with_its_byte, begin,
                                        end),
        cmocka_unit_test_setup_teardown(
            arrays_within_the_depth_are_drawn_and_the_next_is_refused, begin,
            end),
        cmocka_unit_test_setup_teardown(
            a_value_longer_than_the_limit_is_refused_where_it_passes_it, begin,
            end),
        cmocka_unit_test_setup_teardown(
            what_the_frame_promised_is_missed_at_the_end, begin, end),
        cmocka_unit_test_setup_teardown(
            offsets_count_from_where_the_input_begins, begin, end),
        cmocka_unit_test_setup_teardown(
            the_beginning_waits_until_it_may_be_a_message, begin, end),
        cmocka_unit_test_setup_teardown(
            a_payload_is_drawn_by_its_front_and_then_passed, begin, end),
        cmocka_unit_test_setup_teardown(a_payload_that_ends_early_is_pointed_at,
                                        begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
