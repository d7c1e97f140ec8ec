#include "compare/stage.h"

#include "emulate/measured.h"

#include <assert.h>
#include <stdio.h>

static_assert((int)EMULATE_TEXT <= (int)STUDY_TEXT, "it fits a study");

static enum mw_status open_link(struct stage *stage,
                                const struct targets *targets,
                                const struct options *opt, struct mw_error *err)
{
    enum mw_status rc = emulate_parse(opt->link, &stage->asked, err);

    if (rc == MW_OK) {
        rc = targets_go_over_link(targets, err);
    }
    if (rc == MW_OK) {
        rc = emulate_open(&stage->asked, opt->seed, &stage->link, err);
        stage->linked = rc == MW_OK;
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "--link %.80s", opt->link);
    }
    return rc;
}

static enum mw_status start_own(struct stage *stage, struct targets *targets,
                                const struct options *opt, struct mw_error *err)
{
    struct own_wish wish = {
        .framing = mw_framing_name(options_framing(opt)),
        .max_frame = opt->max_frame,
        .far_ns = stage->linked ? stage->link.far_ns : -1,
        .host = stage->linked ? stage->link.far_v4 : NULL,
    };
    enum mw_status rc;

    if (!targets_wish(targets, &wish)) {
        return MW_OK;
    }
    rc = own_start(&stage->own, &wish, err);
    if (rc == MW_OK) {
        targets_settle(targets, &stage->own);
    }
    return rc;
}

enum mw_status stage_open(struct stage *stage, struct targets *targets,
                          const struct options *opt, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    *stage = (struct stage){.linked = false};
    if (opt->link != NULL) {
        rc = open_link(stage, targets, opt, err);
    }
    return rc == MW_OK ? start_own(stage, targets, opt, err) : rc;
}

enum mw_status stage_check(struct stage *stage, unsigned within_ms,
                           struct mw_error *err)
{
    struct emulate_measure measure;
    enum mw_status rc = MW_OK;

    if (stage->own.count > 0) {
        rc = own_check(&stage->own, within_ms, err);
    }
    if (rc == MW_OK && stage->linked) {
        emulate_measured(&stage->link, &measure);
        if (measure.died) {
            rc = mw_error_set(err, MW_ESYSTEM,
                              "the emulated link broke: its process has ended");
        }
    }
    return rc;
}

void stage_tell(const struct stage *stage, struct study_link *told)
{
    struct emulate_measure measure;
    struct measured did;

    if (!stage->linked) {
        return;
    }
    emulate_measured(&stage->link, &measure);
    did = measured_of(&measure);
    emulate_text(&stage->asked, told->asked);
    snprintf(told->congestion, sizeof(told->congestion), "%s",
             stage->link.congestion);
    told->measured = did.packets > 0;
    told->delay_ns = did.delay_ns;
    told->jitter_ns = did.jitter_ns;
    told->loss = did.loss;
    told->duplicate = did.duplicate;
    told->reorder = did.reorder;
    told->refused = did.refused;
    told->missed = did.missed;
    told->rate_bits = stage->asked.rate > 0 ? did.rate : 0;
}

void stage_close(struct stage *stage)
{
    own_stop(&stage->own);
    if (stage->linked) {
        emulate_close(&stage->link);
    }
}
