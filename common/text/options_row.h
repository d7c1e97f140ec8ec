/* A row of options as people read it: in --help and in the manual. */
#ifndef MSGWIRE_TEXT_OPTIONS_ROW_H
#define MSGWIRE_TEXT_OPTIONS_ROW_H

#include <msgwire/options.h>

enum { MW__OPTIONS_ROW_TEXT = 512 };

/* Writes the sentence, with a choice's names: "how to print: json or hex".
 *
 * Returns it, terminated: `out`, or the row's own. */
const char *mw__options_row_sentence(const struct mw_option *option,
                                     char out[MW__OPTIONS_ROW_TEXT]);

/* Writes the bounds and the default, "(1 to 9, default 5)", or nothing if
 * there is neither. Returns it, terminated.
 *
 * defaults  the struct that holds them; may be NULL. */
const char *mw__options_row_note(const struct mw_option *option,
                                 const void *defaults,
                                 char out[MW__OPTIONS_ROW_TEXT]);

#endif
