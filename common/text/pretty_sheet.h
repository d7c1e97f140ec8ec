/* The sheet that a layout is written on: what is left of the text, the pen,
 * and the arrays and objects that are open. */
#ifndef MSGWIRE_TEXT_PRETTY_SHEET_H
#define MSGWIRE_TEXT_PRETTY_SHEET_H

#include "text/json_typed.h"
#include "text/pretty_cells.h"
#include "text/pretty_fold.h"
#include "text/pretty_layout.h"

#include <msgwire/limits.h>

enum {
    MW__PRETTY_INDENT = 2,
    MW__PRETTY_LEVELS = 3 * MW_DEPTH_MAX + 2, /* {"$map":[[key,value]]};
                                                 {"$ext":[]} */
};

/* An array or object that was opened over several lines; the first level is
 * what is around the whole value. */
struct mw__pretty_level {
    unsigned indent; /* of what it holds */
    unsigned close;  /* of its closing bracket */
    unsigned tail;   /* columns that must follow a member on its line */
    unsigned cell;   /* columns of each number; 0: as many as it takes */
    size_t rows;     /* that have ended */
    bool hugs;       /* {"$map": its brackets share lines with its member's */
    bool array;
};

struct mw__pretty_sheet {
    struct mw_bytes rest; /* of the JSON text */
    struct mw_pen pen;
    unsigned width;
    const struct mw__pretty_most *most;
    mw_pretty_offset_fn offset;
    struct mw__pretty_end end;
    struct mw__pretty_level levels[MW__PRETTY_LEVELS + 1];
    size_t depth;               /* levels that are open, but for the first */
    size_t flat;                /* arrays and objects open on this line only */
    enum mw__json_name typed;   /* what {"$...": is open */
    char note[MW__PRETTY_NOTE]; /* to stand behind it */
    struct mw__pretty_grid grid;
    size_t grid_depth; /* of the level whose rows stand in it; 0: none */
    size_t grid_at;    /* which column is next */
    bool small;        /* the last element may share its line with the next */
};

/* The innermost level. */
struct mw__pretty_level *mw__pretty_sheet_top(struct mw__pretty_sheet *sheet);

/* True on a row of the grid. */
bool mw__pretty_sheet_in_grid(const struct mw__pretty_sheet *sheet);

/* True if what is long is to be cut. */
bool mw__pretty_sheet_folds(const struct mw__pretty_sheet *sheet);

/* Columns that are left for what begins at `column`, and for what begins here.
 */
size_t mw__pretty_sheet_room_at(struct mw__pretty_sheet *sheet, size_t column);
size_t mw__pretty_sheet_room(struct mw__pretty_sheet *sheet);

/* Columns of the value at the front of the rest; above `most` if it has more.
 */
size_t mw__pretty_sheet_columns(const struct mw__pretty_sheet *sheet,
                                size_t most);

/* Ends the line, and counts what it takes of the screen. */
void mw__pretty_sheet_end_line(struct mw__pretty_sheet *sheet);

/* Ends the line and begins the next. */
void mw__pretty_sheet_break(struct mw__pretty_sheet *sheet, size_t indent);

/* Takes the next token off the rest. */
struct mw_bytes mw__pretty_sheet_take(struct mw__pretty_sheet *sheet);

/* Takes the next token and writes it in `ink`. */
void mw__pretty_sheet_put(struct mw__pretty_sheet *sheet, enum mw_ink ink);

/* Writes what stands beside the matter, on a line of its own if it has no room
 * on this one; nothing if that is empty. */
void mw__pretty_sheet_aside(struct mw__pretty_sheet *sheet, const char *note);

#endif
