/* Heads: each is what the library writes, and reads. */
#include "bench/heads.h"
#include "support.h"

#include <msgwire/message.h>
#include <msgwire/pack.h>

#include <stdlib.h>

static const uint64_t edges[] = {
    0,     0x1f,   0x20,    0x7f,       0x80,        0xff,
    0x100, 0xffff, 0x10000, 0xffffffff, 0x100000000, UINT64_MAX,
};

enum { EDGES = sizeof(edges) / sizeof(*edges) };

/* They are the same bytes as the library's. */
static void assert_head(const uint8_t *at, size_t len, struct mw_buffer *packed,
                        size_t payload)
{
    assert_int_equal(len, packed->len - payload);
    assert_memory_equal(at, packed->at, len);
    mw_buffer_fini(packed);
}

static void an_integer_is_as_short_as_it_can_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < EDGES; i++) {
        struct mw_buffer packed = {0};
        uint8_t at[HEADS_MAX];

        assert_int_equal(mw_pack_uint(&packed, edges[i]), MW_OK);
        assert_head(at, heads_uint(at, edges[i]), &packed, 0);
    }
}

static void so_is_the_length_of_a_payload(void **state)
{
    (void)state;
    for (size_t i = 0; i < EDGES && edges[i] <= 0x10000; i++) {
        size_t len = (size_t)edges[i];
        char *payload = calloc(1, len + 1);
        struct mw_buffer bin = {0}, str = {0};
        uint8_t at[HEADS_MAX];

        assert_non_null(payload);
        assert_int_equal(mw_pack_bin(&bin, mw_bytes(payload, len)), MW_OK);
        assert_head(at, heads_bin(at, (uint32_t)len), &bin, len);
        assert_int_equal(mw_pack_str(&str, mw_bytes(payload, len)), MW_OK);
        assert_head(at, heads_str(at, (uint32_t)len), &str, len);
        free(payload);
    }
}

static void a_success_is_known_by_its_first_bytes(void **state)
{
    static const uint8_t seven[] = {7};
    struct mw_buffer body = {0};
    struct mw_bytes rest;
    uint32_t msgid = 0;

    (void)state;
    mw_message_response(&body, 0x40000001, mw_bytes(seven, 1));
    rest = mw_buffer_bytes(&body);
    assert_true(heads_success(&rest, &msgid));
    assert_int_equal(msgid, 0x40000001);
    assert_int_equal(rest.len, 1);
    assert_int_equal(rest.at[0], 7);
    mw_buffer_fini(&body);
}

/* Cut anywhere before its result, or with any of its bytes another. */
static void nothing_else_is_taken_for_one(void **state)
{
    static const uint8_t success[] = {0x94, 1, 0xce, 0x40, 0, 0, 1, 0xc0, 7};
    static const uint8_t heads[] = {0, 1, 2, 7};

    (void)state;
    for (size_t len = 0; len <= HEADS_SUCCESS; len++) {
        struct mw_bytes cut = mw_bytes(success, len);
        uint32_t msgid;

        assert_false(heads_success(&cut, &msgid));
        assert_int_equal(cut.len, len);
    }
    for (size_t i = 0; i < sizeof(heads); i++) {
        uint8_t other[sizeof(success)];
        struct mw_bytes body = mw_bytes(other, sizeof(other));
        uint32_t msgid;

        memcpy(other, success, sizeof(other));
        other[heads[i]] ^= 1;
        assert_false(heads_success(&body, &msgid));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_integer_is_as_short_as_it_can_be),
        cmocka_unit_test(so_is_the_length_of_a_payload),
        cmocka_unit_test(a_success_is_known_by_its_first_bytes),
        cmocka_unit_test(nothing_else_is_taken_for_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
