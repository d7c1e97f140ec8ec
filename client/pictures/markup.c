#include "pictures/markup.h"

#include <msgwire/utf8.h>

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum { PIECE = 512 };

static void put(struct markup *markup, struct mw_bytes text)
{
    if (markup->rc == MW_OK) {
        markup->rc = mw_buffer_append(markup->out, text);
    }
}

static void put_text(struct markup *markup, const char *text)
{
    put(markup, mw_text(text));
}

/* What stands for a byte; NULL if it stands for itself. */
static const char *escape_of(uint8_t byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
        return NULL;
    default:
        return byte < 0x20 || byte == 0x7f ? "\xef\xbf\xbd" : NULL;
    }
}

/* Text that is UTF-8. */
static void put_valid(struct markup *markup, struct mw_bytes text)
{
    size_t plain = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char *escape = escape_of(text.at[i]);

        if (escape != NULL) {
            put(markup, mw_bytes(text.at + plain, i - plain));
            put_text(markup, escape);
            plain = i + 1;
        }
    }
    put(markup, mw_bytes(text.at + plain, text.len - plain));
}

static void put_escaped(struct markup *markup, struct mw_bytes text)
{
    while (text.len > 0) {
        size_t valid = mw_utf8_valid_len(text);

        put_valid(markup, mw_bytes(text.at, valid));
        mw_bytes_skip(&text, valid);
        if (text.len > 0) {
            put_text(markup, "\xef\xbf\xbd");
            mw_bytes_skip(&text, 1);
        }
    }
}

static void end_value(struct markup *markup)
{
    if (markup->at == MARKUP_VALUE) {
        put_text(markup, "\"");
        markup->at = MARKUP_TAG;
    }
}

static void end_tag(struct markup *markup)
{
    end_value(markup);
    if (markup->at == MARKUP_TAG) {
        put_text(markup, ">");
        markup->at = MARKUP_TEXT;
    }
}

void markup_open(struct markup *markup, const char *name)
{
    assert(markup->depth < MARKUP_DEPTH);
    end_tag(markup);
    put_text(markup, "<");
    put_text(markup, name);
    markup->open[markup->depth++] = name;
    markup->at = MARKUP_TAG;
}

MW_PRINTF(2, 0)
static void add(struct markup *markup, const char *fmt, va_list args)
{
    char text[PIECE];

    vsnprintf(text, sizeof(text), fmt, args);
    put_escaped(markup, mw_text(text));
}

void markup_attr(struct markup *markup, const char *name, const char *fmt, ...)
{
    va_list args;

    assert(markup->at != MARKUP_TEXT);
    end_value(markup);
    put_text(markup, " ");
    put_text(markup, name);
    put_text(markup, "=\"");
    markup->at = MARKUP_VALUE;
    va_start(args, fmt);
    add(markup, fmt, args);
    va_end(args);
}

void markup_attr_add(struct markup *markup, const char *fmt, ...)
{
    va_list args;

    assert(markup->at == MARKUP_VALUE);
    va_start(args, fmt);
    add(markup, fmt, args);
    va_end(args);
}

void markup_add(struct markup *markup, const char *fmt, ...)
{
    va_list args;

    end_tag(markup);
    va_start(args, fmt);
    add(markup, fmt, args);
    va_end(args);
}

void markup_text(struct markup *markup, struct mw_bytes text)
{
    end_tag(markup);
    put_escaped(markup, text);
}

void markup_close(struct markup *markup)
{
    assert(markup->depth > 0);
    end_tag(markup);
    put_text(markup, "</");
    put_text(markup, markup->open[--markup->depth]);
    put_text(markup, ">");
}

void markup_close_void(struct markup *markup)
{
    assert(markup->depth > 0 && markup->at != MARKUP_TEXT);
    end_tag(markup);
    markup->depth--;
}

void markup_open_class(struct markup *markup, const char *name,
                       const char *class)
{
    markup_open(markup, name);
    if (class != NULL) {
        markup_attr(markup, "class", "%s", class);
    }
}

void markup_leaf(struct markup *markup, const char *name, const char *class,
                 const char *text)
{
    markup_open_class(markup, name, class);
    markup_text(markup, mw_text(text));
    markup_close(markup);
}

void markup_section(struct markup *markup, const char *heading)
{
    markup_raw(markup, "");
    markup_open(markup, "section");
    markup_leaf(markup, "h2", NULL, heading);
}

void markup_raw(struct markup *markup, const char *text)
{
    end_tag(markup);
    put_text(markup, text);
    put_text(markup, "\n");
}
