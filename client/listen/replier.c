#include "listen/replier.h"

#include "input/word.h"
#include "listen/reply.h"

#include <msgwire/pack.h>
#include <msgwire/promise.h>

#include <stdlib.h>

/* Where one answer goes: now, or by a promise. */
struct outlet {
    struct mw_conn *peer;
    struct mw_promise *promise; /* NULL: now */
};

/* An answer that the program owes. */
struct debt {
    struct mw_promise *promise;
    struct reply_to to;
};

typedef enum mw_status (*reply_fn)(const struct reply_to *to,
                                   struct mw_bytes value,
                                   struct mw_buffer *out);

static void say(struct replier *replier, const struct mw_error *why)
{
    replier->config.on_fault(replier->config.data, why);
}

/* --- giving an answer --- */

static struct mw_buffer *begin(const struct outlet *outlet)
{
    return outlet->promise != NULL ? mw_promise_begin(outlet->promise)
                                   : mw_conn_begin(outlet->peer);
}

static enum mw_status end(const struct outlet *outlet, enum mw_status packed,
                          struct mw_error *err)
{
    if (packed == MW_OK) {
        return outlet->promise != NULL ? mw_promise_end(outlet->promise, err)
                                       : mw_conn_end(outlet->peer, err);
    }
    if (outlet->promise != NULL) {
        mw_promise_undo(outlet->promise);
    } else {
        mw_conn_undo(outlet->peer);
    }
    return mw_error_set(err, packed, "%s", mw_status_name(packed));
}

/* Returns MW_OK also if nobody is there any more. */
static enum mw_status give(const struct outlet *outlet,
                           const struct reply_to *to, reply_fn reply,
                           struct mw_bytes value, struct mw_error *err)
{
    struct mw_buffer *out = begin(outlet);

    return out == NULL ? MW_OK : end(outlet, reply(to, value, out), err);
}

/* A request is answered by few words, if there is no better answer: so few
 * that they fit what a short datagram may get. */
static void excuse(const struct outlet *outlet, const struct reply_to *to,
                   int code, const char *text)
{
    struct mw_buffer *out;

    if (to->request && (out = begin(outlet)) != NULL) {
        (void)end(outlet,
                  mw_message_response_error(out, to->msgid, code, text,
                                            mw_bytes(NULL, 0)),
                  NULL);
    }
}

static void give_or_excuse(struct replier *replier, const struct outlet *outlet,
                           const struct reply_to *to, reply_fn reply,
                           struct mw_bytes value)
{
    struct mw_error why;
    enum mw_status rc = give(outlet, to, reply, value, &why);

    if (rc == MW_OK) {
        return;
    }
    mw_error_prefix(&why, "an answer was not given");
    say(replier, &why);
    if (rc == MW_ELIMIT) {
        excuse(outlet, to, MW_CODE_TOO_LARGE_FOR_A_DATAGRAM, "use a stream");
    } else {
        excuse(outlet, to, MW_CODE_FRAME_TOO_LARGE, "answer too long");
    }
}

/* --- by the program --- */

/* There is no answer. People have been told when the program ended; the peer
 * need not know more than that. Who ends us wants no more answers. */
static void give_reason(struct replier *replier, const struct outlet *outlet,
                        const struct reply_to *to, const struct mw_error *why)
{
    if (why->status == MW_ECANCELED) {
        return;
    }
    if (why->status == MW_ECLOSED) {
        excuse(outlet, to, MW_CODE_WORKER_GONE, "worker gone");
    } else {
        say(replier, why);
        excuse(outlet, to, MW_CODE_INTERNAL_ERROR, "no valid answer");
    }
}

/* Only a request can be answered by an error, and must be by something. */
static bool is_apt(const struct reply_to *to, enum work_kind kind)
{
    return kind == WORK_RESULT || (kind == WORK_ERROR) == to->request;
}

static void give_answer(struct replier *replier, const struct outlet *outlet,
                        const struct reply_to *to,
                        const struct work_answer *answer)
{
    struct mw_error why;

    if (!is_apt(to, answer->kind)) {
        mw_error_set(&why, MW_EVALUE,
                     to->request ? "the program's line is empty: a request "
                                   "wants an answer"
                                 : "the program answered by an error what is "
                                   "no request");
        give_reason(replier, outlet, to, &why);
    } else if (answer->kind == WORK_RESULT) {
        give_or_excuse(replier, outlet, to, reply_result, answer->value);
    } else if (answer->kind == WORK_ERROR) {
        give_or_excuse(replier, outlet, to, reply_error, answer->value);
    }
}

static void on_answer(void *data, void *owner, const struct work_answer *answer)
{
    struct replier *replier = data;
    struct debt *debt = owner;
    const struct outlet outlet = {.promise = debt->promise};

    if (answer->why != NULL) {
        give_reason(replier, &outlet, &debt->to, answer->why);
    } else {
        give_answer(replier, &outlet, &debt->to, answer);
    }
    mw_promise_free(debt->promise);
    free(debt);
    replier->due--;
    if (replier->due == 0 && replier->works) {
        replier->config.on_room(replier->config.data);
    }
}

static struct debt *debt_new(struct mw_conn *peer, const struct reply_to *to)
{
    struct debt *debt = malloc(sizeof(*debt));

    if (debt == NULL) {
        return NULL;
    }
    *debt = (struct debt){.promise = mw_promise_new(peer), .to = *to};
    if (debt->promise == NULL) {
        free(debt);
        return NULL;
    }
    return debt;
}

/* What can't be asked is answered by a promise all the same, since it has
 * taken over what the peer may be sent. */
static void ask(struct replier *replier, struct mw_conn *peer,
                const struct reply_to *to, const struct mw_message *request,
                struct mw_bytes body)
{
    struct debt *debt = debt_new(peer, to);
    struct mw_error why;

    if (debt == NULL) {
        excuse(&(struct outlet){.peer = peer}, to, MW_CODE_OVERLOADED,
               "no memory");
        return;
    }
    replier->due++;
    if (worker_ask(&replier->worker, body, to->request ? request : NULL, debt,
                   &why) != MW_OK) {
        on_answer(replier, debt, &(struct work_answer){.why = &why});
    }
}

/* --- the whole --- */

bool replier_answers(const struct replier *replier)
{
    const struct options *opt = replier->config.opt;

    return opt->echo || opt->answer != NULL || opt->exec != NULL;
}

void replier_take(struct replier *replier, struct mw_conn *peer,
                  struct mw_bytes body)
{
    const struct outlet outlet = {.peer = peer};
    struct mw_message request;
    struct reply_to to;

    if (!replier_answers(replier) || !reply_wanted(body, &to, &request)) {
        return;
    }
    if (replier->works) {
        ask(replier, peer, &to, &request, body);
    } else if (!replier->config.opt->echo) {
        give_or_excuse(replier, &outlet, &to, reply_result,
                       mw_buffer_bytes(&replier->value));
    } else {
        give_or_excuse(replier, &outlet, &to, reply_result,
                       to.request ? request.params : body);
    }
}

bool replier_full(struct replier *replier)
{
    return replier->works && worker_full(&replier->worker);
}

enum mw_status replier_read(struct replier *replier, const struct options *opt,
                            struct mw_error *err)
{
    const struct mw_json_rules rules = {.max_value = (size_t)opt->max_frame};
    char shown[MW_EXCERPT];
    enum mw_status rc;

    *replier = (struct replier){.config.opt = opt};
    if (opt->echo + (opt->answer != NULL) + (opt->exec != NULL) > 1) {
        return mw_error_set(err, MW_EINVAL,
                            "expected one of --echo, --reply and --exec");
    }
    if (opt->answer == NULL) {
        return MW_OK;
    }
    rc = word_read(opt->answer, &rules, &replier->value, err);
    if (rc != MW_OK) {
        mw_error_prefix(err, "--reply '%s'",
                        mw_excerpt(mw_text(opt->answer), shown));
    }
    return rc;
}

static void on_fault(void *data, const struct mw_error *why)
{
    say(data, why);
}

static void on_worker_room(void *data)
{
    struct replier *replier = data;

    replier->config.on_room(replier->config.data);
}

enum mw_status replier_open(struct replier *replier,
                            const struct replier_config *config,
                            struct mw_error *err)
{
    const struct worker_config worker = {
        .uv = config->uv,
        .command = config->opt->exec,
        .max_tasks = (size_t)config->opt->inflight,
        .max_value = (size_t)config->opt->max_frame,
        .style = {.int_string = config->opt->output.int_string},
        .on_answer = on_answer,
        .on_room = on_worker_room,
        .on_fault = on_fault,
        .data = replier,
    };
    enum mw_status rc;

    replier->config = *config;
    if (config->opt->exec == NULL) {
        return MW_OK;
    }
    rc = worker_open(&replier->worker, &worker, err);
    replier->works = rc == MW_OK;
    return rc;
}

void replier_close(struct replier *replier, bool at_once)
{
    if (replier->works) {
        replier->works = false;
        worker_close(&replier->worker, at_once);
    }
}

void replier_fini(struct replier *replier)
{
    mw_buffer_fini(&replier->value);
}
