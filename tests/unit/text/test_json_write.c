#include "json_sample.h"
#include "oracle.h"

#include <msgwire/limits.h>
#include <msgwire/pack.h>
#include <msgwire/walk.h>

#include <stdlib.h>

enum { ROUNDS = 5000 };

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

/* Its JSON reads as its shortest form. */
static void comes_back(struct mw_bytes value)
{
    struct mw_buffer text = written(value), back = {0}, want = {0};

    assert_true(oracle_repack(value, &want));
    assert_int_equal(mw_json_read(mw_buffer_bytes(&text), NULL, &back, NULL),
                     MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&back), mw_buffer_bytes(&want)));
    mw_buffer_fini(&text);
    mw_buffer_fini(&back);
    mw_buffer_fini(&want);
}

/* field  hex of values that follow each other; where they are none, the rest
 *        is left alone. */
static void stream_comes_back(const char *field)
{
    struct mw_buffer bytes = from_hex(field);
    struct mw_bytes rest = mw_buffer_bytes(&bytes), value;

    while (rest.len > 0 && mw_value_skip(&rest, &value) == MW_OK) {
        if (mw_walk_whole(value, MW_DEPTH_MAX, NULL) != MW_OK) {
            break;
        }
        comes_back(value);
    }
    mw_buffer_fini(&bytes);
}

static void row_comes_back(const struct vector *row, void *arg)
{
    const size_t *field = arg;
    char *copy = strdup(row->field[*field]), *rest = copy;

    for (char *hex; (hex = strsep(&rest, " ")) != NULL;) {
        stream_comes_back(hex);
    }
    free(copy);
}

static void what_others_wrote_comes_back_in_its_shortest_form(void **state)
{
    size_t second = 1, third = 2;

    (void)state;
    shared_each("kawanet.txt", row_comes_back, &second);
    shared_each("streams.txt", row_comes_back, &second);
    shared_each("hostile.txt", row_comes_back, &second);
    shared_each("captures.txt", row_comes_back, &third);
}

static void generated_values_come_back(void **state)
{
    struct seed seed = {6};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct mw_buffer value = {0};

        generate_value(&seed, 5, &value);
        comes_back(mw_buffer_bytes(&value));
        mw_buffer_fini(&value);
    }
}

/* A key that looks like another, or like a typed value. */
static void generate_key(struct seed *seed, struct mw_buffer *out)
{
    static const char *const keys[] = {"$map", "$bin", "$ts",  "$x",
                                       "$",    "",     "a",    "a",
                                       "b",    "ab",   "\xff", "\xc3"};

    if (generate_below(seed, 8) == 0) {
        generate_value(seed, 1, out);
    } else {
        mw_pack_str(
            out,
            mw_text(keys[generate_below(seed, sizeof(keys) / sizeof(*keys))]));
    }
}

static void generate_map(struct seed *seed, unsigned depth,
                         struct mw_buffer *out)
{
    size_t count = generate_below(seed, 4);

    mw_pack_map(out, (uint32_t)count);
    while (count-- > 0) {
        generate_key(seed, out);
        if (depth == 0 || generate_below(seed, 4) == 0) {
            generate_value(seed, 1, out);
        } else if (generate_below(seed, 2) == 0) {
            mw_pack_array(out, 1);
            generate_map(seed, depth - 1, out);
        } else {
            generate_map(seed, depth - 1, out);
        }
    }
}

static void maps_with_hostile_keys_come_back(void **state)
{
    struct seed seed = {7};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct mw_buffer value = {0};

        generate_map(&seed, 4, &value);
        comes_back(mw_buffer_bytes(&value));
        mw_buffer_fini(&value);
    }
}

/* Whatever is accepted is one value; the rest has a sentence. */
static void changed_json_is_read_or_refused(void **state)
{
    struct seed seed = {8};
    struct mw_buffer value = {0}, back = {0};
    struct mw_error err;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct mw_buffer text;

        value.len = 0;
        back.len = 0;
        generate_map(&seed, 3, &value);
        text = written(mw_buffer_bytes(&value));
        generate_mutation(&seed, &text);
        err.text[0] = '\0';
        if (mw_json_read(mw_buffer_bytes(&text), NULL, &back, &err) == MW_OK) {
            assert_int_equal(
                mw_walk_whole(mw_buffer_bytes(&back), MW_DEPTH_MAX, NULL),
                MW_OK);
            comes_back(mw_buffer_bytes(&back));
        } else {
            assert_int_equal(strncmp(err.text, "line ", 5), 0);
        }
        mw_buffer_fini(&text);
    }
    mw_buffer_fini(&value);
    mw_buffer_fini(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_written_as_the_vectors_say),
        cmocka_unit_test(text_is_appended_to_what_is_there),
        cmocka_unit_test(a_value_as_deep_as_a_walk_accepts_is_written),
        cmocka_unit_test(a_limit_is_kept_to_the_byte),
        cmocka_unit_test(without_memory_nothing_is_left_behind),
        cmocka_unit_test(what_others_wrote_comes_back_in_its_shortest_form),
        cmocka_unit_test(generated_values_come_back),
        cmocka_unit_test(maps_with_hostile_keys_come_back),
        cmocka_unit_test(changed_json_is_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
