/* Network namespaces: a network of its own for this process, and another for
 * those it starts.
 *
 * Root makes them as root. An ordinary user makes a user namespace first, in
 * which this process keeps its user and group, and may shape the networks that
 * it makes there. */
#ifndef CLIENT_EMULATE_SPACE_H
#define CLIENT_EMULATE_SPACE_H

#include <msgwire/error.h>

/* Moves this process, which has one thread, into a network namespace of its
 * own. There is no way back for an ordinary user.
 *
 * Returns MW_OK; MW_ESYSTEM with a sentence that says what is missing. */
enum mw_status space_enter(struct mw_error *err);

/* Moves on into another one, once space_enter has made it possible. */
enum mw_status space_enter_another(struct mw_error *err);

/* Opens a descriptor of the network namespace that this process is in. Returns
 * as space_enter. */
enum mw_status space_here(int *space, struct mw_error *err);

/* Goes back into one that is known. Returns as space_enter. */
enum mw_status space_return(int space, struct mw_error *err);

/* Sets one of the network namespace's own switches, such as
 * "ipv4/tcp_no_metrics_save", if the system lets us. */
void space_set(const char *name, uint64_t value);

/* Why a user namespace was refused: what the system's switches say.
 *
 * number  an errno.
 * clone, most, armoured  the texts of kernel.unprivileged_userns_clone,
 *         user.max_user_namespaces and
 *         kernel.apparmor_restrict_unprivileged_userns; NULL: there is none.
 *
 * Returns a clause that ends the sentence. */
const char *space_reason(int number, const char *clone, const char *most,
                         const char *armoured);

#endif
