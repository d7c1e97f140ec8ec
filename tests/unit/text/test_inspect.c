#include "layout.h"

#include "generate.h"
#include "text/width.h"

#include <msgwire/inspect.h>
#include <msgwire/limits.h>

static struct mw_inspect_style style_of(const char *framing, unsigned width)
{
    return (struct mw_inspect_style){.framing = mw_framing_named(framing),
                                     .width = width};
}

static void expect_vector(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[3]), out = {0};
    struct mw_inspect_style style =
        style_of(row->field[1], (unsigned)atoi(row->field[2]));
    char *expected = layout_text(row->field[5]);
    struct mw_error err = {0};
    enum mw_status rc;

    (void)arg;
    rc = mw_inspect(mw_buffer_bytes(&bytes), &style, &out, &err);
    assert_string_equal(mw_status_name(rc), row->field[4]);
    assert_int_equal(err.status, rc);
    assert_string_equal(layout_terminate(&out), expected);
    free(expected);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void each_vector_looks_as_it_stands_there(void **state)
{
    (void)state;
    vectors_each("inspect.txt", expect_vector, NULL);
}

static void expect_colours(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[3]), out = {0};
    struct mw_inspect_style style =
        style_of(row->field[1], (unsigned)atoi(row->field[2]));
    char *expected = layout_text(row->field[5]);

    (void)arg;
    style.colour = true;
    mw_inspect(mw_buffer_bytes(&bytes), &style, &out, NULL);
    layout_uncolour(&out);
    assert_string_equal(layout_terminate(&out), expected);
    free(expected);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void colours_change_nothing_but_the_colour(void **state)
{
    (void)state;
    vectors_each("inspect.txt", expect_colours, NULL);
}

static void no_framing_is_the_framing_none(void **state)
{
    struct mw_buffer bytes = from_hex("01 91 02 a1 61"), out[2] = {{0}};
    struct mw_inspect_style style = style_of("none", 80);

    (void)state;
    assert_int_equal(mw_inspect(mw_buffer_bytes(&bytes), &style, &out[0], NULL),
                     MW_OK);
    style.framing = NULL;
    assert_int_equal(mw_inspect(mw_buffer_bytes(&bytes), &style, &out[1], NULL),
                     MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out[0]), mw_buffer_bytes(&out[1])));
    mw_buffer_fini(&out[0]);
    mw_buffer_fini(&out[1]);
    mw_buffer_fini(&bytes);
}

static void assert_sentence(const struct mw_inspect_style *style,
                            const char *hex, enum mw_status status,
                            const char *sentence)
{
    struct mw_buffer bytes = from_hex(hex), out = {0};
    struct mw_error err;

    assert_int_equal(mw_inspect(mw_buffer_bytes(&bytes), style, &out, &err),
                     status);
    assert_string_equal(err.text, sentence);
    assert_non_null(strstr(layout_terminate(&out), "^ "));
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void the_limits_of_the_style_are_kept(void **state)
{
    struct mw_inspect_style style = style_of("u32be", 80);

    (void)state;
    style.limit = 3;
    style.max_depth = 2;
    style.offset = 70000;
    assert_sentence(&style, "00000003 929001 00000004 94", MW_ETOOBIG,
                    "byte 70007: frame of 4 bytes, limit is 3");
    assert_sentence(&style, "00000003 919190", MW_EDEEP,
                    "byte 70006: nested deeper than 2 levels");
    style.framing = NULL;
    assert_sentence(&style, "01 a3 616263", MW_ETOOBIG,
                    "byte 70001: value of more bytes than the limit, 3");
}

/* The bytes as they are, and as the body of a frame, at several widths. */
static void look_at(struct mw_bytes bytes, const char *framing, unsigned width,
                    bool *faulty)
{
    struct mw_inspect_style style = style_of(framing, width);
    struct mw_buffer out = {.limit = 1 << 20};
    struct mw_error err = {0};
    enum mw_status rc = mw_inspect(bytes, &style, &out, &err);
    char *rest, *line;

    layout_is_safe(mw_buffer_bytes(&out));
    *faulty = rc != MW_OK;
    out.limit = 0;
    rest = layout_terminate(&out);
    if (out.len < (1 << 20) - 300 && rc != MW_OK) {
        assert_non_null(strstr(rest, "^ "));
        assert_true(err.status == rc && err.text[0] != '\0');
    }
    while ((line = strsep(&rest, "\n")) != NULL) {
        assert_true(mw__width(mw_text(line)) <= width);
    }
    mw_buffer_fini(&out);
}

/* True if an inspection sees all of it: neither too deep nor too long. */
static bool is_seen(const struct vector *row, struct mw_bytes bytes)
{
    return strcmp(row->field[2], "deep") != 0 &&
           atoi(row->field[4]) <= MW_DEPTH_MAX && bytes.len < 4096;
}

static void look_at_hostile(const struct vector *row, void *arg)
{
    static const unsigned widths[] = {40, 57, 80, 200};
    struct mw_buffer bytes = from_hex(row->field[1]), frame = {0};
    uint8_t prefix[4] = {0};
    bool faulty;

    (void)arg;
    for (int i = 0; i < 4; i++) {
        prefix[i] = (uint8_t)(bytes.len >> (24 - 8 * i));
    }
    assert_int_equal(mw_buffer_append(&frame, mw_bytes(prefix, 4)), MW_OK);
    assert_int_equal(mw_buffer_append(&frame, mw_buffer_bytes(&bytes)), MW_OK);
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        look_at(mw_buffer_bytes(&bytes), "none", widths[i], &faulty);
        look_at(mw_buffer_bytes(&bytes), "msgpack-int", widths[i], &faulty);
        look_at(mw_buffer_bytes(&bytes), "varint", widths[i], &faulty);
        look_at(mw_buffer_bytes(&frame), "u32be", widths[i], &faulty);
        if (is_seen(row, mw_buffer_bytes(&bytes))) {
            assert_int_equal(faulty, strcmp(row->field[2], "valid") != 0);
        }
    }
    mw_buffer_fini(&frame);
    mw_buffer_fini(&bytes);
}

static void hostile_bytes_are_shown_safely_and_pointed_at(void **state)
{
    (void)state;
    shared_each("hostile.txt", look_at_hostile, NULL);
}

static void look_at_capture(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[2]);
    bool faulty;

    (void)arg;
    look_at(mw_buffer_bytes(&bytes), row->field[1], 80, &faulty);
    mw_buffer_fini(&bytes);
}

static void what_other_programs_sent_is_shown(void **state)
{
    (void)state;
    shared_each("captures.txt", look_at_capture, NULL);
}

static void any_bytes_are_shown_safely(void **state)
{
    struct seed seed = {1};

    (void)state;
    for (int round = 0; round < 2000; round++) {
        static const char *const framings[] = {"none", "u32be", "msgpack-int",
                                               "varint", "u16be"};
        uint8_t bytes[64];
        size_t len = generate_below(&seed, sizeof(bytes));
        bool faulty;

        for (size_t i = 0; i < len; i++) {
            bytes[i] = (uint8_t)generate_bits(&seed);
        }
        look_at(mw_bytes(bytes, len), framings[generate_below(&seed, 5)],
                40 + (unsigned)generate_below(&seed, 100), &faulty);
    }
}

/* --- frames of several values, and what stands before them --- */

static void assert_inspected(const struct mw_inspect_style *style,
                             const char *hex, enum mw_status status,
                             const char *expected)
{
    struct mw_buffer bytes = from_hex(hex), out = {0};

    assert_int_equal(mw_inspect(mw_buffer_bytes(&bytes), style, &out, NULL),
                     status);
    assert_string_equal(layout_terminate(&out), expected);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void values_of_one_frame_are_told_apart_by_their_index(void **state)
{
    struct mw_inspect_style style = style_of("msgpack-int", 80);

    (void)state;
    style.values = 2;
    assert_inspected(
        &style, "05 81 00 40 91 07 01 c0", MW_OK,
        "0000  05                    frame msgpack-int 5\n"
        "0001  81                    fixmap        1  $0\n"
        "0002  00                    positive fixint  $0             0:\n"
        "0003  40                    positive fixint  $0[0]          64\n"
        "0004  91                    fixarray      1  $1\n"
        "0005  07                    positive fixint  $1[0]          7\n"
        "\n"
        "0006  01                    frame msgpack-int 1\n"
        "0007  c0                    nil              $0             null\n");
    assert_inspected(
        &style, "03 01 02 03", MW_EVALUE,
        "0000  03                    frame msgpack-int 3\n"
        "0001  01                    positive fixint  $0             1\n"
        "0002  02                    positive fixint  $1             2\n"
        "0003  03\n"
        "      ^ expected the end of the frame, got 1 more byte\n");
}

static void a_preamble_stands_before_the_first_frame(void **state)
{
    struct mw_inspect_style style = style_of("varint", 80);

    (void)state;
    style.preamble = 3;
    assert_inspected(
        &style, "68 69 0a 01 c0", MW_OK,
        "0000  68 69 0a              preamble      3                 |hi.|\n"
        "0003  01                    frame varint  1\n"
        "0004  c0                    nil              $              null\n");
    assert_inspected(
        &style, "68 69", MW_EFRAME,
        "0000  68 69                 preamble\n"
        "            ^ expected 1 more byte of the preamble, got the end\n");
}

/* --- bounds --- */

static void of_many_rows_the_first_and_the_last_are_shown(void **state)
{
    struct mw_inspect_style style = style_of("u32be", 80);

    (void)state;
    style.rows = 3;
    assert_inspected(
        &style, "00000005 94 05 06 07 08", MW_OK,
        "0000  00 00 00 05           frame u32be   5\n"
        "0004  94                    fixarray      4  $\n"
        "      \xe2\x80\xa6 3 rows, 3 bytes left out\n"
        "0008  08                    positive fixint  $[3]           8\n");
    assert_inspected(
        &style, "00000002 91 01", MW_OK,
        "0000  00 00 00 02           frame u32be   2\n"
        "0004  91                    fixarray      1  $\n"
        "0005  01                    positive fixint  $[0]           1\n");
    assert_inspected(
        &style, "00000005 94 05 06 07 c1", MW_EVALUE,
        "0000  00 00 00 05           frame u32be   5\n"
        "0004  94                    fixarray      4  $\n"
        "      \xe2\x80\xa6 3 rows, 3 bytes left out\n"
        "0008  c1                    (never used)     $[3]\n"
        "      ^ expected a value, got 0xc1, which msgpack never uses\n");
}

/* --- pieces --- */

/* What the pieces of `len` bytes give, one after the other. */
static enum mw_status inspect_pieces(struct mw_bytes bytes, size_t len,
                                     const struct mw_inspect_style *style,
                                     struct mw_buffer *out)
{
    struct mw_inspection *inspection = mw_inspect_new(style);
    struct mw_bytes in = mw_bytes(bytes.at, 0);
    enum mw_status rc = MW_EAGAIN;

    assert_non_null(inspection);
    while (rc == MW_EAGAIN) {
        const uint8_t *end = bytes.at + bytes.len, *at = in.at;
        size_t left = (size_t)(end - (in.at + in.len));

        rc = mw_inspect_on(inspection, &in, left == 0, out, NULL);
        if (in.at == at) {
            assert_true(rc != MW_EAGAIN || left > 0);
            in.len += left < len ? left : len;
        }
    }
    mw_inspect_free(inspection);
    return rc;
}

static void expect_same_in_pieces(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[3]);
    struct mw_inspect_style style =
        style_of(row->field[1], (unsigned)atoi(row->field[2]));
    char *expected = layout_text(row->field[5]);

    (void)arg;
    style.end = bytes.len;
    for (size_t len = 1; len <= bytes.len; len++) {
        struct mw_buffer out = {0};

        inspect_pieces(mw_buffer_bytes(&bytes), len, &style, &out);
        assert_string_equal(layout_terminate(&out), expected);
        mw_buffer_fini(&out);
    }
    free(expected);
    mw_buffer_fini(&bytes);
}

static void what_comes_in_pieces_is_shown_as_if_at_once(void **state)
{
    (void)state;
    vectors_each("inspect.txt", expect_same_in_pieces, NULL);
}

static void a_long_payload_need_not_be_there(void **state)
{
    const struct mw_inspect_style style = {.width = 80};
    struct mw_inspection *inspection = mw_inspect_new(&style);
    static uint8_t zeros[1 << 16] = {0xdb, 0xff, 0xff, 0xff, 0xff};
    uint64_t left = UINT64_C(0xffffffff) + 5;
    struct mw_buffer out = {0};
    enum mw_status rc = MW_EAGAIN;

    (void)state;
    while (rc == MW_EAGAIN) {
        struct mw_bytes in = mw_bytes(
            zeros, left < sizeof(zeros) ? (size_t)left : sizeof(zeros));

        left -= in.len;
        rc = mw_inspect_on(inspection, &in, left == 0, &out, NULL);
        assert_int_equal(in.len, 0);
        zeros[0] = zeros[1] = zeros[2] = zeros[3] = zeros[4] = 0;
    }
    assert_int_equal(rc, MW_OK);
    assert_int_equal(left, 0);
    assert_non_null(strstr(layout_terminate(&out), "str 32 4294967295"));
    zeros[0] = 0xdb;
    zeros[1] = zeros[2] = zeros[3] = zeros[4] = 0xff;
    mw_inspect_free(inspection);
    mw_buffer_fini(&out);
}

static void what_is_drawn_at_once_is_bounded(void **state)
{
    const struct mw_inspect_style style = {.width = 80};
    struct mw_inspection *inspection = mw_inspect_new(&style);
    static const uint8_t zeros[1 << 18];
    struct mw_bytes in = mw_bytes(zeros, sizeof(zeros));
    enum mw_status rc = MW_EAGAIN;

    (void)state;
    while (rc == MW_EAGAIN) {
        struct mw_buffer out = {.limit = 80 << 10};

        rc = mw_inspect_on(inspection, &in, true, &out, NULL);
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, MW_OK);
    assert_int_equal(in.len, 0);
    mw_inspect_free(inspection);
}

static void fail_each_allocation(const char *hex, enum mw_status expected)
{
    struct mw_buffer bytes = from_hex(hex);
    struct mw_inspect_style style = style_of("u32be", 80);
    enum mw_status rc = MW_ENOMEM;

    for (size_t count = 0; rc == MW_ENOMEM; count++) {
        struct mw_buffer out = {0};
        struct mw_error err = {0};

        alloc_fail_after(count);
        rc = mw_inspect(mw_buffer_bytes(&bytes), &style, &out, &err);
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(err.status, rc);
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, expected);
    mw_buffer_fini(&bytes);
}

static void without_memory_it_fails_and_leaks_nothing(void **state)
{
    (void)state;
    fail_each_allocation("0000000d 940007a161 91a568656c6c6f", MW_EFRAME);
    fail_each_allocation("0000000c 940007a161 91a568656c6c6f", MW_OK);
    fail_each_allocation("00000002 91c1", MW_EVALUE);
    fail_each_allocation("00000002 92c0", MW_EVALUE);
    fail_each_allocation("00000003 92c0a5", MW_EVALUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_vector_looks_as_it_stands_there),
        cmocka_unit_test(colours_change_nothing_but_the_colour),
        cmocka_unit_test(no_framing_is_the_framing_none),
        cmocka_unit_test(the_limits_of_the_style_are_kept),
        cmocka_unit_test(hostile_bytes_are_shown_safely_and_pointed_at),
        cmocka_unit_test(what_other_programs_sent_is_shown),
        cmocka_unit_test(any_bytes_are_shown_safely),
        cmocka_unit_test(values_of_one_frame_are_told_apart_by_their_index),
        cmocka_unit_test(a_preamble_stands_before_the_first_frame),
        cmocka_unit_test(of_many_rows_the_first_and_the_last_are_shown),
        cmocka_unit_test(what_comes_in_pieces_is_shown_as_if_at_once),
        cmocka_unit_test(a_long_payload_need_not_be_there),
        cmocka_unit_test(what_is_drawn_at_once_is_bounded),
        cmocka_unit_test(without_memory_it_fails_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
