#include "text/inspect_fault.h"

#include "text/inspect_columns.h"
#include "text/inspect_format.h"

#include <inttypes.h>

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

enum mw_status mw__inspect_fault_point(struct mw__inspection *x,
                                       const struct mw__inspect_row *row,
                                       uint64_t index)
{
    mw__inspect_row_put(&x->sheet, row);
    mw__inspect_row_point(&x->sheet, index, x->err.text);
    mw_error_prefix(&x->err, "byte %" PRIu64, row->offset + index);
    return x->sheet.pen.rc != MW_OK ? x->sheet.pen.rc : x->err.status;
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

enum mw_status mw__inspect_fault_end(struct mw__inspection *x,
                                     const struct mw__inspect_view *view)
{
    uint64_t owed = mw__inspect_path_owed(&x->path);
    struct mw__inspect_row row =
        mw__inspect_columns_row(x, mw_bytes(view->rest.at, 0));
    enum mw_status rc = mw__inspect_columns_path(x, &row);

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
    return mw__inspect_fault_point(x, &row, 0);
}

enum mw_status mw__inspect_fault_cut(struct mw__inspection *x,
                                     const struct mw__inspect_view *view,
                                     const struct mw__inspect_element *element)
{
    struct mw__inspect_row row = mw__inspect_columns_row(x, view->rest);
    enum mw_status rc = mw__inspect_columns_path(x, &row);

    if (rc != MW_OK) {
        return rc;
    }
    row.type = mw__inspect_format(view->rest.at[0]);
    row.head_len = element->head_len;
    if (view->room >= element->head_len) {
        mw__inspect_columns_size(&row, element);
    }
    if (view->missing > 0) {
        say_missing(x, view->missing);
    } else {
        say_cut(x, element->len - view->room, row.type);
    }
    return mw__inspect_fault_point(x, &row, view->room);
}

enum mw_status mw__inspect_fault_long(struct mw__inspection *x,
                                      struct mw_bytes rest,
                                      const struct mw__inspect_element *element)
{
    struct mw__inspect_row row = mw__inspect_columns_row(x, rest);
    enum mw_status rc = mw__inspect_columns_path(x, &row);

    row.type = mw__inspect_format(rest.at[0]);
    row.head_len = element->head_len;
    mw__inspect_columns_size(&row, element);
    mw_error_set(&x->err, MW_ETOOBIG, "value of more bytes than the limit, %zu",
                 x->limit);
    return rc != MW_OK ? rc : mw__inspect_fault_point(x, &row, 0);
}

enum mw_status mw__inspect_fault_never(struct mw__inspection *x,
                                       struct mw_bytes rest)
{
    struct mw__inspect_row row =
        mw__inspect_columns_row(x, mw_bytes(rest.at, 1));
    enum mw_status rc = mw__inspect_columns_path(x, &row);

    row.type = mw__inspect_format(rest.at[0]);
    mw_error_set(&x->err, MW_EVALUE,
                 "expected a value, got 0xc1, which msgpack never uses");
    return rc != MW_OK ? rc : mw__inspect_fault_point(x, &row, 0);
}

enum mw_status mw__inspect_fault_skip(struct mw__inspection *x,
                                      const struct mw__inspect_view *view)
{
    struct mw__inspect_row row =
        mw__inspect_columns_row(x, mw_bytes(view->rest.at, 0));

    row.path = mw_buffer_bytes(&x->path_text);
    if (view->missing > 0) {
        say_missing(x, view->missing);
    } else {
        say_cut(x, x->skip, x->type);
    }
    return mw__inspect_fault_point(x, &row, 0);
}
