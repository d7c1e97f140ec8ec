/* A ration of sentences: who sends nonsense all day long is not quoted all day
 * long. */
#ifndef CLIENT_LISTEN_RATION_H
#define CLIENT_LISTEN_RATION_H

#include <stdbool.h>
#include <stdint.h>

enum { RATION_A_SECOND = 20 };

/* {0} is a whole one. */
struct ration {
    uint64_t second; /* the one it is for */
    unsigned used;   /* of it */
    uint64_t left_out;
};

/* Takes one sentence of the ration at this time.
 *
 * left_out  set to how many were refused since the last one that was not.
 *
 * Returns false if there is none left for now. */
bool ration_take(struct ration *ration, uint64_t now_ms, uint64_t *left_out);

#endif
