#include "output/description.h"

#include "output/plain.h"
#include "output/table.h"

#include <msgwire/value.h>

enum { INDENT = 2, LEFT = 6, GAP = 2, TEXT_MAX = 1000, METHODS_MAX = 256 };

bool description_find(struct mw_bytes map, const char *key,
                      struct mw_bytes *value)
{
    struct mw_value head, name;

    *value = mw_bytes(NULL, 0);
    if (mw_value_next(&map, &head) != MW_OK || head.type != MW_MAP) {
        return false;
    }
    while (mw_value_next(&map, &name) == MW_OK &&
           mw_value_skip(&map, value) == MW_OK) {
        if (name.type == MW_STR && mw_bytes_equal(name.payload, mw_text(key))) {
            return true;
        }
        *value = mw_bytes(NULL, 0);
    }
    return false;
}

/* A page being written. */
struct page {
    struct mw_pen pen;
    size_t width;
    size_t left; /* where what is said of a method begins */
    bool beside; /* that is beside its name */
    struct mw_buffer text;
};

/* Returns the text of a key's value, "" if there is none; good until the next
 * call. */
static const char *text_of(struct page *page, struct mw_bytes map,
                           const char *key)
{
    enum mw_status rc = page->pen.rc;
    struct mw_bytes value;

    page->text.len = 0;
    if (rc == MW_OK && description_find(map, key, &value)) {
        rc = plain_value_cut(value, TEXT_MAX, &page->text);
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(&page->text, mw_bytes("", 1));
    }
    page->pen.rc = rc;
    return rc == MW_OK ? (const char *)page->text.at : "";
}

static void put(struct page *page, enum mw_ink ink, const char *text)
{
    mw_pen_put(&page->pen, ink, mw_text(text));
}

static void put_words(struct page *page, enum mw_ink ink, const char *text)
{
    mw_pen_words(&page->pen, ink, text, page->left, page->width);
}

/* The name and, beside it or behind a colon, what goes in and comes out; below
 * that what it does. */
static void put_method(struct page *page, struct mw_bytes method)
{
    mw_pen_pad(&page->pen, INDENT);
    put(page, MW_INK_KEY, text_of(page, method, "name"));
    if (page->beside) {
        mw_pen_pad(&page->pen, page->left);
    } else {
        put(page, MW_INK_PLAIN, ":");
    }
    put_words(page, MW_INK_TYPED, text_of(page, method, "params"));
    put_words(page, MW_INK_DIM, "->");
    put_words(page, MW_INK_TYPED, text_of(page, method, "result"));
    put_words(page, MW_INK_DIM, "(since");
    put_words(page, MW_INK_DIM, text_of(page, method, "since"));
    put(page, MW_INK_DIM, ")");
    mw_pen_newline(&page->pen);
    put_words(page, MW_INK_PLAIN, text_of(page, method, "summary"));
    mw_pen_newline(&page->pen);
}

/* The columns of the widest name. */
static size_t widest_name(struct page *page, struct mw_bytes methods)
{
    struct mw_pen pen = {.out = NULL};
    struct mw_bytes method;
    size_t widest = 0;

    while (mw_value_skip(&methods, &method) == MW_OK) {
        pen.column = 0;
        mw_pen_put(&pen, MW_INK_KEY, mw_text(text_of(page, method, "name")));
        widest = pen.column > widest ? pen.column : widest;
    }
    return widest;
}

static void put_methods(struct page *page, struct mw_bytes methods)
{
    struct mw_bytes method;
    struct mw_value head;
    size_t beside;

    if (mw_value_next(&methods, &head) != MW_OK) {
        return;
    }
    beside = INDENT + widest_name(page, methods) + GAP;
    page->beside = beside * 4 <= page->width;
    page->left = page->beside ? beside : LEFT;
    mw_pen_newline(&page->pen);
    put(page, MW_INK_TITLE, "methods");
    mw_pen_newline(&page->pen);
    while (mw_value_skip(&methods, &method) == MW_OK) {
        put_method(page, method);
    }
}

static void put_limits(struct page *page, struct mw_bytes limits)
{
    enum mw_status rc;

    mw_pen_newline(&page->pen);
    put(page, MW_INK_TITLE, "limits");
    mw_pen_newline(&page->pen);
    rc = table_write(&page->pen, limits, INDENT, page->width);
    page->pen.rc = page->pen.rc == MW_OK ? rc : page->pen.rc;
}

static void put_server(struct page *page, struct mw_bytes server,
                       struct mw_bytes methods)
{
    struct mw_bytes limits;

    put_words(page, MW_INK_TITLE, text_of(page, server, "server"));
    put_words(page, MW_INK_PLAIN, text_of(page, server, "version"));
    put_words(page, MW_INK_DIM, "protocol");
    put_words(page, MW_INK_DIM, text_of(page, server, "protocol"));
    mw_pen_newline(&page->pen);
    if (description_find(server, "limits", &limits) && table_fits(limits)) {
        put_limits(page, limits);
    }
    put_methods(page, methods);
}

/* True for an array that a person may read to its end. */
static bool is_list(struct mw_bytes methods)
{
    struct mw_value head;

    return mw_value_next(&methods, &head) == MW_OK && head.type == MW_ARRAY &&
           head.as.count <= METHODS_MAX;
}

enum mw_status description_show(struct render *render, struct mw_bytes result,
                                struct mw_bytes whole, struct mw_error *err)
{
    struct page page = {.left = 0};
    struct mw_bytes part, methods;
    bool server =
        description_find(result, "methods", &methods) && is_list(methods);

    if (!render->page ||
        !(server || description_find(result, "summary", &part))) {
        return render_value(render, result, whole, err);
    }
    page.pen = render_pen(render, &page.width);
    if (server) {
        put_server(&page, result, methods);
    } else {
        page.left = LEFT;
        put_method(&page, result);
    }
    mw_buffer_fini(&page.text);
    return page.pen.rc == MW_OK
               ? MW_OK
               : mw_error_set(err, page.pen.rc, "no memory for the page");
}
