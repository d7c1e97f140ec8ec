#include "repl/repl_methods.h"

#include "output/description.h"
#include "output/plain.h"

#include <msgwire/limits.h>
#include <msgwire/nearest.h>
#include <msgwire/value.h>

#include <stdlib.h>

/* Printable, and nothing that stands for more than itself in a line. */
static bool can_be_typed(struct mw_bytes name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = (char)name.at[i];
        if (c <= ' ' || c >= 0x7f || strchr("'\"\\", c) != NULL) {
            return false;
        }
    }
    return name.len > 0 && name.len <= MW_METHOD_MAX &&
           strchr(":[{", (char)name.at[0]) == NULL;
}

/* Appends both texts of one method, if it has a name that can be used. */
static bool append(struct mw_bytes method, struct mw_buffer *out)
{
    struct mw_bytes name, summary;
    struct mw_value head;
    size_t mark = out->len;

    if (!description_find(method, "name", &name) ||
        mw_value_next(&name, &head) != MW_OK || head.type != MW_STR ||
        !can_be_typed(head.payload)) {
        return false;
    }
    if (mw_buffer_append(out, head.payload) == MW_OK &&
        mw_buffer_append(out, mw_bytes("", 1)) == MW_OK &&
        (!description_find(method, "summary", &summary) ||
         plain_value(summary, out) == MW_OK) &&
        mw_buffer_append(out, mw_bytes("", 1)) == MW_OK) {
        return true;
    }
    out->len = mark;
    return false;
}

static int compare(const void *a, const void *b)
{
    const struct repl_method *left = a, *right = b;

    return strcmp(left->name, right->name);
}

/* The text does not move any more: names point into it. */
static void point_at(struct repl_methods *methods, size_t count)
{
    const char *text = (const char *)methods->text.at;

    methods->at = count == 0 ? NULL : calloc(count, sizeof(*methods->at));
    if (methods->at == NULL) {
        return;
    }
    methods->count = count;
    for (size_t i = 0; i < count; i++) {
        methods->at[i].name = text;
        text += strlen(text) + 1;
        methods->at[i].summary = text;
        text += strlen(text) + 1;
    }
    qsort(methods->at, count, sizeof(*methods->at), compare);
}

void repl_methods_read(struct repl_methods *methods, struct mw_bytes result)
{
    struct mw_bytes list, method;
    struct mw_value head;
    size_t count = 0;

    repl_methods_fini(methods);
    if (!description_find(result, "methods", &list) ||
        mw_value_next(&list, &head) != MW_OK || head.type != MW_ARRAY) {
        return;
    }
    while (count < REPL_METHODS_MAX && mw_value_skip(&list, &method) == MW_OK) {
        count += append(method, &methods->text);
    }
    point_at(methods, count);
}

void repl_methods_fini(struct repl_methods *methods)
{
    mw_buffer_fini(&methods->text);
    free(methods->at);
    *methods = (struct repl_methods){0};
}

bool repl_methods_may_have(const struct repl_methods *methods, const char *name)
{
    const struct repl_method wanted = {.name = name};

    return methods->count == 0 || bsearch(&wanted, methods->at, methods->count,
                                          sizeof(wanted), compare) != NULL;
}

const char *repl_methods_nearest(const struct repl_methods *methods,
                                 const char *word)
{
    struct mw_nearest meant = mw_nearest_to(mw_text(word));

    for (size_t i = 0; i < methods->count; i++) {
        if (strcmp(methods->at[i].name, word) != 0) {
            mw_nearest_offer(&meant, methods->at[i].name);
        }
    }
    return meant.name;
}
