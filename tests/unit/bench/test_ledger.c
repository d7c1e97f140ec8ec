#include "support.h"

#include "bench/ledger.h"

#include "draw.h"

#include <stdlib.h>

static struct ledger ledger_of(size_t window, uint64_t sent)
{
    struct ledger ledger;

    assert_int_equal(ledger_init(&ledger, window, NULL), MW_OK);
    while (ledger.next < sent) {
        ledger_send(&ledger);
    }
    return ledger;
}

static void assert_answer(struct ledger *ledger, uint32_t msgid,
                          enum ledger_word expected)
{
    uint64_t number;

    assert_int_equal(ledger_answer(ledger, msgid, &number), expected);
}

static void answers_in_order_are_just_that(void **state)
{
    struct ledger ledger = ledger_of(8, 0);

    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        ledger_send(&ledger);
        assert_int_equal(ledger_pending(&ledger), 1);
        assert_answer(&ledger, i, LEDGER_FIRST);
    }
    assert_int_equal(ledger.counts.answered, 1000);
    assert_int_equal(ledger.counts.reordered, 0);
    assert_int_equal(ledger_pending(&ledger), 0);
    ledger_fini(&ledger);
}

static void an_answer_that_comes_twice_is_a_duplicate(void **state)
{
    struct ledger ledger = ledger_of(8, 2);

    (void)state;
    assert_answer(&ledger, 1, LEDGER_FIRST);
    assert_answer(&ledger, 1, LEDGER_DUPLICATE);
    assert_answer(&ledger, 1, LEDGER_DUPLICATE);
    assert_int_equal(ledger.counts.duplicated, 2);
    assert_int_equal(ledger.counts.answered, 1);
    assert_int_equal(ledger.counts.reordered, 0);
    ledger_fini(&ledger);
}

/* Twelve are sent, these are answered, in this order. */
static void assert_order(const uint32_t *numbers, size_t count,
                         uint64_t reordered, uint64_t most)
{
    struct ledger ledger = ledger_of(64, 12);

    for (size_t i = 0; i < count; i++) {
        assert_answer(&ledger, numbers[i], LEDGER_FIRST);
    }
    assert_int_equal(ledger.counts.reordered, reordered);
    assert_int_equal(ledger.counts.reordered_most, most);
    ledger_fini(&ledger);
}

static void how_far_one_is_reordered_counts_answers(void **state)
{
    static const uint32_t late[] = {1, 2, 3, 5, 6, 7, 8, 4, 9, 10};
    static const uint32_t three_late[] = {1, 2, 3, 7, 8, 9, 10, 4, 5, 6, 11};
    static const uint32_t one_early[] = {1, 2, 3, 10, 5, 6, 7, 8, 9, 4, 11};
    static const uint32_t swapped[] = {2, 1, 4, 3, 6, 5};

    (void)state;
    assert_order(late, 10, 1, 4);
    assert_order(three_late, 11, 3, 6);
    assert_order(one_early, 11, 6, 6);
    assert_order(swapped, 6, 3, 1);
}

static void what_is_given_up_is_lost_until_it_comes(void **state)
{
    struct ledger ledger = ledger_of(8, 3);

    (void)state;
    ledger_give_up(&ledger, 0);
    ledger_give_up(&ledger, 0);
    ledger_give_up(&ledger, 1);
    assert_int_equal(ledger.counts.lost, 2);
    assert_answer(&ledger, 2, LEDGER_FIRST);
    assert_answer(&ledger, 0, LEDGER_LATE);
    assert_answer(&ledger, 0, LEDGER_DUPLICATE);
    ledger_give_up(&ledger, 0);
    ledger_give_up(&ledger, 2);
    assert_int_equal(ledger.counts.lost, 1);
    assert_int_equal(ledger.counts.late, 1);
    assert_int_equal(ledger.counts.answered, 1);
    assert_int_equal(ledger.counts.reordered, 0);
    ledger_fini(&ledger);
}

static void what_was_never_sent_is_told_apart(void **state)
{
    struct ledger ledger = ledger_of(4, 0);

    (void)state;
    assert_answer(&ledger, 0, LEDGER_UNSENT);
    ledger_send(&ledger);
    assert_answer(&ledger, 1, LEDGER_UNSENT);
    assert_answer(&ledger, UINT32_MAX, LEDGER_UNSENT);
    assert_int_equal(ledger.counts.unsent, 3);
    ledger_fini(&ledger);
}

static void what_leaves_the_window_is_lost_and_forgotten(void **state)
{
    struct ledger ledger = ledger_of(4, 4);

    (void)state;
    assert_int_equal(ledger.counts.lost, 0);
    ledger_send(&ledger);
    assert_int_equal(ledger.counts.lost, 1);
    assert_answer(&ledger, 0, LEDGER_FORGOTTEN);
    assert_answer(&ledger, 1, LEDGER_FIRST);
    ledger_give_up(&ledger, 0);
    ledger_give_up(&ledger, 4);
    ledger_give_up(&ledger, 5);
    assert_int_equal(ledger.counts.lost, 2);
    ledger_give_up_all(&ledger);
    assert_int_equal(ledger.counts.lost, 4);
    assert_int_equal(ledger.counts.forgotten, 1);
    assert_int_equal(ledger_pending(&ledger), 0);
    ledger_fini(&ledger);
}

static void numbers_go_beyond_32_bits(void **state)
{
    struct ledger ledger = ledger_of(4, 0);
    uint64_t number = 0;

    (void)state;
    ledger.next = UINT32_MAX;
    ledger_send(&ledger);
    ledger_send(&ledger);
    assert_int_equal(ledger_answer(&ledger, 0, &number), LEDGER_FIRST);
    assert_int_equal(number, (uint64_t)UINT32_MAX + 1);
    assert_int_equal(ledger_answer(&ledger, UINT32_MAX, &number), LEDGER_FIRST);
    assert_int_equal(number, UINT32_MAX);
    assert_int_equal(ledger.counts.reordered, 1);
    ledger_fini(&ledger);
}

/* --- against a model that keeps all, and looks at all --- */

enum { MODEL = 400, ARRIVALS = 4 * MODEL };

struct model {
    enum { NEVER, PENDING, ANSWERED, LOST, LATE } fates[MODEL];
    uint64_t order[ARRIVALS]; /* those answered in time */
    struct ledger_counts counts;
    uint64_t next;
};

static void model_order(struct model *model, uint64_t number)
{
    uint64_t i = model->counts.answered++, nth = i;

    model->order[i] = number;
    for (uint64_t j = 0; j < i && nth == i; j++) {
        nth = model->order[j] > number ? j : nth;
    }
    if (nth < i) {
        model->counts.reordered++;
        if (i - nth > model->counts.reordered_most) {
            model->counts.reordered_most = i - nth;
        }
    }
}

static void model_answer(struct model *model, uint64_t number)
{
    struct ledger_counts *counts = &model->counts;

    if (number >= model->next) {
        counts->unsent++;
    } else if (model->fates[number] == PENDING) {
        model->fates[number] = ANSWERED;
        model_order(model, number);
    } else if (model->fates[number] == LOST) {
        model->fates[number] = LATE;
        counts->lost--;
        counts->late++;
    } else {
        counts->duplicated++;
    }
}

static void model_give_up(struct model *model, uint64_t number)
{
    if (number < model->next && model->fates[number] == PENDING) {
        model->fates[number] = LOST;
        model->counts.lost++;
    }
}

/* Sends, answers near and far, and gives up, as the draws have it. */
static void step(struct ledger *ledger, struct model *model, uint64_t draw)
{
    uint64_t reach = draw >> 8 & 1 ? 5 : MODEL;
    uint64_t back = (draw >> 32) % reach, ignored;
    uint64_t number = model->next + 2 > back ? model->next + 2 - back : 0;

    if (draw % 8 < 3 && model->next < MODEL) {
        ledger_send(ledger);
        model->fates[model->next++] = PENDING;
        model->counts.sent++;
    } else if (draw % 8 < 7) {
        ledger_answer(ledger, (uint32_t)number, &ignored);
        model_answer(model, number);
    } else {
        ledger_give_up(ledger, number);
        model_give_up(model, number);
    }
}

static void it_counts_as_one_that_keeps_everything(void **state)
{
    struct ledger_counts all = {0};

    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct ledger ledger = ledger_of(MODEL, 0);
        struct model model = {.next = 0};

        for (uint64_t i = 0; i < ARRIVALS; i++) {
            step(&ledger, &model, draw_of(seed, i));
            assert_memory_equal(&ledger.counts, &model.counts,
                                sizeof(model.counts));
        }
        ledger_add(&all, &ledger.counts);
        ledger_fini(&ledger);
    }
    assert_true(all.answered > 1000 && all.lost > 1000 && all.late > 1000 &&
                all.duplicated > 1000 && all.unsent > 1000 &&
                all.reordered > 1000 && all.reordered_most > 50);
}

/* With a window that is but as large as the delays are, nothing is missed: the
 * model here has a window as large as the run. */
static void a_window_as_large_as_the_delay_is_enough(void **state)
{
    enum { COUNT = 20000, DELAY = 64 };
    struct ledger narrow = ledger_of(2 * DELAY, 0), wide = ledger_of(COUNT, 0);

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t back = (uint32_t)(draw_of(5, i) % DELAY);
        uint64_t ignored;

        ledger_send(&narrow);
        ledger_send(&wide);
        if (i >= DELAY) {
            ledger_answer(&narrow, i - back, &ignored);
            ledger_answer(&wide, i - back, &ignored);
            ledger_give_up(&narrow, i - DELAY);
            ledger_give_up(&wide, i - DELAY);
        }
    }
    ledger_give_up_all(&narrow);
    ledger_give_up_all(&wide);
    assert_memory_equal(&narrow.counts, &wide.counts, sizeof(wide.counts));
    assert_true(wide.counts.reordered > 1000 && wide.counts.lost > 1000);
    ledger_fini(&narrow);
    ledger_fini(&wide);
}

static void several_flows_add_up(void **state)
{
    struct ledger_counts sum = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    const struct ledger_counts more = {10, 20, 30, 40, 50, 60, 70, 80, 8};
    const struct ledger_counts all = {11, 22, 33, 44, 55, 66, 77, 88, 9};

    (void)state;
    ledger_add(&sum, &more);
    assert_memory_equal(&sum, &all, sizeof(all));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_in_order_are_just_that),
        cmocka_unit_test(an_answer_that_comes_twice_is_a_duplicate),
        cmocka_unit_test(how_far_one_is_reordered_counts_answers),
        cmocka_unit_test(what_is_given_up_is_lost_until_it_comes),
        cmocka_unit_test(what_was_never_sent_is_told_apart),
        cmocka_unit_test(what_leaves_the_window_is_lost_and_forgotten),
        cmocka_unit_test(numbers_go_beyond_32_bits),
        cmocka_unit_test(it_counts_as_one_that_keeps_everything),
        cmocka_unit_test(a_window_as_large_as_the_delay_is_enough),
        cmocka_unit_test(several_flows_add_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
