#include "text/inspect_columns.h"

#include "text/inspect_label.h"
#include "text/inspect_text.h"

struct mw__inspect_row mw__inspect_columns_row(const struct mw__inspection *x,
                                               struct mw_bytes bytes)
{
    return (struct mw__inspect_row){
        .offset = x->offset + (uint64_t)(bytes.at - x->at),
        .bytes = bytes,
        .head_len = bytes.len,
    };
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

void mw__inspect_columns_size(struct mw__inspect_row *row,
                              const struct mw__inspect_element *element)
{
    bool ext = element->head.type == MW_EXT;
    bool fixed = ext && element->head.kind == MW__HEAD_FIXED;

    row->sized =
        (mw__head_opens(element->head) || ext || element->head.type == MW_STR ||
         element->head.type == MW_BIN) &&
        !fixed;
    row->size = element->size - ext;
}

enum mw_status mw__inspect_columns_path(struct mw__inspection *x,
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

enum mw_status mw__inspect_columns_fill(
    struct mw__inspection *x, const struct mw__inspect_element *element,
    const struct mw_value *value, struct mw__inspect_row *row)
{
    enum mw_status rc = mw__inspect_columns_path(x, row);

    mw__inspect_columns_size(row, element);
    if (rc == MW_OK) {
        rc = set_text(x, value, row);
    }
    return rc == MW_OK ? set_labels(x, row) : rc;
}
