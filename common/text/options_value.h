/* Option values: what parsing and --help know about each kind. */
#ifndef MSGWIRE_TEXT_OPTIONS_VALUE_H
#define MSGWIRE_TEXT_OPTIONS_VALUE_H

#include <msgwire/options.h>

enum { MW__OPTIONS_VALUE_TEXT = 192 };

/* Reads a value and puts it where the option says.
 *
 * name    the option as it was typed: "--timeout" or "-t".
 * value   NULL if there is none; borrowed by text and lists.
 * target  the struct of all options.
 *
 * Returns MW_OK; MW_EINVAL with the sentence. */
enum mw_status mw__options_value_put(const struct mw_option *option,
                                     const char *name, const char *value,
                                     void *target, struct mw_error *err);

/* Writes a choice's names, "a, b or c"; for other kinds nothing.
 *
 * Returns `out`, terminated; too long a list is cut. */
const char *mw__options_value_choices(const struct mw_option *option,
                                      char out[MW__OPTIONS_VALUE_TEXT]);

/* Writes a number's bounds, "1 to 65535", "at least 64" or "at most 1h", or
 * nothing. Returns `out`, terminated. */
const char *mw__options_value_range(const struct mw_option *option,
                                    char out[MW__OPTIONS_VALUE_TEXT]);

/* Writes the value that stands in `target`, as it would be typed; nothing for
 * an option that is off, empty or 0.
 *
 * Returns the text: `out`, or what the value points to. */
const char *mw__options_value_show(const struct mw_option *option,
                                   const void *target,
                                   char out[MW__OPTIONS_VALUE_TEXT]);

#endif
