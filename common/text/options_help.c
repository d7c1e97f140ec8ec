#include <msgwire/options.h>

#include "text/options_row.h"
#include "text/options_value.h"
#include "text/rows.h"
#include "text/width.h"

#include <stdio.h>

/* "-t, --timeout DURATION", "    --[no-]nodelay", "    --listen URL..."
 *
 * letters  whether some option of the table has a short form. */
static const char *names_of(const struct mw_option *option, bool letters,
                            char out[MW__OPTIONS_VALUE_TEXT])
{
    char letter[] = "-x, ";

    letter[1] = option->letter;
    snprintf(out, MW__OPTIONS_VALUE_TEXT, "%s--%s%s%s%s%s",
             option->letter != 0 ? letter
             : letters           ? "    "
                                 : "",
             option->negatable ? "[no-]" : "", option->name,
             option->kind != MW_OPTION_FLAG ? " " : "",
             option->kind != MW_OPTION_FLAG ? option->value : "",
             option->kind == MW_OPTION_LIST ? "..." : "");
    return out;
}

static bool has_letters(const struct mw_option *table)
{
    for (; table->name != NULL; table++) {
        if (table->letter != 0) {
            return true;
        }
    }
    return false;
}

/* A note that fits on a line of its own is not parted. */
static void put_note(struct mw__rows *rows, const char *note)
{
    size_t columns = mw__width(mw_text(note));

    if (rows->pen.column + 1 + columns > MW__ROWS_COLUMNS &&
        rows->column + columns <= MW__ROWS_COLUMNS) {
        mw_pen_newline(&rows->pen);
    }
    mw__rows_words(rows, note);
}

enum mw_status mw_options_help(const struct mw_option *table,
                               const void *defaults, struct mw_buffer *out)
{
    struct mw__rows rows = {.pen = {.out = out}};
    char names[MW__OPTIONS_VALUE_TEXT], text[MW__OPTIONS_ROW_TEXT];
    bool letters = has_letters(table);
    size_t before = out->len;

    for (const struct mw_option *row = table; row->name != NULL; row++) {
        mw__rows_measure(&rows, names_of(row, letters, names));
    }
    for (; table->name != NULL; table++) {
        mw__rows_term(&rows, names_of(table, letters, names));
        mw__rows_words(&rows, mw__options_row_sentence(table, text));
        put_note(&rows, mw__options_row_note(table, defaults, text));
        mw_pen_newline(&rows.pen);
    }
    if (rows.pen.rc != MW_OK) {
        out->len = before;
    }
    return rows.pen.rc;
}
