/* Replacing a file, whole or not at all. */
#ifndef CLIENT_OUTPUT_REPLACE_H
#define CLIENT_OUTPUT_REPLACE_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum replace_readers {
    REPLACE_FOR_USER, /* nobody else may read it */
    REPLACE_FOR_ALL,  /* whom the umask lets, or the file that was there */
};

/* Writes `text` to a new file beside it, which then takes its name. A symbolic
 * link stays one: what it points to is replaced. What is no file, such as a
 * device or a pipe, is written to.
 *
 * Returns MW_OK; MW_ESYSTEM: the file is as it was; MW_ECANCELED without a
 * sentence: it is a pipe, and nobody reads it any more. */
enum mw_status replace_file(const char *path, struct mw_bytes text,
                            enum replace_readers readers, struct mw_error *err);

#endif
