/* msgpack, framed or not: a value is a view into the input, untouched. */
#include "input/source_reader.h"

#include <msgwire/value.h>

#include <inttypes.h>

/* Without a prefix there is no boundary to lose. */
static bool is_framed(const struct source *source)
{
    return source->config.framing != mw_framing_named("none");
}

const char *source_bytes_noun(const struct source *source)
{
    return is_framed(source) ? "frame" : "value";
}

static size_t limit(const struct source *source)
{
    size_t max = source->config.rules.max_value;

    return max > 0 ? max : SIZE_MAX;
}

enum mw_status source_bytes_open(struct source *source, struct mw_error *err)
{
    (void)err;
    mw_walk_init(&source->walk, MW_DEPTH_MAX, limit(source));
    source->wanted = 1;
    return MW_OK;
}

/* What is certain: the prefix's word, or one byte for each value promised. */
static size_t wanted(const struct source *source, const struct mw_frame *frame,
                     size_t come)
{
    if (is_framed(source)) {
        return frame->need > come ? frame->need - come : 1;
    }
    return source->walk.skip + (size_t)source->walk.owed;
}

static enum mw_status walk_body(const struct source *source,
                                struct mw_bytes body, struct mw_error *err)
{
    uint32_t most = source->config.values;

    return most <= 1 ? mw_walk_whole(body, MW_DEPTH_MAX, err)
                     : mw_walk_values(body, most, MW_DEPTH_MAX, err);
}

bool source_bytes_take(struct source *source, struct mw_bytes *value)
{
    if (source->config.values > 1) {
        return mw_value_skip(&source->more, value) == MW_OK;
    }
    *value = source->more;
    source->more.len = 0;
    return value->len > 0;
}

enum mw_status source_bytes_cut(struct source *source, struct mw_bytes *in,
                                struct mw_error *err)
{
    struct mw_frame frame;
    enum mw_status rc;

    rc = mw_frame_next(source->config.framing, limit(source), &source->walk, in,
                       &frame, err);
    if (rc == MW_OK && !frame.walked) {
        rc = walk_body(source, frame.body, err);
    }
    if (rc == MW_OK) {
        source->more = frame.body;
        source->cuts++;
    }
    source->wanted = rc == MW_EAGAIN ? wanted(source, &frame, in->len) : 1;
    return rc == MW_EFRAME && !is_framed(source) ? MW_EVALUE : rc;
}

enum mw_status source_bytes_ends(const struct source *source, size_t len,
                                 struct mw_error *err)
{
    return mw_error_set(err, is_framed(source) ? MW_EFRAME : MW_EVALUE,
                        "the input ends inside it, after %zu byte%s", len,
                        len == 1 ? "" : "s");
}

static enum mw_status next_bytes(struct source *source, struct mw_bytes *value,
                                 struct mw_error *err)
{
    struct mw_bytes rest = source->input.rest;
    enum mw_status rc;

    if (source_bytes_take(source, value)) {
        return MW_OK;
    }
    rc = source_bytes_cut(source, &rest, err);
    if (rc == MW_OK) {
        input_use(&source->input, rest);
        source_bytes_take(source, value);
    }
    return rc;
}

static enum mw_status end_bytes(struct source *source, struct mw_bytes *value,
                                struct mw_error *err)
{
    (void)value;
    return source->input.rest.len == 0
               ? MW_ECLOSED
               : source_bytes_ends(source, source->input.rest.len, err);
}

static void blame_bytes(const struct source *source, struct mw_error *err)
{
    mw_error_prefix(err, "%s %" PRIu64 " at byte %" PRIu64,
                    source_bytes_noun(source), source->cuts + 1,
                    source->input.offset);
}

const struct source_reader source_bytes = {
    .open = source_bytes_open,
    .next = next_bytes,
    .end = end_bytes,
    .blame = blame_bytes,
};
