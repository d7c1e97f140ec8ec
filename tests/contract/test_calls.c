/* Which answer belongs to which call, and what becomes of calls that get
 * none. Run as: test_calls URL */
#include "contract.h"

#include <msgwire/calls.h>

/* A client with calls; each call has one of these. */
struct caller {
    struct mw_calls *calls;
    size_t done, timed_out, ended, strays;
    struct side *side;
};

struct asked {
    struct caller *caller;
    uint64_t number;
    size_t answers;
};

static void note_end(struct asked *asked, const struct mw_error *why)
{
    asked->answers++;
    asked->caller->timed_out += why->status == MW_ETIMEOUT;
    asked->caller->ended += why->status != MW_ETIMEOUT && why->status != MW_OK;
}

/* The result is the call's own params. */
static void on_answer(void *arg, const struct mw_message *answer,
                      const struct mw_error *why)
{
    struct asked *asked = arg;
    struct mw_buffer expected = {0};

    uv_stop(&asked->caller->side->ground->uv);
    note_end(asked, why);
    if (answer == NULL) {
        return;
    }
    asked->caller->done++;
    assert_int_equal(mw_pack_array(&expected, 1), MW_OK);
    assert_int_equal(mw_pack_uint(&expected, asked->number), MW_OK);
    assert_true(mw_bytes_equal(answer->result, mw_buffer_bytes(&expected)));
    mw_buffer_fini(&expected);
}

static void call(struct asked *asked, mw_answer_fn fn)
{
    struct mw_buffer params = {0};
    struct mw_error err = {0};
    struct caller *caller = asked->caller;

    assert_int_equal(mw_pack_array(&params, 1), MW_OK);
    assert_int_equal(mw_pack_uint(&params, asked->number), MW_OK);
    if (mw_calls_request(caller->calls, caller->side->conn, mw_text("echo"),
                         mw_buffer_bytes(&params), fn, asked, &err) != MW_OK) {
        fail_msg("%s", err.text);
    }
    mw_buffer_fini(&params);
}

static void hand_over(struct side *side, struct mw_bytes body)
{
    struct caller *caller = side->arg;
    struct mw_message message;

    assert_int_equal(mw_message_read(body, &message, NULL), MW_OK);
    caller->strays += !mw_calls_answer(caller->calls, &message);
}

/* --- servers --- */

static void respond(struct mw_conn *conn, const struct mw_message *request)
{
    struct mw_buffer *out = mw_conn_begin(conn);

    assert_non_null(out);
    assert_int_equal(mw_message_response(out, request->msgid, request->params),
                     MW_OK);
    assert_int_equal(mw_conn_end(conn, NULL), MW_OK);
}

static void answer_at_once(struct side *side, struct mw_bytes body)
{
    struct mw_message request;

    assert_int_equal(mw_message_read(body, &request, NULL), MW_OK);
    respond(side->conn, &request);
}

/* Keeps the requests until there are ten, then answers the last one first. */
static void answer_backwards(struct side *side, struct mw_bytes body)
{
    enum { KEPT = 10 };
    static struct mw_buffer kept[KEPT];
    struct mw_message request;
    size_t at = (side->count - 1) % KEPT;

    kept[at].len = 0;
    assert_int_equal(mw_buffer_append(&kept[at], body), MW_OK);
    for (size_t i = KEPT; at == KEPT - 1 && i-- > 0;) {
        assert_int_equal(
            mw_message_read(mw_buffer_bytes(&kept[i]), &request, NULL), MW_OK);
        respond(side->conn, &request);
        mw_buffer_fini(&kept[i]);
    }
}

static void answer_twice_and_invent(struct side *side, struct mw_bytes body)
{
    struct mw_message request;

    assert_int_equal(mw_message_read(body, &request, NULL), MW_OK);
    respond(side->conn, &request);
    respond(side->conn, &request);
    request.msgid += 1000;
    respond(side->conn, &request);
}

/* --- the ground --- */

static void open_caller(struct ground *ground, struct side *side,
                        struct caller *caller,
                        void (*server)(struct side *, struct mw_bytes),
                        uint64_t timeout_ms)
{
    ground_init(ground);
    ground->accepts.echo = false;
    ground->accepts.hook = server;
    ground_open(ground);
    client_open(ground, side);
    side->hook = hand_over;
    side->dull = true;
    side->arg = caller;
    *caller = (struct caller){.side = side};
    assert_int_equal(
        mw_calls_new(ground->loop, timeout_ms, &caller->calls, NULL), MW_OK);
}

static void close_caller(struct ground *ground, struct caller *caller)
{
    static const struct mw_error why = {MW_ECANCELED, "enough"};

    mw_calls_close(caller->calls, &why);
    client_finish(ground, caller->side);
    ground_close(ground);
}

/* --- promises --- */

static void answers_find_their_calls_in_any_order(void **state)
{
    enum { CALLS = 1000 };
    static struct asked asked[CALLS];
    struct caller caller;
    struct ground ground;
    struct side side;

    (void)state;
    if (contract_is_datagram()) {
        skip_because("datagrams are each answered on their own");
    }
    open_caller(&ground, &side, &caller, answer_backwards, 0);
    for (size_t i = 0; i < CALLS; i++) {
        asked[i] = (struct asked){.caller = &caller, .number = 1000 + i};
        call(&asked[i], on_answer);
    }
    assert_int_equal(mw_calls_pending(caller.calls), CALLS);
    run_until(&ground, &caller.done, CALLS);
    for (size_t i = 0; i < CALLS; i++) {
        assert_int_equal(asked[i].answers, 1);
    }
    assert_int_equal(mw_calls_pending(caller.calls), 0);
    close_caller(&ground, &caller);
}

static void answers_that_nobody_waits_for_are_no_ones(void **state)
{
    struct asked asked = {.number = 7};
    struct caller caller;
    struct ground ground;
    struct side side;

    (void)state;
    open_caller(
        &ground, &side, &caller,
        contract_is_datagram() ? answer_at_once : answer_twice_and_invent, 0);
    asked.caller = &caller;
    call(&asked, on_answer);
    run_until(&ground, &caller.done, 1);
    if (!contract_is_datagram()) {
        run_until(&ground, &caller.strays, 2);
    }
    assert_int_equal(asked.answers, 1);
    close_caller(&ground, &caller);
}

static void a_call_without_an_answer_times_out(void **state)
{
    struct asked asked[20];
    struct caller caller;
    struct ground ground;
    struct side side;
    uint64_t since = now_ms();

    (void)state;
    open_caller(&ground, &side, &caller, NULL, 100);
    for (size_t i = 0; i < 10; i++) {
        asked[i] = (struct asked){.caller = &caller, .number = i};
        call(&asked[i], on_answer);
    }
    run_for(&ground, 50);
    for (size_t i = 10; i < 20; i++) {
        asked[i] = (struct asked){.caller = &caller, .number = i};
        call(&asked[i], on_answer);
    }
    run_until(&ground, &caller.timed_out, 10);
    assert_took(since, 100);
    run_until(&ground, &caller.timed_out, 20);
    assert_took(since, 150);
    assert_int_equal(caller.done + caller.ended, 0);
    close_caller(&ground, &caller);
}

static void closing_ends_each_call_once(void **state)
{
    struct asked asked[100];
    struct caller caller;
    struct ground ground;
    struct side side;

    (void)state;
    open_caller(&ground, &side, &caller, NULL, 1000);
    for (size_t i = 0; i < 50; i++) {
        asked[i] = (struct asked){.caller = &caller, .number = i};
        call(&asked[i], on_answer);
    }
    close_caller(&ground, &caller);
    assert_int_equal(caller.ended, 50);
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(asked[i].answers, 1);
    }
}

/* One call that is long under way while others come and go. */
static void a_call_keeps_its_number_while_others_go_by(void **state)
{
    struct asked first = {.number = 1}, other = {.number = 2};
    struct caller caller;
    struct ground ground;
    struct side side;

    (void)state;
    open_caller(&ground, &side, &caller, NULL, 0);
    first.caller = other.caller = &caller;
    call(&first, on_answer);
    run_until(&ground, &ground.server[0].count, 1);
    ground.server[0].hook = answer_at_once;
    for (size_t i = 1; i <= 300; i++) {
        call(&other, on_answer);
        run_until(&ground, &caller.done, i);
    }
    assert_int_equal(first.answers, 0);
    assert_int_equal(other.answers, 300);
    assert_int_equal(mw_calls_pending(caller.calls), 1);
    close_caller(&ground, &caller);
    assert_int_equal(first.answers, 1);
}

static void call_again(void *arg, const struct mw_message *answer,
                       const struct mw_error *why)
{
    struct asked *asked = arg;

    on_answer(asked, answer, why);
    if (asked->number < 200) {
        asked->number++;
        call(asked, call_again);
    }
}

static void a_call_may_be_made_from_within_an_answer(void **state)
{
    struct asked asked = {.number = 1};
    struct caller caller;
    struct ground ground;
    struct side side;

    (void)state;
    open_caller(&ground, &side, &caller, answer_at_once, 5000);
    asked.caller = &caller;
    call(&asked, call_again);
    run_until(&ground, &caller.done, 200);
    close_caller(&ground, &caller);
}

static void close_all(void *arg, const struct mw_message *answer,
                      const struct mw_error *why)
{
    static const struct mw_error enough = {MW_ECANCELED, "enough"};
    struct asked *asked = arg;

    on_answer(asked, answer, why);
    asked->caller->side->hook = NULL;
    mw_calls_close(asked->caller->calls, &enough);
}

static void all_may_be_closed_from_within_an_answer(void **state)
{
    struct asked asked[3];
    struct caller caller;
    struct ground ground;
    struct side side;

    (void)state;
    open_caller(&ground, &side, &caller, answer_at_once, 5000);
    for (size_t i = 0; i < 3; i++) {
        asked[i] = (struct asked){.caller = &caller, .number = i};
        call(&asked[i], i == 0 ? close_all : on_answer);
    }
    run_until(&ground, &side.count, 3);
    assert_int_equal(caller.done, 1);
    assert_int_equal(caller.ended, 2);
    client_finish(&ground, &side);
    ground_close(&ground);
}

static void without_memory_no_call_is_made(void **state)
{
    struct mw_calls *calls = NULL;
    struct asked asked = {.number = 1};
    struct caller caller;
    struct ground ground;
    struct side side;
    struct mw_error err = {0};
    size_t after = 0;

    (void)state;
    open_caller(&ground, &side, &caller, answer_at_once, 0);
    asked.caller = &caller;
    for (; after < 2; after++) {
        alloc_fail_after(after);
        assert_int_equal(mw_calls_new(ground.loop, 0, &calls, &err), MW_ENOMEM);
        alloc_fail_after(SIZE_MAX);
    }
    ground.server[0].hook = NULL;
    for (size_t i = 0; i < 32; i++) {
        call(&asked, on_answer); /* up to where there must be more slots */
    }
    alloc_fail_after(0);
    assert_int_equal(mw_calls_request(caller.calls, side.conn, mw_text("echo"),
                                      mw_text("\x90"), on_answer, &asked, &err),
                     MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(mw_calls_pending(caller.calls), 32);
    close_caller(&ground, &caller);
}

static void no_call_is_made_on_a_connection_that_ends(void **state)
{
    struct asked asked = {.number = 1};
    struct caller caller;
    struct ground ground;
    struct side side;
    struct mw_error err = {0};

    (void)state;
    open_caller(&ground, &side, &caller, answer_at_once, 0);
    asked.caller = &caller;
    mw_conn_finish(side.conn);
    assert_true(mw_calls_request(caller.calls, side.conn, mw_text("echo"),
                                 mw_text("\x90"), on_answer, &asked,
                                 &err) != MW_OK);
    assert_true(strlen(err.text) > 0);
    assert_int_equal(mw_calls_pending(caller.calls), 0);
    mw_calls_close(caller.calls, &err);
    mw_calls_close(NULL, &err);
    run_until(&ground, &side.closes, 1);
    ground_close(&ground);
    assert_int_equal(asked.answers, 0);
}

static void a_call_that_is_too_long_is_not_made(void **state)
{
    struct mw_buffer params = {0};
    struct asked asked = {.number = 1};
    struct caller caller;
    struct ground ground;
    struct side side;
    struct mw_error err = {0};

    (void)state;
    open_caller(&ground, &side, &caller, answer_at_once, 0);
    asked.caller = &caller;
    assert_int_equal(mw_buffer_reserve(&params, 17 << 20), MW_OK);
    memset(params.at, 0, 17 << 20);
    params.len = 17 << 20;
    assert_int_equal(mw_calls_request(caller.calls, side.conn, mw_text("echo"),
                                      mw_buffer_bytes(&params), on_answer,
                                      &asked, &err),
                     MW_ETOOBIG);
    assert_int_equal(mw_calls_pending(caller.calls), 0);
    call(&asked, on_answer);
    run_until(&ground, &caller.done, 1);
    mw_buffer_fini(&params);
    close_caller(&ground, &caller);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_find_their_calls_in_any_order),
        cmocka_unit_test(answers_that_nobody_waits_for_are_no_ones),
        cmocka_unit_test(a_call_without_an_answer_times_out),
        cmocka_unit_test(closing_ends_each_call_once),
        cmocka_unit_test(a_call_keeps_its_number_while_others_go_by),
        cmocka_unit_test(a_call_may_be_made_from_within_an_answer),
        cmocka_unit_test(all_may_be_closed_from_within_an_answer),
        cmocka_unit_test(without_memory_no_call_is_made),
        cmocka_unit_test(no_call_is_made_on_a_connection_that_ends),
        cmocka_unit_test(a_call_that_is_too_long_is_not_made),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
