#include <msgwire/complete.h>

#include "text/options_find.h"

static void append(struct mw_complete *complete, struct mw_bytes text)
{
    if (complete->rc == MW_OK) {
        complete->rc = mw_buffer_append(complete->out, text);
    }
}

static void append_text(struct mw_complete *complete, const char *text)
{
    append(complete, mw_text(text));
}

void mw_complete_word(struct mw_complete *complete, const char *word,
                      const char *meaning)
{
    if (strncmp(word, complete->typed, strlen(complete->typed)) == 0) {
        append_text(complete, word);
        append_text(complete, "\t");
        append_text(complete, meaning);
        append_text(complete, "\n");
    }
}

void mw_complete_files(struct mw_complete *complete, size_t before)
{
    append_text(complete, ":files\t");
    append(complete, mw_bytes(complete->typed, before));
    append_text(complete, "\n");
}

void mw_complete_address(struct mw_complete *complete)
{
    static const char unix_socket[] = "unix:";
    const size_t len = sizeof(unix_socket) - 1;

    mw_complete_word(complete, "tcp://", "a TCP stream");
    mw_complete_word(complete, "udp://", "UDP datagrams");
    if (strncmp(complete->typed, unix_socket, len) == 0) {
        mw_complete_files(complete, len);
    } else {
        mw_complete_word(complete, unix_socket, "a Unix socket");
    }
}

/* --- options --- */

/* Offers names behind the first `before` bytes of what is typed. */
static void offer_names(struct mw_complete *complete, const char *const *names,
                        size_t before)
{
    struct mw_buffer word = {0};

    for (; complete->rc == MW_OK && *names != NULL; names++) {
        word.len = 0;
        mw_buffer_append(&word, mw_bytes(complete->typed, before));
        mw_buffer_append(&word, mw_text(*names));
        complete->rc = mw_buffer_append(&word, mw_bytes("", 1));
        if (complete->rc == MW_OK) {
            mw_complete_word(complete, (const char *)word.at, "");
        }
    }
    mw_buffer_fini(&word);
}

/* Offers values of an option behind the first `before` bytes. */
static void offer_value(struct mw_complete *complete,
                        const struct mw_option *option, size_t before)
{
    if (option->kind == MW_OPTION_CHOICE) {
        offer_names(complete, option->choices, before);
    } else if (option->kind == MW_OPTION_FLAG) {
        return;
    } else if (strcmp(option->value, "SHELL") == 0) {
        offer_names(complete, mw_shells, before);
    } else if (strcmp(option->value, "FILE") == 0) {
        mw_complete_files(complete, before);
    } else if (before == 0 && complete->offer != NULL) {
        complete->offer(complete, option->value);
    } else if (before == 0 && strcmp(option->value, "URL") == 0) {
        mw_complete_address(complete);
    }
}

static void offer_option(struct mw_complete *complete,
                         const struct mw_option *option)
{
    enum { NAME = 64 };
    char name[NAME] = "--";

    strncat(name, option->name, NAME - 3);
    mw_complete_word(complete, name, option->help);
    if (option->negatable) {
        memcpy(name, "--no-", 6);
        strncat(name, option->name, NAME - 6);
        mw_complete_word(complete, name, option->help);
    }
}

/* The option whose value the next word is, or NULL. */
static const struct mw_option *awaits_value(const struct mw_option *table,
                                            const char *word)
{
    const struct mw_option *option = NULL;

    if (word[1] == '-') {
        option = mw__options_named(table, mw_text(word + 2));
        return option != NULL && option->kind != MW_OPTION_FLAG ? option : NULL;
    }
    for (word++; *word != '\0'; word++) {
        option = mw__options_lettered(table, *word);
        if (option == NULL || option->kind != MW_OPTION_FLAG) {
            return option != NULL && word[1] == '\0' ? option : NULL;
        }
    }
    return NULL;
}

static void offer_options(struct mw_complete *complete,
                          const struct mw_option *table)
{
    const char *typed = complete->typed;
    size_t name = strcspn(typed, "=");
    const struct mw_option *option = NULL;

    if (typed[name] == '=' && name > 2) {
        option = mw__options_named(table, mw_bytes(typed + 2, name - 2));
        if (option != NULL) {
            offer_value(complete, option, name + 1);
        }
        return;
    }
    for (; table->name != NULL; table++) {
        offer_option(complete, table);
    }
}

int mw_complete_options(struct mw_complete *complete,
                        const struct mw_option *table, char *const *words,
                        int count)
{
    const struct mw_option *option = NULL; /* which awaits its value */
    bool ended = false;
    int others = 0;

    for (int i = 0; i < count; i++) {
        if (option != NULL) {
            option = NULL;
        } else if (ended || !mw__options_is_option(words[i])) {
            others++;
        } else if (strcmp(words[i], "--") == 0) {
            ended = true;
        } else {
            option = awaits_value(table, words[i]);
        }
    }
    if (option != NULL) {
        offer_value(complete, option, 0);
        return -1;
    }
    if (!ended && complete->typed[0] == '-') {
        offer_options(complete, table);
        return -1;
    }
    return others;
}
