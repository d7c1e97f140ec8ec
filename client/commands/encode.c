/* encode: values in, JSON most often; msgpack out, framed if asked for. */
#include "command.h"
#include "pour.h"
#include "values.h"

#include <msgwire/value.h>

#include <unistd.h>

struct encoder {
    struct render render;
    const struct mw_framing *framing;
    size_t limit;
    struct mw_buffer frame; /* one value in its frame */
};

/* Bytes show their frame; JSON has none. */
static enum mw_status put(void *arg, struct mw_bytes value,
                          struct mw_error *err)
{
    struct encoder *enc = arg;
    bool text =
        enc->render.form == RENDER_JSON || enc->render.form == RENDER_PRETTY;
    enum mw_status rc;
    size_t mark;

    enc->frame.len = 0;
    rc = mw_frame_begin(enc->framing, &enc->frame, &mark);
    if (rc == MW_OK) {
        rc = mw_buffer_append(&enc->frame, value);
    }
    if (rc == MW_OK) {
        rc = mw_frame_end(enc->framing, enc->limit, &enc->frame, mark, err);
    }
    if (rc != MW_OK) {
        return rc;
    }
    value = text ? value : mw_buffer_bytes(&enc->frame);
    return render_value(&enc->render, value, value, err);
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
    enum mw_status rc;

    rc = render_init(&enc.render, STDOUT_FILENO, &job->opt->output,
                     RENDER_MSGPACK, err);
    enc.render.framing = enc.framing;
    if (rc == MW_OK) {
        rc = words ? encode_words(job, &enc, &plan, err)
                   : encode_file(job, &plan, err);
    }
    rc = render_end(&enc.render, rc, err);
    mw_buffer_fini(&enc.frame);
    return rc;
}

static const struct mw_option encode_options[] = {
    OPTION_WORDS,
    OPTION_STRINGS,
    OPTION_IN(options_in_encode, "the form of the values that are read"),
    OPTIONS_CODEC,
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
            NULL,
        },
    .run = encode_run,
};
