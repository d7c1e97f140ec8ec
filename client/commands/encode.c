/* encode: JSON values in, msgpack out, framed if asked for. */
#include "command.h"
#include "source.h"

#include <unistd.h>

enum { FULL = 256 * 1024 }; /* output that is written at once */

struct encoder {
    struct source source;
    struct render render;
    const struct mw_framing *framing;
    size_t limit;
    struct mw_buffer frame; /* one value in its frame */
};

/* Bytes show their frame; JSON has none. */
static enum mw_status put(struct encoder *enc, struct mw_bytes value,
                          struct mw_error *err)
{
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

/* Puts what was read, until more must be. */
static enum mw_status put_all(struct encoder *enc, struct mw_error *err)
{
    struct mw_bytes value;
    enum mw_status rc = source_next(&enc->source, &value, err);

    while (rc == MW_OK) {
        rc = put(enc, value, err);
        if (rc == MW_OK && enc->render.out.buffer.len >= FULL) {
            rc = render_flush(&enc->render, err);
        }
        if (rc == MW_OK) {
            rc = source_next(&enc->source, &value, err);
        }
    }
    return rc;
}

/* Nothing waits in the output while we wait for input. */
static enum mw_status encode_all(struct encoder *enc, struct mw_error *err)
{
    enum mw_status rc = put_all(enc, err);

    while (rc == MW_EAGAIN) {
        rc = render_flush(&enc->render, err);
        if (rc == MW_OK) {
            rc = source_fill(&enc->source, err);
        }
        if (rc == MW_OK) {
            rc = put_all(enc, err);
        }
    }
    return rc == MW_ECLOSED ? MW_OK : rc;
}

static enum mw_status encode_run(const struct job *job, struct mw_error *err)
{
    struct encoder enc = {
        .framing = options_framing(job->opt),
        .limit = job->opt->max_frame,
    };
    const struct mw_json_rules rules = {
        .max_value = enc.limit,
        .keep_duplicates = job->opt->keep_duplicates,
    };
    enum mw_status rc;

    rc = source_open(&enc.source, job->count > 0 ? job->words[0] : NULL, &rules,
                     err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = render_init(&enc.render, STDOUT_FILENO, &job->opt->output,
                     RENDER_MSGPACK, err);
    enc.render.framing = enc.framing;
    if (rc == MW_OK) {
        rc = encode_all(&enc, err);
    }
    rc = render_end(&enc.render, rc, err);
    mw_buffer_fini(&enc.frame);
    source_close(&enc.source);
    return rc;
}

static const struct mw_option encode_options[] = {
    OPTIONS_CODEC,
    OPTION_KEEP_DUPLICATES,
    OPTION_OUTPUT("hex on a terminal and msgpack elsewhere"),
    OPTION_COLOUR,
    OPTIONS_END,
};

const struct command command_encode = {
    .name = "encode",
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
            "seq 3 | msgwire encode -F u32be | nc localhost 6749",
            NULL,
        },
    .run = encode_run,
};
