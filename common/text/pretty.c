/* Pretty printing is a matter of text: the value is written as typed JSON,
 * then that line is laid out, token by token. What fits in the columns left
 * stays on its line; an array or object that does not is opened, one level of
 * indentation deeper. Whether it fits is measured over at most one line's
 * columns, so that the work is linear however the value is nested. */
#include <msgwire/pretty.h>

#include "text/pretty_token.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/pen.h>

enum {
    COLUMNS = 80,
    INDENT = 2,
    LEVELS = 3 * MW_DEPTH_MAX + 2, /* {"$map":[[key,value]]}; {"$ext":[]} */
};

/* An array or object that was opened over several lines; the first level is
 * what is around the whole value. */
struct level {
    unsigned indent; /* of what it holds */
    unsigned close;  /* of its closing bracket */
    unsigned tail;   /* columns that must follow a member on its line */
    bool hugs;       /* {"$map": its brackets share lines with its member's */
    bool array;
};

struct layout {
    struct mw_bytes rest; /* of the JSON text */
    struct mw_pen pen;
    unsigned width;
    struct level levels[LEVELS + 1];
    size_t depth; /* levels that are open, but for the first */
    size_t flat;  /* arrays and objects open on this line only */
    bool typed;   /* what follows is the content of {"$...": */
    bool small;   /* the last element may share its line with the next */
};

static const struct level *top(const struct layout *layout)
{
    return &layout->levels[layout->depth];
}

static void break_line(struct layout *layout, size_t indent)
{
    mw_pen_newline(&layout->pen);
    mw_pen_pad(&layout->pen, indent);
}

/* Columns that are left for a value that begins at `column`. */
static size_t room_after(const struct layout *layout, size_t column)
{
    size_t end = column + top(layout)->tail;

    return end < layout->width ? layout->width - end : 0;
}

static size_t room(const struct layout *layout)
{
    return room_after(layout, layout->pen.column);
}

static enum mw_ink ink_of(const struct layout *layout, struct mw_bytes token)
{
    switch (token.at[0]) {
    case '"':
        return layout->typed ? MW_INK_TYPED : MW_INK_STRING;
    case 't':
    case 'f':
        return MW_INK_BOOL;
    case 'n':
        return MW_INK_NIL;
    case '[':
    case ']':
    case '{':
    case '}':
    case ',':
    case ':':
        return MW_INK_PLAIN;
    default:
        return MW_INK_NUMBER;
    }
}

static struct mw_bytes take_token(struct layout *layout)
{
    struct mw_bytes token =
        mw_bytes(layout->rest.at, mw__pretty_token_len(layout->rest));

    mw_bytes_skip(&layout->rest, token.len);
    return token;
}

static void put_token(struct layout *layout)
{
    struct mw_bytes token = take_token(layout);

    mw_pen_put(&layout->pen, ink_of(layout, token), token);
}

/* True if the value at the front opens over several lines where it does not
 * fit on one; others stay whole. */
static bool can_open(struct mw_bytes text)
{
    return mw__pretty_token_opens(text.at[0]) &&
           !mw__pretty_token_closes(text.at[1]) &&
           !mw__pretty_token_typed(text);
}

/* A key; its value goes below it if it fits only there. */
static void put_key(struct layout *layout)
{
    struct mw_bytes key = take_token(layout);
    bool typed = mw__pretty_token_begins(key, "\"$");
    unsigned below = top(layout)->indent + INDENT;
    size_t need;

    layout->typed = typed && !mw_bytes_equal(key, mw_text("\"$map\""));
    mw_pen_put(&layout->pen, typed ? MW_INK_TYPED : MW_INK_KEY, key);
    put_token(layout);
    need = layout->flat > 0 ? 0
           : can_open(layout->rest)
               ? 1
               : mw__pretty_token_columns(layout->rest, layout->width);
    if (need + 1 > room(layout) && need <= room_after(layout, below)) {
        break_line(layout, below);
    } else {
        mw_pen_put(&layout->pen, MW_INK_PLAIN, mw_text(" "));
    }
}

/* An array or object that does not fit: one level deeper, but for what the
 * brackets of {"$map": [ hold together, and never beyond half the width. */
static void open_level(struct layout *layout, struct mw_bytes text)
{
    const struct level *outer = top(layout);
    bool hugs = mw__pretty_token_begins(text, "{\"$map\":[");
    unsigned close = outer->hugs ? outer->close : outer->indent;
    bool deeper = close + INDENT <= layout->width / 2;

    layout->depth++;
    layout->levels[layout->depth] = (struct level){
        .indent = deeper ? close + INDENT : close,
        .close = close,
        .tail = hugs ? 2 : 1,
        .hugs = hugs,
        .array = text.at[0] == '[',
    };
    if (!hugs) {
        break_line(layout, top(layout)->indent);
    }
}

static void put_open(struct layout *layout)
{
    struct mw_bytes text = layout->rest;
    bool opens = layout->flat == 0 && can_open(text);

    if (layout->flat == 0) {
        layout->small = !opens;
    }
    if (opens) {
        opens = layout->depth < LEVELS &&
                mw__pretty_token_columns(text, room(layout)) > room(layout);
    }
    put_token(layout);
    if (opens) {
        open_level(layout, text);
    } else {
        layout->flat++;
    }
}

static void put_close(struct layout *layout)
{
    if (layout->flat > 0) {
        layout->flat--;
    } else {
        const struct level *closed = top(layout);

        layout->depth--;
        layout->small = false;
        if (!closed->hugs) {
            break_line(layout, closed->close);
        }
    }
    layout->typed = false;
    put_token(layout);
}

/* Small elements of an array share lines; each other member has its own. */
static void put_comma(struct layout *layout)
{
    const struct level *level = top(layout);
    bool shares = layout->flat > 0;

    put_token(layout);
    if (!shares && level->array && layout->small && !can_open(layout->rest)) {
        shares = mw__pretty_token_columns(layout->rest, layout->width) <
                 room(layout);
    }
    if (shares) {
        mw_pen_put(&layout->pen, MW_INK_PLAIN, mw_text(" "));
    } else {
        break_line(layout, level->indent);
    }
}

static void put_scalar(struct layout *layout)
{
    put_token(layout);
    if (layout->flat == 0) {
        layout->small = true;
    }
}

static bool at_key(const struct layout *layout)
{
    size_t len = mw__pretty_token_len(layout->rest);

    return layout->rest.at[0] == '"' && len < layout->rest.len &&
           layout->rest.at[len] == ':';
}

static void put_next(struct layout *layout)
{
    switch (layout->rest.at[0]) {
    case '[':
    case '{':
        put_open(layout);
        break;
    case ']':
    case '}':
        put_close(layout);
        break;
    case ',':
        put_comma(layout);
        break;
    default:
        if (at_key(layout)) {
            put_key(layout);
        } else {
            put_scalar(layout);
        }
        break;
    }
}

static enum mw_status lay_out(struct mw_bytes json,
                              const struct mw_pretty_style *style,
                              struct mw_buffer *out)
{
    struct layout layout = {
        .rest = json,
        .pen = {.out = out, .colour = style->colour, .colours = style->colours},
        .width = style->width != 0 ? style->width : COLUMNS};

    while (layout.rest.len > 0 && layout.pen.rc == MW_OK) {
        put_next(&layout);
    }
    mw_pen_newline(&layout.pen);
    return layout.pen.rc;
}

enum mw_status mw_pretty(struct mw_bytes value,
                         const struct mw_pretty_style *style,
                         struct mw_buffer *out, struct mw_error *err)
{
    const struct mw_json_style safe = {.terminal_safe = true};
    struct mw_buffer json = {.limit = out->limit};
    size_t before = out->len;
    enum mw_status rc = mw_json_write(value, &safe, &json, err);

    if (rc == MW_OK) {
        rc = lay_out(mw_buffer_bytes(&json), style, out);
        if (rc != MW_OK) {
            out->len = before;
            mw_error_set(err, rc, "%s", mw_status_name(rc));
        }
    }
    mw_buffer_fini(&json);
    return rc;
}
