/* An inspection reads one value's head after the other and draws a row for
 * each. It needs no walk before, so that a fault is met where a reader meets
 * it: at the first byte that is wrong, or where promised bytes end. */
#include <msgwire/inspect.h>

#include "text/inspect_label.h"
#include "text/inspect_value.h"

#include <msgwire/walk.h>

#include <stdio.h>

enum { TITLE = 48, HEADER_SHOWN = 5 };

/* A frame's body: one value and nothing behind it. */
static enum mw_status inspect_body(struct mw__inspection *x,
                                   struct mw_bytes body)
{
    enum mw_status rc = mw__inspect_value(x, &body);
    struct mw__inspect_row row;

    if (rc == MW_OK && body.len > 0) {
        row = mw__inspect_value_row(x, body);
        mw_error_set(&x->err, MW_EVALUE,
                     "expected the end of the frame, got %zu more byte%s",
                     body.len, body.len == 1 ? "" : "s");
        return mw__inspect_value_point(x, &row, 0);
    }
    if (rc == MW_OK && x->missing > 0) {
        return mw__inspect_value_refuse_end(x, body.at);
    }
    return rc;
}

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

/* A frame with a prefix. */
static enum mw_status inspect_frame(struct mw__inspection *x,
                                    struct mw_bytes *rest)
{
    struct mw_bytes in = *rest;
    struct mw_frame frame;
    char title[TITLE];
    enum mw_status rc =
        mw_frame_next(x->framing, x->limit, NULL, rest, &frame, &x->err);

    snprintf(title, sizeof(title), "frame %s", mw_framing_name(x->framing));
    if (rc == MW_EAGAIN && frame.need == 0) {
        return refuse_cut_header(x, in, title);
    }
    if (rc != MW_OK && rc != MW_EAGAIN) {
        return refuse_header(x, in, &frame, title);
    }
    put_header(x, mw_bytes(in.at, frame.header_len),
               frame.need - frame.header_len, title);
    if (rc == MW_EAGAIN) {
        x->missing = frame.need - in.len;
        mw_bytes_skip(&in, frame.header_len);
        frame.body = in;
        *rest = mw_bytes(in.at + in.len, 0);
    }
    return inspect_body(x, frame.body);
}

static enum mw_status inspect_all(struct mw__inspection *x,
                                  struct mw_bytes rest)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && rest.len > 0) {
        if (x->framing == NULL) {
            rc = mw__inspect_value(x, &rest);
            continue;
        }
        if (rest.at != x->at) {
            mw_pen_newline(&x->sheet.pen);
        }
        rc = inspect_frame(x, &rest);
    }
    return rc == MW_OK ? x->sheet.pen.rc : rc;
}

static void init(struct mw__inspection *x, struct mw_bytes bytes,
                 const struct mw_inspect_style *style)
{
    bool prefixed =
        style->framing != NULL && style->framing != mw_framing_named("none");

    x->framing = prefixed ? style->framing : NULL;
    x->max_depth = style->max_depth != 0 && style->max_depth < MW_DEPTH_MAX
                       ? style->max_depth
                       : MW_DEPTH_MAX;
    x->limit = style->limit != 0 ? style->limit : SIZE_MAX;
    x->offset = style->offset;
    x->at = bytes.at;
    mw__inspect_sheet_init(&x->sheet, style->width, style->offset + bytes.len);
    x->sheet.pen.colour = style->colour;
    x->sheet.pen.colours = style->colours;
}

enum mw_status mw_inspect(struct mw_bytes bytes,
                          const struct mw_inspect_style *style,
                          struct mw_buffer *out, struct mw_error *err)
{
    struct mw__inspection x = {.missing = 0};
    enum mw_status rc;

    init(&x, bytes, style);
    x.sheet.pen.out = out;
    rc = inspect_all(&x, bytes);
    mw_buffer_fini(&x.path_text);
    mw_buffer_fini(&x.value_text);
    if (rc != MW_OK && rc != x.err.status) {
        mw_error_set(&x.err, rc, "%s", mw_status_name(rc));
    }
    if (rc != MW_OK && err != NULL) {
        *err = x.err;
    }
    return rc;
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
