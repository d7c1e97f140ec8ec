/* Siblings: programs that were installed with this one. */
#ifndef CLIENT_COMPARE_SIBLING_H
#define CLIENT_COMPARE_SIBLING_H

#include <msgwire/error.h>

#include <limits.h>

/* Finds a program: in the folder of `self`, else in those of `path`.
 *
 * self  the file of our own program.
 * path  folders parted by colons, as in $PATH, where an empty one is none; may
 *       be NULL.
 * out   set to its file.
 *
 * Returns MW_OK; MW_ESYSTEM with a sentence if there is none that can be run.
 */
enum mw_status sibling_find(const char *name, const char *self,
                            const char *path, char out[PATH_MAX],
                            struct mw_error *err);

#endif
