/* One character of a JSON string: an escape, or UTF-8 as it stands. */
#ifndef MSGWIRE_TEXT_JSON_UNIT_H
#define MSGWIRE_TEXT_JSON_UNIT_H

#include <msgwire/bytes.h>

enum { MW__JSON_UNIT = 12 }; /* the longest, two escapes: \ud83d\ude00 */

/* Reads the character at the front, whatever it is but a quote.
 *
 * text  bytes of the string's inside, one at least; moved past on MW_OK.
 * code  set to the character.
 * why   set to what was expected, on MW_EVALUE.
 *
 * Returns MW_OK; MW_EAGAIN if the text ends inside it; MW_EVALUE. */
enum mw_status mw__json_unit(struct mw_bytes *text, uint32_t *code,
                             const char **why);

#endif
