#include "guide/completion.h"

#include "command.h"
#include "contexts/contexts.h"
#include "guide/topics.h"

#include <stdio.h>

enum { TOKEN = 64 };

static void offer_verbs(struct mw_complete *complete)
{
    const struct command *command;

    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        mw_complete_word(complete, command->name, command->summary);
    }
}

static void offer_topics(struct mw_complete *complete)
{
    const struct topic *topic;

    for (size_t i = 0; (topic = topics_at(i)) != NULL; i++) {
        mw_complete_word(complete, topic->name, "");
    }
}

/* before  "@", or nothing. */
static void offer_contexts(struct mw_complete *complete, const char *before)
{
    struct contexts contexts;
    struct context context;
    char word[CONTEXT_NAME + 2];

    if (contexts_open(&contexts, NULL) == MW_OK) {
        for (size_t at = 0; contexts_next(&contexts, &at, &context);) {
            snprintf(word, sizeof(word), "%s%s", before, context.name);
            mw_complete_word(complete, word, context.words[0]);
        }
    }
    contexts_fini(&contexts);
}

static void offer_methods(struct mw_complete *complete)
{
#define METHOD(name, params, result, since, summary)                           \
    mw_complete_word(complete, #name, summary);
#include "methods.inc"
#undef METHOD
}

/* Where a value may come from: @FILE, key=@FILE. */
static void offer_value(struct mw_complete *complete)
{
    const char *typed = complete->typed;
    const char *value = strchr(typed, '=');

    value = *typed != '@' && value != NULL ? value + 1 : typed;
    if (*value == '@') {
        mw_complete_files(complete, (size_t)(value + 1 - typed));
    }
}

/* "ls|add|rm": words as they are typed. */
static void offer_choices(struct mw_complete *complete, const char *names)
{
    char name[TOKEN];

    while (*(names += strspn(names, "|")) != '\0') {
        size_t len = strcspn(names, "|");

        snprintf(name, sizeof(name), "%.*s", (int)len, names);
        mw_complete_word(complete, name, "");
        names += len;
    }
}

/* What stands for a word in a usage, or for the value of an option, and what
 * can be there. */
static void offer_token(struct mw_complete *complete, const char *token)
{
    if (strcmp(token, "URL") == 0) {
        mw_complete_address(complete);
        offer_contexts(complete, "@");
    } else if (strcmp(token, "NAME") == 0) {
        offer_contexts(complete, "");
    } else if (strcmp(token, "METHOD") == 0) {
        offer_methods(complete);
    } else if (strcmp(token, "PARAM") == 0 || strcmp(token, "VALUE") == 0) {
        offer_value(complete);
    } else if (strcmp(token, "FILE") == 0) {
        mw_complete_files(complete, 0);
    } else if (strcmp(token, "VERB|TOPIC") == 0) {
        offer_verbs(complete);
        offer_topics(complete);
    } else if (token[0] >= 'a' && token[0] <= 'z') {
        offer_choices(complete, token);
    }
}

/* Finds what the usage, such as "URL METHOD [PARAM...]", has in a place; what
 * may be repeated is in all places behind it too.
 *
 * Returns false if there is nothing. */
static bool token_at(const char *usage, int place, char out[TOKEN])
{
    size_t len = 0;

    for (; *(usage += strspn(usage, " []")) != '\0'; place--) {
        len = strcspn(usage, " .]");
        if (place == 0 || usage[len] == '.') {
            len = len < TOKEN ? len : TOKEN - 1;
            memcpy(out, usage, len);
            out[len] = '\0';
            return true;
        }
        usage += len;
    }
    return false;
}

void completion_offer(struct mw_complete *complete, char *const *words,
                      int count)
{
    const struct command *command;
    char token[TOKEN];
    int place;

    complete->offer = offer_token;
    if (count == 0) {
        offer_verbs(complete);
        mw_complete_word(complete, "--help", "tells what there is");
        mw_complete_word(complete, "--version", "tells what this is");
        return;
    }
    command = commands_find(words[0]);
    if (command == NULL) {
        return;
    }
    place =
        mw_complete_options(complete, command->options, words + 1, count - 1);
    if (place >= 0 && token_at(command->words, place, token)) {
        offer_token(complete, token);
    }
}
