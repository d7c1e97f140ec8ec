#include "support.h"

#include "wire/head.h"

#include <msgpack.h>

enum { BEHIND = 64 };

/* How many bytes msgpack-c takes for a value that begins with `first`, where
 * only zeros follow: the length or count is 0, elements are zeros. */
static size_t taken_by_msgpack_c(uint8_t first)
{
    uint8_t bytes[1 + BEHIND] = {first};
    size_t offset = 0;
    msgpack_zone zone;
    msgpack_object object;
    msgpack_unpack_return rc;

    assert_true(msgpack_zone_init(&zone, 2048));
    rc = msgpack_unpack((const char *)bytes, sizeof(bytes), &offset, &zone,
                        &object);
    msgpack_zone_destroy(&zone);
    return rc == MSGPACK_UNPACK_EXTRA_BYTES ? offset : 0;
}

static size_t taken_by_table(uint8_t first)
{
    const uint8_t at[1 + BEHIND] = {first};
    struct mw__head head = mw__head_table[first];
    uint64_t size = mw__head_size(head, at);

    if (head.kind == MW__HEAD_NEVER) {
        return 0;
    }
    return 1u + head.size_len +
           (mw__head_opens(head) ? mw__head_owed(head, size) : size);
}

static void each_first_byte_takes_what_msgpack_c_takes(void **state)
{
    (void)state;
    for (unsigned first = 0; first < 256; first++) {
        assert_int_equal(taken_by_table((uint8_t)first),
                         taken_by_msgpack_c((uint8_t)first));
    }
}

static void only_c1_is_never_used(void **state)
{
    (void)state;
    for (unsigned first = 0; first < 256; first++) {
        assert_int_equal(mw__head_table[first].kind == MW__HEAD_NEVER,
                         first == 0xc1);
    }
}

static void a_length_is_read_in_its_width(void **state)
{
    static const uint8_t str[] = {0xdb, 0x01, 0x02, 0x03, 0x04};

    (void)state;
    assert_int_equal(mw__head_size(mw__head_table[0xd9], str), 0x01);
    assert_int_equal(mw__head_size(mw__head_table[0xda], str), 0x0102);
    assert_int_equal(mw__head_size(mw__head_table[0xdb], str), 0x01020304);
    assert_int_equal(mw__head_size(mw__head_table[0xc9], str), 0x01020305);
}

static void a_pair_is_two_values(void **state)
{
    (void)state;
    assert_int_equal(mw__head_owed(mw__head_table[0x83], 3), 6);
    assert_int_equal(mw__head_owed(mw__head_table[0xdf], UINT32_MAX),
                     2 * (uint64_t)UINT32_MAX);
    assert_int_equal(mw__head_owed(mw__head_table[0x93], 3), 3);
    assert_int_equal(mw__head_owed(mw__head_table[0xa3], 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_first_byte_takes_what_msgpack_c_takes),
        cmocka_unit_test(only_c1_is_never_used),
        cmocka_unit_test(a_length_is_read_in_its_width),
        cmocka_unit_test(a_pair_is_two_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
