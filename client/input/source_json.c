/* JSON: the library's reader does the work; the value is collected. */
#include "input/source_reader.h"

#include <inttypes.h>

static enum mw_status open_json(struct source *source, struct mw_error *err)
{
    source->json = mw_json_reader_new(&source->config.rules);
    return source->json != NULL
               ? MW_OK
               : mw_error_set(err, MW_ENOMEM, "no memory for a reader");
}

static enum mw_status next_json(struct source *source, struct mw_bytes *value,
                                struct mw_error *err)
{
    struct mw_bytes rest = source->input.rest;
    enum mw_status rc;

    rc = mw_json_reader_feed(source->json, &rest, &source->value, err);
    input_use(&source->input, rest);
    *value = mw_buffer_bytes(&source->value);
    return rc;
}

static enum mw_status end_json(struct source *source, struct mw_bytes *value,
                               struct mw_error *err)
{
    enum mw_status rc = mw_json_reader_end(source->json, &source->value, err);

    *value = mw_buffer_bytes(&source->value);
    return rc == MW_EAGAIN ? MW_ECLOSED : rc;
}

/* Line and column are in the sentence already. */
static void blame_json(const struct source *source, struct mw_error *err)
{
    mw_error_prefix(err, "value %" PRIu64, source->count + 1);
}

const struct source_reader source_json = {
    .open = open_json,
    .next = next_json,
    .end = end_json,
    .blame = blame_json,
};
