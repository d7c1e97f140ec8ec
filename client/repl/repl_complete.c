#include "repl/repl_complete.h"

#include "repl/repl_command.h"

#include <msgwire/limits.h>

#include <stdio.h>

static void offer(struct repl_completion *out, const char *name,
                  const char *summary)
{
    size_t len = strlen(name), common = 0;

    if (len < out->typed.len ||
        (out->typed.len > 0 &&
         memcmp(name, out->typed.at, out->typed.len) != 0)) {
        return;
    }
    if (out->count == 0) {
        out->name = name;
        out->common = len;
    }
    while (common < out->common && name[common] == out->name[common]) {
        common++;
    }
    out->common = common;
    if (out->count < REPL_COMPLETE_SHOWN) {
        out->shown[out->count] = (struct repl_method){name, summary};
    }
    out->count++;
}

static void offer_methods(const struct repl_methods *methods,
                          struct repl_completion *out)
{
    for (size_t i = 0; i < methods->count; i++) {
        offer(out, methods->at[i].name, methods->at[i].summary);
    }
}

static void offer_commands(struct repl_completion *out)
{
    const struct repl_command *command;

    for (size_t i = 0; (command = repl_command_at(i)) != NULL; i++) {
        offer(out, command->name, command->summary);
    }
}

/* The word behind a command's name. */
static void offer_first(const struct repl_methods *methods,
                        struct mw_bytes name, struct repl_completion *out)
{
    char text[32], *words[] = {text, text};
    const struct repl_command *command;

    if (name.len >= sizeof(text)) {
        return;
    }
    memcpy(text, name.at, name.len);
    text[name.len] = '\0';
    command = repl_command_find(words, 2, NULL);
    if (command == NULL) {
        return;
    }
    if (command->first == REPL_FIRST_METHOD) {
        offer_methods(methods, out);
    } else if (command->first == REPL_FIRST_SWITCH) {
        offer(out, "on", "");
        offer(out, "off", "");
    }
}

static struct mw_bytes skip_blanks(struct mw_bytes text)
{
    while (text.len > 0 && text.at[0] == ' ') {
        mw_bytes_skip(&text, 1);
    }
    return text;
}

/* Takes the first word off the text. */
static struct mw_bytes take_word(struct mw_bytes *text)
{
    const uint8_t *blank =
        text->len == 0 ? NULL : memchr(text->at, ' ', text->len);
    size_t len = blank == NULL ? text->len : (size_t)(blank - text->at);
    struct mw_bytes word = mw_bytes(text->at, len);

    mw_bytes_skip(text, len);
    return word;
}

void repl_complete(const struct repl_methods *methods, bool in_use,
                   struct mw_bytes before, struct repl_completion *out)
{
    struct mw_bytes rest = skip_blanks(before);
    struct mw_bytes first = take_word(&rest);
    bool command = first.len > 0 && first.at[0] == ':';

    *out = (struct repl_completion){.typed = first};
    if (rest.len == 0) {
        if (command) {
            offer_commands(out);
        } else if (!in_use) {
            offer_methods(methods, out);
        }
        return;
    }
    rest = skip_blanks(rest);
    out->typed = take_word(&rest);
    if (command && rest.len == 0) {
        offer_first(methods, first, out);
    }
}

/* Returns how many bytes of the text have so many characters. */
static size_t cut(const char *text, size_t characters)
{
    size_t at = 0;

    while (text[at] != '\0' &&
           (characters > 0 || ((unsigned char)text[at] & 0xc0) == 0x80)) {
        characters -= ((unsigned char)text[at] & 0xc0) != 0x80;
        at++;
    }
    return at;
}

static size_t longest_name(const struct repl_completion *completion,
                           size_t width)
{
    size_t longest = 0;

    for (size_t i = 0; i < completion->count && i < REPL_COMPLETE_SHOWN; i++) {
        size_t len = strlen(completion->shown[i].name);
        longest = len > longest ? len : longest;
    }
    return longest < width / 2 ? longest : width / 2;
}

enum mw_status repl_complete_list(const struct repl_completion *completion,
                                  size_t width, struct mw_buffer *out)
{
    size_t left = longest_name(completion, width), shown = completion->count;
    enum mw_status rc = MW_OK;
    char more[64];

    shown = shown < REPL_COMPLETE_SHOWN ? shown : REPL_COMPLETE_SHOWN;
    for (size_t i = 0; rc == MW_OK && i < shown; i++) {
        const struct repl_method *row = &completion->shown[i];
        char text[MW_METHOD_MAX + 256];
        size_t len = strlen(row->name);
        size_t used = 2 + (len > left ? len : left) + 2;
        int summary =
            used < width ? (int)cut(row->summary, width - 1 - used) : 0;
        snprintf(text, sizeof(text), "  %-*s  %.*s", (int)left, row->name,
                 summary, row->summary);
        rc = mw_buffer_append(out, mw_bytes(text, cut(text, width - 1)));
        rc = rc == MW_OK ? mw_buffer_append(out, mw_text("\n")) : rc;
    }
    if (rc == MW_OK && shown < completion->count) {
        snprintf(more, sizeof(more), "  and %zu more\n",
                 completion->count - shown);
        rc = mw_buffer_append(out, mw_text(more));
    }
    return rc;
}
