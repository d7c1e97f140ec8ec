#include "support.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/pack.h>

static void writes(struct mw_bytes value, const char *want)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw_json_write(value, NULL, &out, NULL), MW_OK);
    if (out.len != strlen(want) || memcmp(out.at, want, out.len) != 0) {
        fail_msg("\"%.*s\" is not \"%s\"", (int)out.len, out.at, want);
    }
    mw_buffer_fini(&out);
}

static void write_row(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);

    (void)arg;
    writes(mw_buffer_bytes(&bytes), row->field[2]);
    mw_buffer_fini(&bytes);
}

static void every_value_is_written_as_the_vectors_say(void **state)
{
    (void)state;
    vectors_each("values.txt", write_row, NULL);
}

static void text_is_appended_to_what_is_there(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(mw_buffer_append(&out, mw_text("x=")), MW_OK);
    assert_int_equal(mw_json_write(mw_bytes("\x01", 1), NULL, &out, NULL),
                     MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("x=1")));
    mw_buffer_fini(&out);
}

static void a_value_as_deep_as_a_walk_accepts_is_written(void **state)
{
    struct mw_buffer bytes = {0}, out = {0};

    (void)state;
    for (unsigned i = 0; i < MW_DEPTH_MAX; i++) {
        assert_int_equal(mw_pack_map(&bytes, 1), MW_OK);
        assert_int_equal(mw_pack_uint(&bytes, 1), MW_OK);
    }
    assert_int_equal(mw_pack_nil(&bytes), MW_OK);
    assert_int_equal(mw_json_write(mw_buffer_bytes(&bytes), NULL, &out, NULL),
                     MW_OK);
    assert_int_equal(out.len, MW_DEPTH_MAX * strlen("{\"$map\":[[1,]]}") + 4);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

/* {"a":{1:[1.5,"x\n"]},"b":h'00'} */
static const char mixed[] = "82a161810192cb3ff8000000000000a2780aa162c40100";
static const char mixed_text[] =
    "{\"a\":{\"$map\":[[1,[1.5,\"x\\n\"]]]},\"b\":{\"$bin\":\"AA==\"}}";

static void a_limit_is_kept_to_the_byte(void **state)
{
    struct mw_buffer bytes = from_hex(mixed);
    struct mw_error err;

    (void)state;
    for (size_t limit = 1; limit < strlen(mixed_text); limit++) {
        struct mw_buffer out = {.limit = limit};

        assert_int_equal(
            mw_json_write(mw_buffer_bytes(&bytes), NULL, &out, &err),
            MW_ETOOBIG);
        assert_int_equal(out.len, 0);
        mw_buffer_fini(&out);
    }
    assert_string_equal(err.text, "JSON longer than 51 bytes");
    writes(mw_buffer_bytes(&bytes), mixed_text);
    mw_buffer_fini(&bytes);
}

static void without_memory_nothing_is_left_behind(void **state)
{
    struct mw_buffer bytes = from_hex(mixed);
    enum mw_status rc = MW_ENOMEM;

    (void)state;
    for (size_t count = 0; rc == MW_ENOMEM; count++) {
        struct mw_buffer out = {0};

        alloc_fail_after(count);
        rc = mw_json_write(mw_buffer_bytes(&bytes), NULL, &out, NULL);
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(out.len, rc == MW_OK ? strlen(mixed_text) : 0);
        assert_true(rc != MW_OK || count > 0);
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, MW_OK);
    mw_buffer_fini(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_written_as_the_vectors_say),
        cmocka_unit_test(text_is_appended_to_what_is_there),
        cmocka_unit_test(a_value_as_deep_as_a_walk_accepts_is_written),
        cmocka_unit_test(a_limit_is_kept_to_the_byte),
        cmocka_unit_test(without_memory_nothing_is_left_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
