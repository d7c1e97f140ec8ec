#include "json_sample.h"

#include <msgwire/limits.h>
#include <msgwire/pack.h>

#include <stdio.h>

static void repeat(struct mw_buffer *text, const char *what, size_t count)
{
    while (count-- > 0) {
        assert_int_equal(mw_buffer_append(text, mw_text(what)), MW_OK);
    }
}

static enum mw_status read_text(const struct mw_buffer *text, unsigned depth,
                                struct mw_buffer *out)
{
    struct mw_json_rules rules = {.max_depth = depth};

    return mw_json_read(mw_buffer_bytes(text), &rules, out, NULL);
}

/* A text of open, so often, middle, close as often: may it be so deep? */
static void depth_of(const char *open, size_t count, const char *middle,
                     const char *close, unsigned depth)
{
    struct mw_buffer text = {0}, out = {0};

    repeat(&text, open, count);
    repeat(&text, middle, 1);
    repeat(&text, close, count);
    assert_int_equal(read_text(&text, depth, &out), MW_OK);
    out.len = 0;
    assert_int_equal(read_text(&text, depth - 1, &out), MW_EDEEP);
    assert_int_equal(out.len, 0);
    mw_buffer_fini(&text);
    mw_buffer_fini(&out);
}

static void nesting_is_counted_as_msgpack_has_it(void **state)
{
    (void)state;
    depth_of("[", 20, "[]", "]", 21);
    depth_of("[", 20, "1", "]", 20);
    depth_of("{\"a\":", 20, "{}", "}", 21);
    depth_of("[", 20, "{\"$bin\":\"\"}", "]", 20);
    depth_of("[", 20, "{\"$ext\":[1,\"\"]}", "]", 20);
    depth_of("[", 20, "{\"$ts\":[1,2]}", "]", 20);
    depth_of("{\"$map\":[[1,", 20, "2", "]]}", 20);
    depth_of("{\"$map\":[[1,", 20, "{\"$map\":[]}", "]]}", 21);
    depth_of("{\"$map\":[[", 20, "2", ",1]]}", 20);
}

/* An array behind a name counts when it is clear that it is an array. */
static void what_only_looked_typed_is_counted_in_the_end(void **state)
{
    (void)state;
    depth_of("[", 20, "{\"$ts\":[1,2],\"a\":1}", "]", 22);
    depth_of("[", 20, "{\"$map\":[[1,2]],\"a\":1}", "]", 23);
    depth_of("[", 20, "{\"$ext\":[[]],\"a\":1}", "]", 23);
    depth_of("[", 20, "{\"$bin\":{},\"a\":1}", "]", 22);
    depth_of("{\"$map\":[[1,", 20, "2", "]],\"a\":1}", 60);
}

static void the_deepest_text_is_no_deeper_than_its_value(void **state)
{
    (void)state;
    depth_of("{\"$map\":[[1,", MW_DEPTH_MAX, "{\"$ts\":[1,2]}", "]]}",
             MW_DEPTH_MAX);
    depth_of("[", MW_DEPTH_MAX, "1", "]", MW_DEPTH_MAX);
}

static void a_million_brackets_are_refused_at_the_limit(void **state)
{
    struct mw_buffer text = {0}, out = {0};
    struct mw_error err;

    (void)state;
    repeat(&text, "[", 1000000);
    assert_int_equal(mw_json_read(mw_buffer_bytes(&text), NULL, &out, &err),
                     MW_EDEEP);
    assert_string_equal(err.text, "line 1, column 513: nested deeper than 512");
    mw_buffer_fini(&text);
    mw_buffer_fini(&out);
}

static void heads_grow_when_their_children_come(void **state)
{
    static const size_t counts[] = {0, 1, 15, 16, 17, 65535, 65536, 65537};

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
        struct mw_buffer text = {0}, out = {0}, want = {0};

        repeat(&text, "[[", 1);
        repeat(&text, "1,", counts[i] == 0 ? 0 : counts[i] - 1);
        repeat(&text, counts[i] == 0 ? "],2]" : "1],2]", 1);
        mw_pack_array(&want, 2);
        mw_pack_array(&want, (uint32_t)counts[i]);
        for (size_t k = 0; k < counts[i]; k++) {
            mw_pack_uint(&want, 1);
        }
        mw_pack_uint(&want, 2);
        assert_int_equal(read_text(&text, 0, &out), MW_OK);
        assert_true(
            mw_bytes_equal(mw_buffer_bytes(&out), mw_buffer_bytes(&want)));
        mw_buffer_fini(&text);
        mw_buffer_fini(&out);
        mw_buffer_fini(&want);
    }
}

/* The keys before move with the head; each is still known. */
static void a_key_is_found_again_after_the_head_has_grown(void **state)
{
    (void)state;
    for (unsigned twice = 0; twice < 40; twice++) {
        struct mw_buffer text = {0}, out = {0};
        char key[32];

        repeat(&text, "{\"x\":[", 1);
        repeat(&text, "1,", 20);
        repeat(&text, "1]", 1);
        for (unsigned i = 0; i < 40; i++) {
            snprintf(key, sizeof(key), ",\"k%u\":{\"k%u\":0}", i, i);
            repeat(&text, key, 1);
        }
        assert_int_equal(read_text(&text, 0, &out), MW_EVALUE);
        snprintf(key, sizeof(key), ",\"k%u\":0}", twice);
        repeat(&text, key, 1);
        assert_int_equal(read_text(&text, 0, &out), MW_EVALUE);
        mw_buffer_fini(&text);
        mw_buffer_fini(&out);
    }
}

static void equal_keys_are_kept_on_request(void **state)
{
    struct mw_json_rules rules = {.keep_duplicates = true};
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(
        mw_json_read(mw_text("{\"a\":1,\"a\":2}"), &rules, &out, NULL), MW_OK);
    assert_hex(&out, "82a16101a16102");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nesting_is_counted_as_msgpack_has_it),
        cmocka_unit_test(what_only_looked_typed_is_counted_in_the_end),
        cmocka_unit_test(the_deepest_text_is_no_deeper_than_its_value),
        cmocka_unit_test(a_million_brackets_are_refused_at_the_limit),
        cmocka_unit_test(heads_grow_when_their_children_come),
        cmocka_unit_test(a_key_is_found_again_after_the_head_has_grown),
        cmocka_unit_test(equal_keys_are_kept_on_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
