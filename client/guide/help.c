#include "guide/help.h"

#include "contexts/context.h"

#include <msgwire/version.h>

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

enum { LINE = 256, OPTIONS_MAX = 64 };

/* Appends a formatted line; what is longer than LINE has no place here. */
static enum mw_status line(struct mw_buffer *out, const char *fmt, ...)
    MW_PRINTF(2, 3);

static enum mw_status line(struct mw_buffer *out, const char *fmt, ...)
{
    char text[LINE];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return mw_buffer_append(out, mw_text(text));
}

static void append_group(enum command_group group, struct mw_buffer *out)
{
    const struct command *command;

    line(out, "\n");
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        if (command->group == group) {
            line(out, "  %-10s  %s\n", command->name, command->summary);
        }
    }
}

/* All of it fits on a terminal's first screen. */
enum mw_status help_program(struct mw_buffer *out)
{
    const struct topic *topic;

    line(out,
         "msgwire %s: " HELP_PURPOSE "\n"
         "usage: msgwire VERB [OPTION...] [WORD...]\n",
         mw_version());
    for (int group = GROUP_TALK; group <= GROUP_HELP; group++) {
        append_group((enum command_group)group, out);
    }
    line(out, "\nmsgwire help VERB tells more; so does msgwire help");
    for (size_t i = 0; (topic = topics_at(i)) != NULL; i++) {
        line(out, "%s%s", i == 0 ? "\n" : ", ", topic->name);
    }
    return line(out, "\n");
}

const char *help_usage(const struct command *command, char out[HELP_USAGE])
{
    snprintf(out, HELP_USAGE, "%s [OPTION...]%s%s", command->name,
             *command->words != '\0' ? " " : "", command->words);
    return out;
}

void help_about(struct mw_page *page, const struct command *command)
{
    char text[LINE];

    snprintf(text, sizeof(text), "%c%s.", toupper(command->summary[0]),
             command->summary + 1);
    mw_page_text(page, text);
    for (size_t i = 0; command->about != NULL && command->about[i]; i++) {
        mw_page_text(page, command->about[i]);
    }
    if (command->more != NULL) {
        command->more(page);
    }
}

void help_exits(struct mw_page *page, unsigned exits)
{
    static const char *const numbers[EXIT_STATUSES] = {"0", "1", "2", "3", "4",
                                                       "5", "6", "7", "8", "9"};
    struct mw_page_row rows[EXIT_STATUSES + 1];
    size_t count = 0;

    for (int i = 0; i < EXIT_STATUSES; i++) {
        if (exits & (1u << i)) {
            rows[count++] = (struct mw_page_row){
                numbers[i], exit_meaning((enum exit_status)i)};
        }
    }
    rows[count] = (struct mw_page_row){0};
    mw_page_rows(page, rows);
}

/* The rows of a verb that are about a connection, or those that are not. */
static void pick(const struct command *command, bool about,
                 struct mw_option out[OPTIONS_MAX])
{
    size_t count = 0;

    for (const struct mw_option *row = command->options; row->name; row++) {
        if (context_may_have(row->name) == about && count + 1 < OPTIONS_MAX) {
            out[count++] = *row;
        }
    }
    out[count] = (struct mw_option){.name = NULL};
}

/* Where both are many, those that most verbs share come last. */
static void put_options(struct mw_page *page, const struct command *command)
{
    struct mw_option own[OPTIONS_MAX], connection[OPTIONS_MAX];

    mw_page_heading(page, "options");
    if (command->words_min == 0) { /* which makes no connection */
        mw_page_options(page, command->options, command->defaults);
        return;
    }
    pick(command, false, own);
    mw_page_options(page, own, command->defaults);
    pick(command, true, connection);
    if (connection[0].name != NULL) {
        mw_page_heading(page, "options of the connection");
        mw_page_options(page, connection, command->defaults);
    }
}

enum mw_status help_command(const struct command *command,
                            struct mw_buffer *out)
{
    struct mw_page page = {.out = out, .last = MW_PAGE_BLOCK};
    char usage[HELP_USAGE];

    line(out, "usage: msgwire %s\n", help_usage(command, usage));
    help_about(&page, command);
    put_options(&page, command);
    mw_page_heading(&page, "examples");
    mw_page_example(&page, command->examples);
    mw_page_heading(&page, "exit status");
    help_exits(&page, command->exits);
    return page.rc;
}

enum mw_status help_topic(const struct topic *topic, struct mw_buffer *out)
{
    struct mw_page page = {.out = out};

    topics_put(topic, &page);
    return page.rc;
}
