/* Where in a text: lines and columns, counted while it is read. */
#ifndef MSGWIRE_TEXT_JSON_PLACE_H
#define MSGWIRE_TEXT_JSON_PLACE_H

#include <msgwire/bytes.h>

/* Of the next byte; both from 1, columns in characters. */
struct mw__json_place {
    size_t line;
    size_t column;
};

/* Passes the text that came next. */
void mw__json_place_pass(struct mw__json_place *place, struct mw_bytes text);

#endif
