/* Words: one word of a command line, or one file, as one value. */
#ifndef CLIENT_INPUT_WORD_H
#define CLIENT_INPUT_WORD_H

#include "input/source.h"

/* Appends JSON if it parses, else the word as a string; what is meant as JSON
 * and is none is refused.
 *
 * Returns MW_OK; MW_EINVAL; MW_ENOMEM. */
enum mw_status word_read(const char *word, const struct mw_json_rules *rules,
                         struct mw_buffer *out, struct mw_error *err);

/* Appends what must be JSON. Returns as word_read. */
enum mw_status word_json(const char *text, const struct mw_json_rules *rules,
                         struct mw_buffer *out, struct mw_error *err);

/* Appends a string. Returns as word_read; MW_EINVAL if it is no UTF-8. */
enum mw_status word_text(struct mw_bytes text, struct mw_buffer *out,
                         struct mw_error *err);

/* Appends the one value in a file, in the source's form.
 *
 * Returns MW_OK; MW_EINVAL if it can't be opened; as source_only. */
enum mw_status word_file(const char *name, const struct source_config *config,
                         struct mw_buffer *out, struct mw_error *err);

/* Appends a file's content as a string.
 *
 * Returns MW_OK; MW_EINVAL if it can't be opened; MW_EVALUE if it is no UTF-8;
 * MW_ETOOBIG if it is longer than a value may be; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status word_file_text(const char *name,
                              const struct source_config *config,
                              struct mw_buffer *out, struct mw_error *err);

#endif
