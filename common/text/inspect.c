/* An inspection reads one value's head after the other and draws a row for
 * each. It needs no walk before, so that a fault is met where a reader meets
 * it: at the first byte that is wrong, or where promised bytes end. */
#include <msgwire/inspect.h>

#include "base/alloc.h"
#include "text/inspect_frame.h"
#include "text/inspect_label.h"

#include <msgwire/walk.h>

enum { AT_ONCE = 64 << 10 }; /* bytes of output */

struct mw_inspection {
    struct mw__inspect_frames frames;
};

static enum mw_status tell(struct mw__inspection *x, enum mw_status rc,
                           struct mw_error *err)
{
    if (rc != x->err.status) {
        mw_error_set(&x->err, rc, "%s", mw_status_name(rc));
    }
    if (err != NULL) {
        *err = x->err;
    }
    return rc;
}

enum mw_status mw_inspect_on(struct mw_inspection *inspection,
                             struct mw_bytes *in, bool last,
                             struct mw_buffer *out, struct mw_error *err)
{
    struct mw__inspection *x = &inspection->frames.x;
    size_t begin = out != NULL ? out->len : 0;
    enum mw_status rc = MW_OK;
    bool done;

    x->at = in->at;
    x->sheet.pen.out = out;
    inspection->frames.last = last;
    while (!(done = mw__inspect_frame_done(&inspection->frames, *in)) &&
           rc == MW_OK && (out == NULL || out->len - begin < AT_ONCE)) {
        rc = mw__inspect_frame_step(&inspection->frames, in);
    }
    x->offset += (uint64_t)(in->at - x->at);
    if (rc != MW_OK && rc != MW_EAGAIN) {
        return tell(x, rc, err);
    }
    return done ? MW_OK : MW_EAGAIN;
}

static void init(struct mw__inspect_frames *frames,
                 const struct mw_inspect_style *style)
{
    bool prefixed =
        style->framing != NULL && style->framing != mw_framing_named("none");
    struct mw__inspection *x = &frames->x;

    frames->framing = prefixed ? style->framing : NULL;
    frames->preamble = style->preamble;
    frames->values_most = style->values > 0 ? style->values : 1;
    frames->limit = style->limit != 0 ? style->limit : SIZE_MAX;
    x->max_depth = style->max_depth != 0 && style->max_depth < MW_DEPTH_MAX
                       ? style->max_depth
                       : MW_DEPTH_MAX;
    x->limit = prefixed ? SIZE_MAX : frames->limit;
    x->offset = style->offset;
    mw__inspect_sheet_init(&x->sheet, style->width,
                           style->end != 0 ? style->end : UINT32_MAX);
    x->headed = style->headed;
    x->sheet.pen.colour = style->colour;
    x->sheet.pen.colours = style->colours;
}

struct mw_inspection *mw_inspect_new(const struct mw_inspect_style *style)
{
    struct mw_inspection *inspection = mw__realloc(NULL, sizeof(*inspection));

    if (inspection != NULL) {
        /* Levels are set as they are opened. */
        memset(inspection, 0,
               offsetof(struct mw_inspection, frames.x.path.levels));
        init(&inspection->frames, style);
    }
    return inspection;
}

void mw_inspect_free(struct mw_inspection *inspection)
{
    if (inspection != NULL) {
        mw_buffer_fini(&inspection->frames.x.path_text);
        mw_buffer_fini(&inspection->frames.x.value_text);
        mw__free(inspection);
    }
}

/* Leaves out the rows from `from` to `to`; sets `rows` to how many there are
 * together. */
static enum mw_status inspect_all(struct mw_bytes bytes,
                                  const struct mw_inspect_style *style,
                                  const uint64_t hidden[2], uint64_t *rows,
                                  struct mw_buffer *out, struct mw_error *err)
{
    struct mw_inspection *inspection = mw_inspect_new(style);
    enum mw_status rc;

    if (inspection == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for an inspection");
    }
    inspection->frames.x.sheet.from = hidden[0];
    inspection->frames.x.sheet.to = hidden[1];
    do {
        rc = mw_inspect_on(inspection, &bytes, true, out, err);
    } while (rc == MW_EAGAIN);
    *rows = inspection->frames.x.sheet.rows;
    mw_inspect_free(inspection);
    return rc;
}

enum mw_status mw_inspect(struct mw_bytes bytes,
                          const struct mw_inspect_style *style,
                          struct mw_buffer *out, struct mw_error *err)
{
    struct mw_inspect_style all = *style;
    uint64_t hidden[2] = {0, 0}, rows = 0;

    all.end = style->end != 0 ? style->end : style->offset + bytes.len;
    if (style->rows > 0) {
        const uint64_t every_row[2] = {0, UINT64_MAX};

        (void)inspect_all(bytes, &all, every_row, &rows, NULL, NULL);
    }
    if (rows > style->rows) {
        hidden[0] = (style->rows + 1) / 2;
        hidden[1] = rows - style->rows / 2;
    }
    return inspect_all(bytes, &all, hidden, &rows, out, err);
}

enum mw_status mw_inspect_label(struct mw_bytes body, size_t columns,
                                struct mw_buffer *out)
{
    struct mw_message message;

    return mw_walk_whole(body, MW_DEPTH_MAX, NULL) == MW_OK &&
                   mw_message_read(body, &message, NULL) == MW_OK
               ? mw__inspect_label_write(&message, columns, out)
               : MW_OK;
}
