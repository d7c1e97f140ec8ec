/* What strings, numbers and words have in common: each is read byte by byte,
 * and may be cut anywhere by the end of the input that is there. */
#ifndef MSGWIRE_TEXT_JSON_TOKEN_H
#define MSGWIRE_TEXT_JSON_TOKEN_H

#include "text/json_reader.h"

/* The token begins at the next byte, and the state is inside it. */
void mw__json_token_begin(struct mw_json_reader *reader,
                          enum mw__json_state state);

/* True inside a token. */
bool mw__json_token_is_open(const struct mw_json_reader *reader);

/* The input that is there ends inside the token: keeps where it began. */
void mw__json_token_keep(struct mw_json_reader *reader);

/* A whole value has been appended. */
void mw__json_token_end(struct mw_json_reader *reader);

#endif
