/* Strings and keys, from their opening quote to their closing one. */
#ifndef MSGWIRE_TEXT_JSON_STRING_H
#define MSGWIRE_TEXT_JSON_STRING_H

#include "text/json_reader.h"

/* Begins with the quote at the front of the input, or goes on inside.
 *
 * Returns MW_OK when the string is appended and the state is that behind it;
 * MW_EAGAIN, and the state is inside it; or as mw__json_step. */
enum mw_status mw__json_string(struct mw_json_reader *reader, bool key);
enum mw_status mw__json_string_on(struct mw_json_reader *reader);

#endif
