#include "promises.h"

void promise(struct side *side, struct mw_bytes body)
{
    struct promises *promises = side->arg;

    (void)body;
    assert_true(promises->count < PROMISES_MAX);
    promises->list[promises->count] = mw_promise_new(side->conn);
    assert_non_null(promises->list[promises->count]);
    promises->count++;
}

void ground_that_promises_within(struct ground *ground,
                                 struct promises *promises, uint64_t frame_ms)
{
    *promises = (struct promises){.count = 0};
    ground_init(ground);
    ground->limits.frame_ms = frame_ms;
    ground->accepts.echo = false;
    ground->accepts.hook = promise;
    ground->accepts.arg = promises;
    ground_open(ground);
}

void ground_that_promises(struct ground *ground, struct promises *promises)
{
    ground_that_promises_within(ground, promises, 5000);
}

enum mw_status keep(struct mw_promise *promise, struct mw_bytes answer)
{
    struct mw_buffer *out = mw_promise_begin(promise);

    if (out == NULL) {
        return MW_ECLOSED;
    }
    assert_int_equal(mw_buffer_append(out, answer), MW_OK);
    return mw_promise_end(promise, NULL);
}
