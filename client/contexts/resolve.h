/* Resolving: contexts among the words become the addresses they name. */
#ifndef CLIENT_CONTEXTS_RESOLVE_H
#define CLIENT_CONTEXTS_RESOLVE_H

#include "command.h"
#include "contexts/contexts.h"

/* Puts addresses in the place of @NAMEs where the verb takes a URL, and the
 * contexts' options before those that were typed, which beat them.
 *
 * opt    where the options stand.
 * found  set to what words and options then look into, or left as it is if
 *        there is no context; the caller frees it with free().
 *
 * Returns MW_OK; as contexts_open and contexts_find. */
enum mw_status resolve_contexts(struct job *job, struct options *opt,
                                struct context **found, struct mw_error *err);

#endif
