/* inspect: offset, bytes, type, path and value of all there is in a file. */
#include "command.h"
#include "hex.h"
#include "input.h"

#include <unistd.h>

/* Reads all of it: a fault is shown among what stands around it. */
static enum mw_status read_all(struct input *input, size_t limit,
                               struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && input->rest.len <= limit) {
        rc = input_fill(input, err);
    }
    if (rc == MW_OK) {
        return mw_error_set(err, MW_ETOOBIG,
                            "the input is longer than %zu bytes: --max-frame "
                            "allows more",
                            limit);
    }
    return rc == MW_ECLOSED ? MW_OK : rc;
}

static enum mw_status inspect_input(const struct job *job, struct input *input,
                                    struct render *render, struct mw_error *err)
{
    struct mw_buffer bytes = {0};
    enum mw_status rc = read_all(input, job->opt->max_frame, err);

    if (rc == MW_OK && job->opt->hex) {
        rc = hex_read(input->rest, &bytes, err);
        input->rest = mw_buffer_bytes(&bytes);
    }
    if (rc == MW_OK) {
        rc = render_value(render, input->rest, input->rest, err);
    }
    mw_buffer_fini(&bytes);
    return rc;
}

static enum mw_status inspect_run(const struct job *job, struct mw_error *err)
{
    struct render_options output = job->opt->output;
    struct input input;
    struct render render;
    enum mw_status rc;

    rc = input_open(&input, job->count > 0 ? job->words[0] : NULL, err);
    if (rc != MW_OK) {
        return rc;
    }
    output.form = RENDER_INSPECT;
    rc = render_init(&render, STDOUT_FILENO, &output, RENDER_INSPECT, err);
    render.framing = options_framing(job->opt);
    if (rc == MW_OK) {
        rc = inspect_input(job, &input, &render, err);
    }
    rc = render_end(&render, rc, err);
    input_close(&input);
    return rc;
}

static const struct mw_option inspect_options[] = {
    OPTIONS_CODEC,
    OPTION_HEX,
    OPTION_COLOUR,
    OPTIONS_END,
};

const struct command command_inspect = {
    .name = "inspect",
    .group = GROUP_BYTES,
    .words = "[FILE]",
    .summary = "shows msgpack byte by byte and points at faults, offline",
    .options = inspect_options,
    .defaults = &options_inspect,
    .words_max = 1,
    .exits = EXITS_OFFLINE,
    .examples =
        (const char *const[]){
            "msgwire inspect -F u32be captured.bin",
            "echo 93 01 c0 a2 68 69 | msgwire inspect --hex",
            "echo '{\"a\":1}' | msgwire encode | msgwire inspect",
            NULL,
        },
    .run = inspect_run,
};
