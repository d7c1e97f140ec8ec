#include "support.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>

#include "base/endian.h"
#include "oracle.h"

#include <stdlib.h>

static void assert_hex(const struct mw_buffer *out, const struct vector *row,
                       const char *expected)
{
    struct mw_buffer hex = to_hex(mw_buffer_bytes(out));

    if (strcmp((const char *)hex.at, expected) != 0) {
        fail_msg("%s:%d: %s: %s", row->file, row->line, row->field[0],
                 (const char *)hex.at);
    }
    mw_buffer_fini(&hex);
}

/* arg  which column the values packed anew must be equal to. */
static void pack_anew(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_buffer out = {0};

    assert_true(oracle_repack(mw_buffer_bytes(&bytes), &out));
    assert_hex(&out, row, row->field[*(const size_t *)arg]);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void every_value_is_packed_in_its_shortest_form(void **state)
{
    size_t same = 1, shortest = 2;

    (void)state;
    vectors_each("values.txt", pack_anew, &same);
    vectors_each("widths.txt", pack_anew, &shortest);
}

static enum mw_status pack_sized(const char *type, size_t size,
                                 struct mw_buffer *out)
{
    static const uint8_t zeros[1 << 16];
    struct mw_bytes payload = mw_bytes(zeros, size);

    if (strcmp(type, "str") == 0) {
        return mw_pack_str(out, payload);
    }
    if (strcmp(type, "bin") == 0) {
        return mw_pack_bin(out, payload);
    }
    if (strcmp(type, "ext") == 0) {
        return mw_pack_ext(out, 5, payload);
    }
    return strcmp(type, "array") == 0 ? mw_pack_array(out, (uint32_t)size)
                                      : mw_pack_map(out, (uint32_t)size);
}

static void pack_head(const struct vector *row, void *arg)
{
    size_t size = strtoul(row->field[3], NULL, 10);
    size_t head_len = strlen(row->field[1]) / 2;
    bool payload = row->field[2][0] != 'a' && row->field[2][0] != 'm';
    struct mw_buffer out = {0};

    (void)arg;
    assert_int_equal(pack_sized(row->field[2], size, &out), MW_OK);
    assert_int_equal(out.len, head_len + (payload ? size : 0));
    out.len = head_len;
    assert_hex(&out, row, row->field[1]);
    mw_buffer_fini(&out);
}

static void a_head_takes_the_width_that_its_size_needs(void **state)
{
    (void)state;
    vectors_each("heads.txt", pack_head, NULL);
}

/* Seconds and nanoseconds of a timestamp's payload, as the spec lays it out. */
static enum mw_status pack_time(struct mw_bytes time, struct mw_buffer *out)
{
    uint64_t bits;

    if (time.len == 4) {
        return mw_pack_time(out, mw__get_be32(time.at), 0);
    }
    if (time.len == 12) {
        return mw_pack_time(out, (int64_t)mw__get_be64(time.at + 4),
                            mw__get_be32(time.at));
    }
    bits = mw__get_be64(time.at);
    return mw_pack_time(out, (int64_t)(bits & 0x3ffffffff),
                        (uint32_t)(bits >> 34));
}

static void pack_time_row(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_bytes in = mw_buffer_bytes(&bytes);
    struct mw_buffer out = {0};
    struct mw_value value;

    if (strncmp(row->field[0], "time ", 5) == 0) {
        assert_int_equal(mw_value_next(&in, &value), MW_OK);
        assert_int_equal(pack_time(value.payload, &out), MW_OK);
        assert_hex(&out, row, row->field[1]);
        ++*(size_t *)arg;
    }
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void a_time_is_packed_in_its_shortest_form(void **state)
{
    size_t count = 0;

    (void)state;
    vectors_each("values.txt", pack_time_row, &count);
    assert_true(count > 20);
}

static void what_a_32_bit_length_cannot_say_is_refused(void **state)
{
    struct mw_bytes huge = mw_bytes("", (size_t)UINT32_MAX + 1);
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(mw_pack_str(&out, huge), MW_ETOOBIG);
    assert_int_equal(mw_pack_bin(&out, huge), MW_ETOOBIG);
    assert_int_equal(mw_pack_ext(&out, 5, huge), MW_ETOOBIG);
    assert_int_equal(out.len, 0);
    mw_buffer_fini(&out);
}

static enum mw_status pack_nth(size_t n, struct mw_buffer *out)
{
    struct mw_bytes text = mw_text("a text of some length, so that it grows");

    switch (n) {
    case 0:
        return mw_pack_nil(out);
    case 1:
        return mw_pack_bool(out, true);
    case 2:
        return mw_pack_uint(out, UINT64_MAX);
    case 3:
        return mw_pack_int(out, INT64_MIN);
    case 4:
        return mw_pack_f32(out, 1.5f);
    case 5:
        return mw_pack_f64(out, 1.5);
    case 6:
        return mw_pack_str(out, text);
    case 7:
        return mw_pack_bin(out, text);
    case 8:
        return mw_pack_ext(out, 5, text);
    case 9:
        return mw_pack_array(out, UINT32_MAX);
    case 10:
        return mw_pack_map(out, UINT32_MAX);
    default:
        return mw_pack_time(out, INT64_MIN, 999999999);
    }
}

/* A buffer that holds something and has room for `room` bytes more. */
static struct mw_buffer nearly_full(size_t room, bool limited)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw_buffer_append(&out, mw_text("kept")), MW_OK);
    out.len = out.cap - room;
    memset(out.at, 'k', out.len);
    out.limit = limited ? out.cap : 0;
    return out;
}

static void assert_taken_back(size_t n, size_t room, bool limited)
{
    struct mw_buffer out = nearly_full(room, limited);
    size_t len = out.len;
    enum mw_status rc;

    alloc_fail_after(0);
    rc = pack_nth(n, &out);
    alloc_fail_after(SIZE_MAX);
    if (rc != MW_OK) {
        assert_int_equal(rc, limited ? MW_ETOOBIG : MW_ENOMEM);
        assert_int_equal(out.len, len);
        assert_int_equal(out.at[len - 1], 'k');
    } else {
        assert_true(out.len > len && out.len <= out.cap);
    }
    mw_buffer_fini(&out);
}

static void what_does_not_fit_leaves_the_buffer_as_it_was(void **state)
{
    (void)state;
    for (size_t n = 0; n < 12; n++) {
        for (size_t room = 0; room < 48; room++) {
            assert_taken_back(n, room, false);
            assert_taken_back(n, room, true);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_packed_in_its_shortest_form),
        cmocka_unit_test(a_head_takes_the_width_that_its_size_needs),
        cmocka_unit_test(a_time_is_packed_in_its_shortest_form),
        cmocka_unit_test(what_a_32_bit_length_cannot_say_is_refused),
        cmocka_unit_test(what_does_not_fit_leaves_the_buffer_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
