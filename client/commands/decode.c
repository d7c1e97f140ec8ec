/* decode: msgpack in, framed or not; one line of typed JSON a value out. */
#include "command.h"
#include "input/pour.h"

#include <unistd.h>

static enum mw_status decode_run(const struct job *job, struct mw_error *err)
{
    struct render render;
    const struct pour_plan plan = {
        .name = job->count > 0 ? job->words[0] : NULL,
        .config = source_binary(job->opt),
        .render = &render,
    };
    enum mw_status rc;

    rc = render_init(&render, STDOUT_FILENO, &job->opt->output, RENDER_JSON,
                     err);
    if (rc == MW_OK) {
        rc = pour(&plan, err);
    }
    return render_end(&render, rc, err);
}

static const struct mw_option decode_options[] = {
    OPTIONS_CODEC,
    OPTION_VALUES("take up to N values in a frame, a line for each"),
    OPTION_HEX("the input is hex text, or a dump with offsets as xxd, "
               "hexdump -C and Wireshark print it"),
    OPTIONS_OUTPUT,
    OPTIONS_END,
};

const struct command command_decode = {
    .name = "decode",
    .group = GROUP_BYTES,
    .words = "[FILE]",
    .summary = "prints msgpack as typed JSON, one line a value, offline",
    .about =
        (const char *const[]){
            "What comes before a bad value is printed; the place of the "
            "fault is told, and the status is 6.",
            NULL,
        },
    .options = decode_options,
    .defaults = &options_offline,
    .words_max = 1,
    .exits = EXITS_OFFLINE,
    .examples =
        (const char *const[]){
            "msgwire decode data.msgpack",
            "msgwire decode -F u32be < captured.bin | jq .",
            "msgwire decode -F msgpack-int --values 2 tarantool.bin",
            "echo 93 01 02 03 | msgwire decode --hex",
            "echo '[1,2.0,null]' | msgwire encode | msgwire decode",
            NULL,
        },
    .run = decode_run,
};
