/* Strings, numbers and words: what is read byte by byte and may be cut. */
#ifndef MSGWIRE_TEXT_JSON_TOKEN_H
#define MSGWIRE_TEXT_JSON_TOKEN_H

#include "text/json_reader.h"

/* Each begins with the token at the front of reader->in and reads as much as
 * is there.
 *
 * Returns MW_OK when it is whole and appended: the state is that after it;
 * MW_EAGAIN, and the state is inside it; or a fault. */
enum mw_status mw__json_token_string(struct mw_json_reader *reader, bool key);
enum mw_status mw__json_token_number(struct mw_json_reader *reader);
enum mw_status mw__json_token_word(struct mw_json_reader *reader,
                                   const char *word);

/* Goes on inside the token. Returns likewise. */
enum mw_status mw__json_token_on(struct mw_json_reader *reader);

/* The input has ended inside the token, which may be whole now: a number. */
enum mw_status mw__json_token_end(struct mw_json_reader *reader);

/* The input that is there ends inside the token: keeps where it began. */
void mw__json_token_keep(struct mw_json_reader *reader);

#endif
