/* Runs a fuzz target without a fuzzer: on everything in the vectors, hex as
 * its bytes, as it is and behind bytes that a target may take its choices from.
 *
 *     fuzz_walk FILE... */
#include "fuzz.h"
#include "support.h"

static void try(const struct mw_buffer *input)
{
    struct mw_bytes copy = alone(mw_buffer_bytes(input));

    LLVMFuzzerTestOneInput(copy.at, copy.len);
    free((void *)copy.at);
}

static void try_behind(uint8_t first, uint8_t others,
                       const struct mw_buffer *bytes)
{
    uint8_t choices[9] = {first};
    struct mw_buffer input = {0};

    memset(choices + 1, others, sizeof(choices) - 1);
    for (size_t len = 1; len <= sizeof(choices); len++) {
        input.len = 0;
        assert_int_equal(mw_buffer_append(&input, mw_bytes(choices, len)),
                         MW_OK);
        assert_int_equal(mw_buffer_append(&input, mw_buffer_bytes(bytes)),
                         MW_OK);
        try(&input);
    }
    mw_buffer_fini(&input);
}

static void try_text(const char *field)
{
    struct mw_buffer bytes = {0};

    assert_int_equal(mw_buffer_append(&bytes, mw_text(field)), MW_OK);
    for (uint8_t first = 0; first < 3; first++) {
        try_behind(first, 0, &bytes);
    }
    mw_buffer_fini(&bytes);
}

static void try_field(const char *field)
{
    static const uint8_t others[] = {0x00, 0x5a, 0xff};
    struct mw_buffer bytes;

    if (strlen(field) % 2 != 0 ||
        strspn(field, "0123456789abcdef") != strlen(field)) {
        try_text(field);
        return;
    }
    bytes = from_hex(field);
    try(&bytes);
    for (uint8_t first = 0; first < 8; first++) {
        for (size_t i = 0; i < sizeof(others); i++) {
            try_behind(first, others[i], &bytes);
        }
    }
    mw_buffer_fini(&bytes);
}

static void try_row(const struct vector *row, void *arg)
{
    (void)arg;
    for (size_t i = 1; i < row->count; i++) {
        try_field(row->field[i]);
    }
}

static void no_vector_breaks_a_promise(void **state)
{
    char **files = *state;

    for (; *files != NULL; files++) {
        vectors_each(*files, try_row, NULL);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(no_vector_breaks_a_promise, argv + 1),
    };

    (void)argc;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
