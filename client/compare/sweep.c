#include "compare/sweep.h"

#include "bench/sizes.h"

#include <stdio.h>

static enum mw_status read_one(struct sweep *sweep, struct mw_bytes text,
                               struct mw_error *err)
{
    struct sweep_size *size = &sweep->at[sweep->count];
    char shown[MW_EXCERPT];
    struct sizes sizes;
    enum mw_status rc;

    if (sweep->count == SWEEP_MAX) {
        return mw_error_set(err, MW_EINVAL, "expected at most %d sizes",
                            SWEEP_MAX);
    }
    if (text.len >= SWEEP_TEXT) {
        return mw_error_set(err, MW_EINVAL, "'%s' is too long for a size",
                            mw_excerpt(text, shown));
    }
    rc = sizes_read(&sizes, text, err);
    if (rc == MW_OK) {
        bool same = sizes.count == 1 && sizes.parts[0].span == 1;
        size->bytes = same ? sizes.largest : 0;
        snprintf(size->text, SWEEP_TEXT, "%.*s", (int)text.len,
                 (const char *)text.at);
        sweep->count++;
    }
    return rc;
}

enum mw_status sweep_read(struct sweep *sweep, const char *text,
                          struct mw_error *err)
{
    enum mw_status rc;

    sweep->count = 0;
    for (;;) {
        size_t len = strcspn(text, ",");
        rc = read_one(sweep, mw_bytes(text, len), err);
        if (rc != MW_OK || text[len] == '\0') {
            return rc;
        }
        text += len + 1;
    }
}
