/* Hex text that may be a dump with offsets: once that is known it is read as
 * one or the other. A dump's lines become bytes as they are whole. */
#include "input/source_reader.h"

#include <inttypes.h>

/* Judges the beginning. Returns false if more of it must be seen. */
static bool judge(struct source *source)
{
    bool dump;

    if (source->judged) {
        return true;
    }
    source->judged = hexdump_judge(source->input.rest, source->ended, &dump);
    if (source->judged && !dump) {
        source->config.reader = &source_hex;
    }
    return source->judged;
}

/* Appends the bytes of lines that have come to those not yet used. A fault in
 * a line is told when what was before it has been given.
 *
 * Returns MW_EAGAIN if there was none. */
static enum mw_status read_lines(struct source *source, struct mw_error *err)
{
    struct mw_bytes rest = source->input.rest;
    struct mw_error *fault = &source->fault;

    if (fault->status != MW_OK) {
        return mw_error_set(err, fault->status, "%s", fault->text);
    }
    mw_buffer_drop(&source->bytes, source->used);
    source->used = 0;
    fault->status = hexdump_read_on(&source->hexdump, &rest, source->ended,
                                    &source->bytes, fault);
    if (fault->status == MW_OK && rest.len == source->input.rest.len) {
        return MW_EAGAIN;
    }
    input_use(&source->input, rest);
    return MW_OK;
}

static enum mw_status cut(struct source *source, struct mw_error *err)
{
    struct mw_bytes in = mw_bytes(source->bytes.at + source->used,
                                  source->bytes.len - source->used);
    size_t len = in.len;
    enum mw_status rc = source_bytes_cut(source, &in, err);

    if (rc == MW_OK) {
        source->used += len - in.len;
        source->offset += len - in.len;
    }
    return rc;
}

static enum mw_status next_dump(struct source *source, struct mw_bytes *value,
                                struct mw_error *err)
{
    enum mw_status rc = MW_EAGAIN, read = MW_OK;

    if (!judge(source)) {
        return MW_EAGAIN;
    }
    if (source->config.reader == &source_hex) {
        return source_hex.next(source, value, err);
    }
    if (source_bytes_take(source, value)) {
        return MW_OK;
    }
    while (rc == MW_EAGAIN && read == MW_OK) {
        rc = cut(source, err);
        if (rc == MW_EAGAIN) {
            read = read_lines(source, err);
        }
    }
    if (rc == MW_OK) {
        source_bytes_take(source, value);
    }
    return read == MW_OK ? rc : read;
}

static enum mw_status end_dump(struct source *source, struct mw_bytes *value,
                               struct mw_error *err)
{
    size_t left = source->bytes.len - source->used;

    (void)value;
    return left == 0 ? MW_ECLOSED : source_bytes_ends(source, left, err);
}

static void blame_dump(const struct source *source, struct mw_error *err)
{
    mw_error_prefix(err, "%s %" PRIu64 " at byte %" PRIu64,
                    source_bytes_noun(source), source->cuts + 1,
                    source->offset);
}

const struct source_reader source_dump = {
    .open = source_bytes_open,
    .next = next_dump,
    .end = end_dump,
    .blame = blame_dump,
};
