#include "support.h"

#include "bench/workload.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/message.h>
#include <msgwire/walk.h>

static enum mw_status try_open(struct workload *workload,
                               struct workload_rules rules,
                               const char *const *words, struct mw_error *err)
{
    while (words != NULL && words[rules.value_count] != NULL) {
        rules.value_count++;
    }
    rules.values = words;
    return workload_open(workload, &rules, err);
}

static struct workload opened(struct workload_rules rules,
                              const char *const *words)
{
    struct workload workload;
    struct mw_error err = {0};

    if (try_open(&workload, rules, words, &err) != MW_OK) {
        fail_msg("%s", err.text);
    }
    return workload;
}

/* The body of message `number`, under the msgid 300; the caller frees. */
static struct mw_buffer body_of(const struct workload *workload,
                                uint64_t number)
{
    struct mw_buffer body = {0};

    assert_int_equal(workload_append(workload, 300, number, 1, &body), MW_OK);
    assert_int_equal(mw_walk_whole(mw_buffer_bytes(&body), MW_DEPTH_MAX, NULL),
                     MW_OK);
    assert_true(body.len <= workload_largest(workload));
    return body;
}

static void assert_body(const struct workload *workload, const char *expected)
{
    struct mw_buffer body = body_of(workload, 7), json = {0};

    assert_int_equal(mw_json_write(mw_buffer_bytes(&body), NULL, &json, NULL),
                     MW_OK);
    assert_int_equal(mw_buffer_append(&json, mw_bytes("", 1)), MW_OK);
    assert_string_equal((char *)json.at, expected);
    mw_buffer_fini(&json);
    mw_buffer_fini(&body);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void values_are_the_params(void **state)
{
    struct workload workload =
        opened((struct workload_rules){.method = "upper"},
               WORDS("a", "id:={{seq}}", "[{{seq}},null]"));

    (void)state;
    assert_body(&workload, "[0,300,\"upper\",[\"a\",{\"id\":7},[7,null]]]");
    workload_fini(&workload);
}

static void a_notification_has_no_msgid(void **state)
{
    struct workload workload =
        opened((struct workload_rules){.notify = true}, WORDS("{{seq}}"));

    (void)state;
    assert_body(&workload, "[2,\"echo\",[7]]");
    workload_fini(&workload);
}

static void what_is_not_said_is_one_payload_or_none(void **state)
{
    struct workload workload = opened((struct workload_rules){0}, NULL);
    struct mw_buffer body = body_of(&workload, 0);

    (void)state;
    assert_int_equal(body.len, 2 + 3 + 5 + 1 + 2 + WORKLOAD_SIZE);
    mw_buffer_fini(&body);
    workload_fini(&workload);
    workload = opened((struct workload_rules){.method = "time"}, NULL);
    assert_body(&workload, "[0,300,\"time\",[]]");
    workload_fini(&workload);
}

static void a_size_is_that_of_the_payload(void **state)
{
    struct workload workload = opened(
        (struct workload_rules){.sizes = "0,100000", .method = "x"}, NULL);
    size_t small = 0, large = 0;

    (void)state;
    for (uint64_t number = 0; number < 100; number++) {
        struct mw_buffer body = body_of(&workload, number);

        small += body.len == 2 + 3 + 2 + 1 + 2;
        large += body.len == 2 + 3 + 2 + 1 + 5 + 100000;
        mw_buffer_fini(&body);
    }
    assert_int_equal(small + large, 100);
    assert_in_range(small, 25, 75);
    workload_fini(&workload);
}

static bool is_answer(const struct workload *workload, uint64_t number)
{
    struct mw_buffer body = body_of(workload, 7);
    struct mw_message message;
    bool is;

    assert_int_equal(mw_message_read(mw_buffer_bytes(&body), &message, NULL),
                     MW_OK);
    is = workload_is_answer(workload, number, 1, message.params);
    mw_buffer_fini(&body);
    return is;
}

static void an_echo_is_the_params_of_its_own_request(void **state)
{
    static const char *const methods[] = {"echo", "ping"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct workload workload = opened(
            (struct workload_rules){.method = methods[i], .sizes = "64"}, NULL);

        assert_true(is_answer(&workload, 7));
        assert_false(is_answer(&workload, 8));
        assert_false(workload_is_answer(&workload, 7, 1, mw_bytes("\xc0", 1)));
        workload_fini(&workload);
    }
}

static void assert_same_under(const struct workload *workload, uint32_t msgid)
{
    struct mw_buffer usual = {0}, body = body_of(workload, 7);
    struct mw_message message, like;

    assert_int_equal(workload_append(workload, msgid, 7, 1, &usual), MW_OK);
    assert_true(usual.len <= workload_largest(workload));
    assert_int_equal(mw_message_read(mw_buffer_bytes(&body), &like, NULL),
                     MW_OK);
    assert_int_equal(mw_message_read(mw_buffer_bytes(&usual), &message, NULL),
                     MW_OK);
    assert_int_equal(message.shape, like.shape);
    if (!workload->notify) {
        assert_int_equal(message.msgid, msgid);
    }
    assert_true(mw_bytes_equal(message.method, like.method));
    assert_true(mw_bytes_equal(message.params, like.params));
    mw_buffer_fini(&usual);
    mw_buffer_fini(&body);
}

/* However long its method and its payload, and however it is written. */
static void a_message_is_the_same_under_any_msgid(void **state)
{
    static const char *const methods[] = {
        "echo", "a method of 19 bytes",
        "one that is too long to stand in what all of them begin with"};
    static const char *const sizes[] = {"0",   "1",    "15",   "16",  "64",
                                        "300", "4096", "4097", "1-99"};

    (void)state;
    for (size_t i = 0; i < 2 * 3 * 9; i++) {
        struct workload workload =
            opened((struct workload_rules){.method = methods[i % 3],
                                           .sizes = sizes[i / 3 % 9],
                                           .notify = i >= 3 * 9},
                   NULL);

        assert_same_under(&workload, 0x40000007);
        assert_same_under(&workload, 7);
        workload_fini(&workload);
    }
}

static void of_other_methods_any_answer_may_be_right(void **state)
{
    struct workload workload =
        opened((struct workload_rules){.method = "upper"}, WORDS("a"));

    (void)state;
    assert_true(workload_is_answer(&workload, 7, 1, mw_bytes("\xc0", 1)));
    assert_false(workload_is_echo(&workload, 7, 1, mw_bytes("\xc0", 1)));
    workload_fini(&workload);
}

static void assert_refused(struct workload_rules rules,
                           const char *const *words, const char *sentence)
{
    struct workload workload;
    struct mw_error err = {0};

    assert_int_equal(try_open(&workload, rules, words, &err), MW_EINVAL);
    assert_string_equal(err.text, sentence);
    workload_fini(&workload);
}

static void what_is_wrong_is_named(void **state)
{
    const struct workload_rules usual = {0};

    (void)state;
    assert_refused((struct workload_rules){.method = ""}, NULL,
                   "METHOD '': a method's name has 1 to 255 bytes, this one "
                   "has 0");
    assert_refused((struct workload_rules){.sizes = "64"}, WORDS("1"),
                   "expected a size or values, not both; in a value {{random "
                   "SIZE}} is a payload");
    assert_refused((struct workload_rules){.sizes = "64}}"}, NULL,
                   "size 1: 64}}: expected a size such as 512, 64Ki "
                   "or 16M");
    assert_refused(usual, WORDS("1", "-"),
                   "value 2: expected a value that each message has; stdin is "
                   "not read for it");
    assert_refused(usual, WORDS("1", "x{{y}}"),
                   "value 2: character 2, '{{y}}': expected {{seq}}, {{random "
                   "SIZE}} or {{time}}; two braces that mean nothing are "
                   "written {{{{");
    assert_refused(usual, WORDS("[{{sec]"),
                   "value 1 '[{{sec]': line 1, column 3: expected a key in "
                   "quotes or \"}\", got \"{\"");
}

static void without_memory_it_says_so(void **state)
{
    const struct workload_rules rules = {0};
    bool done = false;

    (void)state;
    for (size_t count = 0; !done; count++) {
        struct workload workload;
        enum mw_status rc;

        alloc_fail_after(count);
        rc = try_open(&workload, rules, WORDS("[{{seq}}]", "a=1"), NULL);
        done = !alloc_has_failed();
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(rc, done ? MW_OK : MW_ENOMEM);
        workload_fini(&workload);
    }
}

static void a_body_too_long_for_its_buffer_leaves_it_alone(void **state)
{
    struct workload workload =
        opened((struct workload_rules){.sizes = "1000"}, NULL);
    struct mw_buffer out = {.limit = 500};

    (void)state;
    assert_int_equal(workload_append(&workload, 1, 1, 1, &out), MW_ETOOBIG);
    assert_int_equal(out.len, 0);
    mw_buffer_fini(&out);
    workload_fini(&workload);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_the_params),
        cmocka_unit_test(a_notification_has_no_msgid),
        cmocka_unit_test(what_is_not_said_is_one_payload_or_none),
        cmocka_unit_test(a_size_is_that_of_the_payload),
        cmocka_unit_test(an_echo_is_the_params_of_its_own_request),
        cmocka_unit_test(a_message_is_the_same_under_any_msgid),
        cmocka_unit_test(of_other_methods_any_answer_may_be_right),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(without_memory_it_says_so),
        cmocka_unit_test(a_body_too_long_for_its_buffer_leaves_it_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
