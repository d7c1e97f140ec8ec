/* inspect: offset, bytes, type, path and value of all there is in a file. */
#include "command.h"
#include "input/octets.h"

#include <msgwire/inspect.h>

#include <unistd.h>

/* Offsets get the digits that a file's size needs; of a pipe the beginning is
 * a good guess, and longer ones take more room. */
static uint64_t end_of(const struct octets *octets)
{
    uint64_t total = octets_total(octets);

    return total > 0 ? total : octets->rest.len + 1;
}

static struct mw_inspect_style style_of(const struct job *job,
                                        const struct octets *octets,
                                        const struct render *render)
{
    return (struct mw_inspect_style){
        .framing = options_framing(job->opt),
        .limit = (size_t)job->opt->max_frame,
        .values = (unsigned)job->opt->values,
        .preamble = (size_t)job->opt->preamble,
        .end = end_of(octets),
        .width = render->width,
        .colour = render->colour,
        .colours = render->colours,
    };
}

/* Draws what was read, and reads on when no more of it can be told. */
static enum mw_status inspect_on(struct mw_inspection *inspection,
                                 struct octets *octets, struct render *render,
                                 struct mw_error *err)
{
    const uint8_t *at = octets->rest.at;
    enum mw_status rc = mw_inspect_on(inspection, &octets->rest, octets->ended,
                                      &render->out.buffer, err);
    bool stuck = octets->rest.at == at;
    enum mw_status flushed = MW_OK;

    if (rc == MW_OK || rc == MW_EAGAIN) {
        flushed = render_flush(render, err);
    }
    if (flushed != MW_OK) {
        return flushed;
    }
    if (rc == MW_EAGAIN && stuck) {
        flushed = octets_fill(octets, err);
    }
    return flushed != MW_OK ? flushed : rc;
}

static enum mw_status inspect_all(const struct job *job, struct octets *octets,
                                  struct render *render, struct mw_error *err)
{
    const struct mw_inspect_style style = style_of(job, octets, render);
    struct mw_inspection *inspection = mw_inspect_new(&style);
    enum mw_status rc = MW_EAGAIN;

    if (inspection == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for an inspection");
    }
    while (rc == MW_EAGAIN) {
        rc = inspect_on(inspection, octets, render, err);
    }
    mw_inspect_free(inspection);
    return rc;
}

static enum mw_status inspect_run(const struct job *job, struct mw_error *err)
{
    struct render_options output = job->opt->output;
    struct octets octets;
    struct render render;
    enum mw_status rc;

    rc = octets_open(&octets, job->count > 0 ? job->words[0] : NULL,
                     job->opt->hex, err);
    if (rc != MW_OK) {
        return rc;
    }
    output.form = RENDER_INSPECT;
    rc = render_init(&render, STDOUT_FILENO, &output, RENDER_INSPECT, err);
    if (rc == MW_OK) {
        rc = octets_fill(&octets, err);
    }
    if (rc == MW_OK) {
        rc = inspect_all(job, &octets, &render, err);
    }
    rc = render_end(&render, rc, err);
    octets_close(&octets);
    return rc;
}

static const struct mw_option inspect_options[] = {
    OPTIONS_CODEC,
    OPTION_VALUES("take up to N values in a frame, each with its index"),
    OPTION_PREAMBLE("so many bytes stand before the first frame"),
    OPTION_HEX("the input is hex text, or a dump with offsets as xxd, "
               "hexdump -C and Wireshark print it"),
    OPTION_COLOUR,
    OPTIONS_END,
};

const struct command command_inspect = {
    .name = "inspect",
    .group = GROUP_BYTES,
    .words = "[FILE]",
    .summary = "shows msgpack byte by byte and points at faults, offline",
    .options = inspect_options,
    .defaults = &options_offline,
    .words_max = 1,
    .exits = EXITS_OFFLINE,
    .examples =
        (const char *const[]){
            "msgwire inspect -F u32be captured.bin",
            "echo 93 01 c0 a2 68 69 | msgwire inspect --hex",
            "msgwire inspect -F msgpack-int --values 2 tarantool.bin",
            "echo '{\"a\":1}' | msgwire encode | msgwire inspect",
            NULL,
        },
    .run = inspect_run,
};
