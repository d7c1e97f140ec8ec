#include <msgwire/options.h>

#include "text/options_value.h"
#include "text/width.h"

#include <stdio.h>

enum {
    COLUMNS = 80,
    NAMES_MAX = 26, /* a longer name has its sentence on the next line */
    HELP_TEXT = 512,
};

/* Where the help goes: the page's sentences all begin at one column. */
struct page {
    struct mw_buffer *out;
    size_t sentence; /* that column, from 0 */
    size_t column;   /* the next one to write */
    bool letters;    /* some option has a short form */
    enum mw_status rc;
};

static void put(struct page *page, struct mw_bytes text)
{
    if (page->rc == MW_OK) {
        page->rc = mw_buffer_append(page->out, text);
        page->column += mw__width(text);
    }
}

static void put_line_end(struct page *page)
{
    put(page, mw_text("\n"));
    page->column = 0;
}

static void put_spaces_to(struct page *page, size_t column)
{
    while (page->rc == MW_OK && page->column < column) {
        put(page, mw_text(" "));
    }
}

/* Writes the words at the sentence's column, in as many lines as they need. */
static void put_wrapped(struct page *page, const char *text)
{
    while (*(text += strspn(text, " ")) != '\0') {
        struct mw_bytes word = mw_bytes(text, strcspn(text, " "));
        bool first = page->column <= page->sentence;

        if (!first && page->column + 1 + mw__width(word) > COLUMNS) {
            put_line_end(page);
            first = true;
        }
        put_spaces_to(page, first ? page->sentence : page->column + 1);
        put(page, word);
        text += word.len;
    }
}

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

static void put_option(struct page *page, const struct mw_option *option,
                       const void *defaults)
{
    char names[MW__OPTIONS_VALUE_TEXT], text[HELP_TEXT];

    put_spaces_to(page, 2);
    put(page, mw_text(names_of(page, option, names)));
    if (page->column + 2 > page->sentence) {
        put_line_end(page);
    }
    put_wrapped(page, sentence_of(option, text));
    put_wrapped(page, note_of(option, defaults, text));
    put_line_end(page);
}

enum mw_status mw_options_help(const struct mw_option *table,
                               const void *defaults, struct mw_buffer *out)
{
    struct page page = {.out = out};
    size_t before = out->len;

    measure(&page, table);
    for (; table->name != NULL; table++) {
        put_option(&page, table, defaults);
    }
    if (page.rc != MW_OK) {
        out->len = before;
    }
    return page.rc;
}
