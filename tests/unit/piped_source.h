/* A source that a test feeds piece by piece. */
#ifndef PIPED_SOURCE_H
#define PIPED_SOURCE_H

#include "support.h"

#include "input/source.h"

#include <unistd.h>

struct piped {
    struct source source;
    int end; /* where it is fed; -1 when it has ended */
};

static inline void piped_feed(struct piped *piped, struct mw_bytes bytes)
{
    assert_int_equal(write(piped->end, bytes.at, bytes.len), bytes.len);
    assert_int_equal(source_fill(&piped->source, NULL), MW_OK);
}

static inline void piped_end(struct piped *piped)
{
    close(piped->end);
    piped->end = -1;
    assert_int_equal(source_fill(&piped->source, NULL), MW_OK);
}

static inline void piped_open_as(struct piped *piped,
                                 const struct source_config *config,
                                 struct mw_bytes bytes)
{
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(source_open(&piped->source, NULL, config, NULL), MW_OK);
    piped->source.input.fd = ends[0];
    piped->end = ends[1];
    piped_feed(piped, bytes);
}

/* Opens it, as --in and the other options say, and feeds it. */
static inline void piped_open(struct piped *piped, const struct options *opt,
                              struct mw_bytes bytes)
{
    const struct source_config config = source_chosen(opt);

    piped_open_as(piped, &config, bytes);
}

static inline void piped_close(struct piped *piped)
{
    if (piped->end >= 0) {
        close(piped->end);
    }
    source_close(&piped->source);
}

static inline void piped_gives(struct piped *piped, struct mw_bytes expected)
{
    struct mw_error err = {0};
    struct mw_bytes value;

    if (source_next(&piped->source, &value, &err) != MW_OK) {
        fail_msg("value %llu: %s", (unsigned long long)piped->source.count + 1,
                 err.text);
    }
    assert_true(mw_bytes_equal(value, expected));
}

static inline void piped_says(struct piped *piped, enum mw_status status)
{
    struct mw_bytes value;

    assert_int_equal(source_next(&piped->source, &value, NULL), status);
}

static inline void piped_refuses(struct piped *piped, enum mw_status status,
                                 const char *sentence)
{
    struct mw_error err = {0};
    struct mw_bytes value;

    assert_int_equal(source_next(&piped->source, &value, &err), status);
    assert_int_equal(err.status, status);
    assert_string_equal(err.text, sentence);
}

#endif
