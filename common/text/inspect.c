/* An inspection reads one value's head after the other and draws a row for
 * each. It needs no walk before, so that a fault is met where a reader meets
 * it: at the first byte that is wrong, or where promised bytes end.
 *
 * It goes on from step to step, and each of them may have to wait for bytes:
 *
 *     preamble --> header --> value(s) --> header --> ...
 *                               |  ^
 *                               v  |
 *                         a payload's rest
 *
 * Without a prefix there are no headers: values follow each other. */
#include <msgwire/inspect.h>

#include "base/alloc.h"
#include "text/inspect_label.h"
#include "text/inspect_text.h"
#include "text/inspect_value.h"

#include <msgwire/walk.h>

#include <inttypes.h>
#include <stdio.h>

enum {
    TITLE = 48,
    HEADER_SHOWN = 5,
    MORE_SHOWN = 16,
    AT_ONCE = 64 << 10, /* bytes of output */
};

struct mw_inspection {
    const struct mw_framing *framing; /* NULL: values follow each other */
    size_t limit;                     /* longest body */
    size_t preamble;                  /* bytes of it that are to come */
    bool greeted;                     /* it has begun */
    uint64_t frames;                  /* begun */
    bool framed;                      /* within a frame, of which ... */
    uint64_t left;                    /* ... so many bytes are to come, ... */
    unsigned values, values_most;     /* ... and so many values have begun */
    bool last;                        /* no more bytes will come */
    struct mw__inspection x;
};

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* --- the frame's header --- */

/* The prefix could not be read, or promises what is refused. */
static enum mw_status refuse_header(struct mw__inspection *x,
                                    struct mw_bytes in,
                                    const struct mw_frame *frame,
                                    const char *title)
{
    size_t most = frame->header_len > 0 ? frame->header_len : HEADER_SHOWN;
    struct mw__inspect_row row = mw__inspect_value_row(
        x, mw_bytes(in.at, in.len < most ? in.len : most));

    row.type = title;
    return mw__inspect_value_point(x, &row, 0);
}

static enum mw_status refuse_cut_header(struct mw__inspection *x,
                                        struct mw_bytes in, const char *title)
{
    struct mw__inspect_row row = mw__inspect_value_row(x, in);

    row.type = title;
    mw_error_set(&x->err, MW_EFRAME,
                 "expected the rest of the frame's length, got the end");
    return mw__inspect_value_point(x, &row, in.len);
}

static void put_header(struct mw__inspection *x, struct mw_bytes header,
                       uint64_t body_len, const char *title)
{
    struct mw__inspect_row row = mw__inspect_value_row(x, header);

    row.type = title;
    row.ink = MW_INK_TITLE;
    row.sized = true;
    row.size = body_len;
    mw__inspect_row_put(&x->sheet, &row);
}

static void begin_frame(struct mw_inspection *inspection,
                        struct mw_bytes header, uint64_t body_len,
                        const char *title)
{
    struct mw__inspection *x = &inspection->x;

    if (inspection->frames++ > 0 && !mw__inspect_row_hidden(&x->sheet)) {
        mw_pen_newline(&x->sheet.pen);
    }
    inspection->framed = true;
    inspection->left = body_len;
    inspection->values = 0;
    put_header(x, header, body_len, title);
}

static enum mw_status inspect_header(struct mw_inspection *inspection,
                                     struct mw_bytes *in)
{
    struct mw__inspection *x = &inspection->x;
    struct mw_bytes rest = *in;
    struct mw_frame frame;
    char title[TITLE];
    enum mw_status rc = mw_frame_next(inspection->framing, inspection->limit,
                                      NULL, &rest, &frame, &x->err);

    snprintf(title, sizeof(title), "frame %s",
             mw_framing_name(inspection->framing));
    if (rc == MW_EAGAIN && frame.need == 0) {
        return inspection->last ? refuse_cut_header(x, *in, title) : MW_EAGAIN;
    }
    if (rc != MW_OK && rc != MW_EAGAIN) {
        return in->len < HEADER_SHOWN && !inspection->last
                   ? MW_EAGAIN
                   : refuse_header(x, *in, &frame, title);
    }
    begin_frame(inspection, mw_bytes(in->at, frame.header_len),
                frame.need - frame.header_len, title);
    mw_bytes_skip(in, frame.header_len);
    return x->sheet.pen.rc;
}

/* --- what is in the frame --- */

static struct mw__inspect_view view_of(const struct mw_inspection *inspection,
                                       struct mw_bytes in)
{
    struct mw__inspect_view view = {.rest = in, .room = UINT64_MAX};

    if (inspection->framed) {
        view.room = inspection->left;
        if (view.rest.len > inspection->left) {
            view.rest.len = (size_t)inspection->left;
        }
    }
    if (inspection->last && view.room > view.rest.len) {
        view.missing = inspection->framed ? view.room - view.rest.len : 0;
        view.room = view.rest.len;
    }
    return view;
}

/* All the values that a frame may hold were there. */
static enum mw_status refuse_more(struct mw__inspection *x,
                                  const struct mw__inspect_view *view)
{
    struct mw__inspect_row row = mw__inspect_value_row(x, view->rest);

    if (view->room == 0) {
        return mw__inspect_value_refuse_end(x, view);
    }
    mw_error_set(&x->err, MW_EVALUE,
                 "expected the end of the frame, got %" PRIu64 " more byte%s",
                 view->room, plural(view->room));
    return mw__inspect_value_point(x, &row, 0);
}

/* The next one, or more of the one that has begun. */
static enum mw_status inspect_value(struct mw_inspection *inspection,
                                    struct mw__inspect_view *view)
{
    struct mw__inspection *x = &inspection->x;
    const uint8_t *at = view->rest.at;
    bool next = !x->begun;
    enum mw_status rc;

    if (next && inspection->framed && inspection->values_most > 1) {
        x->path.root = inspection->values + 1;
    }
    rc = mw__inspect_value(x, view);
    inspection->values += next && (x->begun || view->rest.at != at);
    return rc;
}

static bool is_between_values(const struct mw_inspection *inspection)
{
    return !inspection->x.begun && inspection->x.skip == 0;
}

static enum mw_status inspect_view(struct mw_inspection *inspection,
                                   struct mw__inspect_view *view)
{
    struct mw__inspection *x = &inspection->x;

    if (x->skip > 0) {
        return mw__inspect_value_skip(x, view);
    }
    if (is_between_values(inspection) && inspection->framed &&
        inspection->values == inspection->values_most) {
        return view->rest.len < MORE_SHOWN && view->room > view->rest.len
                   ? MW_EAGAIN
                   : refuse_more(x, view);
    }
    return inspect_value(inspection, view);
}

static enum mw_status inspect_body(struct mw_inspection *inspection,
                                   struct mw_bytes *in)
{
    struct mw__inspect_view view = view_of(inspection, *in);
    enum mw_status rc = inspect_view(inspection, &view);
    size_t used = (size_t)(view.rest.at - in->at);

    mw_bytes_skip(in, used);
    if (inspection->framed) {
        inspection->left -= used;
        inspection->framed =
            inspection->left > 0 || !is_between_values(inspection);
    }
    return rc;
}

/* --- what stands before all frames --- */

static enum mw_status refuse_preamble(struct mw_inspection *inspection,
                                      struct mw_bytes in)
{
    struct mw__inspection *x = &inspection->x;
    struct mw__inspect_row row = mw__inspect_value_row(x, in);
    size_t more = inspection->preamble - in.len;

    mw_error_set(&x->err, MW_EFRAME,
                 "expected %zu more byte%s of the preamble, got the end", more,
                 plural(more));
    row.type = "preamble";
    return mw__inspect_value_point(x, &row, in.len);
}

/* One row, of the front that is here. */
static enum mw_status put_preamble(struct mw_inspection *inspection,
                                   struct mw_bytes front)
{
    struct mw__inspection *x = &inspection->x;
    const struct mw_value bin = {.type = MW_BIN, .payload = front};
    struct mw__inspect_row row = mw__inspect_value_row(x, front);
    size_t columns = x->sheet.width - x->sheet.text;
    enum mw_status rc;

    x->value_text.len = 0;
    rc = mw__inspect_text_write(&bin, columns, &x->value_text);
    row.type = "preamble";
    row.sized = true;
    row.size = inspection->preamble;
    row.ink = MW_INK_TYPED;
    row.text = mw_buffer_bytes(&x->value_text);
    mw__inspect_row_put(&x->sheet, &row);
    return rc == MW_OK ? x->sheet.pen.rc : rc;
}

static enum mw_status inspect_preamble(struct mw_inspection *inspection,
                                       struct mw_bytes *in)
{
    size_t most =
        inspection->preamble < in->len ? inspection->preamble : in->len;
    struct mw_bytes front = mw_bytes(in->at, most);
    enum mw_status rc = MW_OK;

    if (most < inspection->preamble && inspection->last) {
        return refuse_preamble(inspection, front);
    }
    if (!inspection->greeted) {
        if (most < inspection->preamble && most < inspection->x.sheet.width) {
            return MW_EAGAIN;
        }
        rc = put_preamble(inspection, front);
    }
    inspection->greeted = true;
    inspection->preamble -= most;
    mw_bytes_skip(in, most);
    return rc;
}

/* --- all of it --- */

static bool is_done(const struct mw_inspection *inspection, struct mw_bytes in)
{
    return in.len == 0 && inspection->last && inspection->preamble == 0 &&
           !inspection->framed && is_between_values(inspection);
}

static enum mw_status step(struct mw_inspection *inspection,
                           struct mw_bytes *in)
{
    if (in->len == 0 && !inspection->last) {
        return MW_EAGAIN;
    }
    if (inspection->preamble > 0) {
        return inspect_preamble(inspection, in);
    }
    if (inspection->framing != NULL && !inspection->framed) {
        return inspect_header(inspection, in);
    }
    return inspect_body(inspection, in);
}

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
    struct mw__inspection *x = &inspection->x;
    size_t begin = out != NULL ? out->len : 0;
    enum mw_status rc = MW_OK;
    bool done;

    x->at = in->at;
    x->sheet.pen.out = out;
    inspection->last = last;
    while (!(done = is_done(inspection, *in)) && rc == MW_OK &&
           (out == NULL || out->len - begin < AT_ONCE)) {
        rc = step(inspection, in);
    }
    x->offset += (uint64_t)(in->at - x->at);
    if (rc != MW_OK && rc != MW_EAGAIN) {
        return tell(x, rc, err);
    }
    return done ? MW_OK : MW_EAGAIN;
}

static void init(struct mw_inspection *inspection,
                 const struct mw_inspect_style *style)
{
    bool prefixed =
        style->framing != NULL && style->framing != mw_framing_named("none");
    struct mw__inspection *x = &inspection->x;

    inspection->framing = prefixed ? style->framing : NULL;
    inspection->preamble = style->preamble;
    inspection->values_most = style->values > 0 ? style->values : 1;
    inspection->limit = style->limit != 0 ? style->limit : SIZE_MAX;
    x->max_depth = style->max_depth != 0 && style->max_depth < MW_DEPTH_MAX
                       ? style->max_depth
                       : MW_DEPTH_MAX;
    x->limit = inspection->limit;
    x->offset = style->offset;
    mw__inspect_sheet_init(&x->sheet, style->width,
                           style->end != 0 ? style->end : UINT32_MAX);
    x->headed = style->headed;
    x->sheet.pen.colour = style->colour;
    x->sheet.pen.colours = style->colours;
}

struct mw_inspection *mw_inspect_new(const struct mw_inspect_style *style)
{
    struct mw_inspection *inspection = mw__zalloc(sizeof(*inspection));

    if (inspection != NULL) {
        init(inspection, style);
    }
    return inspection;
}

void mw_inspect_free(struct mw_inspection *inspection)
{
    if (inspection != NULL) {
        mw_buffer_fini(&inspection->x.path_text);
        mw_buffer_fini(&inspection->x.value_text);
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
    inspection->x.sheet.from = hidden[0];
    inspection->x.sheet.to = hidden[1];
    do {
        rc = mw_inspect_on(inspection, &bytes, true, out, err);
    } while (rc == MW_EAGAIN);
    *rows = inspection->x.sheet.rows;
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
