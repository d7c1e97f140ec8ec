/* decode: msgpack in, framed or not; one line of typed JSON a value out. */
#include "command.h"
#include "input.h"

#include <unistd.h>

enum { FULL = 256 * 1024 }; /* output that is written at once */

struct decoder {
    struct input input;
    struct render render;
    const struct mw_framing *framing;
    bool framed; /* a prefix says how long a value is */
    size_t limit;
    struct mw_walk walk; /* where a value without a prefix goes on */
};

/* Puts the place in front. Without a prefix there is no boundary to lose:
 * what is no msgpack is a bad value. */
static enum mw_status blame(const struct decoder *dec, enum mw_status rc,
                            struct mw_error *err)
{
    mw_error_prefix(err, "%s at byte %llu", dec->framed ? "frame" : "value",
                    (unsigned long long)dec->input.offset);
    return rc == MW_EFRAME && !dec->framed ? MW_EVALUE : rc;
}

/* Puts the value at the front of what was read.
 *
 * Returns MW_EAGAIN if it is not whole. */
static enum mw_status put_next(struct decoder *dec, struct mw_error *err)
{
    struct mw_bytes rest = dec->input.rest;
    struct mw_frame frame;
    enum mw_status rc;

    rc =
        mw_frame_next(dec->framing, dec->limit, &dec->walk, &rest, &frame, err);
    if (rc == MW_OK && !frame.walked) {
        rc = mw_walk_whole(frame.body, MW_DEPTH_MAX, err);
    }
    if (rc != MW_OK) {
        return rc == MW_EAGAIN ? rc : blame(dec, rc, err);
    }
    input_use(&dec->input, rest);
    return render_value(&dec->render, frame.body, frame.body, err);
}

static enum mw_status put_all(struct decoder *dec, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && dec->input.rest.len > 0) {
        rc = put_next(dec, err);
        if (rc == MW_OK && dec->render.out.buffer.len >= FULL) {
            rc = render_flush(&dec->render, err);
        }
    }
    return rc == MW_EAGAIN ? MW_OK : rc;
}

static enum mw_status check_end(const struct decoder *dec, struct mw_error *err)
{
    if (dec->input.rest.len == 0) {
        return MW_OK;
    }
    mw_error_set(err, dec->framed ? MW_EFRAME : MW_EVALUE,
                 "the input ends inside it, after %zu bytes",
                 dec->input.rest.len);
    return blame(dec, err->status, err);
}

/* Nothing waits in the output while we wait for input. */
static enum mw_status decode_all(struct decoder *dec, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK) {
        rc = render_flush(&dec->render, err);
        if (rc == MW_OK) {
            rc = input_fill(&dec->input, err);
        }
        if (rc == MW_OK) {
            rc = put_all(dec, err);
        }
    }
    return rc == MW_ECLOSED ? check_end(dec, err) : rc;
}

static enum mw_status decode_run(const struct job *job, struct mw_error *err)
{
    struct decoder dec = {
        .framing = options_framing(job->opt),
        .limit = job->opt->max_frame,
    };
    enum mw_status rc;

    dec.framed = dec.framing != mw_framing_named("none");
    mw_walk_init(&dec.walk, MW_DEPTH_MAX, dec.limit);
    rc = input_open(&dec.input, job->count > 0 ? job->words[0] : NULL, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = render_init(&dec.render, STDOUT_FILENO, &job->opt->output, RENDER_JSON,
                     err);
    if (rc == MW_OK) {
        rc = decode_all(&dec, err);
    }
    rc = render_end(&dec.render, rc, err);
    input_close(&dec.input);
    return rc;
}

static const struct mw_option decode_options[] = {
    OPTIONS_CODEC,
    OPTIONS_OUTPUT,
    OPTIONS_END,
};

const struct command command_decode = {
    .name = "decode",
    .words = "[FILE]",
    .summary = "prints msgpack as typed JSON, one line a value, offline",
    .options = decode_options,
    .defaults = &options_offline,
    .words_max = 1,
    .exits = EXITS_OFFLINE,
    .examples =
        (const char *const[]){
            "msgwire decode data.msgpack",
            "msgwire decode -F u32be < captured.bin | jq .",
            "echo '[1,2.0,null]' | msgwire encode | msgwire decode",
            NULL,
        },
    .run = decode_run,
};
