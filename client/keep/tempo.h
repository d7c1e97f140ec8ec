/* A tempo: when what was recorded is due again. Its first record is due at
 * once, each other as long behind it as it was then, divided by the speed. No
 * error adds up, and what is late does not delay what follows. */
#ifndef CLIENT_KEEP_TEMPO_H
#define CLIENT_KEEP_TEMPO_H

#include <msgwire/error.h>

#include <stdbool.h>
#include <stdint.h>

struct tempo {
    double speed; /* 0: all is due at once */
    bool begun;
    uint64_t first_ns; /* the first record's time, ... */
    uint64_t from_ns;  /* ... and when it was due, of the caller's clock */
};

/* Reads a speed: "max", or a number from 0.001 to 1000000.
 *
 * text  NULL: 1, as it was.
 *
 * Returns MW_OK; MW_EINVAL. */
enum mw_status tempo_init(struct tempo *tempo, const char *text,
                          struct mw_error *err);

/* Returns how long a record has to wait; 0: it is due. The first one that is
 * asked for begins it.
 *
 * time_ns  the record's own; one before the first is due at once. */
uint64_t tempo_wait_ns(struct tempo *tempo, uint64_t time_ns, uint64_t now_ns);

#endif
