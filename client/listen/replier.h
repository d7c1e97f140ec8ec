/* A replier: how a listener answers what comes: not at all, by an echo, by one
 * value, or by a program's lines (worker.h). */
#ifndef CLIENT_LISTEN_REPLIER_H
#define CLIENT_LISTEN_REPLIER_H

#include "listen/worker.h"
#include "options.h"

#include <msgwire/conn.h>

struct replier_config {
    const struct options *opt; /* borrows */
    uv_loop_t *uv;

    /* A sentence for people: an answer that could not be given, the program's
     * end. */
    void (*on_fault)(void *data, const struct mw_error *why);

    /* More may be handed over, or all answers that were due are given. */
    void (*on_room)(void *data);
    void *data;
};

struct replier {
    struct replier_config config;
    struct mw_buffer value; /* of --reply */
    struct worker worker;
    bool works; /* `worker` is open */
    size_t due; /* answers that come later */
};

/* Checks that the options ask for one way to answer at most, and that VALUE
 * is one. Gives; replier_fini frees, also after an error.
 *
 * Returns MW_OK; MW_EINVAL. */
enum mw_status replier_read(struct replier *replier, const struct options *opt,
                            struct mw_error *err);

/* Makes it ready to answer: starts the program. Not movable from here on.
 *
 * Returns as worker_open. */
enum mw_status replier_open(struct replier *replier,
                            const struct replier_config *config,
                            struct mw_error *err);

/* True if there is a way to answer. */
bool replier_answers(const struct replier *replier);

/* Takes a body that came on `peer`, from within its on_body, and answers it
 * now or later, if it is to be answered. */
void replier_take(struct replier *replier, struct mw_conn *peer,
                  struct mw_bytes body);

/* True if no more should be handed over until on_room. */
bool replier_full(struct replier *replier);

/* Lets go of the program. at_once: as for worker_close. */
void replier_close(struct replier *replier, bool at_once);

void replier_fini(struct replier *replier);

#endif
