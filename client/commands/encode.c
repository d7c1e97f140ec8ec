/* encode: values in, JSON most often; msgpack out, framed if asked for. */
#include "command.h"
#include "input/batch.h"
#include "input/pour.h"
#include "input/values.h"

#include <msgwire/value.h>

#include <unistd.h>

struct encoder {
    struct render render;
    const struct mw_framing *framing;
    size_t limit;
    struct batch batch;     /* values of the frame at hand */
    struct mw_buffer frame; /* with its prefix */
};

static enum mw_status put_frame(struct encoder *enc, struct mw_bytes body,
                                struct mw_error *err)
{
    enum mw_status rc;
    size_t mark;

    enc->frame.len = 0;
    rc = mw_frame_begin(enc->framing, &enc->frame, &mark);
    if (rc == MW_OK) {
        rc = mw_buffer_append(&enc->frame, body);
    }
    if (rc == MW_OK) {
        rc = mw_frame_end(enc->framing, enc->limit, &enc->frame, mark, err);
    }
    body = mw_buffer_bytes(&enc->frame);
    return rc == MW_OK ? render_value(&enc->render, body, body, err) : rc;
}

/* What is in the batch, if anything is. */
static enum mw_status put_batch(struct encoder *enc, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (enc->batch.count > 0) {
        rc = put_frame(enc, mw_buffer_bytes(&enc->batch.bytes), err);
        batch_clear(&enc->batch);
    }
    return rc;
}

/* Bytes show their frame; JSON has none. */
static enum mw_status put(void *arg, struct mw_bytes value,
                          struct mw_error *err)
{
    struct encoder *enc = arg;
    enum mw_status rc;

    if (enc->render.form == RENDER_JSON || enc->render.form == RENDER_PRETTY) {
        return render_value(&enc->render, value, value, err);
    }
    if (enc->batch.most <= 1) {
        return put_frame(enc, value, err);
    }
    rc = batch_add(&enc->batch, value, err);
    return rc == MW_OK && batch_is_full(&enc->batch) ? put_batch(enc, err) : rc;
}

/* Puts values that stand end to end. */
static enum mw_status put_each(struct encoder *enc, struct mw_bytes values,
                               struct mw_error *err)
{
    enum mw_status rc = MW_OK;
    struct mw_bytes one;

    while (rc == MW_OK && mw_value_skip(&values, &one) == MW_OK) {
        rc = put(enc, one, err);
    }
    return rc;
}

static enum mw_status encode_words(const struct job *job, struct encoder *enc,
                                   const struct pour_plan *plan,
                                   struct mw_error *err)
{
    const struct values_rules rules = {
        .strings = job->opt->strings,
        .source = plan->config,
    };
    struct values values;
    enum mw_status rc;

    rc = values_read(&values, job->words, job->count, "VALUE", &rules, err);
    if (rc == MW_OK) {
        rc = put_each(enc, mw_buffer_bytes(&values.before), err);
    }
    if (rc == MW_OK && values.stream) {
        rc = pour(plan, err);
    }
    if (rc == MW_OK) {
        rc = put_each(enc, mw_buffer_bytes(&values.after), err);
    }
    values_fini(&values);
    return rc;
}

/* A word that is no file may be meant as a value. */
static enum mw_status encode_file(const struct job *job,
                                  const struct pour_plan *plan,
                                  struct mw_error *err)
{
    struct mw_error why = {0};
    enum mw_status rc;

    if (job->count > 1) {
        return mw_error_set(err, MW_EINVAL,
                            "expected [FILE], got %d words (--words takes "
                            "them as values)",
                            job->count);
    }
    rc = pour(plan, &why);
    *err = why;
    return rc != MW_EINVAL
               ? rc
               : mw_error_set(err, rc, "%s (--words takes it as a value)",
                              why.text);
}

static enum mw_status check_values(const struct options *opt,
                                   const struct mw_framing *framing,
                                   struct mw_error *err)
{
    if (opt->values > 1 && !mw_framing_has_prefix(framing)) {
        return mw_error_set(err, MW_EINVAL,
                            "--values %u: expected --framing too, framing %s "
                            "has one value in a frame",
                            (unsigned)opt->values, mw_framing_name(framing));
    }
    return MW_OK;
}

static enum mw_status encode_run(const struct job *job, struct mw_error *err)
{
    struct encoder enc = {
        .framing = options_framing(job->opt),
        .limit = job->opt->max_frame,
    };
    bool words = job->opt->words || job->opt->strings;
    const struct pour_plan plan = {
        .name = job->count > 0 && !words ? job->words[0] : NULL,
        .config = source_chosen(job->opt),
        .render = &enc.render,
        .put = put,
        .arg = &enc,
    };
    enum mw_status rc = check_values(job->opt, enc.framing, err), ended;

    if (rc != MW_OK) {
        return rc;
    }
    batch_init(&enc.batch, (uint32_t)job->opt->values, enc.limit);
    rc = render_init(&enc.render, STDOUT_FILENO, &job->opt->output,
                     RENDER_MSGPACK, err);
    enc.render.framing = enc.framing;
    if (rc == MW_OK) {
        rc = words ? encode_words(job, &enc, &plan, err)
                   : encode_file(job, &plan, err);
    }
    ended = put_batch(&enc, rc == MW_OK ? err : NULL);
    rc = rc == MW_OK ? ended : rc;
    rc = render_end(&enc.render, rc, err);
    mw_buffer_fini(&enc.frame);
    batch_fini(&enc.batch);
    return rc;
}

static const struct mw_option encode_options[] = {
    OPTION_WORDS,
    OPTION_STRINGS,
    OPTION_IN(options_in_encode, "the form of the values that are read"),
    OPTIONS_CODEC,
    OPTION_VALUES("put up to N values into a frame"),
    OPTION_KEEP_DUPLICATES,
    OPTION_OUTPUT("hex on a terminal and msgpack elsewhere"),
    OPTION_COLOUR,
    OPTIONS_END,
};

const struct command command_encode = {
    .name = "encode",
    .group = GROUP_BYTES,
    .words = "[FILE | --words VALUE...]",
    .summary = "writes JSON values as msgpack, offline",
    .options = encode_options,
    .defaults = &options_offline,
    .words_max = -1,
    .exits = EXITS_OFFLINE,
    .examples =
        (const char *const[]){
            "msgwire encode data.json > data.msgpack",
            "echo '{\"a\":[1,2.0,null]}' | msgwire encode -o hex",
            "msgwire encode -o hex --words 'user[name]=ada' 'tags[]=x'",
            "echo cd0001 | msgwire encode --in hex > one.msgpack",
            "seq 3 | msgwire encode -F u32be | nc localhost 6749",
            "seq 4 | msgwire encode -F msgpack-int --values 2 -o hex",
            NULL,
        },
    .run = encode_run,
};
