#include "text/inspect_value.h"

#include "text/inspect_columns.h"
#include "text/inspect_fault.h"
#include "text/inspect_format.h"

#include <msgwire/value.h>

enum {
    AHEAD = 4096, /* what is looked at for a message's shape */
    COLUMN = 4,   /* bytes that one column of text may show */
    DIGITS = 16,  /* bytes that a row may show, at most */
};

/* What an element that can be drawn may still have against it. */
static enum mw_status check_limits(struct mw__inspection *x,
                                   const struct mw__inspect_element *element,
                                   uint64_t offset)
{
    uint64_t promised = mw__head_owed(element->head, element->size);

    if (mw__head_opens(element->head) && x->path.depth == x->max_depth) {
        return mw_error_set(&x->err, MW_EDEEP, "nested deeper than %u levels",
                            x->max_depth);
    }
    if (promised > 0) {
        promised += mw__inspect_path_owed(&x->path) - 1;
    }
    if (offset + element->len - x->value + promised > x->limit) {
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
                           struct mw__inspect_element *element)
{
    struct mw_bytes rest = view->rest;
    uint64_t shown = COLUMN * (uint64_t)x->sheet.width + DIGITS;

    if (rest.len == 0) {
        return view->room > 0 ? MW_EAGAIN : mw__inspect_fault_end(x, view);
    }
    element->head = mw__head_table[rest.at[0]];
    if (element->head.kind == MW__HEAD_NEVER) {
        return mw__inspect_fault_never(x, rest);
    }
    element->head_len = 1u + element->head.size_len;
    element->len = element->head_len;
    if (rest.len < element->head_len) {
        return view->room > rest.len ? MW_EAGAIN
                                     : mw__inspect_fault_cut(x, view, element);
    }
    element->size = mw__head_size(element->head, rest.at);
    element->len += mw__head_opens(element->head) ? 0 : element->size;
    if (element->len > x->limit) {
        return mw__inspect_fault_long(x, rest, element);
    }
    if (element->len > view->room) {
        return mw__inspect_fault_cut(x, view, element);
    }
    return rest.len < element->len && rest.len < shown ? MW_EAGAIN : MW_OK;
}

/* The value, or as much of it as is here. */
static struct mw_value value_of(const struct mw__inspect_element *element,
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

static enum mw_status draw(struct mw__inspection *x,
                           const struct mw__inspect_element *element,
                           const struct mw_value *value,
                           struct mw__inspect_row *row)
{
    enum mw_status rc = MW_OK;

    if (!mw__inspect_row_hidden(&x->sheet)) {
        rc = mw__inspect_columns_fill(x, element, value, row);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (check_limits(x, element, row->offset) != MW_OK) {
        return mw__inspect_fault_point(x, row, 0);
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
    struct mw__inspect_element element = {.len = 0};
    struct mw_value value;
    enum mw_status rc = look(x, view, &element);

    if (rc != MW_OK) {
        return rc;
    }
    rest.len = rest.len < element.len ? rest.len : (size_t)element.len;
    value = value_of(&element, rest);
    row = mw__inspect_columns_row(x, rest);
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

    x->skip -= len;
    mw_bytes_skip(&view->rest, len);
    view->room -= len;
    if (x->skip == 0) {
        return MW_OK;
    }
    if (view->room > 0) {
        return MW_EAGAIN;
    }
    return mw__inspect_fault_skip(x, view);
}
