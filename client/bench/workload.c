#include "bench/workload.h"

#include "bench/heads.h"
#include "bench/quote.h"
#include "bench/sizes.h"
#include "draw.h"

#include "input/values.h"

#include <msgwire/pack.h>

#include <stdio.h>
#include <stdlib.h>

/* Of what a request begins with: `[0, msgid`, and where in it the msgid's own
 * bytes are. */
enum { LEAD_HEAD = 7, LEAD_MSGID = 3 };

/* --- words --- */

/* Copies of the words, each with the quotes that it lacks. */
struct words {
    struct mw_buffer text; /* end to end, each terminated */
    char **at;
};

static void words_free(struct words *words)
{
    mw_buffer_fini(&words->text);
    free(words->at);
}

static enum mw_status no_stdin(const char *word, struct mw_error *err)
{
    return strcmp(word, "-") != 0
               ? MW_OK
               : mw_error_set(err, MW_EINVAL,
                              "expected a value that each message has; stdin "
                              "is not read for it");
}

static enum mw_status quote_words(struct words *words,
                                  const struct workload_rules *rules,
                                  struct mw_error *err)
{
    enum mw_status rc = MW_OK;
    int count = rules->value_count;
    char *at;

    for (int i = 0; i < count && rc == MW_OK; i++) {
        rc = no_stdin(rules->values[i], err);
        if (rc == MW_OK) {
            rc = quote_word(rules->values[i], &words->text, err);
        }
        if (rc != MW_OK) {
            mw_error_prefix(err, "value %d", i + 1);
        }
    }
    words->at = calloc((size_t)count + 1, sizeof(*words->at));
    if (rc == MW_OK && words->at == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for %d words", count);
    }
    at = (char *)words->text.at;
    for (int i = 0; i < count && rc == MW_OK; i++) {
        words->at[i] = at;
        at += strlen(at) + 1;
    }
    return rc;
}

static enum mw_status read_words(struct values *values,
                                 const struct workload_rules *rules,
                                 struct mw_error *err)
{
    const struct values_rules usual = {.no_stdin = true};
    struct words words = {0};
    enum mw_status rc = quote_words(&words, rules, err);

    if (rc == MW_OK) {
        rc = values_read(values, words.at, rules->value_count, "value", &usual,
                         err);
    }
    words_free(&words);
    return rc;
}

/* --- params --- */

static enum mw_status read_params(struct template *params,
                                  const struct values *values,
                                  struct mw_error *err)
{
    uint8_t room[HEADS_MAX];
    struct mw_buffer head = {.at = room, .cap = sizeof(room)};

    mw_pack_array(&head, values->before_count);
    return template_read(params, mw_buffer_bytes(&head),
                         mw_buffer_bytes(&values->before), err);
}

static enum mw_status from_words(struct template *params,
                                 const struct workload_rules *rules,
                                 struct mw_error *err)
{
    struct values values = {0};
    enum mw_status rc = read_words(&values, rules, err);

    if (rc == MW_OK) {
        rc = read_params(params, &values, err);
    }
    values_fini(&values);
    return rc;
}

/* One payload of these sizes is what "{{random SIZES}}" says. */
static enum mw_status from_sizes(struct template *params, const char *sizes,
                                 struct mw_error *err)
{
    struct values values = {.before_count = 1};
    struct mw_buffer text = {0};
    struct sizes checked;
    enum mw_status rc = sizes_read(&checked, mw_text(sizes), err);

    if (rc != MW_OK) {
        return rc;
    }
    rc = mw_buffer_append(&text, mw_text("{{random "));
    if (rc == MW_OK) {
        rc = mw_buffer_append(&text, mw_text(sizes));
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(&text, mw_text("}}"));
    }
    if (rc == MW_OK) {
        rc = mw_pack_str(&values.before, mw_buffer_bytes(&text));
    }
    rc = rc == MW_OK ? read_params(params, &values, err)
                     : mw_error_set(err, rc, "no memory for a payload");
    mw_buffer_fini(&text);
    values_fini(&values);
    return rc;
}

static enum mw_status open_params(struct workload *workload,
                                  const struct workload_rules *rules,
                                  struct mw_error *err)
{
    char usual[16];

    if (rules->value_count > 0 && rules->sizes != NULL) {
        return mw_error_set(err, MW_EINVAL,
                            "expected a size or values, not both; in a value "
                            "{{random SIZE}} is a payload");
    }
    if (rules->sizes != NULL) {
        return from_sizes(&workload->params, rules->sizes, err);
    }
    if (rules->value_count > 0 || !workload->echoed) {
        return from_words(&workload->params, rules, err);
    }
    snprintf(usual, sizeof(usual), "%d", WORKLOAD_SIZE);
    return from_sizes(&workload->params, usual, err);
}

/* `[0, msgid, ` or `[2, `. */
static size_t write_head(const struct workload *workload, uint32_t msgid,
                         uint8_t *to)
{
    to[0] = workload->notify ? 0x93 : 0x94;
    to[1] = workload->notify ? 2 : 0;
    return workload->notify ? 2 : 2 + heads_uint(to + 2, msgid);
}

/* Sets what all messages begin with, if it is short, and a payload follows. */
static void set_lead(struct workload *workload)
{
    struct mw_bytes method = mw_buffer_bytes(&workload->method);
    struct mw_bytes head = template_head(&workload->params);
    uint8_t *to = workload->lead;

    if (head.len == 0 || LEAD_HEAD + method.len + head.len > WORKLOAD_LEAD) {
        return;
    }
    to += write_head(workload, UINT32_MAX, to);
    memcpy(to, method.at, method.len);
    memcpy(to + method.len, head.at, head.len);
    to += method.len + head.len;
    workload->lead_len = (size_t)(to - workload->lead);
}

enum mw_status workload_open(struct workload *workload,
                             const struct workload_rules *rules,
                             struct mw_error *err)
{
    const char *method = rules->method != NULL ? rules->method : "echo";
    enum mw_status rc = values_method(method, err);

    *workload = (struct workload){
        .seed = rules->seed,
        .notify = rules->notify,
        .echoed = strcmp(method, "echo") == 0 || strcmp(method, "ping") == 0,
    };
    if (rc == MW_OK &&
        mw_pack_str(&workload->method, mw_text(method)) != MW_OK) {
        rc = mw_error_set(err, MW_ENOMEM, "no memory for a method's name");
    }
    if (rc == MW_OK) {
        rc = open_params(workload, rules, err);
    }
    if (rc == MW_OK) {
        set_lead(workload);
    }
    return rc == MW_OK && workload->params.random
               ? pool_init(&workload->pool, rules->seed, err)
               : rc;
}

void workload_fini(struct workload *workload)
{
    pool_fini(&workload->pool);
    mw_buffer_fini(&workload->method);
    template_fini(&workload->params);
}

/* --- messages --- */

static struct template_fill fill_of(const struct workload *workload,
                                    uint64_t number, uint64_t time_ns)
{
    return (struct template_fill){
        .pool = &workload->pool,
        .draw = draw_of(workload->seed, number),
        .number = number,
        .time_ns = time_ns,
    };
}

/* The usual message, in as few stores as there can be. */
static uint8_t *write_usual(const struct workload *workload, uint32_t msgid,
                            const struct template_fill *fill, uint8_t *to)
{
    uint32_t id = htobe32(msgid);

    memcpy(to, workload->lead, WORKLOAD_LEAD);
    if (!workload->notify) {
        memcpy(to + LEAD_MSGID, &id, sizeof(id));
    }
    return template_write_slice(&workload->params, fill,
                                to + workload->lead_len);
}

static uint8_t *write_any(const struct workload *workload, uint32_t msgid,
                          const struct template_fill *fill, uint8_t *to)
{
    struct mw_bytes method = mw_buffer_bytes(&workload->method);

    to += write_head(workload, msgid, to);
    memcpy(to, method.at, method.len);
    return template_write(&workload->params, fill, to + method.len);
}

enum mw_status workload_append(const struct workload *workload, uint32_t msgid,
                               uint64_t number, uint64_t now_ns,
                               struct mw_buffer *out)
{
    const struct template_fill fill = fill_of(workload, number, now_ns);
    size_t room = WORKLOAD_LEAD + workload->method.len +
                  template_room(&workload->params, &fill);
    enum mw_status rc = mw_buffer_reserve(out, room);
    uint8_t *to;

    if (rc != MW_OK) {
        return rc;
    }
    to = out->at + out->len;
    to = workload->lead_len > 0 && msgid > UINT16_MAX
             ? write_usual(workload, msgid, &fill, to)
             : write_any(workload, msgid, &fill, to);
    out->len = (size_t)(to - out->at);
    return MW_OK;
}

bool workload_is_echo(const struct workload *workload, uint64_t number,
                      uint64_t sent_ns, struct mw_bytes result)
{
    const struct template_fill fill = fill_of(workload, number, sent_ns);

    return workload->echoed && template_is(&workload->params, &fill, result);
}

bool workload_is_answer(const struct workload *workload, uint64_t number,
                        uint64_t sent_ns, struct mw_bytes result)
{
    return !workload->echoed ||
           workload_is_echo(workload, number, sent_ns, result);
}

size_t workload_largest(const struct workload *workload)
{
    size_t head = workload->notify ? 2 : LEAD_HEAD;

    return head + workload->method.len + workload->params.largest;
}
