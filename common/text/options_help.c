#include <msgwire/options.h>

#include "text/options_value.h"
#include "text/width.h"

#include <msgwire/pen.h>

#include <stdio.h>

enum {
    COLUMNS = 80,
    NAMES_MAX = 26, /* a longer name has its sentence on the next line */
    HELP_TEXT = 512,
};

/* The page's sentences all begin at one column. */
struct page {
    struct mw_pen pen;
    size_t sentence;
    bool letters; /* some option has a short form */
};

/* "-t, --timeout DURATION", "    --[no-]nodelay", "    --listen URL..." */
static const char *names_of(const struct page *page,
                            const struct mw_option *option,
                            char out[MW__OPTIONS_VALUE_TEXT])
{
    char letter[] = "-x, ";

    letter[1] = option->letter;
    snprintf(out, MW__OPTIONS_VALUE_TEXT, "%s--%s%s%s%s%s",
             option->letter != 0 ? letter
             : page->letters     ? "    "
                                 : "",
             option->negatable ? "[no-]" : "", option->name,
             option->kind != MW_OPTION_FLAG ? " " : "",
             option->kind != MW_OPTION_FLAG ? option->value : "",
             option->kind == MW_OPTION_LIST ? "..." : "");
    return out;
}

static void measure(struct page *page, const struct mw_option *table)
{
    char names[MW__OPTIONS_VALUE_TEXT];
    size_t widest = 0;

    for (const struct mw_option *row = table; row->name != NULL; row++) {
        page->letters = page->letters || row->letter != 0;
    }
    for (const struct mw_option *row = table; row->name != NULL; row++) {
        size_t width = mw__width(mw_text(names_of(page, row, names)));

        widest = width > widest && width <= NAMES_MAX ? width : widest;
    }
    page->sentence = 2 + widest + 2;
}

/* "how to print: json, hex or none": the sentence, with a choice's names. */
static const char *sentence_of(const struct mw_option *option,
                               char out[HELP_TEXT])
{
    char choices[MW__OPTIONS_VALUE_TEXT];

    mw__options_value_choices(option, choices);
    if (*choices == '\0') {
        return option->help;
    }
    snprintf(out, HELP_TEXT, "%s: %s", option->help, choices);
    return out;
}

/* "(1 to 9, default 5)", or nothing if there is neither. */
static const char *note_of(const struct mw_option *option, const void *defaults,
                           char out[HELP_TEXT])
{
    char range[MW__OPTIONS_VALUE_TEXT], text[MW__OPTIONS_VALUE_TEXT];
    const char *value = "";

    mw__options_value_range(option, range);
    if (defaults != NULL) {
        value = mw__options_value_show(option, defaults, text);
    }
    if (*range == '\0' && *value == '\0') {
        return "";
    }
    snprintf(out, HELP_TEXT, "(%s%s%s%s)", range,
             *range != '\0' && *value != '\0' ? ", " : "",
             *value != '\0' ? "default " : "", value);
    return out;
}

/* A note that fits on a line of its own is not parted. */
static void put_note(struct page *page, const char *note)
{
    size_t columns = mw__width(mw_text(note));

    if (page->pen.column + 1 + columns > COLUMNS &&
        page->sentence + columns <= COLUMNS) {
        mw_pen_newline(&page->pen);
    }
    mw_pen_words(&page->pen, MW_INK_PLAIN, note, page->sentence, COLUMNS);
}

static void put_option(struct page *page, const struct mw_option *option,
                       const void *defaults)
{
    char names[MW__OPTIONS_VALUE_TEXT], text[HELP_TEXT];
    struct mw_pen *pen = &page->pen;

    mw_pen_pad(pen, 2);
    mw_pen_put(pen, MW_INK_PLAIN, mw_text(names_of(page, option, names)));
    if (pen->column + 2 > page->sentence) {
        mw_pen_newline(pen);
    }
    mw_pen_words(pen, MW_INK_PLAIN, sentence_of(option, text), page->sentence,
                 COLUMNS);
    put_note(page, note_of(option, defaults, text));
    mw_pen_newline(pen);
}

enum mw_status mw_options_help(const struct mw_option *table,
                               const void *defaults, struct mw_buffer *out)
{
    struct page page = {.pen = {.out = out}};
    size_t before = out->len;

    measure(&page, table);
    for (; table->name != NULL; table++) {
        put_option(&page, table, defaults);
    }
    if (page.pen.rc != MW_OK) {
        out->len = before;
    }
    return page.pen.rc;
}
