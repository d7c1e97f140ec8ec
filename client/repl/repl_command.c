#include "repl/repl_command.h"

#include <msgwire/nearest.h>

#include <stdio.h>

static const struct repl_command commands[] = {
    {":call", REPL_CALL, "METHOD [PARAM...]",
     "the same, also while a method is in use", 1, -1, REPL_FIRST_METHOD},
    {":notify", REPL_NOTIFY, "METHOD [PARAM...]",
     "a notification, which is not answered", 1, -1, REPL_FIRST_METHOD},
    {":send", REPL_SEND, "VALUE...", "values as they are, a message each", 1,
     -1, REPL_FIRST_ANY},
    {":use", REPL_USE, "[METHOD]",
     "what is typed goes to it as text; alone: no longer", 0, 1,
     REPL_FIRST_METHOD},
    {":describe", REPL_DESCRIBE, "[METHOD]", "what the server offers", 0, 1,
     REPL_FIRST_METHOD},
    {":time", REPL_TIME, "[on|off]", "how long each answer took", 0, 1,
     REPL_FIRST_SWITCH},
    {":trace", REPL_TRACE, "[on|off]", "what goes over the wire, byte by byte",
     0, 1, REPL_FIRST_SWITCH},
    {":help", REPL_HELP, "", "prints this", 0, 0, REPL_FIRST_ANY},
    {":quit", REPL_QUIT, "", "ends; so does Ctrl-D", 0, 0, REPL_FIRST_ANY},
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]), TERM = 64 };

static const struct mw_page_row about[] = {
    {NULL, "PARAM and VALUE are as on the command line: words, key=text, "
           "key:=json, @FILE, and JSON, which goes on over lines until it is "
           "closed. 'two words' and \"two words\" are text."},
    {NULL, "While a method is in use, \"::\" begins a text with a colon. A "
           "line that begins with a blank is not kept in the history. Ctrl-C "
           "clears the line, and stops waiting for an answer."},
    {0},
};

const struct repl_command *repl_command_at(size_t index)
{
    return index < COMMANDS ? &commands[index] : NULL;
}

static const struct repl_command *find(const char *name)
{
    const struct repl_command *found = NULL;
    size_t len = strlen(name), like = 0;

    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
        if (len > 1 && strncmp(commands[i].name, name, len) == 0) {
            found = &commands[i];
            like++;
        }
    }
    return like == 1 ? found : NULL;
}

static void refuse(const char *name, struct mw_error *err)
{
    struct mw_nearest meant = mw_nearest_to(mw_text(name));
    char text[MW_EXCERPT];

    mw_excerpt(mw_text(name), text);
    for (size_t i = 0; i < COMMANDS; i++) {
        mw_nearest_offer(&meant, commands[i].name);
    }
    if (meant.name != NULL) {
        mw_error_set(err, MW_EINVAL, "no command %s, did you mean %s?", text,
                     meant.name);
    } else {
        mw_error_set(err, MW_EINVAL, "no command %s, :help lists what there is",
                     text);
    }
}

const struct repl_command *repl_command_find(char *const *words, int count,
                                             struct mw_error *err)
{
    const struct repl_command *command = find(words[0]);
    int given = count - 1;

    if (command == NULL) {
        refuse(words[0], err);
        return NULL;
    }
    if (given < command->words_min ||
        (command->words_max >= 0 && given > command->words_max)) {
        mw_error_set(err, MW_EINVAL, "expected %s%s%s, got %d word%s",
                     command->name, command->words[0] == '\0' ? "" : " ",
                     command->words, given, given == 1 ? "" : "s");
        return NULL;
    }
    return command;
}

enum mw_status repl_command_switch(const char *word, bool now, bool *on,
                                   struct mw_error *err)
{
    char text[MW_EXCERPT];

    if (word == NULL) {
        *on = !now;
    } else if (strcmp(word, "on") == 0 || strcmp(word, "off") == 0) {
        *on = strcmp(word, "on") == 0;
    } else {
        return mw_error_set(err, MW_EINVAL, "expected on or off, got %s",
                            mw_excerpt(mw_text(word), text));
    }
    return MW_OK;
}

void repl_command_put(struct mw_page *page)
{
    struct mw_page_row rows[COMMANDS + 3] = {
        {"METHOD [PARAM...]", "a request, and its result"},
        {"TEXT", "the same to the method in use"},
    };
    char terms[COMMANDS][TERM];

    for (size_t i = 0; i < COMMANDS; i++) {
        snprintf(terms[i], TERM, "%s%s%s", commands[i].name,
                 commands[i].words[0] != '\0' ? " " : "", commands[i].words);
        rows[i + 2] = (struct mw_page_row){terms[i], commands[i].summary};
    }
    mw_page_rows(page, rows);
    mw_page_rows(page, about);
}

enum mw_status repl_command_help(struct mw_buffer *out)
{
    struct mw_page page = {.out = out};

    repl_command_put(&page);
    return page.rc;
}
