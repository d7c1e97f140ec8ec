/* The lock of a folder: who changes files in it does so alone. */
#ifndef CLIENT_CONTEXTS_LOCK_H
#define CLIENT_CONTEXTS_LOCK_H

#include <msgwire/error.h>

/* Waits for others that change files in the folder of `path`; makes the folder,
 * and the one it stands in, if they are missing.
 *
 * lock  set to what lock_drop takes. */
enum mw_status lock_take(const char *path, int *lock, struct mw_error *err);
void lock_drop(int lock);

#endif
