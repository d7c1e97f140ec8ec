/* Numbers as text: exact, short, the same in every locale. */
#ifndef MSGWIRE_TEXT_NUMBER_H
#define MSGWIRE_TEXT_NUMBER_H

#include <msgwire/bytes.h>

enum { MW__NUMBER_TEXT = 32 }; /* the longest text fits */

/* Each writes without a terminator and returns the length. */
size_t mw__number_write_uint(uint64_t value, char *out);
size_t mw__number_write_int(int64_t value, char *out);

/* The shortest text that reads back as the value, which is finite; there is
 * always a "." or an "e" in it. */
size_t mw__number_write_f64(double value, char *out);
size_t mw__number_write_f32(float value, char *out);

#endif
