#include "support.h"

#include "text/json_head.h"

#include <msgwire/pack.h>

static const uint32_t sizes[] = {0,  1,  2,  3,  4,   5,   7,     8,     15,
                                 16, 17, 31, 32, 255, 256, 65535, 65536, 70000};

enum { SIZES = sizeof(sizes) / sizeof(*sizes) };

static void begins_with_head(const struct mw_buffer *packed, enum mw_type type,
                             uint32_t size)
{
    uint8_t head[MW__JSON_HEAD];
    size_t len = mw__json_head(type, size, head);

    assert_true(len <= packed->len);
    assert_memory_equal(head, packed->at, len);
}

static void strings_bins_and_exts_begin_as_they_are_packed(void **state)
{
    static const uint8_t zeros[70000];

    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct mw_bytes bytes = mw_bytes(zeros, sizes[i]);
        struct mw_buffer packed = {0};

        assert_int_equal(mw_pack_str(&packed, bytes), MW_OK);
        begins_with_head(&packed, MW_STR, sizes[i]);
        packed.len = 0;
        assert_int_equal(mw_pack_bin(&packed, bytes), MW_OK);
        begins_with_head(&packed, MW_BIN, sizes[i]);
        packed.len = 0;
        assert_int_equal(mw_pack_ext(&packed, 5, bytes), MW_OK);
        begins_with_head(&packed, MW_EXT, sizes[i]);
        mw_buffer_fini(&packed);
    }
}

static void arrays_and_maps_begin_as_they_are_packed(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct mw_buffer packed = {0};

        assert_int_equal(mw_pack_array(&packed, sizes[i]), MW_OK);
        begins_with_head(&packed, MW_ARRAY, sizes[i]);
        packed.len = 0;
        assert_int_equal(mw_pack_map(&packed, sizes[i]), MW_OK);
        begins_with_head(&packed, MW_MAP, sizes[i]);
        mw_buffer_fini(&packed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_bins_and_exts_begin_as_they_are_packed),
        cmocka_unit_test(arrays_and_maps_begin_as_they_are_packed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
