/* Numbers for people. */
#ifndef MSGWIRE_DIGITS_H
#define MSGWIRE_DIGITS_H

#include <stdint.h>

#include <msgwire/export.h>

enum { MW_DIGITS = 32 }; /* "18 446 744 073 709 551 615" fits */

/* Writes a number, its digits in groups of three. Returns where it begins,
 * terminated. */
MW_API const char *mw_digits(uint64_t number, char out[MW_DIGITS]);

#endif
