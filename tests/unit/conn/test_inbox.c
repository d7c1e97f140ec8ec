#include "support.h"

#include "conn/inbox.h"

enum { SHARED = 4096, LIMIT = 1 << 20 };

/* An inbox on a shared buffer of its own, and what came out of it. */
struct post {
    struct mw__inbox inbox;
    struct mw__intake intake;
    struct mw__cutter cutter;
    uint64_t buffered;
    struct mw_buffer bodies; /* one behind the other */
    struct mw_buffer rest;   /* what was dropped */
    size_t count;
    enum mw__verdict verdict; /* of each frame */
    bool drops;               /* empties the inbox from within a frame */
    struct mw_error err;
};

static enum mw__verdict on_frame(void *arg, const struct mw_frame *frame)
{
    struct post *post = arg;

    assert_int_equal(mw_buffer_append(&post->bodies, frame->body), MW_OK);
    post->count++;
    if (post->drops) {
        mw__inbox_fini(&post->inbox, &post->intake);
    }
    return post->verdict;
}

static void on_rest(void *arg, struct mw_bytes rest)
{
    struct post *post = arg;

    assert_int_equal(mw_buffer_append(&post->rest, rest), MW_OK);
}

static void post_init(struct post *post, const char *framing)
{
    memset(post, 0, sizeof(*post));
    post->intake.shared_len = SHARED;
    post->intake.shared = test_malloc(SHARED);
    post->intake.buffered = &post->buffered;
    post->cutter = (struct mw__cutter){
        .framing = mw_framing_named(framing),
        .limit = LIMIT,
        .max_depth = 128,
        .fn = on_frame,
        .on_rest = on_rest,
        .arg = post,
    };
}

static void post_fini(struct post *post)
{
    mw__inbox_fini(&post->inbox, &post->intake);
    assert_int_equal(post->buffered, 0);
    mw_buffer_fini(&post->bodies);
    mw_buffer_fini(&post->rest);
    test_free(post->intake.shared);
    post->intake.shared = NULL;
    mw__inbox_fini_intake(&post->intake);
}

/* A read that brings these bytes, or the front of them if there is no room for
 * all. Returns how many are left. */
static enum mw_status read_some(struct post *post, struct mw_bytes *in)
{
    size_t room, len;
    uint8_t *at = mw__inbox_space(&post->inbox, &post->intake, &room);

    assert_non_null(at);
    assert_true(room > 0);
    len = in->len < room ? in->len : room;
    memcpy(at, in->at, len);
    mw_bytes_skip(in, len);
    return mw__inbox_filled(&post->inbox, &post->intake, &post->cutter, at, len,
                            &post->err);
}

static enum mw_status read_all(struct post *post, struct mw_bytes in)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && in.len > 0) {
        rc = read_some(post, &in);
    }
    return rc;
}

static void put_frame(const char *framing, struct mw_buffer *out,
                      struct mw_bytes body)
{
    size_t mark;

    assert_int_equal(mw_frame_begin(mw_framing_named(framing), out, &mark),
                     MW_OK);
    assert_int_equal(mw_buffer_append(out, body), MW_OK);
    assert_int_equal(
        mw_frame_end(mw_framing_named(framing), LIMIT, out, mark, NULL), MW_OK);
}

/* A bin of this length, with its own bytes. */
static struct mw_buffer body_of(size_t len)
{
    struct mw_buffer body = {0};

    assert_int_equal(mw_buffer_reserve(&body, len), MW_OK);
    memcpy(body.at, "\xc6\0\0\0\0", 5);
    body.at[2] = (uint8_t)((len - 5) >> 16);
    body.at[3] = (uint8_t)((len - 5) >> 8);
    body.at[4] = (uint8_t)(len - 5);
    for (size_t i = 5; i < len; i++) {
        body.at[i] = (uint8_t)(i * 31);
    }
    body.len = len;
    return body;
}

/* --- cuts --- */

static void check_cuts(const char *framing, struct mw_bytes stream,
                       struct mw_bytes bodies)
{
    for (size_t first = 0; first <= stream.len; first++) {
        for (size_t next = first; next <= stream.len; next++) {
            struct post post;

            post_init(&post, framing);
            assert_int_equal(read_all(&post, mw_bytes(stream.at, first)),
                             MW_OK);
            assert_int_equal(
                read_all(&post, mw_bytes(stream.at + first, next - first)),
                MW_OK);
            assert_int_equal(
                read_all(&post, mw_bytes(stream.at + next, stream.len - next)),
                MW_OK);
            assert_int_equal(post.count, 3);
            assert_true(mw_bytes_equal(mw_buffer_bytes(&post.bodies), bodies));
            assert_int_equal(post.buffered, 0);
            post_fini(&post);
        }
    }
}

static void frames_come_out_whole_wherever_two_cuts_fall(void **state)
{
    static const char *const bodies[] = {"\x93\x01\x02\x03", "\x07",
                                         "\xa7lengthy"};

    (void)state;
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        const char *framing = mw_framing_name(mw_framing_at(i));
        struct mw_buffer stream = {0}, all = {0};

        for (size_t k = 0; k < 3; k++) {
            put_frame(framing, &stream, mw_text(bodies[k]));
            assert_int_equal(mw_buffer_append(&all, mw_text(bodies[k])), MW_OK);
        }
        check_cuts(framing, mw_buffer_bytes(&stream), mw_buffer_bytes(&all));
        mw_buffer_fini(&stream);
        mw_buffer_fini(&all);
    }
}

/* Pieces of one length for all: from byte by byte to all at once. */
static void check_pieces(const char *framing, struct mw_bytes stream,
                         struct mw_bytes body, size_t piece)
{
    struct post post;

    post_init(&post, framing);
    for (size_t at = 0; at < stream.len; at += piece) {
        size_t len = stream.len - at < piece ? stream.len - at : piece;
        assert_int_equal(read_all(&post, mw_bytes(stream.at + at, len)), MW_OK);
    }
    assert_int_equal(post.count, 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&post.bodies), body));
    post_fini(&post);
}

static void a_frame_of_any_length_comes_out_whole_in_any_pieces(void **state)
{
    static const size_t lens[] = {10,         SHARED / 2 - 4, SHARED / 2,
                                  SHARED - 4, SHARED,         SHARED + 1,
                                  5 * SHARED};
    static const size_t pieces[] = {1, 7, 1000, SHARED, 100000};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *framing = i == 0 ? "u32be" : "none";
        for (size_t k = 0; k < sizeof(lens) / sizeof(*lens); k++) {
            struct mw_buffer body = body_of(lens[k]), stream = {0};
            put_frame(framing, &stream, mw_buffer_bytes(&body));
            for (size_t p = 0; p < sizeof(pieces) / sizeof(*pieces); p++) {
                check_pieces(framing, mw_buffer_bytes(&stream),
                             mw_buffer_bytes(&body), pieces[p]);
            }
            mw_buffer_fini(&body);
            mw_buffer_fini(&stream);
        }
    }
}

/* --- memory --- */

static void what_is_held_follows_what_has_come(void **state)
{
    struct mw_buffer body = body_of(200000), stream = {0};
    struct post post;
    struct mw_bytes in;
    size_t came = 0;

    (void)state;
    put_frame("u32be", &stream, mw_buffer_bytes(&body));
    post_init(&post, "u32be");
    for (in = mw_buffer_bytes(&stream); in.len > 0;) {
        size_t step = in.len < 777 ? in.len : 777;
        assert_int_equal(read_all(&post, mw_bytes(in.at, step)), MW_OK);
        mw_bytes_skip(&in, step);
        came += step;
        assert_true(mw__inbox_held(&post.inbox) <= 2 * came + 128);
        assert_int_equal(post.buffered, mw__inbox_held(&post.inbox));
    }
    assert_int_equal(post.count, 1);
    assert_int_equal(post.buffered, 0);
    post_fini(&post);
    mw_buffer_fini(&body);
    mw_buffer_fini(&stream);
}

static void a_length_that_is_announced_reserves_nothing(void **state)
{
    struct post post;
    size_t need;

    (void)state;
    post_init(&post, "u32be");
    assert_int_equal(read_all(&post, mw_bytes("\0\x0f\xff\xff\xc6", 5)), MW_OK);
    assert_int_equal(mw__inbox_kept(&post.inbox, &need), 5);
    assert_int_equal(need, 0xfffff + 4);
    assert_true(mw__inbox_held(&post.inbox) <= 128);
    post_fini(&post);
}

/* The system may have more waiting than the frame's rest, and the memory of a
 * longer frame before it may be larger than it needs. */
static void what_follows_a_large_frame_is_not_read_into_it(void **state)
{
    static const size_t lens[] = {300000, 100000, 100000, 200000};
    struct mw_buffer body, stream = {0}, all = {0};
    struct post post;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        body = body_of(lens[i]);
        put_frame("u32be", &stream, mw_buffer_bytes(&body));
        put_frame("u32be", &stream, mw_text("\x07"));
        assert_int_equal(mw_buffer_append(&all, mw_buffer_bytes(&body)), MW_OK);
        assert_int_equal(mw_buffer_append(&all, mw_text("\x07")), MW_OK);
        mw_buffer_fini(&body);
    }
    post_init(&post, "u32be");
    assert_int_equal(read_all(&post, mw_buffer_bytes(&stream)), MW_OK);
    assert_int_equal(post.count, 8);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&post.bodies), mw_buffer_bytes(&all)));
    assert_int_equal(post.buffered, 0);
    post_fini(&post);
    mw_buffer_fini(&stream);
    mw_buffer_fini(&all);
}

/* --- verdicts --- */

static void what_a_pause_leaves_comes_out_when_resumed(void **state)
{
    struct post post;
    size_t need;

    (void)state;
    post_init(&post, "u32be");
    post.verdict = MW__PAUSE;
    assert_int_equal(read_all(&post, mw_bytes("\0\0\0\1\1\0\0\0\1\2\0\0\0\1\3"
                                              "\0\0",
                                              17)),
                     MW_OK);
    assert_int_equal(post.count, 1);
    assert_int_equal(mw__inbox_kept(&post.inbox, &need), 12);
    for (size_t count = 2; count <= 3; count++) {
        assert_int_equal(mw__inbox_resume(&post.inbox, &post.intake,
                                          &post.cutter, &post.err),
                         MW_OK);
        assert_int_equal(post.count, count);
    }
    post.verdict = MW__GO_ON;
    assert_int_equal(
        mw__inbox_resume(&post.inbox, &post.intake, &post.cutter, &post.err),
        MW_OK);
    assert_int_equal(post.count, 3);
    assert_int_equal(mw__inbox_kept(&post.inbox, &need), 2);
    assert_int_equal(read_all(&post, mw_bytes("\0\1\4", 3)), MW_OK);
    assert_memory_equal(post.bodies.at, "\1\2\3\4", 4);
    post_fini(&post);
}

static void a_stop_drops_the_rest_and_shows_it(void **state)
{
    struct post post;
    size_t need;

    (void)state;
    post_init(&post, "u32be");
    post.verdict = MW__STOP;
    assert_int_equal(read_all(&post, mw_bytes("\0\0\0\1\1\0\0\0\1\2", 10)),
                     MW_OK);
    assert_int_equal(post.count, 1);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&post.rest), mw_bytes("\0\0\0\1\2", 5)));
    assert_int_equal(mw__inbox_kept(&post.inbox, &need), 0);
    post_fini(&post);
}

/* As when a frame's receiver closes its connection. */
static void a_receiver_may_empty_the_inbox_it_is_fed_from(void **state)
{
    struct mw_buffer body = body_of(3 * SHARED), stream = {0};
    struct post post;

    (void)state;
    put_frame("u32be", &stream, mw_buffer_bytes(&body));
    post_init(&post, "u32be");
    post.drops = true;
    post.verdict = MW__STOP;
    assert_int_equal(read_all(&post, mw_buffer_bytes(&stream)), MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&post.bodies), mw_buffer_bytes(&body)));
    post_fini(&post);
    mw_buffer_fini(&body);
    mw_buffer_fini(&stream);
}

static void frames_before_a_broken_boundary_come_out_first(void **state)
{
    struct post post;

    (void)state;
    post_init(&post, "u32be");
    assert_int_equal(
        read_all(&post, mw_bytes("\0\0\0\1\1\xff\xff\xff\xff\2", 10)),
        MW_ETOOBIG);
    assert_int_equal(post.count, 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&post.rest),
                               mw_bytes("\xff\xff\xff\xff\2", 5)));
    assert_int_equal(post.buffered, 0);
    assert_non_null(strstr(post.err.text, "4294967295"));
    post_fini(&post);
}

/* --- no memory --- */

/* Small, large and prefix-less frames in pieces, each allocation failing. */
static void is_whole_or_out_of_memory(const char *framing, size_t len,
                                      size_t piece)
{
    struct mw_buffer body = body_of(len), stream = {0};
    size_t fails = 0;
    bool failed = true;

    put_frame(framing, &stream, mw_buffer_bytes(&body));
    for (; failed; fails++) {
        struct mw_bytes in = mw_buffer_bytes(&stream);
        struct post post;

        post_init(&post, framing);
        assert_int_equal(mw_buffer_reserve(&post.bodies, len), MW_OK);
        failed = false;
        alloc_fail_after(fails);
        while (!failed && in.len > 0) {
            size_t room;
            uint8_t *at = mw__inbox_space(&post.inbox, &post.intake, &room);
            size_t next = room < piece ? room : piece;
            next = next < in.len ? next : in.len;
            failed = room == 0;
            if (!failed) {
                memcpy(at, in.at, next);
                mw_bytes_skip(&in, next);
                failed =
                    mw__inbox_filled(&post.inbox, &post.intake, &post.cutter,
                                     at, next, &post.err) == MW_ENOMEM;
            }
        }
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(post.count, failed ? 0 : 1);
        post_fini(&post);
    }
    assert_true(fails > 1);
    mw_buffer_fini(&body);
    mw_buffer_fini(&stream);
}

static void without_memory_nothing_comes_out_torn(void **state)
{
    (void)state;
    is_whole_or_out_of_memory("u32be", 100, 10);
    is_whole_or_out_of_memory("none", 100, 10);
    is_whole_or_out_of_memory("u32be", 20000, 3000);
    is_whole_or_out_of_memory("none", 20000, 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_out_whole_wherever_two_cuts_fall),
        cmocka_unit_test(a_frame_of_any_length_comes_out_whole_in_any_pieces),
        cmocka_unit_test(what_is_held_follows_what_has_come),
        cmocka_unit_test(a_length_that_is_announced_reserves_nothing),
        cmocka_unit_test(what_follows_a_large_frame_is_not_read_into_it),
        cmocka_unit_test(what_a_pause_leaves_comes_out_when_resumed),
        cmocka_unit_test(a_stop_drops_the_rest_and_shows_it),
        cmocka_unit_test(a_receiver_may_empty_the_inbox_it_is_fed_from),
        cmocka_unit_test(frames_before_a_broken_boundary_come_out_first),
        cmocka_unit_test(without_memory_nothing_comes_out_torn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
