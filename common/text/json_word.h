/* The words true, false and null; and the byte order mark, which is read to
 * its end so that it can be named. */
#ifndef MSGWIRE_TEXT_JSON_WORD_H
#define MSGWIRE_TEXT_JSON_WORD_H

#include "text/json_reader.h"

/* Begins with the word whose first byte is `first`, at the front of the input,
 * or goes on inside. Returns as mw__json_string. */
enum mw_status mw__json_word(struct mw_json_reader *reader, uint8_t first);
enum mw_status mw__json_word_on(struct mw_json_reader *reader);

/* The input has ended inside the word. */
enum mw_status mw__json_word_end(struct mw_json_reader *reader);

#endif
