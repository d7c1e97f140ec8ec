/* Points in time as text. Source: RFC 3339; the proleptic Gregorian calendar,
 * years 1 to 9999, no leap seconds. */
#ifndef MSGWIRE_TEXT_TIME_H
#define MSGWIRE_TEXT_TIME_H

#include <msgwire/bytes.h>

enum { MW__TIME_TEXT = 32 }; /* "9999-12-31T23:59:59.999999999Z" fits */

/* Since 1970-01-01T00:00:00Z; nanoseconds count forward, 0 to 999999999. */
struct mw__time {
    int64_t seconds;
    uint32_t nanoseconds;
};

/* True if the year is within 1 to 9999, so that there is text for it. */
bool mw__time_has_text(struct mw__time time);

/* Writes it in UTC with as many decimals as it needs, none if nanoseconds is
 * 0, no terminator; mw__time_has_text must hold. Returns the length. */
size_t mw__time_write(struct mw__time time, char out[MW__TIME_TEXT]);

/* Reads "2021-01-14T08:25:36Z", with 1 to 9 decimals or none, "Z" or an offset
 * such as "+01:00"; "t" and "z" too.
 *
 * Returns false if the text is not exactly that, or there is no such day. */
bool mw__time_read(struct mw_bytes text, struct mw__time *time);

#endif
