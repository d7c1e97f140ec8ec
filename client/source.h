/* Sources: JSON values, one after another, out of an input. */
#ifndef CLIENT_SOURCE_H
#define CLIENT_SOURCE_H

#include "input.h"

#include <msgwire/json.h>

struct source {
    struct input input;
    struct mw_json_reader *reader;
    struct mw_buffer value;
    bool given; /* `value` is whole and was handed out */
    bool ended; /* the input has ended */
};

/* As input_open. */
enum mw_status source_open(struct source *source, const char *name,
                           const struct mw_json_rules *rules,
                           struct mw_error *err);
void source_close(struct source *source);

/* Gives the next value from what was read.
 *
 * value  its msgpack; borrowed until the next call.
 *
 * Returns MW_OK; MW_EAGAIN if source_fill must be called first; MW_ECLOSED at
 * the end; what mw_json_reader_feed returns for bad input. */
enum mw_status source_next(struct source *source, struct mw_bytes *value,
                           struct mw_error *err);

/* Reads once more.
 *
 * Returns MW_OK, also at the end, which source_next then tells; MW_EAGAIN if a
 * non-blocking descriptor has nothing now; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status source_fill(struct source *source, struct mw_error *err);

/* Appends the one value that the source wants to hold.
 *
 * Returns MW_OK; MW_EVALUE if it holds none, or more than one. */
enum mw_status source_only(struct source *source, struct mw_buffer *out,
                           struct mw_error *err);

#endif
