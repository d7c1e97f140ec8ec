/* The stage: where a measurement takes place: a server of our own for targets
 * that need one, and an emulated link between it and us if one was asked for.
 */
#ifndef CLIENT_COMPARE_STAGE_H
#define CLIENT_COMPARE_STAGE_H

#include "compare/own.h"
#include "compare/targets.h"
#include "emulate/emulate.h"
#include "figures/study.h"

struct stage {
    struct own own;
    struct emulate_spec asked; /* of the link */
    struct emulate link;
    bool linked; /* there is one */
};

/* Sets it up; the targets of our own server get its addresses. To be called
 * before anything else that makes threads or sockets: see emulate_open. Gives;
 * stage_close takes it back, also after an error.
 *
 * Returns MW_OK; as emulate_open, own_start, targets_go_over_link. */
enum mw_status stage_open(struct stage *stage, struct targets *targets,
                          const struct options *opt, struct mw_error *err);

/* Looks whether all of it stands.
 *
 * within_ms  how long to wait for the end of our own server.
 *
 * Returns MW_OK; MW_ECLOSED or MW_ESYSTEM with a sentence if it does not. */
enum mw_status stage_check(struct stage *stage, unsigned within_ms,
                           struct mw_error *err);

/* Tells what the link was asked to do, and what it did; nothing if there is
 * none. */
void stage_tell(const struct stage *stage, struct study_link *told);

void stage_close(struct stage *stage);

#endif
