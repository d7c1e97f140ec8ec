#include "options.h"

#include <stdio.h>

#define MEBIBYTES(n) ((uint64_t)(n) << 20)
#define SECONDS(n)   ((uint64_t)(n)*1000000000u)

const struct options options_network = {
    .timeout_ns = SECONDS(5),
    .max_frame = MEBIBYTES(16),
    .framing = 0,
    .inflight = 512,
};

const struct options options_listen = {
    .timeout_ns = SECONDS(10),
    .max_frame = MEBIBYTES(16),
    .framing = 0,
    .inflight = 1024,
    .backlog = 1024,
    .max_connections = 10000,
};

const struct options options_relay = {
    .timeout_ns = SECONDS(10),
    .idle_ns = SECONDS(60),
    .max_frame = MEBIBYTES(16),
    .framing = 0,
    .backlog = 1024,
    .max_connections = 10000,
};

const struct options options_wait = {
    .timeout_ns = SECONDS(10),
    .max_frame = MEBIBYTES(16),
    .framing = 0,
};

const struct options options_conform = {
    .timeout_ns = SECONDS(2),
    .max_frame = MEBIBYTES(16),
    .framing = 0,
};

const struct options options_offline = {
    .max_frame = MEBIBYTES(1024),
    .framing = 1,
};

const struct options options_load = {
    .max_frame = MEBIBYTES(16),
    .framing = 0,
    .connections = 1,
    .depth = 1,
    .warmup_ns = SECONDS(1) / 2,
    .seed = 1,
};

const struct options options_compare = {
    .max_frame = MEBIBYTES(16),
    .framing = 0,
    .connections = 1,
    .depth = 16,
    .warmup_ns = SECONDS(1) / 20,
    .seed = 1,
    .rounds = 5,
};

const struct options options_none = {0};

/* The library's rows by name: a table needs them while compiling, and a test
 * holds the two together. */
const char *const options_framings[] = {
    "u32be", "none", "msgpack-int", "varint", "u32le", "u16be", NULL,
};

const char *const options_in[] = {
    [OPTIONS_IN_JSON] = "json",
    [OPTIONS_IN_MSGPACK] = "msgpack",
    [OPTIONS_IN_HEX] = "hex",
    [OPTIONS_IN_FRAMES] = "frames",
    NULL,
};

const char *const options_in_encode[] = {
    [OPTIONS_IN_JSON] = "json",
    [OPTIONS_IN_MSGPACK] = "msgpack",
    [OPTIONS_IN_HEX] = "hex",
    NULL,
};

const struct mw_framing *options_framing(const struct options *opt)
{
    return mw_framing_named(options_framings[opt->framing]);
}

uint64_t options_ms(uint64_t duration_ns)
{
    return duration_ns / 1000000 + (duration_ns % 1000000 != 0);
}

uint64_t options_patience_ms(const struct options *opt)
{
    return opt->timeout_ns == 0 ? UINT64_MAX / 4 : options_ms(opt->timeout_ns);
}

const char *options_duration(uint64_t duration_ns,
                             char out[OPTIONS_DURATION_TEXT])
{
    static const struct {
        uint64_t ns;
        const char *name;
    } units[] = {{SECONDS(1), "s"}, {1000000, "ms"}, {1000, "us"}, {1, "ns"}};
    size_t i = 0;

    while (duration_ns % units[i].ns != 0) {
        i++;
    }
    snprintf(out, OPTIONS_DURATION_TEXT, "%llu%s",
             (unsigned long long)(duration_ns / units[i].ns), units[i].name);
    return out;
}
