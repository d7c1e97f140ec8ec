/* Hex text: no digit is read before the value needs it, so that the one at
 * hand is all that is kept, and the place of its first digit is known. */
#include "input/source_reader.h"

#include <inttypes.h>

static enum mw_status read_digits(struct source *source, struct mw_error *err)
{
    struct mw_bytes rest = source->input.rest;
    enum mw_status rc;

    if (source->value.len == 0 && !source->hex.half) {
        source->begin = hex_skip(&source->hex, &rest);
    }
    rc = hex_read_on(&source->hex, &rest, source->wanted, &source->value, err);
    input_use(&source->input, rest);
    return rc;
}

/* Reads some digits and looks at the value that they make. What is wrong with
 * it counts before what is no digit behind it. */
static enum mw_status read_on(struct source *source, struct mw_error *err)
{
    size_t len = source->value.len;
    enum mw_status read = read_digits(source, err), rc = MW_EAGAIN;
    struct mw_bytes bytes = mw_buffer_bytes(&source->value);

    if (bytes.len > len) {
        rc = source_bytes_cut(source, &bytes, err);
    }
    if (rc != MW_EAGAIN || read == MW_OK) {
        return rc;
    }
    bytes = source->input.rest;
    source->begin = hex_skip(&source->hex, &bytes);
    return read;
}

static enum mw_status next_hex(struct source *source, struct mw_bytes *value,
                               struct mw_error *err)
{
    enum mw_status rc = MW_EAGAIN;

    if (source_bytes_take(source, value)) {
        return MW_OK;
    }
    while (rc == MW_EAGAIN && source->input.rest.len > 0) {
        rc = read_on(source, err);
    }
    if (rc == MW_OK) {
        source_bytes_take(source, value);
    }
    return rc;
}

static enum mw_status end_hex(struct source *source, struct mw_bytes *value,
                              struct mw_error *err)
{
    (void)value;
    if (source->hex.half) {
        return mw_error_set(err, MW_EVALUE,
                            "the input ends inside a byte, after one digit");
    }
    return source->value.len == 0
               ? MW_ECLOSED
               : source_bytes_ends(source, source->value.len, err);
}

/* The place is the fault's if it is no digit, else the value's. */
static void blame_hex(const struct source *source, struct mw_error *err)
{
    mw_error_prefix(err, "%s %" PRIu64 " at line %zu, column %zu",
                    source_bytes_noun(source), source->cuts + 1,
                    source->begin.line, source->begin.column);
}

const struct source_reader source_hex = {
    .open = source_bytes_open,
    .next = next_hex,
    .end = end_hex,
    .blame = blame_hex,
};
