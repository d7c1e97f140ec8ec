/* Rows: where on the screen a line stands that libedit has drawn. */
#ifndef CLIENT_REPL_REPL_ROWS_H
#define CLIENT_REPL_REPL_ROWS_H

#include <stddef.h>
#include <wchar.h>

/* Returns how many rows lie above the one that the text ends in, if the prompt
 * and the text behind it began a row; as the locale says how wide characters
 * are.
 *
 * prompt  text in the locale's encoding.
 * at, end the text; what is up to the cursor tells where the cursor is.
 * width   columns of a row, at least 1. */
size_t repl_rows_above(const char *prompt, const wchar_t *at,
                       const wchar_t *end, size_t width);

#endif
