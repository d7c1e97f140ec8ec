#include "text/inspect_value.h"

#include "text/inspect_format.h"
#include "text/inspect_label.h"
#include "text/inspect_text.h"
#include "wire/head.h"

#include <msgwire/value.h>
#include <msgwire/walk.h>

#include <inttypes.h>

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
                                       size_t index)
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
static void set_size(struct mw__inspect_row *row, const struct mw_value *value)
{
    bool fixext = row->bytes.at[0] >= 0xd4 && row->bytes.at[0] <= 0xd8;

    switch (value->type) {
    case MW_STR:
    case MW_BIN:
    case MW_EXT:
        row->sized = !fixext;
        row->size = value->payload.len;
        break;
    case MW_ARRAY:
    case MW_MAP:
        row->sized = true;
        row->size = value->as.count;
        break;
    case MW_NIL:
    case MW_BOOL:
    case MW_UINT:
    case MW_INT:
    case MW_F32:
    case MW_F64:
        row->head_len = 1; /* the number's bytes are shown as payload is */
        break;
    }
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
    } else {
        rc = mw__inspect_label_write(&x->message, columns, &x->value_text);
        row->title = mw_buffer_bytes(&x->value_text);
    }
    return rc;
}

/* Bytes that the frame's header promised are not there. */
static enum mw_status say_missing(struct mw__inspection *x)
{
    return mw_error_set(&x->err, MW_EFRAME,
                        "expected %" PRIu64 " more byte%s of the frame, got "
                        "the end",
                        x->missing, plural(x->missing));
}

enum mw_status mw__inspect_value_refuse_end(struct mw__inspection *x,
                                            const uint8_t *end)
{
    uint64_t owed = mw__inspect_path_owed(&x->path);
    struct mw__inspect_row row = mw__inspect_value_row(x, mw_bytes(end, 0));
    enum mw_status rc = set_path(x, &row);

    if (rc != MW_OK) {
        return rc;
    }
    if (x->missing > 0) {
        say_missing(x);
    } else {
        mw_error_set(&x->err, MW_EVALUE,
                     "expected %" PRIu64 " more value%s, got the end", owed,
                     plural(owed));
    }
    return mw__inspect_value_point(x, &row, 0);
}

/* The bytes that this value needs, as far as they are announced. */
static uint64_t announced(struct mw_bytes in)
{
    struct mw__head head = mw__head_table[in.at[0]];
    uint64_t len = 1u + head.size_len;

    return in.len < len ? len : len + mw__head_size(head, in.at);
}

/* As set_size, of a value whose payload is not all there. */
static void set_announced_size(struct mw__inspect_row *row, struct mw_bytes in)
{
    struct mw__head head = mw__head_table[in.at[0]];
    bool ext = head.type == MW_EXT && head.kind == MW__HEAD_SIZED;

    if (in.len > head.size_len &&
        (head.type == MW_STR || head.type == MW_BIN || ext)) {
        row->sized = true;
        row->size = mw__head_size(head, in.at) - ext;
    }
}

static enum mw_status refuse_cut(struct mw__inspection *x, struct mw_bytes in)
{
    uint64_t more = announced(in) - in.len;
    struct mw__inspect_row row = mw__inspect_value_row(x, in);
    enum mw_status rc = set_path(x, &row);

    if (rc != MW_OK) {
        return rc;
    }
    row.type = mw__inspect_format(in.at[0]);
    row.head_len = 1u + mw__head_table[in.at[0]].size_len;
    set_announced_size(&row, in);
    if (x->missing > 0) {
        say_missing(x);
    } else {
        mw_error_set(&x->err, MW_EVALUE,
                     "expected %" PRIu64 " more byte%s of this %s, got the end",
                     more, plural(more), row.type);
    }
    return mw__inspect_value_point(x, &row, in.len);
}

static enum mw_status refuse_value(struct mw__inspection *x, struct mw_bytes in)
{
    struct mw__inspect_row row;
    enum mw_status rc;

    if (in.len == 0) {
        return mw__inspect_value_refuse_end(x, in.at);
    }
    if (in.at[0] != 0xc1) {
        return refuse_cut(x, in);
    }
    row = mw__inspect_value_row(x, mw_bytes(in.at, 1));
    row.type = mw__inspect_format(in.at[0]);
    rc = set_path(x, &row);
    mw_error_set(&x->err, MW_EVALUE,
                 "expected a value, got 0xc1, which msgpack never uses");
    return rc != MW_OK ? rc : mw__inspect_value_point(x, &row, 0);
}

/* What a value that was read may still have against it. */
static enum mw_status check_limits(struct mw__inspection *x,
                                   const struct mw_value *value,
                                   const uint8_t *end)
{
    if ((value->type == MW_ARRAY || value->type == MW_MAP) &&
        x->path.depth == x->max_depth) {
        return mw_error_set(&x->err, MW_EDEEP, "nested deeper than %u levels",
                            x->max_depth);
    }
    if ((size_t)(end - x->value) > x->limit) {
        return mw_error_set(&x->err, MW_ETOOBIG,
                            "value of more bytes than the limit, %zu",
                            x->limit);
    }
    return MW_OK;
}

/* One row: a scalar, or the head of an array or map. */
static enum mw_status inspect_element(struct mw__inspection *x,
                                      struct mw_bytes *rest)
{
    struct mw_bytes in = *rest;
    struct mw__inspect_row row;
    struct mw_value value;
    enum mw_status rc;

    if (mw_value_next(rest, &value) != MW_OK) {
        return refuse_value(x, in);
    }
    row = mw__inspect_value_row(x, mw_bytes(in.at, in.len - rest->len));
    row.head_len = value.head_len;
    row.type = mw__inspect_format(in.at[0]);
    set_size(&row, &value);
    rc = set_path(x, &row);
    if (rc == MW_OK) {
        rc = set_text(x, &value, &row);
    }
    if (rc == MW_OK) {
        rc = set_labels(x, &row);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (check_limits(x, &value, rest->at) != MW_OK) {
        return mw__inspect_value_point(x, &row, 0);
    }
    mw__inspect_row_put(&x->sheet, &row);
    mw__inspect_path_pass(&x->path, &value);
    return x->sheet.pen.rc;
}

enum mw_status mw__inspect_value(struct mw__inspection *x,
                                 struct mw_bytes *rest)
{
    struct mw_bytes ahead = *rest, whole;
    enum mw_status rc;

    x->value = rest->at;
    x->path.depth = 0;
    x->is_message = mw_value_skip(&ahead, &whole) == MW_OK &&
                    mw_walk_whole(whole, x->max_depth, NULL) == MW_OK &&
                    mw_message_read(whole, &x->message, NULL) == MW_OK;
    do {
        rc = inspect_element(x, rest);
    } while (rc == MW_OK && x->path.depth > 0);
    return rc;
}
