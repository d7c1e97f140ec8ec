/* Strings as JSON: quoted, with what must not stand in them escaped. */
#ifndef MSGWIRE_TEXT_JSON_TEXT_H
#define MSGWIRE_TEXT_JSON_TEXT_H

#include <msgwire/bytes.h>

/* Appends `text` in quotes. C0, the quote, the backslash and DEL are escaped.
 *
 * terminal_safe  also C1, bidi controls, U+2028 and U+2029.
 *
 * Returns MW_OK; MW_EVALUE if the text is not UTF-8; MW_ENOMEM or MW_ETOOBIG.
 * `out` is as it was, unless MW_OK. */
enum mw_status mw__json_text(struct mw_bytes text, bool terminal_safe,
                             struct mw_buffer *out);

#endif
