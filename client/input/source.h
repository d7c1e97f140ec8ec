/* Sources: values, one after another, out of a file or stdin, in whatever
 * form they are kept there.
 *
 *     json     values of typed JSON, with any white space between them
 *     msgpack  values that follow each other; their bytes stay as they are
 *     frames   the same, each in a frame
 *     hex      msgpack values as hex text, with any white space
 *
 * What is read of one value at a time is bounded, however long the input. */
#ifndef CLIENT_INPUT_SOURCE_H
#define CLIENT_INPUT_SOURCE_H

#include "input/hex.h"
#include "input/hexdump.h"
#include "input/input.h"
#include "options.h"

#include <msgwire/frame.h>
#include <msgwire/json.h>
#include <msgwire/walk.h>

struct source_reader;

struct source_config {
    const struct source_reader *reader; /* NULL: JSON's */
    const struct mw_framing *framing;   /* of bytes and of hex text */
    uint32_t values;                    /* most in a frame; 0: one */
    struct mw_json_rules rules;         /* its max_value bounds any form */
    struct progress *progress;          /* is told of each read; may be NULL */
};

/* Returns how the values of stdin and of files are read, as --in says. */
struct source_config source_chosen(const struct options *opt);

/* Returns how msgpack is read, or hex text or a dump of it: as --framing and
 * --hex say. */
struct source_config source_binary(const struct options *opt);

struct source {
    struct source_config config;
    const char *name; /* how sentences call it; NULL: not at all */
    struct input input;
    uint64_t count;         /* values given so far */
    bool starved;           /* source_fill comes before source_next */
    bool given;             /* what `value` holds was handed out */
    bool ended;             /* the input has ended */
    struct mw_buffer value; /* the value at hand, where it is no view */
    struct mw_json_reader *json;
    struct mw_walk walk;  /* where a value without a prefix goes on */
    struct mw_bytes more; /* of the frame at hand: values not yet given */
    uint64_t cuts;        /* frames so far, or values without a prefix */
    struct hex hex;
    struct hex_place begin; /* of the value at hand, or of a fault, in hex */
    size_t wanted;          /* bytes that it still needs, at the least */
    bool judged;            /* whether hex text is a dump is known */
    struct hexdump hexdump;
    struct mw_buffer bytes; /* of a dump, */
    size_t used;            /* of them, and */
    uint64_t offset;        /* of the first one that is not, in the dump */
    struct mw_error fault;  /* in a line of it, behind them */
};

/* Opens a file, or stdin for "-" and NULL.
 *
 * Returns MW_OK, and source_close closes; MW_EINVAL if the file can't be
 * opened; MW_ENOMEM. */
enum mw_status source_open(struct source *source, const char *name,
                           const struct source_config *config,
                           struct mw_error *err);
void source_close(struct source *source);

/* Gives the next value from what was read.
 *
 * value  its msgpack, walked; borrowed until the next call.
 *
 * Returns MW_OK; MW_EAGAIN if source_fill must be called first; MW_ECLOSED at
 * the end. For bad input MW_EVALUE, MW_EDEEP, MW_ETOOBIG or, where the
 * boundaries are lost, MW_EFRAME, with the value's number and its place;
 * MW_ENOMEM. After these it is of no more use. */
enum mw_status source_next(struct source *source, struct mw_bytes *value,
                           struct mw_error *err);

/* Reads once more.
 *
 * Returns MW_OK, also at the end, which source_next then tells; MW_EAGAIN if a
 * non-blocking descriptor has nothing now; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status source_fill(struct source *source, struct mw_error *err);

/* Appends the one value that the source wants to hold. Faults have their place
 * and no number.
 *
 * Returns as source_next; MW_EVALUE if it holds none, or more than one. */
enum mw_status source_only(struct source *source, struct mw_buffer *out,
                           struct mw_error *err);

#endif
