/* Draws: numbers that look like chance and are none: the same seed and place
 * give the same one, in any order, with no state between them. */
#ifndef CLIENT_DRAW_H
#define CLIENT_DRAW_H

#include <stdint.h>

/* Mixes all bits of a number into all others: the last steps of SplitMix64
 * (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators). */
static inline uint64_t draw_mix(uint64_t bits)
{
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
    return bits ^ bits >> 31;
}

/* The draw with this number, of all that a seed gives. */
static inline uint64_t draw_of(uint64_t seed, uint64_t number)
{
    return draw_mix(seed + (number + 1) * 0x9e3779b97f4a7c15u);
}

#endif
