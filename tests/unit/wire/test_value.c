#include "support.h"

#include <msgwire/value.h>
#include <msgwire/walk.h>

#include "generate.h"
#include "oracle.h"

#include <stdlib.h>

/* Reads heads until the cursor refuses or the bytes end. */
static void read_all(struct mw_bytes in)
{
    struct mw_value value;

    while (in.len > 0 && mw_value_next(&in, &value) == MW_OK) {
    }
}

static void read_each_cut(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);

    (void)arg;
    for (size_t len = 0; len < bytes.len && len < 600; len++) {
        struct mw_bytes cut = alone(mw_bytes(bytes.at, len));
        struct mw_bytes in = cut;

        read_all(cut);
        assert_int_equal(mw_value_skip(&in, NULL), MW_EVALUE);
        assert_int_equal(in.len, len);
        free((void *)cut.at);
    }
    mw_buffer_fini(&bytes);
}

static void a_cut_value_is_refused_and_nothing_moves(void **state)
{
    (void)state;
    vectors_each("values.txt", read_each_cut, NULL);
    vectors_each("widths.txt", read_each_cut, NULL);
}

static void read_alone(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_bytes in = alone(mw_buffer_bytes(&bytes));

    (void)arg;
    read_all(in);
    free((void *)in.at);
    mw_buffer_fini(&bytes);
}

static void bytes_that_no_walk_accepted_are_not_read_beyond(void **state)
{
    struct seed seed = {42};

    (void)state;
    vectors_each("bad.txt", read_alone, NULL);
    for (int i = 0; i < 20000; i++) {
        struct mw_buffer out = {0};
        struct mw_bytes in;

        generate_value(&seed, 3, &out);
        generate_mutation(&seed, &out);
        in = alone(mw_buffer_bytes(&out));
        read_all(in);
        (void)mw_value_skip(&(struct mw_bytes){in.at, in.len}, NULL);
        free((void *)in.at);
        mw_buffer_fini(&out);
    }
}

static void read_as_msgpack_c(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);

    (void)arg;
    if (mw_walk_whole(mw_buffer_bytes(&bytes), ORACLE_DEPTH, NULL) == MW_OK &&
        !oracle_agrees(mw_buffer_bytes(&bytes))) {
        fail_msg("%s:%d: %s", row->file, row->line, row->field[0]);
    }
    mw_buffer_fini(&bytes);
}

static void every_value_reads_as_msgpack_c_reads_it(void **state)
{
    (void)state;
    vectors_each("values.txt", read_as_msgpack_c, NULL);
    vectors_each("widths.txt", read_as_msgpack_c, NULL);
}

static void skip_whole(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    size_t len = bytes.len;
    struct mw_bytes in, whole;

    (void)arg;
    assert_int_equal(mw_buffer_append(&bytes, mw_text("\xc1z")), MW_OK);
    in = mw_buffer_bytes(&bytes);
    assert_int_equal(mw_value_skip(&in, &whole), MW_OK);
    assert_ptr_equal(whole.at, bytes.at);
    assert_int_equal(whole.len, len);
    assert_int_equal(in.len, 2);
    mw_buffer_fini(&bytes);
}

static void skipping_stops_behind_the_last_element(void **state)
{
    (void)state;
    vectors_each("values.txt", skip_whole, NULL);
    vectors_each("widths.txt", skip_whole, NULL);
}

static size_t size_of(const struct mw_value *value)
{
    return value->type == MW_ARRAY || value->type == MW_MAP
               ? value->as.count
               : value->payload.len;
}

static void read_head(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    size_t head_len = bytes.len;
    size_t size = strtoul(row->field[3], NULL, 10);
    struct mw_value value;
    struct mw_bytes in;

    (void)arg;
    assert_int_equal(mw_buffer_reserve(&bytes, 1 << 17), MW_OK);
    memset(bytes.at + bytes.len, 0, 1 << 17);
    in = mw_bytes(bytes.at, head_len + (1 << 17));
    assert_int_equal(mw_value_next(&in, &value), MW_OK);
    assert_string_equal(mw_type_name(value.type), row->field[2]);
    assert_int_equal(value.head_len, head_len);
    assert_int_equal(size_of(&value), size);
    assert_ptr_equal(in.at, bytes.at + head_len + value.payload.len);
    if (value.type == MW_EXT) {
        assert_int_equal(value.as.ext, 5);
    }
    mw_buffer_fini(&bytes);
}

static void a_head_says_type_and_size(void **state)
{
    (void)state;
    vectors_each("heads.txt", read_head, NULL);
}

static void a_count_that_lies_is_refused_at_once(void **state)
{
    static const uint8_t lie[] = {0xdf, 0xff, 0xff, 0xff, 0xff, 0xc0};
    struct mw_bytes in = mw_bytes(lie, sizeof(lie));

    (void)state;
    assert_int_equal(mw_value_skip(&in, NULL), MW_EVALUE);
    assert_ptr_equal(in.at, lie);
}

static void read_one(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_bytes in = mw_buffer_bytes(&bytes);
    struct mw_value value;

    (void)arg;
    assert_int_equal(mw_value_next(&in, &value), MW_OK);
    if (strncmp(row->field[0], "int ", 4) == 0) {
        assert_int_equal(value.type,
                         row->field[2][0] == '-' ? MW_INT : MW_UINT);
        assert_int_equal(value.as.u64,
                         row->field[2][0] == '-'
                             ? (uint64_t)strtoll(row->field[2], NULL, 10)
                             : strtoull(row->field[2], NULL, 10));
        assert_int_equal(value.head_len, bytes.len);
    }
    mw_buffer_fini(&bytes);
}

static void an_integer_is_the_one_that_its_text_says(void **state)
{
    (void)state;
    vectors_each("values.txt", read_one, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_reads_as_msgpack_c_reads_it),
        cmocka_unit_test(an_integer_is_the_one_that_its_text_says),
        cmocka_unit_test(a_head_says_type_and_size),
        cmocka_unit_test(skipping_stops_behind_the_last_element),
        cmocka_unit_test(a_cut_value_is_refused_and_nothing_moves),
        cmocka_unit_test(a_count_that_lies_is_refused_at_once),
        cmocka_unit_test(bytes_that_no_walk_accepted_are_not_read_beyond),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
