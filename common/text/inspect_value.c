#include "text/inspect_value.h"

#include "text/inspect_format.h"
#include "text/inspect_label.h"
#include "text/inspect_text.h"
#include "wire/head.h"

#include <msgwire/value.h>

#include <inttypes.h>

enum {
    AHEAD = 4096, /* what is looked at for a message's shape */
    COLUMN = 4,   /* bytes that one column of text may show */
    DIGITS = 16,  /* bytes that a row may show, at most */
};

/* One element: its first byte's row of the table, and what that announces. */
struct element {
    struct mw__head head;
    size_t head_len;
    uint64_t size; /* of the payload, or the count of an array or map */
    uint64_t len;  /* all of it, elements not included */
};

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

struct mw__inspect_row mw__inspect_value_row(const struct mw__inspection *x,
                                             struct mw_bytes bytes)
{
    return (struct mw__inspect_row){
        .offset = x->offset + (uint64_t)(bytes.at - x->at),
        .bytes = bytes,
        .head_len = bytes.len,
    };
}

enum mw_status mw__inspect_value_point(struct mw__inspection *x,
                                       const struct mw__inspect_row *row,
                                       uint64_t index)
{
    mw__inspect_row_put(&x->sheet, row);
    mw__inspect_row_point(&x->sheet, index, x->err.text);
    mw_error_prefix(&x->err, "byte %" PRIu64, row->offset + index);
    return x->sheet.pen.rc != MW_OK ? x->sheet.pen.rc : x->err.status;
}

static enum mw_ink ink_of(const struct mw_value *value)
{
    static const enum mw_ink inks[] = {
        [MW_NIL] = MW_INK_NIL,     [MW_BOOL] = MW_INK_BOOL,
        [MW_UINT] = MW_INK_NUMBER, [MW_INT] = MW_INK_NUMBER,
        [MW_F32] = MW_INK_NUMBER,  [MW_F64] = MW_INK_NUMBER,
        [MW_STR] = MW_INK_STRING,  [MW_BIN] = MW_INK_TYPED,
        [MW_EXT] = MW_INK_TYPED,   [MW_ARRAY] = MW_INK_PLAIN,
        [MW_MAP] = MW_INK_PLAIN,
    };

    return inks[value->type];
}

/* The size that the format's name does not say. */
static void set_size(struct mw__inspect_row *row, const struct element *element)
{
    bool ext = element->head.type == MW_EXT;
    bool fixed = ext && element->head.kind == MW__HEAD_FIXED;

    row->sized =
        (mw__head_opens(element->head) || ext || element->head.type == MW_STR ||
         element->head.type == MW_BIN) &&
        !fixed;
    row->size = element->size - ext;
}

static enum mw_status set_path(struct mw__inspection *x,
                               struct mw__inspect_row *row)
{
    size_t columns = x->sheet.path_columns;
    enum mw_status rc = MW_OK;

    x->path_text.len = 0;
    if (columns > 0) {
        rc = mw__inspect_path_write(&x->path, columns, &x->path_text);
    }
    row->path = mw_buffer_bytes(&x->path_text);
    return rc;
}

/* The value, with a colon if it is a key. */
static enum mw_status set_text(struct mw__inspection *x,
                               const struct mw_value *value,
                               struct mw__inspect_row *row)
{
    bool key = mw__inspect_path_at_key(&x->path);
    size_t columns = x->sheet.width - x->sheet.text - key;
    enum mw_status rc;

    x->value_text.len = 0;
    rc = mw__inspect_text_write(value, columns, &x->value_text);
    if (rc == MW_OK && key && x->value_text.len > 0) {
        rc = mw_buffer_append(&x->value_text, mw_text(":"));
    }
    row->ink = key ? MW_INK_KEY : ink_of(value);
    row->text = mw_buffer_bytes(&x->value_text);
    return rc;
}

/* What the message is, at its head, and what its parts are. */
static enum mw_status set_labels(struct mw__inspection *x,
                                 struct mw__inspect_row *row)
{
    size_t columns = x->sheet.width - x->sheet.bytes;
    enum mw_status rc = MW_OK;

    if (!x->is_message || x->path.depth > 1) {
        return MW_OK;
    }
    if (x->path.depth == 1) {
        row->label =
            mw__inspect_label_part(x->message.shape, x->path.levels[0].at);
    } else if (!x->headed) {
        rc = mw__inspect_label_write(&x->message, columns, &x->value_text);
        row->title = mw_buffer_bytes(&x->value_text);
    }
    return rc;
}

/* Bytes that the frame's header promised are not there. */
static enum mw_status say_missing(struct mw__inspection *x, uint64_t missing)
{
    return mw_error_set(&x->err, MW_EFRAME,
                        "expected %" PRIu64 " more byte%s of the frame, got "
                        "the end",
                        missing, plural(missing));
}

static void say_cut(struct mw__inspection *x, uint64_t more, const char *type)
{
    mw_error_set(&x->err, MW_EVALUE,
                 "expected %" PRIu64 " more byte%s of this %s, got the end",
                 more, plural(more), type);
}

enum mw_status mw__inspect_value_refuse_end(struct mw__inspection *x,
                                            const struct mw__inspect_view *view)
{
    uint64_t owed = mw__inspect_path_owed(&x->path);
    struct mw__inspect_row row =
        mw__inspect_value_row(x, mw_bytes(view->rest.at, 0));
    enum mw_status rc = set_path(x, &row);

    if (rc != MW_OK) {
        return rc;
    }
    if (view->missing > 0) {
        say_missing(x, view->missing);
    } else {
        mw_error_set(&x->err, MW_EVALUE,
                     "expected %" PRIu64 " more value%s, got the end", owed,
                     plural(owed));
    }
    return mw__inspect_value_point(x, &row, 0);
}

/* The view ends before the element does. */
static enum mw_status refuse_cut(struct mw__inspection *x,
                                 const struct mw__inspect_view *view,
                                 const struct element *element)
{
    struct mw__inspect_row row = mw__inspect_value_row(x, view->rest);
    enum mw_status rc = set_path(x, &row);

    if (rc != MW_OK) {
        return rc;
    }
    row.type = mw__inspect_format(view->rest.at[0]);
    row.head_len = element->head_len;
    if (view->room >= element->head_len) {
        set_size(&row, element);
    }
    if (view->missing > 0) {
        say_missing(x, view->missing);
    } else {
        say_cut(x, element->len - view->room, row.type);
    }
    return mw__inspect_value_point(x, &row, view->room);
}

static enum mw_status refuse_never(struct mw__inspection *x,
                                   struct mw_bytes rest)
{
    struct mw__inspect_row row = mw__inspect_value_row(x, mw_bytes(rest.at, 1));
    enum mw_status rc = set_path(x, &row);

    row.type = mw__inspect_format(rest.at[0]);
    mw_error_set(&x->err, MW_EVALUE,
                 "expected a value, got 0xc1, which msgpack never uses");
    return rc != MW_OK ? rc : mw__inspect_value_point(x, &row, 0);
}

/* What an element that can be drawn may still have against it. */
static enum mw_status check_limits(struct mw__inspection *x,
                                   const struct element *element,
                                   uint64_t offset)
{
    if (mw__head_opens(element->head) && x->path.depth == x->max_depth) {
        return mw_error_set(&x->err, MW_EDEEP, "nested deeper than %u levels",
                            x->max_depth);
    }
    if (offset + element->len - x->value > x->limit) {
        return mw_error_set(&x->err, MW_ETOOBIG,
                            "value of more bytes than the limit, %zu",
                            x->limit);
    }
    return MW_OK;
}

/* Reads the head, and sees to it that as much of the payload is here as will
 * be shown. Returns MW_OK; MW_EAGAIN; or what was pointed at. */
static enum mw_status look(struct mw__inspection *x,
                           const struct mw__inspect_view *view,
                           struct element *element)
{
    struct mw_bytes rest = view->rest;
    uint64_t shown = COLUMN * (uint64_t)x->sheet.width + DIGITS;

    if (rest.len == 0) {
        return view->room > 0 ? MW_EAGAIN
                              : mw__inspect_value_refuse_end(x, view);
    }
    element->head = mw__head_table[rest.at[0]];
    if (element->head.kind == MW__HEAD_NEVER) {
        return refuse_never(x, rest);
    }
    element->head_len = 1u + element->head.size_len;
    element->len = element->head_len;
    if (rest.len < element->head_len) {
        return view->room > rest.len ? MW_EAGAIN : refuse_cut(x, view, element);
    }
    element->size = mw__head_size(element->head, rest.at);
    element->len += mw__head_opens(element->head) ? 0 : element->size;
    if (element->len > view->room) {
        return refuse_cut(x, view, element);
    }
    return rest.len < element->len && rest.len < shown ? MW_EAGAIN : MW_OK;
}

/* The value, or as much of it as is here. */
static struct mw_value value_of(const struct element *element,
                                struct mw_bytes rest)
{
    struct mw_value value = {
        .type = (enum mw_type)element->head.type,
        .head_len = element->head_len,
    };

    if (rest.len >= element->len) {
        (void)mw_value_next(&rest, &value);
        return value;
    }
    if (value.type == MW_EXT) {
        value.as.ext = (int8_t)rest.at[value.head_len++];
    }
    mw_bytes_skip(&rest, value.head_len);
    value.payload = rest;
    return value;
}

static bool is_number(const struct mw_value *value)
{
    return value->type == MW_UINT || value->type == MW_INT ||
           value->type == MW_F32 || value->type == MW_F64;
}

static enum mw_status set_columns(struct mw__inspection *x,
                                  const struct element *element,
                                  const struct mw_value *value,
                                  struct mw__inspect_row *row)
{
    enum mw_status rc = set_path(x, row);

    set_size(row, element);
    if (rc == MW_OK) {
        rc = set_text(x, value, row);
    }
    return rc == MW_OK ? set_labels(x, row) : rc;
}

static enum mw_status draw(struct mw__inspection *x,
                           const struct element *element,
                           const struct mw_value *value,
                           struct mw__inspect_row *row)
{
    enum mw_status rc = MW_OK;

    if (!mw__inspect_row_hidden(&x->sheet)) {
        rc = set_columns(x, element, value, row);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (check_limits(x, element, row->offset) != MW_OK) {
        return mw__inspect_value_point(x, row, 0);
    }
    mw__inspect_row_put(&x->sheet, row);
    return x->sheet.pen.rc;
}

/* One row: a scalar, or the head of an array or map. */
static enum mw_status inspect_element(struct mw__inspection *x,
                                      struct mw__inspect_view *view)
{
    struct mw_bytes rest = view->rest;
    struct mw__inspect_row row;
    struct element element = {.len = 0};
    struct mw_value value;
    enum mw_status rc = look(x, view, &element);

    if (rc != MW_OK) {
        return rc;
    }
    rest.len = rest.len < element.len ? rest.len : (size_t)element.len;
    value = value_of(&element, rest);
    row = mw__inspect_value_row(x, rest);
    row.type = x->type = mw__inspect_format(rest.at[0]);
    row.head_len = is_number(&value) ? 1 : value.head_len;
    rc = draw(x, &element, &value, &row);
    if (rc == MW_OK) {
        x->skip = element.len - rest.len;
        mw_bytes_skip(&view->rest, rest.len);
        view->room -= rest.len;
        mw__inspect_path_pass(&x->path, &value);
    }
    return rc;
}

static bool is_whole(struct mw_bytes rest)
{
    struct mw_bytes value;

    return mw_value_skip(&rest, &value) == MW_OK;
}

/* Waits until enough is here to tell whether it is a message. */
static enum mw_status begin_value(struct mw__inspection *x,
                                  const struct mw__inspect_view *view)
{
    if (view->rest.len < AHEAD && view->room > view->rest.len &&
        !is_whole(view->rest)) {
        return MW_EAGAIN;
    }
    x->begun = true;
    x->value = x->offset + (uint64_t)(view->rest.at - x->at);
    x->path.depth = 0;
    x->is_message = mw_message_read(view->rest, &x->message, NULL) == MW_OK;
    return MW_OK;
}

enum mw_status mw__inspect_value(struct mw__inspection *x,
                                 struct mw__inspect_view *view)
{
    enum mw_status rc = x->begun ? MW_OK : begin_value(x, view);

    while (rc == MW_OK && x->begun && x->skip == 0) {
        rc = inspect_element(x, view);
        x->begun = rc != MW_OK || x->path.depth > 0;
    }
    return rc;
}

enum mw_status mw__inspect_value_skip(struct mw__inspection *x,
                                      struct mw__inspect_view *view)
{
    size_t len = x->skip < view->rest.len ? (size_t)x->skip : view->rest.len;
    struct mw__inspect_row row;

    x->skip -= len;
    mw_bytes_skip(&view->rest, len);
    view->room -= len;
    if (x->skip == 0) {
        return MW_OK;
    }
    if (view->room > 0) {
        return MW_EAGAIN;
    }
    row = mw__inspect_value_row(x, mw_bytes(view->rest.at, 0));
    row.path = mw_buffer_bytes(&x->path_text);
    if (view->missing > 0) {
        say_missing(x, view->missing);
    } else {
        say_cut(x, x->skip, x->type);
    }
    return mw__inspect_value_point(x, &row, 0);
}
