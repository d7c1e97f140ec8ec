/* The tokens of JSON text that our own writer made: valid, and without white
 * space. */
#ifndef MSGWIRE_TEXT_PRETTY_TOKEN_H
#define MSGWIRE_TEXT_PRETTY_TOKEN_H

#include <msgwire/pretty.h>

/* True if the text begins so. */
bool mw__pretty_token_begins(struct mw_bytes text, const char *with);

/* True for `[` and `{`. */
bool mw__pretty_token_opens(uint8_t byte);

/* True for `]` and `}`. */
bool mw__pretty_token_closes(uint8_t byte);

/* True if the value at the front is typed, {"$bin":"AP8="}, and no map: what
 * is one value is never parted. */
bool mw__pretty_token_typed(struct mw_bytes text);

/* Returns the length of the token at the front: a string, a number, a word, or
 * one character. */
size_t mw__pretty_token_len(struct mw_bytes text);

/* Returns the columns of the value at the front on one line, with a space
 * behind each comma and colon.
 *
 * most    where to stop: if the value takes more, the result is above this.
 * offset  for the local time behind each time; NULL: there is none. */
size_t mw__pretty_token_columns(struct mw_bytes text, size_t most,
                                mw_pretty_offset_fn offset);

/* Moves to the bracket that closes the array or object around the front.
 *
 * text  begins with a member.
 *
 * Returns how many members were passed. */
size_t mw__pretty_token_members(struct mw_bytes *text);

#endif
