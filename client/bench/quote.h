/* Quotes: a person writes {"id": {{seq}}}, which is no JSON; with quotes
 * around each place that has none it is. */
#ifndef CLIENT_BENCH_QUOTE_H
#define CLIENT_BENCH_QUOTE_H

#include <msgwire/error.h>

/* Appends a word such as values_read reads, terminated: in what is meant as
 * JSON each place of a template gets the quotes that it lacks, and a word that
 * begins with a place, which is a text, is written as a string.
 *
 * Returns MW_OK; MW_EINVAL for a word that no value can be; MW_ENOMEM. */
enum mw_status quote_word(const char *word, struct mw_buffer *out,
                          struct mw_error *err);

#endif
