/* What is wrong with JSON, and where. */
#ifndef MSGWIRE_TEXT_JSON_FAULT_H
#define MSGWIRE_TEXT_JSON_FAULT_H

#include "text/json_reader.h"

/* The end of the input as a byte that came. */
enum { MW__JSON_END = -1 };

/* Counts lines and columns up to `to`. */
void mw__json_fault_pass(struct mw_json_reader *reader, const uint8_t *to);

/* Where the token began. */
struct mw__json_place mw__json_fault_token(struct mw_json_reader *reader);

/* Each writes a sentence that begins with the place, and returns `status`, or
 * MW_EVALUE. The place is the next byte, or a given one. */
enum mw_status mw__json_fault(struct mw_json_reader *reader,
                              enum mw_status status, const char *fmt, ...)
    MW_PRINTF(3, 4);
enum mw_status mw__json_fault_at(struct mw_json_reader *reader,
                                 struct mw__json_place place, const char *fmt,
                                 ...) MW_PRINTF(3, 4);

/* The next byte, or MW__JSON_END, is not what was expected. */
enum mw_status mw__json_fault_expected(struct mw_json_reader *reader,
                                       const char *what, int got);

/* What is expected now, in words. */
const char *mw__json_fault_next(struct mw_json_reader *reader);

/* Writes the sentence for MW_EDEEP, MW_ENOMEM or MW_ETOOBIG, at the next
 * byte. */
void mw__json_fault_limit(struct mw_json_reader *reader, enum mw_status status);

#endif
