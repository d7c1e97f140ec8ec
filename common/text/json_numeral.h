/* Numbers: collected while they are cut, then packed. */
#ifndef MSGWIRE_TEXT_JSON_NUMERAL_H
#define MSGWIRE_TEXT_JSON_NUMERAL_H

#include "text/json_reader.h"

/* Begins with the number at the front of the input, or goes on inside.
 * Returns as mw__json_string. */
enum mw_status mw__json_numeral(struct mw_json_reader *reader);
enum mw_status mw__json_numeral_on(struct mw_json_reader *reader);

/* The input has ended: the number is whole, or not. */
enum mw_status mw__json_numeral_end(struct mw_json_reader *reader);

#endif
