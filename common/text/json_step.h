/* The grammar of values, arrays and objects, one step at a time. */
#ifndef MSGWIRE_TEXT_JSON_STEP_H
#define MSGWIRE_TEXT_JSON_STEP_H

#include "text/json_reader.h"

/* Moves past white space. */
void mw__json_step_space(struct mw_bytes *in);

/* Reads the next token, bracket, comma or colon; a value that is whole leads
 * to MW__JSON_DONE.
 *
 * Returns MW_OK; MW_EAGAIN when the input is used up; MW_EVALUE with a
 * sentence; or MW_EDEEP, MW_ENOMEM or MW_ETOOBIG without one. */
enum mw_status mw__json_step(struct mw_json_reader *reader);

/* The input has ended, not between values. Returns likewise, never
 * MW_EAGAIN. */
enum mw_status mw__json_step_end(struct mw_json_reader *reader);

#endif
