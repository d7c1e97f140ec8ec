/* A sweep: the sizes of the one payload of a message, each measured for itself.
 *
 *     64,512,1400,8Ki     four sizes
 *     64-512,1400         two: the first is by chance within a range */
#ifndef CLIENT_COMPARE_SWEEP_H
#define CLIENT_COMPARE_SWEEP_H

#include <msgwire/error.h>

enum { SWEEP_MAX = 16, SWEEP_TEXT = 48 };

struct sweep {
    size_t count;
    struct sweep_size {
        uint64_t bytes;        /* 0: a range */
        char text[SWEEP_TEXT]; /* as it was typed */
    } at[SWEEP_MAX];
};

/* Reads sizes, parted by commas.
 *
 * Returns MW_OK; MW_EINVAL with the part that is wrong, and what was expected
 * there. */
enum mw_status sweep_read(struct sweep *sweep, const char *text,
                          struct mw_error *err);

#endif
