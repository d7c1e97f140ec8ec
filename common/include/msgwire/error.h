/* Errors: a status for the program, a sentence for the person.
 *
 * Whoever finds a fault writes the sentence, with its numbers; each caller
 * that knows more puts it in front; only a program's `main` prints it. */
#ifndef MSGWIRE_ERROR_H
#define MSGWIRE_ERROR_H

#include <msgwire/bytes.h>
#include <msgwire/export.h>
#include <msgwire/status.h>

enum { MW_ERROR_TEXT = 256, MW_EXCERPT = 4 * 64 + 8 };

struct mw_error {
    enum mw_status status;
    char text[MW_ERROR_TEXT]; /* one sentence, no full stop */
};

/* Writes status and sentence. What does not fit is cut at a whole character.
 *
 * err  may be NULL: then only the status is returned.
 *
 * Returns `status`, so that a function can end with it. */
MW_API enum mw_status mw_error_set(struct mw_error *err, enum mw_status status,
                                   const char *fmt, ...) MW_PRINTF(3, 4);

/* Puts "what: " in front of the sentence. `err` may be NULL. */
MW_API void mw_error_prefix(struct mw_error *err, const char *fmt, ...)
    MW_PRINTF(2, 3);

/* Shows bytes from outside in a sentence: printable ASCII as it is, the rest
 * as \xNN, at most 64 bytes, then "...".
 *
 * Returns `out`, terminated. */
MW_API const char *mw_excerpt(struct mw_bytes bytes, char out[MW_EXCERPT]);

/* Returns the status's name in a few words, such as "timed out". */
MW_API const char *mw_status_name(enum mw_status status);

#endif
