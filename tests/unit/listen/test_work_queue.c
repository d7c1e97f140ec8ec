#include "support.h"

#include "listen/work_queue.h"

#include <stdio.h>

enum { MAX_VALUE = 100, MAX_LINE = 6 * MAX_VALUE + 4096 };

/* All that was heard: for each task its owner, a letter, and its answer. */
struct heard {
    char text[256];
    size_t strays;
    struct mw_error why;
};

static void on_answer(void *data, void *owner, const struct work_answer *answer)
{
    struct heard *heard = data;
    size_t len = strlen(heard->text);
    struct mw_buffer json = {0};

    if (answer->why != NULL) {
        heard->why = *answer->why;
    } else if (answer->kind != WORK_NOTHING) {
        assert_int_equal(mw_json_write(answer->value, NULL, &json, NULL),
                         MW_OK);
    }
    snprintf(heard->text + len, sizeof(heard->text) - len, "%s%s%.*s ",
             (const char *)owner,
             answer->why != NULL           ? "!"
             : answer->kind == WORK_ERROR  ? "?"
             : answer->kind == WORK_RESULT ? "="
                                           : "-",
             (int)json.len, (const char *)json.at);
    mw_buffer_fini(&json);
}

static void on_stray(void *data, struct mw_bytes line)
{
    struct heard *heard = data;

    (void)line;
    heard->strays++;
}

static void begin(struct work_queue *queue, struct heard *heard)
{
    const struct work_queue_config config = {
        .on_answer = on_answer,
        .on_stray = on_stray,
        .data = heard,
        .max_tasks = 3,
        .max_value = MAX_VALUE,
    };

    *heard = (struct heard){.strays = 0};
    work_queue_init(queue, &config);
}

static void end(struct work_queue *queue)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECANCELED, "over");
    work_queue_fail(queue, &why);
    work_queue_fini(queue);
}

static void add(struct work_queue *queue, char *owner)
{
    assert_int_equal(work_queue_add(queue, mw_text("\x2a"), NULL, owner, NULL),
                     MW_OK);
}

static void said(struct work_queue *queue, const char *text)
{
    work_queue_said(queue, mw_text(text));
}

static void answers_belong_to_the_tasks_in_order(void **state)
{
    struct work_queue queue;
    struct heard heard;

    (void)state;
    begin(&queue, &heard);
    add(&queue, "a");
    add(&queue, "b");
    add(&queue, "c");
    assert_int_equal(queue.to_give.len, 3 * strlen("{\"value\":42}\n"));
    said(&queue, "1\n{\"$error\":2}\n\n");
    assert_string_equal(heard.text, "a=1 b?2 c- ");
    assert_int_equal(queue.count, 0);
    end(&queue);
}

static void lines_may_come_in_any_cuts(void **state)
{
    static const char text[] = "[1,\"x\"]\n\"yz\"\n3\n";
    struct work_queue queue;
    struct heard heard;

    (void)state;
    for (size_t cut = 1; cut < sizeof(text); cut++) {
        begin(&queue, &heard);
        add(&queue, "a");
        add(&queue, "b");
        add(&queue, "c");
        for (size_t at = 0; at < strlen(text); at += cut) {
            size_t left = strlen(text) - at;
            work_queue_said(&queue,
                            mw_bytes(text + at, left < cut ? left : cut));
        }
        assert_string_equal(heard.text, "a=[1,\"x\"] b=\"yz\" c=3 ");
        end(&queue);
    }
}

static void a_line_that_is_no_answer_ends_its_task_and_no_other(void **state)
{
    struct work_queue queue;
    struct heard heard;

    (void)state;
    begin(&queue, &heard);
    add(&queue, "a");
    add(&queue, "b");
    said(&queue, "oops\n2\n");
    assert_string_equal(heard.text, "a! b=2 ");
    assert_int_equal(heard.why.status, MW_EVALUE);
    assert_non_null(strstr(heard.why.text, "oops"));
    end(&queue);
}

static void a_line_without_an_end_is_not_kept(void **state)
{
    char more[1000];
    struct work_queue queue;
    struct heard heard;

    (void)state;
    memset(more, ' ', sizeof(more));
    begin(&queue, &heard);
    add(&queue, "a");
    add(&queue, "b");
    for (int i = 0; i < 2 * MAX_LINE / (int)sizeof(more); i++) {
        work_queue_said(&queue, mw_bytes(more, sizeof(more)));
        assert_true(queue.begun.len <= MAX_LINE);
    }
    assert_string_equal(heard.text, "a! ");
    assert_int_equal(heard.why.status, MW_ETOOBIG);
    said(&queue, "9\n2\n"); /* its rest, and the next line */
    assert_string_equal(heard.text, "a! b=2 ");
    end(&queue);
}

static void who_speaks_unasked_is_not_heard_as_an_answer(void **state)
{
    struct work_queue queue;
    struct heard heard;

    (void)state;
    begin(&queue, &heard);
    said(&queue, "welcome\n");
    add(&queue, "a");
    said(&queue, "1\n2\n");
    assert_string_equal(heard.text, "a=1 ");
    assert_int_equal(heard.strays, 2);
    end(&queue);
}

static void when_it_goes_all_tasks_end_and_a_new_one_begins_afresh(void **state)
{
    struct work_queue queue;
    struct heard heard;
    struct mw_error why;

    (void)state;
    begin(&queue, &heard);
    add(&queue, "a");
    add(&queue, "b");
    said(&queue, "[1");
    mw_error_set(&why, MW_ECLOSED, "gone");
    work_queue_fail(&queue, &why);
    assert_string_equal(heard.text, "a! b! ");
    assert_int_equal(heard.why.status, MW_ECLOSED);
    assert_int_equal(queue.to_give.len, 0);
    add(&queue, "c");
    said(&queue, "3\n");
    assert_string_equal(heard.text, "a! b! c=3 ");
    end(&queue);
}

static void a_queue_is_full_at_its_count(void **state)
{
    struct work_queue queue;
    struct heard heard;

    (void)state;
    begin(&queue, &heard);
    for (int i = 0; i < 3; i++) {
        assert_false(work_queue_full(&queue));
        add(&queue, "a");
    }
    assert_true(work_queue_full(&queue));
    said(&queue, "1\n");
    assert_false(work_queue_full(&queue));
    end(&queue);
}

static void a_queue_is_full_when_a_program_does_not_take_its_lines(void **state)
{
    struct mw_buffer body = {0};
    struct work_queue queue;
    struct heard heard;

    (void)state;
    assert_int_equal(mw_buffer_reserve(&body, 1 << 20), MW_OK);
    body.len = 1 << 20;
    memset(body.at, 'x', body.len);
    memcpy(body.at, "\xdb\x00\x0f\xff\xfb", 5);
    begin(&queue, &heard);
    assert_int_equal(
        work_queue_add(&queue, mw_buffer_bytes(&body), NULL, "a", NULL), MW_OK);
    assert_true(work_queue_full(&queue));
    queue.to_give.len = 0; /* it took them */
    assert_false(work_queue_full(&queue));
    end(&queue);
    mw_buffer_fini(&body);
}

static void without_memory_a_task_is_not_added(void **state)
{
    struct work_queue queue;
    struct heard heard;
    enum mw_status rc;
    size_t allowed = 0;

    (void)state;
    begin(&queue, &heard);
    do {
        alloc_fail_after(allowed++);
        rc = work_queue_add(&queue, mw_text("\x2a"), NULL, "a", NULL);
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(queue.count, rc == MW_OK);
        assert_int_equal(queue.to_give.len > 0, rc == MW_OK);
        assert_true(rc == MW_OK || rc == MW_ENOMEM);
    } while (rc != MW_OK);
    assert_true(allowed > 1);
    end(&queue);
}

static void without_memory_a_line_is_no_answer(void **state)
{
    struct work_queue queue;
    struct heard heard;

    (void)state;
    begin(&queue, &heard);
    add(&queue, "a");
    add(&queue, "b");
    alloc_fail_after(0);
    said(&queue, "1\n");
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(heard.why.status, MW_ENOMEM);
    said(&queue, "2\n");
    assert_string_equal(heard.text, "a! b=2 ");
    end(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_belong_to_the_tasks_in_order),
        cmocka_unit_test(lines_may_come_in_any_cuts),
        cmocka_unit_test(a_line_that_is_no_answer_ends_its_task_and_no_other),
        cmocka_unit_test(a_line_without_an_end_is_not_kept),
        cmocka_unit_test(who_speaks_unasked_is_not_heard_as_an_answer),
        cmocka_unit_test(
            when_it_goes_all_tasks_end_and_a_new_one_begins_afresh),
        cmocka_unit_test(a_queue_is_full_at_its_count),
        cmocka_unit_test(
            a_queue_is_full_when_a_program_does_not_take_its_lines),
        cmocka_unit_test(without_memory_a_task_is_not_added),
        cmocka_unit_test(without_memory_a_line_is_no_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
