/* encode: values in, JSON most often; msgpack out, framed if asked for. */
#include "command.h"
#include "pour.h"

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

static enum mw_status encode_run(const struct job *job, struct mw_error *err)
{
    struct encoder enc = {
        .framing = options_framing(job->opt),
        .limit = job->opt->max_frame,
    };
    const struct pour_plan plan = {
        .name = job->count > 0 ? job->words[0] : NULL,
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
        rc = pour(&plan, err);
    }
    rc = render_end(&enc.render, rc, err);
    mw_buffer_fini(&enc.frame);
    return rc;
}

static const struct mw_option encode_options[] = {
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
    .words = "[FILE]",
    .summary = "writes JSON values as msgpack, offline",
    .options = encode_options,
    .defaults = &options_offline,
    .words_max = 1,
    .exits = EXITS_OFFLINE,
    .examples =
        (const char *const[]){
            "msgwire encode data.json > data.msgpack",
            "echo '{\"a\":[1,2.0,null]}' | msgwire encode -o hex",
            "echo cd0001 | msgwire encode --in hex > one.msgpack",
            "seq 3 | msgwire encode -F u32be | nc localhost 6749",
            NULL,
        },
    .run = encode_run,
};
