/* Values: words of a command line as msgpack.
 *
 *     text  1  true  [1,2]   JSON if it parses, else a string
 *     key=text  key:=json    all pairs are one map, where the first stands
 *     a[b]=x  a[c][]:=1      maps and arrays in it
 *     key=@file              the file's text; key:=@file: the value in it
 *     @file                  the one value in that file
 *     -                      each value on stdin, in turn */
#ifndef CLIENT_INPUT_VALUES_H
#define CLIENT_INPUT_VALUES_H

#include "input/source.h"

struct values_rules {
    bool strings;  /* every word is a string, whatever it looks like */
    bool no_stdin; /* it is read already, for something else */
    struct source_config source; /* how the value in a file is read */
};

/* The values before and after the place of "-", end to end. */
struct values {
    struct mw_buffer before, after;
    uint32_t before_count, after_count;
    bool stream; /* "-" is among the words */
};

/* Reads the words. Gives; values_fini frees, also after an error.
 *
 * what  how a sentence calls a word: "PARAM" or "VALUE".
 *
 * Returns MW_OK; MW_EINVAL if a word can't be read; MW_EVALUE if a file's
 * content can't. */
enum mw_status values_read(struct values *values, char **words, int count,
                           const char *what, const struct values_rules *rules,
                           struct mw_error *err);
void values_fini(struct values *values);

/* Checks the word that names a method.
 *
 * Returns MW_OK; MW_EINVAL if no method can have that name. */
enum mw_status values_method(const char *word, struct mw_error *err);

/* Appends all values as one array, with `streamed` in the place of "-".
 *
 * streamed  bytes of one value; empty if there is no "-". */
enum mw_status values_array(const struct values *values,
                            struct mw_bytes streamed, struct mw_buffer *out);

#endif
