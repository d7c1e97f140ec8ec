/* Replacing a file of the user's settings, whole or not at all. */
#ifndef CLIENT_CONTEXTS_REPLACE_H
#define CLIENT_CONTEXTS_REPLACE_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* Waits for others that replace files in the folder of `path`; makes the
 * folder, and the one it stands in, if they are missing.
 *
 * lock  set to what replace_unlock takes. */
enum mw_status replace_lock(const char *path, int *lock, struct mw_error *err);
void replace_unlock(int lock);

/* Writes `text` to a new file beside it, which then takes its name; only the
 * user may read it. A symbolic link stays one: what it points to is replaced.
 *
 * Returns MW_OK; MW_ESYSTEM: the file is as it was. */
enum mw_status replace_file(const char *path, struct mw_bytes text,
                            struct mw_error *err);

#endif
