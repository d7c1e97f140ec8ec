#include "guide/manual.h"

#include "guide/help.h"
#include "guide/recipes.h"

#include <stdio.h>

enum { VERBS_TEXT = 512 };

/* --- options: most belong to many verbs, and each is told once --- */

static const struct mw_option *option_of(const struct command *command,
                                         const char *name)
{
    const struct mw_option *row = command->options;

    while (row->name != NULL && strcmp(row->name, name) != 0) {
        row++;
    }
    return row->name != NULL ? row : NULL;
}

static void tell(const struct command *command, const char *name,
                 const char *remark, struct mw_page *page)
{
    if (page->rc == MW_OK) {
        page->rc = mw_options_manual(option_of(command, name),
                                     command->defaults, remark, page->out);
    }
}

/* True if both verbs have the option, and tell of it in the same words. */
static bool share(const struct command *a, const struct command *b,
                  const char *name)
{
    struct mw_buffer told[2] = {{0}, {0}};
    struct mw_page pages[2] = {{.out = &told[0]}, {.out = &told[1]}};
    bool same;

    if (option_of(a, name) == NULL || option_of(b, name) == NULL) {
        return false;
    }
    tell(a, name, NULL, &pages[0]);
    tell(b, name, NULL, &pages[1]);
    same = mw_bytes_equal(mw_buffer_bytes(&told[0]), mw_buffer_bytes(&told[1]));
    mw_buffer_fini(&told[0]);
    mw_buffer_fini(&told[1]);
    return same;
}

/* "For call, notify and send.", or "For every verb." */
static const char *sharers(const struct command *one, const char *name,
                           char out[VERBS_TEXT])
{
    const struct command *command;
    size_t count = 0, all, len;

    for (all = 0; (command = commands_at(all)) != NULL; all++) {
        count += share(command, one, name);
    }
    if (count == all) {
        return "For every verb.";
    }
    len = (size_t)snprintf(out, VERBS_TEXT, "For");
    for (size_t i = 0; count > 0 && len < VERBS_TEXT; i++) {
        command = commands_at(i);
        if (share(command, one, name)) {
            count--;
            len += (size_t)snprintf(out + len, VERBS_TEXT - len, " %s%s",
                                    command->name,
                                    count > 1    ? ","
                                    : count == 1 ? " and"
                                                 : ".");
        }
    }
    return out;
}

/* True if a verb before the one at `index` tells of it in the same words. */
static bool is_told(size_t index, const char *name)
{
    for (size_t i = 0; i < index; i++) {
        if (share(commands_at(i), commands_at(index), name)) {
            return true;
        }
    }
    return false;
}

static bool is_known(size_t index, const char *name)
{
    for (size_t i = 0; i < index; i++) {
        if (option_of(commands_at(i), name) != NULL) {
            return true;
        }
    }
    return false;
}

/* What an option means for the verb at `index`, and below it what else it
 * means for others. */
static void put_option(struct mw_page *page, size_t index, const char *name)
{
    const struct command *command;
    char verbs[VERBS_TEXT];

    for (; (command = commands_at(index)) != NULL; index++) {
        if (option_of(command, name) != NULL && !is_told(index, name)) {
            tell(command, name, sharers(command, name, verbs), page);
        }
    }
}

static void put_options(struct mw_page *page)
{
    const struct command *command;

    mw_page_heading(page, "options");
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        for (const struct mw_option *row = command->options; row->name; row++) {
            if (!is_known(i, row->name)) {
                put_option(page, i, row->name);
            }
        }
    }
    page->last = MW_PAGE_BLOCK;
}

/* --- verbs --- */

/* "Options: --strings, --timeout.", which the next section tells of. */
static void put_option_names(struct mw_page *page,
                             const struct command *command)
{
    struct mw_buffer names = {0};

    mw_buffer_append(&names, mw_text("Options:"));
    for (const struct mw_option *row = command->options; row->name; row++) {
        mw_buffer_append(&names, mw_text(" --"));
        mw_buffer_append(&names, mw_text(row->name));
        mw_buffer_append(&names, mw_text(row[1].name != NULL ? "," : "."));
    }
    if (mw_buffer_append(&names, mw_bytes("", 1)) != MW_OK) {
        page->rc = MW_ENOMEM;
    } else {
        mw_page_text(page, (const char *)names.at);
    }
    mw_buffer_fini(&names);
}

static void put_verbs(struct mw_page *page)
{
    const struct command *command;
    char usage[HELP_USAGE];

    mw_page_heading(page, "verbs");
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        mw_page_subheading(page, help_usage(command, usage));
        help_about(page, command);
        put_option_names(page, command);
        mw_page_example(page, command->examples);
    }
}

/* --- the rest --- */

static void put_head(struct mw_page *page)
{
    static const char *const synopsis[] = {
        "msgwire VERB [OPTION...] [WORD...]",
        "msgwire help [VERB|TOPIC]",
        NULL,
    };

    mw_page_begin(page, "msgwire", "1", HELP_PURPOSE);
    mw_page_heading(page, "synopsis");
    mw_page_example(page, synopsis);
    mw_page_heading(page, "description");
    mw_page_text(page,
                 "Messages are values packed as msgpack, written and shown as "
                 "typed JSON. The client sends requests, notifications and "
                 "raw values over TCP, Unix sockets and UDP, shows what comes "
                 "back, and turns JSON to msgpack and back without a server. "
                 "What it speaks is MessagePack-RPC, in frames on a stream "
                 "and in datagrams over UDP: see msgwire(7).");
}

static void put_topics(struct mw_page *page)
{
    const struct topic *topic;

    for (size_t i = 0; (topic = topics_at(i)) != NULL; i++) {
        mw_page_heading(page, topic->title);
        topics_put(topic, page);
    }
}

static void put_exits(struct mw_page *page)
{
    static const struct mw_page_row rest[] = {
        {"130", "interrupted by SIGINT"},
        {"143", "ended by SIGTERM"},
        {NULL, "A lost answer is never 0. Whoever closes our output early, as "
               "a pager does, ends us with 0."},
        {0},
    };

    mw_page_heading(page, "exit status");
    help_exits(page, EXITS_JUDGE);
    mw_page_rows(page, rest);
}

enum mw_status manual_append(struct mw_buffer *out)
{
    struct mw_page page = {.form = MW_PAGE_ROFF, .out = out};

    put_head(&page);
    put_verbs(&page);
    put_options(&page);
    put_topics(&page);
    put_exits(&page);
    mw_page_heading(&page, "examples");
    recipes_put(&page);
    mw_page_heading(&page, "see also");
    mw_page_text(&page, "msgwire(7), msgwired(8)");
    return page.rc;
}
