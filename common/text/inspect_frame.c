#include "text/inspect_frame.h"

#include "text/inspect_columns.h"
#include "text/inspect_fault.h"
#include "text/inspect_text.h"
#include "text/inspect_value.h"

#include <inttypes.h>
#include <stdio.h>

enum { TITLE = 48, HEADER_SHOWN = 5, MORE_SHOWN = 16 };

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
    struct mw__inspect_row row = mw__inspect_columns_row(
        x, mw_bytes(in.at, in.len < most ? in.len : most));

    row.type = title;
    return mw__inspect_fault_point(x, &row, 0);
}

static enum mw_status refuse_cut_header(struct mw__inspection *x,
                                        struct mw_bytes in, const char *title)
{
    struct mw__inspect_row row = mw__inspect_columns_row(x, in);

    row.type = title;
    mw_error_set(&x->err, MW_EFRAME,
                 "expected the rest of the frame's length, got the end");
    return mw__inspect_fault_point(x, &row, in.len);
}

static void put_header(struct mw__inspection *x, struct mw_bytes header,
                       uint64_t body_len, const char *title)
{
    struct mw__inspect_row row = mw__inspect_columns_row(x, header);

    row.type = title;
    row.ink = MW_INK_TITLE;
    row.sized = true;
    row.size = body_len;
    mw__inspect_row_put(&x->sheet, &row);
}

static void begin_frame(struct mw__inspect_frames *frames,
                        struct mw_bytes header, uint64_t body_len,
                        const char *title)
{
    struct mw__inspection *x = &frames->x;

    if (frames->count++ > 0 && !mw__inspect_row_hidden(&x->sheet)) {
        mw_pen_newline(&x->sheet.pen);
    }
    frames->framed = true;
    frames->left = body_len;
    frames->values = 0;
    put_header(x, header, body_len, title);
}

static enum mw_status inspect_header(struct mw__inspect_frames *frames,
                                     struct mw_bytes *in)
{
    struct mw__inspection *x = &frames->x;
    struct mw_bytes rest = *in;
    struct mw_frame frame;
    char title[TITLE];
    enum mw_status rc = mw_frame_next(frames->framing, frames->limit, NULL,
                                      &rest, &frame, &x->err);

    snprintf(title, sizeof(title), "frame %s",
             mw_framing_name(frames->framing));
    if (rc == MW_EAGAIN && frame.need == 0) {
        return frames->last ? refuse_cut_header(x, *in, title) : MW_EAGAIN;
    }
    if (rc != MW_OK && rc != MW_EAGAIN) {
        return in->len < HEADER_SHOWN && !frames->last
                   ? MW_EAGAIN
                   : refuse_header(x, *in, &frame, title);
    }
    begin_frame(frames, mw_bytes(in->at, frame.header_len),
                frame.need - frame.header_len, title);
    mw_bytes_skip(in, frame.header_len);
    return x->sheet.pen.rc;
}

/* --- what is in the frame --- */

static struct mw__inspect_view view_of(const struct mw__inspect_frames *frames,
                                       struct mw_bytes in)
{
    struct mw__inspect_view view = {.rest = in, .room = UINT64_MAX};

    if (frames->framed) {
        view.room = frames->left;
        if (view.rest.len > frames->left) {
            view.rest.len = (size_t)frames->left;
        }
    }
    if (frames->last && view.room > view.rest.len) {
        view.missing = frames->framed ? view.room - view.rest.len : 0;
        view.room = view.rest.len;
    }
    return view;
}

/* All the values that a frame may hold were there. */
static enum mw_status refuse_more(struct mw__inspection *x,
                                  const struct mw__inspect_view *view)
{
    struct mw__inspect_row row = mw__inspect_columns_row(x, view->rest);

    if (view->room == 0) {
        return mw__inspect_fault_end(x, view);
    }
    mw_error_set(&x->err, MW_EVALUE,
                 "expected the end of the frame, got %" PRIu64 " more byte%s",
                 view->room, plural(view->room));
    return mw__inspect_fault_point(x, &row, 0);
}

/* The next one, or more of the one that has begun. */
static enum mw_status inspect_value(struct mw__inspect_frames *frames,
                                    struct mw__inspect_view *view)
{
    struct mw__inspection *x = &frames->x;
    const uint8_t *at = view->rest.at;
    bool next = !x->begun;
    enum mw_status rc;

    if (next && frames->framed && frames->values_most > 1) {
        x->path.root = frames->values + 1;
    }
    rc = mw__inspect_value(x, view);
    frames->values += next && (x->begun || view->rest.at != at);
    return rc;
}

static bool is_between_values(const struct mw__inspect_frames *frames)
{
    return !frames->x.begun && frames->x.skip == 0;
}

static enum mw_status inspect_view(struct mw__inspect_frames *frames,
                                   struct mw__inspect_view *view)
{
    struct mw__inspection *x = &frames->x;

    if (x->skip > 0) {
        return mw__inspect_value_skip(x, view);
    }
    if (is_between_values(frames) && frames->framed &&
        frames->values == frames->values_most) {
        return view->rest.len < MORE_SHOWN && view->room > view->rest.len
                   ? MW_EAGAIN
                   : refuse_more(x, view);
    }
    return inspect_value(frames, view);
}

static enum mw_status inspect_body(struct mw__inspect_frames *frames,
                                   struct mw_bytes *in)
{
    struct mw__inspect_view view = view_of(frames, *in);
    enum mw_status rc = inspect_view(frames, &view);
    size_t used = (size_t)(view.rest.at - in->at);

    mw_bytes_skip(in, used);
    if (frames->framed) {
        frames->left -= used;
        frames->framed = frames->left > 0 || !is_between_values(frames);
    }
    return rc;
}

/* --- what stands before all frames --- */

static enum mw_status refuse_preamble(struct mw__inspect_frames *frames,
                                      struct mw_bytes in)
{
    struct mw__inspection *x = &frames->x;
    struct mw__inspect_row row = mw__inspect_columns_row(x, in);
    size_t more = frames->preamble - in.len;

    mw_error_set(&x->err, MW_EFRAME,
                 "expected %zu more byte%s of the preamble, got the end", more,
                 plural(more));
    row.type = "preamble";
    return mw__inspect_fault_point(x, &row, in.len);
}

/* One row, of the front that is here. */
static enum mw_status put_preamble(struct mw__inspect_frames *frames,
                                   struct mw_bytes front)
{
    struct mw__inspection *x = &frames->x;
    const struct mw_value bin = {.type = MW_BIN, .payload = front};
    struct mw__inspect_row row = mw__inspect_columns_row(x, front);
    size_t columns = x->sheet.width - x->sheet.text;
    enum mw_status rc;

    x->value_text.len = 0;
    rc = mw__inspect_text_write(&bin, columns, &x->value_text);
    row.type = "preamble";
    row.sized = true;
    row.size = frames->preamble;
    row.ink = MW_INK_TYPED;
    row.text = mw_buffer_bytes(&x->value_text);
    mw__inspect_row_put(&x->sheet, &row);
    return rc == MW_OK ? x->sheet.pen.rc : rc;
}

static enum mw_status inspect_preamble(struct mw__inspect_frames *frames,
                                       struct mw_bytes *in)
{
    size_t most = frames->preamble < in->len ? frames->preamble : in->len;
    struct mw_bytes front = mw_bytes(in->at, most);
    enum mw_status rc = MW_OK;

    if (most < frames->preamble && frames->last) {
        return refuse_preamble(frames, front);
    }
    if (!frames->greeted) {
        if (most < frames->preamble && most < frames->x.sheet.width) {
            return MW_EAGAIN;
        }
        rc = put_preamble(frames, front);
    }
    frames->greeted = true;
    frames->preamble -= most;
    mw_bytes_skip(in, most);
    return rc;
}

/* --- all of it --- */

bool mw__inspect_frame_done(const struct mw__inspect_frames *frames,
                            struct mw_bytes in)
{
    return in.len == 0 && frames->last && frames->preamble == 0 &&
           !frames->framed && is_between_values(frames);
}

enum mw_status mw__inspect_frame_step(struct mw__inspect_frames *frames,
                                      struct mw_bytes *in)
{
    if (in->len == 0 && !frames->last) {
        return MW_EAGAIN;
    }
    if (frames->preamble > 0) {
        return inspect_preamble(frames, in);
    }
    if (frames->framing != NULL && !frames->framed) {
        return inspect_header(frames, in);
    }
    return inspect_body(frames, in);
}
