#include "support.h"

#include "text/json_maps.h"

#include <msgwire/pack.h>

/* Asks for the map that begins at each offset, in turn. */
static void answers_are(const char *hex, const size_t *offsets,
                        const char *answers)
{
    struct mw_buffer bytes = from_hex(hex);
    struct mw__json_maps maps;

    mw__json_maps_init(&maps);
    for (size_t i = 0; answers[i] != '\0'; i++) {
        struct mw_bytes map =
            mw_bytes(bytes.at + offsets[i], bytes.len - offsets[i]);
        bool object;

        assert_int_equal(mw__json_maps_next(&maps, map, &object), MW_OK);
        assert_int_equal(object, answers[i] == 'y');
    }
    mw__json_maps_fini(&maps);
    mw_buffer_fini(&bytes);
}

static void maps_in_maps_each_have_their_answer(void **state)
{
    (void)state;
    /* {"a":{1:2},"b":[{"c":{}},{"$x":0}]} {2:{"d":0}} */
    answers_are("82a161810102a1629281a1638081a2247800", (size_t[]){0, 3, 9, 13},
                "ynyn");
    answers_are("810281a16400", (size_t[]){0, 2}, "ny");
}

static void the_keys_of_an_inner_map_are_its_own(void **state)
{
    (void)state;
    /* {"a":{"a":0},"b":{"a":0,"a":1}} */
    answers_are("82a16181a16100a16282a16100a16101", (size_t[]){0, 3, 9}, "yyn");
}

static void a_map_with_a_hundred_thousand_keys_is_no_long_wait(void **state)
{
    struct mw_buffer bytes = {0};
    struct mw__json_maps maps;
    bool object;

    (void)state;
    mw_pack_map(&bytes, 100001);
    for (unsigned i = 0; i <= 100000; i++) {
        char text[] = {
            (char)('0' + i / 100000),    (char)('0' + i / 10000 % 10),
            (char)('0' + i / 1000 % 10), (char)('0' + i / 100 % 10),
            (char)('0' + i / 10 % 10),   (char)('0' + i % 10)};
        mw_pack_str(&bytes, mw_bytes(text, sizeof(text)));
        mw_pack_nil(&bytes);
    }
    mw__json_maps_init(&maps);
    assert_int_equal(
        mw__json_maps_next(&maps, mw_buffer_bytes(&bytes), &object), MW_OK);
    assert_true(object);
    memcpy(bytes.at + bytes.len - 7, "000007", 6);
    assert_int_equal(
        mw__json_maps_next(&maps, mw_buffer_bytes(&bytes), &object), MW_OK);
    assert_false(object);
    mw__json_maps_fini(&maps);
    mw_buffer_fini(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_in_maps_each_have_their_answer),
        cmocka_unit_test(the_keys_of_an_inner_map_are_its_own),
        cmocka_unit_test(a_map_with_a_hundred_thousand_keys_is_no_long_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
