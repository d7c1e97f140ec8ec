/* A value is written as typed JSON, and that text is laid out. Where it folds,
 * it is laid out whole first; if that takes too many lines, with fewer and
 * fewer rows of each array and object, until it fits on the screen. */
#include <msgwire/pretty.h>

#include "text/pretty_fold.h"
#include "text/pretty_layout.h"

#include <msgwire/digits.h>
#include <msgwire/json.h>
#include <msgwire/pen.h>
#include <msgwire/value.h>

#include <stdio.h>

enum {
    COLUMNS = 80,
    LINES = 24,
    LINES_LEAST = 8,
    SCREENS = 3, /* that a value may take before it is cut */
    TEXT_LINES = 3,
    KEPT = 3,   /* lines of the screen for the size, and for what comes next */
    AROUND = 3, /* rows: two brackets, and what is counted */
    LINES_COUNTED = 100000, /* of a value that is cut */
    SIZE_TEXT = 160,
};

static const struct mw__pretty_most all = {SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                           SIZE_MAX, SIZE_MAX};

static uint64_t count_values(struct mw_bytes value)
{
    struct mw_value head;
    uint64_t count = 0;

    while (mw_value_next(&value, &head) == MW_OK) {
        count++;
    }
    return count;
}

/* The line that tells how much there is, of which some is not shown. */
static enum mw_status put_size(struct mw_bytes value, struct mw_bytes json,
                               const struct mw_pretty_style *style,
                               struct mw_buffer *out)
{
    struct mw_pen pen = {
        .out = out, .colour = style->colour, .colours = style->colours};
    unsigned width = style->width != 0 ? style->width : COLUMNS;
    char text[SIZE_TEXT], bytes[MW_DIGITS], values[MW_DIGITS], lines[MW_DIGITS];
    struct mw__pretty_most most = all;
    struct mw__pretty_end end;

    most.lines = LINES_COUNTED;
    mw__pretty_layout(json, style, &most, NULL, &end);
    snprintf(text, sizeof(text), "(%s bytes, %s values, %s%s lines%s%s)",
             mw_digits(value.len, bytes),
             mw_digits(count_values(value), values),
             end.given_up ? "over " : "",
             mw_digits(end.given_up ? LINES_COUNTED : end.lines, lines),
             style->unfold != NULL ? ": " : "",
             style->unfold != NULL ? style->unfold : "");
    mw_pen_words(&pen, MW_INK_DIM, text, 0, width);
    mw_pen_newline(&pen);
    return pen.rc;
}

/* Fewer rows: first of arrays, whose elements are often alike, then of maps.
 * The last layout is taken, however many lines it has. */
static void show_less(struct mw__pretty_most *most)
{
    most->elements = most->elements * 2 / 3;
    if (most->elements == 0 && most->keys > 1) {
        most->keys /= 2;
        most->elements = most->keys;
    }
    if (most->keys <= 1 && most->elements <= 1) {
        most->lines = SIZE_MAX;
    }
}

static enum mw_status fit(struct mw_bytes json,
                          const struct mw_pretty_style *style, unsigned lines,
                          struct mw_buffer *out)
{
    struct mw__pretty_most most = {
        .text = style->width != 0 ? style->width : COLUMNS,
        .lines = lines,
        .elements = lines - AROUND,
        .keys = lines - AROUND,
        .depth = lines / 3,
    };
    struct mw__pretty_end end = {.given_up = true};
    size_t before = out->len;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && end.given_up) {
        out->len = before;
        rc = mw__pretty_layout(json, style, &most, out, &end);
        show_less(&most);
    }
    return rc;
}

static enum mw_status put_folded(struct mw_bytes value, struct mw_bytes json,
                                 const struct mw_pretty_style *style,
                                 struct mw_buffer *out)
{
    unsigned width = style->width != 0 ? style->width : COLUMNS;
    unsigned lines = style->lines != 0 ? style->lines : LINES;
    struct mw__pretty_most most = all;
    struct mw__pretty_end end;
    size_t before = out->len;
    enum mw_status rc;

    lines = lines > LINES_LEAST ? lines : LINES_LEAST;
    most.lines = (size_t)SCREENS * lines;
    most.text = (size_t)TEXT_LINES * width;
    rc = mw__pretty_layout(json, style, &most, out, &end);
    if (rc != MW_OK || !end.given_up) {
        return rc;
    }
    out->len = before;
    rc = fit(json, style, lines - KEPT, out);
    return rc == MW_OK ? put_size(value, json, style, out) : rc;
}

static enum mw_status put(struct mw_bytes value, struct mw_bytes json,
                          const struct mw_pretty_style *style,
                          struct mw_buffer *out)
{
    struct mw__pretty_end end;

    return style->fold ? put_folded(value, json, style, out)
                       : mw__pretty_layout(json, style, &all, out, &end);
}

enum mw_status mw_pretty(struct mw_bytes value,
                         const struct mw_pretty_style *style,
                         struct mw_buffer *out, struct mw_error *err)
{
    const struct mw_json_style safe = {
        .terminal_safe = true,
        .hex = style->hex,
    };
    struct mw_buffer json = {.limit = out->limit};
    size_t before = out->len;
    enum mw_status rc = mw_json_write(value, &safe, &json, err);

    if (rc == MW_OK) {
        rc = put(value, mw_buffer_bytes(&json), style, out);
        if (rc != MW_OK) {
            out->len = before;
            mw_error_set(err, rc, "%s", mw_status_name(rc));
        }
    }
    mw_buffer_fini(&json);
    return rc;
}
