/* Chance that can be had again: the same key and number give the same answer,
 * whatever was asked before. So packet number n of a run meets the same fate in
 * each run of that seed. */
#ifndef CLIENT_EMULATE_CHANCE_H
#define CLIENT_EMULATE_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

/* Returns a key of its own for the `branch`-th thing below `key`; the first key
 * of all is a seed. */
uint64_t chance_key(uint64_t key, uint64_t branch);

/* True for `ppm` in a million numbers. */
bool chance_hits(uint64_t key, uint64_t number, uint64_t ppm);

#endif
