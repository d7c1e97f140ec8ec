#include "support.h"

#include "memory.h"

struct fixture {
    uv_loop_t uv;
    uv_idle_t alive; /* a loop without work would not turn */
    struct mw_counters counters;
    struct memory memory;
};

static void on_idle(uv_idle_t *idle)
{
    (void)idle;
}

static void open_fixture(struct fixture *fix)
{
    memset(fix, 0, sizeof(*fix));
    uv_loop_init(&fix->uv);
    uv_idle_init(&fix->uv, &fix->alive);
    uv_idle_start(&fix->alive, on_idle);
    memory_open(&fix->memory, &fix->uv, &fix->counters);
}

static void close_fixture(struct fixture *fix)
{
    memory_close(&fix->memory);
    uv_close((uv_handle_t *)&fix->alive, NULL);
    uv_run(&fix->uv, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fix->uv), 0);
}

/* One turn of the loop with so much in buffers: is a trim due after it? */
static bool due_with(struct fixture *fix, uint64_t buffered)
{
    fix->counters.buffered = buffered;
    uv_run(&fix->uv, UV_RUN_NOWAIT);
    return uv_is_active((uv_handle_t *)&fix->memory.due) != 0;
}

static void a_load_that_grows_or_stays_is_left_alone(void **state)
{
    struct fixture fix;

    (void)state;
    open_fixture(&fix);
    assert_false(due_with(&fix, 0));
    assert_false(due_with(&fix, 1u << 30));
    assert_false(due_with(&fix, 1u << 30));
    assert_false(due_with(&fix, (1u << 30) - MEMORY_TRIM_AFTER + 1));
    close_fixture(&fix);
}

static void a_load_that_has_left_is_trimmed_soon(void **state)
{
    struct fixture fix;

    (void)state;
    open_fixture(&fix);
    assert_false(due_with(&fix, MEMORY_TRIM_AFTER));
    assert_true(due_with(&fix, 0));
    assert_true(due_with(&fix, MEMORY_TRIM_AFTER));
    close_fixture(&fix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_load_that_grows_or_stays_is_left_alone),
        cmocka_unit_test(a_load_that_has_left_is_trimmed_soon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
