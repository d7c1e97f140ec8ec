#include "input/pour.h"

enum { FULL = 256 * 1024 }; /* output that is written at once */

static enum mw_status put(const struct pour_plan *plan, struct mw_bytes value,
                          struct mw_error *err)
{
    enum mw_status rc;

    rc = plan->put != NULL ? plan->put(plan->arg, value, err)
                           : render_value(plan->render, value, value, err);
    if (rc == MW_OK && plan->render->out.buffer.len >= FULL) {
        rc = render_flush(plan->render, err);
    }
    return rc;
}

/* Puts what was read, until more must be. */
static enum mw_status put_all(const struct pour_plan *plan,
                              struct source *source, struct mw_error *err)
{
    struct mw_bytes value;
    enum mw_status rc = source_next(source, &value, err);

    while (rc == MW_OK) {
        rc = put(plan, value, err);
        if (rc == MW_OK) {
            rc = source_next(source, &value, err);
        }
    }
    return rc;
}

static enum mw_status pour_all(const struct pour_plan *plan,
                               struct source *source, struct mw_error *err)
{
    enum mw_status rc = put_all(plan, source, err);

    while (rc == MW_EAGAIN) {
        rc = render_flush(plan->render, err);
        if (rc == MW_OK) {
            rc = source_fill(source, err);
        }
        if (rc == MW_OK) {
            rc = put_all(plan, source, err);
        }
    }
    return rc == MW_ECLOSED ? MW_OK : rc;
}

enum mw_status pour(const struct pour_plan *plan, struct mw_error *err)
{
    struct source source;
    enum mw_status rc = source_open(&source, plan->name, &plan->config, err);

    if (rc == MW_OK) {
        rc = pour_all(plan, &source, err);
        source_close(&source);
    }
    return rc;
}
