#include "support.h"

#include <msgwire/frame.h>
#include <msgwire/value.h>
#include <msgwire/walk.h>

#include "generate.h"
#include "oracle.h"

#include <stdlib.h>

enum { WIRE_DEPTH = 128, GENERATED = 200000 };

static const char *const classes[] = {
    [MW_WALK_VALID] = "valid",     [MW_WALK_TRUNCATED] = "truncated",
    [MW_WALK_INVALID] = "invalid", [MW_WALK_TRAILING] = "trailing",
    [MW_WALK_DEEP] = "deep",
};

static void assert_class(const struct vector *row, struct mw_bytes bytes,
                         const char *class, size_t offset)
{
    size_t at = SIZE_MAX;
    const char *found = classes[mw_walk_class(bytes, WIRE_DEPTH, &at)];

    if (strcmp(found, class) != 0 || at != offset) {
        fail_msg("%s:%d: %s: %s at %zu", row->file, row->line, row->field[0],
                 found, at);
    }
}

static void class_of_value(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);

    (void)arg;
    assert_class(row, mw_buffer_bytes(&bytes), "valid", bytes.len);
    assert_int_equal(mw_walk_whole(mw_buffer_bytes(&bytes), WIRE_DEPTH, NULL),
                     MW_OK);
    mw_buffer_fini(&bytes);
}

static void every_value_is_walked_to_its_end(void **state)
{
    (void)state;
    vectors_each("values.txt", class_of_value, NULL);
    vectors_each("widths.txt", class_of_value, NULL);
}

static void class_of_bad(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    bool deep = strcmp(row->field[2], "deep") == 0;
    struct mw_error err = {0};

    (void)arg;
    assert_class(row, mw_buffer_bytes(&bytes), row->field[2],
                 strtoul(row->field[3], NULL, 10));
    assert_int_equal(mw_walk_whole(mw_buffer_bytes(&bytes), WIRE_DEPTH, &err),
                     deep ? MW_EDEEP : MW_EVALUE);
    assert_int_equal(strncmp(err.text, "byte ", 5), 0);
    assert_int_equal(strtoul(err.text + 5, NULL, 10),
                     strtoul(row->field[3], NULL, 10));
    mw_buffer_fini(&bytes);
}

static void every_fault_gets_its_class_and_place(void **state)
{
    (void)state;
    vectors_each("bad.txt", class_of_bad, NULL);
}

static enum mw_status walk_alone(struct mw_walk *walk, const uint8_t *at,
                                 size_t len)
{
    struct mw_bytes copy = alone(mw_bytes(at, len));
    enum mw_status rc = mw_walk_on(walk, copy, NULL);

    free((void *)copy.at);
    return rc;
}

/* The walk with one more byte each time says what it says of all at once. */
static void walk_byte_by_byte(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_walk walk, whole;
    enum mw_status rc = MW_EAGAIN, expected;

    (void)arg;
    mw_walk_init(&whole, WIRE_DEPTH, 1 << 20);
    expected = mw_walk_on(&whole, mw_buffer_bytes(&bytes), NULL);
    mw_walk_init(&walk, WIRE_DEPTH, 1 << 20);
    for (size_t len = 0; rc == MW_EAGAIN && len <= bytes.len; len++) {
        rc = walk_alone(&walk, bytes.at, len);
        assert_true(walk.at <= len);
    }
    assert_int_equal(rc, expected);
    assert_int_equal(walk.at, whole.at);
    assert_int_equal(walk.owed, whole.owed);
    assert_int_equal(walk.nodes, whole.nodes);
    assert_int_equal(walk.deepest, whole.deepest);
    mw_buffer_fini(&bytes);
}

static void a_walk_goes_on_after_every_byte(void **state)
{
    (void)state;
    vectors_each("values.txt", walk_byte_by_byte, NULL);
    vectors_each("widths.txt", walk_byte_by_byte, NULL);
    vectors_each("bad.txt", walk_byte_by_byte, NULL);
}

static void refuse_each_cut(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);

    (void)arg;
    for (size_t len = 0; len < bytes.len; len++) {
        struct mw_bytes cut = mw_bytes(bytes.at, len);
        size_t at;

        assert_int_equal(mw_walk_class(cut, WIRE_DEPTH, &at),
                         MW_WALK_TRUNCATED);
        assert_true(at <= len);
    }
    mw_buffer_fini(&bytes);
}

static void a_value_cut_anywhere_is_truncated(void **state)
{
    (void)state;
    vectors_each("values.txt", refuse_each_cut, NULL);
}

static void a_walk_counts_values_and_levels(void **state)
{
    struct mw_buffer bytes = from_hex("82 a161 92 91 01 c0 a162 80");
    struct mw_walk walk;

    (void)state;
    mw_walk_init(&walk, WIRE_DEPTH, bytes.len);
    assert_int_equal(mw_walk_on(&walk, mw_buffer_bytes(&bytes), NULL), MW_OK);
    assert_int_equal(walk.nodes, 8);
    assert_int_equal(walk.deepest, 3);
    assert_int_equal(walk.depth, 0);
    assert_int_equal(walk.at, bytes.len);
    mw_buffer_fini(&bytes);
}

static enum mw_status walk_limited(const char *hex, unsigned depth, size_t len)
{
    struct mw_buffer bytes = from_hex(hex);
    struct mw_walk walk;
    enum mw_status rc;

    mw_walk_init(&walk, depth, len);
    rc = mw_walk_on(&walk, mw_buffer_bytes(&bytes), NULL);
    mw_buffer_fini(&bytes);
    return rc;
}

static void
a_promise_beyond_the_limit_is_refused_before_it_is_waited_for(void **state)
{
    (void)state;
    assert_int_equal(walk_limited("dd000003e8", 1, 1004), MW_ETOOBIG);
    assert_int_equal(walk_limited("dd000003e8", 1, 1005), MW_EAGAIN);
    assert_int_equal(walk_limited("df000003e8", 1, 2004), MW_ETOOBIG);
    assert_int_equal(walk_limited("df000003e8", 1, 2005), MW_EAGAIN);
    assert_int_equal(walk_limited("92c6000003e8", 1, 1006), MW_ETOOBIG);
    assert_int_equal(walk_limited("92c6000003e8", 1, 1007), MW_EAGAIN);
    assert_int_equal(walk_limited("ddffffffff", 1, SIZE_MAX), MW_EAGAIN);
    assert_int_equal(walk_limited("c0", 0, 0), MW_ETOOBIG);
    assert_int_equal(walk_limited("c0", 0, 1), MW_OK);
}

static void the_depth_is_what_the_caller_allows_and_512_at_most(void **state)
{
    struct mw_buffer deep = {0};

    (void)state;
    assert_int_equal(walk_limited("90", 0, 100), MW_EDEEP);
    assert_int_equal(walk_limited("c0", 0, 100), MW_OK);
    assert_int_equal(walk_limited("9190", 2, 100), MW_OK);
    assert_int_equal(walk_limited("919190", 2, 100), MW_EDEEP);
    assert_int_equal(mw_buffer_reserve(&deep, 1000), MW_OK);
    memset(deep.at, 0x91, 1000);
    deep.at[MW_DEPTH_MAX] = 0xc0;
    assert_int_equal(
        mw_walk_whole(mw_bytes(deep.at, MW_DEPTH_MAX + 1), 10000, NULL), MW_OK);
    deep.at[MW_DEPTH_MAX] = 0x90;
    assert_int_equal(
        mw_walk_whole(mw_bytes(deep.at, MW_DEPTH_MAX + 1), 10000, NULL),
        MW_EDEEP);
    mw_buffer_fini(&deep);
}

static void assert_sentence(const char *hex, const char *sentence)
{
    struct mw_buffer bytes = from_hex(hex);
    struct mw_error err = {0};

    assert_int_not_equal(mw_walk_whole(mw_buffer_bytes(&bytes), 2, &err),
                         MW_OK);
    assert_string_equal(err.text, sentence);
    mw_buffer_fini(&bytes);
}

static void a_sentence_names_the_byte_and_what_is_wrong_there(void **state)
{
    (void)state;
    assert_sentence("-", "byte 0: expected a value, got no byte");
    assert_sentence("92c0c1", "byte 2: expected a value, got 0xc1, which "
                              "msgpack never uses");
    assert_sentence("9201a361", "byte 2: cut: the str here, with what must "
                                "follow it, needs more than the 2 bytes left");
    assert_sentence("c0c0c0", "byte 1: expected the end, got 2 bytes more");
    assert_sentence("91919190", "byte 2: nested deeper than 2 levels");
}

static void walk_without_memory(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    size_t at;

    (void)arg;
    alloc_fail_after(0);
    assert_int_not_equal(
        mw_walk_class(mw_buffer_bytes(&bytes), WIRE_DEPTH, &at), MW_WALK_VALID);
    alloc_fail_after(SIZE_MAX);
    mw_buffer_fini(&bytes);
}

static void a_lie_about_a_count_takes_no_memory(void **state)
{
    (void)state;
    vectors_each("bad.txt", walk_without_memory, NULL);
}

/* Accepted: msgpack-c accepts it too, and reads the same. Refused: it does
 * not accept it either. */
static void assert_agreement(struct mw_bytes bytes)
{
    enum mw_status shallow = mw_walk_whole(bytes, ORACLE_DEPTH, NULL);
    enum mw_status deep = mw_walk_whole(bytes, MW_DEPTH_MAX, NULL);

    if (shallow == MW_OK ? !oracle_agrees(bytes)
                         : deep != MW_OK && oracle_takes(bytes)) {
        struct mw_buffer hex = to_hex(bytes);
        fail_msg("%d %d: %s", shallow, deep, (const char *)hex.at);
    }
}

static void generated_values_are_what_msgpack_c_says_they_are(void **state)
{
    struct seed seed = {20};

    (void)state;
    for (int i = 0; i < GENERATED; i++) {
        struct mw_buffer out = {0};

        generate_value(&seed, 4, &out);
        assert_int_equal(mw_walk_whole(mw_buffer_bytes(&out), 4, NULL), MW_OK);
        assert_agreement(mw_buffer_bytes(&out));
        generate_mutation(&seed, &out);
        assert_agreement(mw_buffer_bytes(&out));
        mw_buffer_fini(&out);
    }
}

/* The class that the file names, but for what is nested too deep. */
static void class_of_hostile(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    bool said = strcmp(row->field[4], "-") != 0;
    size_t depth = said ? strtoul(row->field[4], NULL, 10)
                   : strncmp(row->field[0], "array nest", 10) == 0 ? bytes.len
                                                                   : 0;
    const char *class = depth > MW_DEPTH_MAX ? "deep" : row->field[2];
    size_t at;
    const char *found =
        classes[mw_walk_class(mw_buffer_bytes(&bytes), MW_DEPTH_MAX, &at)];

    (void)arg;
    if (strcmp(found, class) != 0) {
        fail_msg("%s: %s, not %s", row->field[0], found, class);
    }
    if (said && depth <= MW_DEPTH_MAX) {
        assert_int_equal(at, strtoul(row->field[3], NULL, 10));
        assert_int_equal(
            mw_walk_class(mw_bytes(bytes.at, at), (unsigned)depth, &at),
            MW_WALK_VALID);
    }
    if (bytes.len < 1000) {
        assert_agreement(mw_buffer_bytes(&bytes));
    }
    mw_buffer_fini(&bytes);
}

static void hostile_vectors_get_the_class_they_name(void **state)
{
    (void)state;
    shared_each("hostile.txt", class_of_hostile, NULL);
}

/* One of the encodings is the one that a writer sends. */
static void walk_encodings(const struct vector *row, void *arg)
{
    char *encodings = strdup(row->field[1]), *rest = encodings;
    bool listed = false;

    (void)arg;
    for (char *hex = strsep(&rest, " "); hex != NULL;
         hex = strsep(&rest, " ")) {
        struct mw_buffer bytes = from_hex(hex), out = {0}, anew;

        assert_int_equal(mw_walk_whole(mw_buffer_bytes(&bytes), 32, NULL),
                         MW_OK);
        assert_agreement(mw_buffer_bytes(&bytes));
        assert_true(oracle_repack(mw_buffer_bytes(&bytes), &out));
        anew = to_hex(mw_buffer_bytes(&out));
        listed = listed || strstr(row->field[1], (char *)anew.at) != NULL;
        mw_buffer_fini(&anew);
        mw_buffer_fini(&out);
        mw_buffer_fini(&bytes);
    }
    assert_true(listed);
    free(encodings);
}

static void all_encodings_of_the_kawanet_suite_are_walked(void **state)
{
    (void)state;
    shared_each("kawanet.txt", walk_encodings, NULL);
}

static void walk_stream(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[1]);
    struct mw_bytes in = mw_buffer_bytes(&bytes);

    (void)arg;
    while (in.len > 0) {
        struct mw_walk walk;

        mw_walk_init(&walk, ORACLE_DEPTH, in.len);
        assert_int_equal(mw_walk_on(&walk, in, NULL), MW_OK);
        assert_agreement(mw_bytes(in.at, walk.at));
        mw_bytes_skip(&in, walk.at);
    }
    mw_buffer_fini(&bytes);
}

static void streams_of_other_libraries_are_walked(void **state)
{
    (void)state;
    shared_each("streams.txt", walk_stream, NULL);
}

/* A body holds one value, or several as Tarantool sends them. */
static void walk_body(struct mw_bytes body)
{
    while (body.len > 0) {
        struct mw_walk walk;

        mw_walk_init(&walk, MW_DEPTH_MAX, body.len);
        assert_int_equal(mw_walk_on(&walk, body, NULL), MW_OK);
        assert_agreement(mw_bytes(body.at, walk.at));
        mw_bytes_skip(&body, walk.at);
    }
}

static void walk_capture(const struct vector *row, void *arg)
{
    const struct mw_framing *framing = mw_framing_named(row->field[1]);
    bool provoked = strstr(row->field[0], "invalid byte c1") != NULL;
    struct mw_buffer bytes = from_hex(row->field[2]);
    struct mw_bytes in = mw_buffer_bytes(&bytes);
    struct mw_frame frame;
    enum mw_status rc;

    (void)arg;
    do {
        rc = mw_frame_next(framing, 1 << 20, NULL, &in, &frame, NULL);
        if (rc == MW_OK) {
            walk_body(frame.body);
        }
    } while (rc == MW_OK && in.len > 0);
    assert_int_equal(rc, provoked && in.len > 0 ? MW_EFRAME : MW_OK);
    mw_buffer_fini(&bytes);
}

static void what_real_peers_sent_is_walked(void **state)
{
    (void)state;
    shared_each("captures.txt", walk_capture, NULL);
}

static void walk_values_of_row(const struct vector *row, void *arg)
{
    struct mw_buffer hex = from_hex(row->field[2]);
    struct mw_bytes bytes = alone(mw_buffer_bytes(&hex)), rest = bytes;
    uint32_t most = (uint32_t)strtoul(row->field[1], NULL, 10);
    struct mw_error err = {0};
    enum mw_status rc = mw_walk_values(bytes, most, WIRE_DEPTH, &err);

    (void)arg;
    if (strcmp(row->field[3], "refused") != 0) {
        unsigned long count = 0;
        assert_int_equal(rc, MW_OK);
        while (mw_value_skip(&rest, NULL) == MW_OK) {
            count++;
        }
        assert_int_equal(count, strtoul(row->field[3], NULL, 10));
    } else if (rc != MW_EVALUE || strstr(err.text, row->field[4]) == NULL) {
        fail_msg("%s:%d: got %d: \"%s\"", row->file, row->line, rc, err.text);
    }
    free((void *)bytes.at);
    mw_buffer_fini(&hex);
}

static void a_body_has_as_many_values_as_agreed(void **state)
{
    (void)state;
    vectors_each("bodies.txt", walk_values_of_row, NULL);
}

static void each_of_several_values_is_as_deep_as_one_may_be(void **state)
{
    struct mw_buffer bytes = from_hex("91919101 91919101");
    struct mw_error err;

    (void)state;
    assert_int_equal(mw_walk_values(mw_buffer_bytes(&bytes), 2, 3, NULL),
                     MW_OK);
    assert_int_equal(mw_walk_values(mw_buffer_bytes(&bytes), 2, 2, &err),
                     MW_EDEEP);
    assert_memory_equal(err.text, "value 1: byte 2: nested deeper", 30);
    mw_buffer_fini(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_walked_to_its_end),
        cmocka_unit_test(every_fault_gets_its_class_and_place),
        cmocka_unit_test(a_walk_goes_on_after_every_byte),
        cmocka_unit_test(a_value_cut_anywhere_is_truncated),
        cmocka_unit_test(a_walk_counts_values_and_levels),
        cmocka_unit_test(
            a_promise_beyond_the_limit_is_refused_before_it_is_waited_for),
        cmocka_unit_test(the_depth_is_what_the_caller_allows_and_512_at_most),
        cmocka_unit_test(a_sentence_names_the_byte_and_what_is_wrong_there),
        cmocka_unit_test(a_lie_about_a_count_takes_no_memory),
        cmocka_unit_test(generated_values_are_what_msgpack_c_says_they_are),
        cmocka_unit_test(hostile_vectors_get_the_class_they_name),
        cmocka_unit_test(all_encodings_of_the_kawanet_suite_are_walked),
        cmocka_unit_test(streams_of_other_libraries_are_walked),
        cmocka_unit_test(what_real_peers_sent_is_walked),
        cmocka_unit_test(a_body_has_as_many_values_as_agreed),
        cmocka_unit_test(each_of_several_values_is_as_deep_as_one_may_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
