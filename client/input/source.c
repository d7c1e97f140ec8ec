#include "input/source.h"

#include "input/source_reader.h"
#include "output/progress.h"

struct source_config source_chosen(const struct options *opt)
{
    static const struct source_reader *const readers[] = {
        [OPTIONS_IN_JSON] = &source_json,
        [OPTIONS_IN_MSGPACK] = &source_bytes,
        [OPTIONS_IN_HEX] = &source_hex,
        [OPTIONS_IN_FRAMES] = &source_bytes,
    };

    return (struct source_config){
        .reader = readers[opt->in],
        .framing = opt->in == OPTIONS_IN_FRAMES ? options_framing(opt)
                                                : mw_framing_named("none"),
        .values = (uint32_t)opt->values,
        .rules = {.max_value = (size_t)opt->max_frame,
                  .keep_duplicates = opt->keep_duplicates},
        .progress = opt->progress,
    };
}

struct source_config source_binary(const struct options *opt)
{
    return (struct source_config){
        .reader = opt->hex ? &source_dump : &source_bytes,
        .framing = options_framing(opt),
        .values = (uint32_t)opt->values,
        .rules = {.max_value = (size_t)opt->max_frame},
        .progress = opt->progress,
    };
}

enum mw_status source_open(struct source *source, const char *name,
                           const struct source_config *config,
                           struct mw_error *err)
{
    enum mw_status rc;

    *source = (struct source){.config = *config, .starved = true};
    if (source->config.reader == NULL) {
        source->config.reader = &source_json;
    }
    rc = input_open(&source->input, name, err);
    if (rc != MW_OK) {
        return rc;
    }
    source->name = input_is_stdin(&source->input) ? "stdin" : NULL;
    progress_begin(source->config.progress, source->input.fd);
    rc = source->config.reader->open(source, err);
    if (rc != MW_OK) {
        input_close(&source->input);
    }
    return rc;
}

void source_close(struct source *source)
{
    mw_json_reader_free(source->json);
    mw_buffer_fini(&source->value);
    mw_buffer_fini(&source->bytes);
    input_close(&source->input);
}

/* As source_next, but for the place of a fault. */
static enum mw_status next_value(struct source *source, struct mw_bytes *value,
                                 struct mw_error *err)
{
    enum mw_status rc;

    if (source->given && source->more.len == 0) {
        source->value.len = 0;
        source->given = false;
    }
    rc = source->config.reader->next(source, value, err);
    if (rc == MW_EAGAIN && source->ended) {
        rc = source->config.reader->end(source, value, err);
    }
    source->starved = rc == MW_EAGAIN;
    if (rc == MW_OK) {
        source->given = true;
        source->count++;
    }
    return rc;
}

static void blame(const struct source *source, enum mw_status rc,
                  struct mw_error *err)
{
    source->config.reader->blame(source, err);
    if (source->name != NULL) {
        mw_error_prefix(err, "%s", source->name);
    }
    if (err != NULL) {
        err->status = rc;
    }
}

enum mw_status source_next(struct source *source, struct mw_bytes *value,
                           struct mw_error *err)
{
    enum mw_status rc = next_value(source, value, err);

    if (rc != MW_OK && rc != MW_EAGAIN && rc != MW_ECLOSED) {
        blame(source, rc, err);
    }
    return rc;
}

enum mw_status source_fill(struct source *source, struct mw_error *err)
{
    enum mw_status rc = input_fill(&source->input, err);

    if (rc == MW_ECLOSED) {
        source->ended = true;
        rc = MW_OK;
    }
    source->starved = source->starved && rc != MW_OK;
    progress_step(source->config.progress, source->count, source->input.offset);
    return rc;
}

/* As next_value, waiting for as long as it takes. */
static enum mw_status next_blocking(struct source *source,
                                    struct mw_bytes *value,
                                    struct mw_error *err)
{
    enum mw_status rc = next_value(source, value, err);

    while (rc == MW_EAGAIN) {
        rc = source_fill(source, err);
        if (rc == MW_OK) {
            rc = next_value(source, value, err);
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
