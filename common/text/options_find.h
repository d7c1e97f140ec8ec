/* Finding rows of a table of options, inline. */
#ifndef MSGWIRE_TEXT_OPTIONS_FIND_H
#define MSGWIRE_TEXT_OPTIONS_FIND_H

#include <msgwire/options.h>

/* Returns the row with this name, or NULL. */
static inline const struct mw_option *
mw__options_named(const struct mw_option *table, struct mw_bytes name)
{
    for (; table->name != NULL; table++) {
        if (mw_bytes_equal(mw_text(table->name), name)) {
            return table;
        }
    }
    return NULL;
}

/* Returns the row with this letter, or NULL. */
static inline const struct mw_option *
mw__options_lettered(const struct mw_option *table, char letter)
{
    for (; table->name != NULL; table++) {
        if (table->letter == letter) {
            return table;
        }
    }
    return NULL;
}

/* True for a word that is an option, or several: "-" stands for stdin, and -5
 * and -.5 are values. */
static inline bool mw__options_is_option(const char *word)
{
    const char *digit = word[0] == '-' && word[1] == '.' ? word + 2 : word + 1;

    return word[0] == '-' && word[1] != '\0' &&
           !(*digit >= '0' && *digit <= '9');
}

#endif
