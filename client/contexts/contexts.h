/* Contexts: the file of them, $XDG_CONFIG_HOME/msgwire/contexts, where each
 * line is one; empty lines and those that begin with # are the user's. */
#ifndef CLIENT_CONTEXTS_CONTEXTS_H
#define CLIENT_CONTEXTS_CONTEXTS_H

#include "contexts/context.h"

enum { CONTEXTS_PATH = 1024, CONTEXTS_SIZE = 64 * 1024 };

/* The file as it was read: each line of it is right. */
struct contexts {
    char path[CONTEXTS_PATH];
    struct mw_buffer text;
};

/* Reads the file; one that is not there is empty. Gives; contexts_fini frees,
 * also after an error.
 *
 * Returns MW_OK; MW_EVALUE with file and line where one is wrong; MW_EINVAL if
 * the environment names no folder for it; MW_ESYSTEM. */
enum mw_status contexts_open(struct contexts *contexts, struct mw_error *err);
void contexts_fini(struct contexts *contexts);

/* Reads the context behind offset `at`, which is moved; begin with 0.
 *
 * Returns false behind the last one. */
bool contexts_next(const struct contexts *contexts, size_t *at,
                   struct context *context);

/* Finds one by its name, with or without "@".
 *
 * Returns MW_OK; MW_EINVAL with a sentence that has the nearest name. */
enum mw_status contexts_find(const struct contexts *contexts, const char *name,
                             struct context *context, struct mw_error *err);

/* Puts a context into the file, in the place of one with its name, and takes
 * one out; every other line stays as it is. The file is replaced as a whole,
 * or not at all; those who write at once wait for each other.
 *
 * before  of contexts_put: the one that it replaced; its `count` is 0 if there
 *         was none. */
enum mw_status contexts_put(const struct context *context,
                            struct context *before, struct mw_error *err);
enum mw_status contexts_remove(const char *name, struct mw_error *err);

#endif
