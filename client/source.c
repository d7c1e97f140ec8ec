#include "source.h"

enum mw_status source_open(struct source *source, const char *name,
                           const struct mw_json_rules *rules,
                           struct mw_error *err)
{
    enum mw_status rc;

    *source = (struct source){0};
    rc = input_open(&source->input, name, err);
    if (rc != MW_OK) {
        return rc;
    }
    source->reader = mw_json_reader_new(rules);
    if (source->reader == NULL) {
        input_close(&source->input);
        return mw_error_set(err, MW_ENOMEM, "no memory for a reader");
    }
    return MW_OK;
}

void source_close(struct source *source)
{
    mw_json_reader_free(source->reader);
    mw_buffer_fini(&source->value);
    input_close(&source->input);
}

enum mw_status source_next(struct source *source, struct mw_bytes *value,
                           struct mw_error *err)
{
    struct mw_bytes rest = source->input.rest;
    enum mw_status rc;

    if (source->given) {
        source->value.len = 0;
        source->given = false;
    }
    rc = mw_json_reader_feed(source->reader, &rest, &source->value, err);
    input_use(&source->input, rest);
    if (rc == MW_EAGAIN && source->ended) {
        rc = mw_json_reader_end(source->reader, &source->value, err);
        rc = rc == MW_EAGAIN ? MW_ECLOSED : rc;
    }
    *value = mw_buffer_bytes(&source->value);
    source->given = rc == MW_OK;
    return rc;
}

enum mw_status source_fill(struct source *source, struct mw_error *err)
{
    enum mw_status rc = input_fill(&source->input, err);

    if (rc == MW_ECLOSED) {
        source->ended = true;
        return MW_OK;
    }
    return rc;
}

/* As source_next, waiting for as long as it takes. */
static enum mw_status next_blocking(struct source *source,
                                    struct mw_bytes *value,
                                    struct mw_error *err)
{
    enum mw_status rc = source_next(source, value, err);

    while (rc == MW_EAGAIN) {
        rc = source_fill(source, err);
        if (rc == MW_OK) {
            rc = source_next(source, value, err);
        }
    }
    return rc;
}

enum mw_status source_only(struct source *source, struct mw_buffer *out,
                           struct mw_error *err)
{
    struct mw_bytes value;
    enum mw_status rc = next_blocking(source, &value, err);

    if (rc == MW_ECLOSED) {
        return mw_error_set(err, MW_EVALUE, "it holds no value");
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, value);
    }
    if (rc != MW_OK) {
        return rc;
    }
    rc = next_blocking(source, &value, err);
    if (rc == MW_OK) {
        return mw_error_set(err, MW_EVALUE,
                            "it holds more than one value, one was expected");
    }
    return rc == MW_ECLOSED ? MW_OK : rc;
}
