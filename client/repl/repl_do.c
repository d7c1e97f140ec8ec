#include "repl/repl.h"

#include "input/values.h"
#include "repl/repl_command.h"

#include <msgwire/message.h>
#include <msgwire/pack.h>
#include <msgwire/trace.h>
#include <msgwire/value.h>

#include <stdio.h>

bool repl_do_takes_text(const struct repl *repl, struct mw_bytes text)
{
    bool command = text.len > 0 && text.at[0] == ':' &&
                   !(text.len > 1 && text.at[1] == ':');

    return repl->use[0] != '\0' && !command;
}

static void complain_of_memory(struct repl *repl)
{
    struct mw_error err;

    mw_error_set(&err, MW_ENOMEM, "no memory for the message");
    repl_complain(repl, err.status, &err);
}

/* --- words as values --- */

static bool read_values(struct repl *repl, char **words, int count,
                        const char *what, struct values *values)
{
    const struct values_rules rules = {
        .strings = repl->job->opt->strings,
        .no_stdin = true,
        .source = source_chosen(repl->job->opt),
    };
    struct mw_error err = {0};
    enum mw_status rc = values_read(values, words, count, what, &rules, &err);

    if (rc != MW_OK) {
        repl_complain(repl, rc, &err);
        return false;
    }
    return true;
}

/* Reads METHOD and PARAM...; `array` gets the params. */
static bool read_call(struct repl *repl, char **words, int count,
                      struct mw_buffer *array)
{
    struct values params = {0};
    struct mw_error err = {0};
    bool good;

    if (values_method(words[0], &err) != MW_OK) {
        repl_complain(repl, err.status, &err);
        return false;
    }
    good = read_values(repl, words + 1, count - 1, "PARAM", &params);
    if (good && values_array(&params, mw_bytes(NULL, 0), array) != MW_OK) {
        complain_of_memory(repl);
        good = false;
    }
    values_fini(&params);
    return good;
}

static void call(struct repl *repl, char **words, int count, bool page)
{
    struct mw_buffer array = {0};

    if (read_call(repl, words, count, &array)) {
        repl_ask(repl, words[0], mw_buffer_bytes(&array), page);
    }
    mw_buffer_fini(&array);
}

static void call_with_text(struct repl *repl, struct mw_bytes text)
{
    struct mw_buffer array = {0};

    if (text.len > 1 && text.at[0] == ':') {
        mw_bytes_skip(&text, 1);
    }
    if (mw_pack_array(&array, 1) == MW_OK &&
        mw_pack_str(&array, text) == MW_OK) {
        repl_ask(repl, repl->use, mw_buffer_bytes(&array), false);
    } else {
        complain_of_memory(repl);
    }
    mw_buffer_fini(&array);
}

static void notify(struct repl *repl, char **words, int count)
{
    struct mw_buffer array = {0}, body = {0};

    if (read_call(repl, words, count, &array)) {
        if (mw_message_notification(&body, mw_text(words[0]),
                                    mw_buffer_bytes(&array)) == MW_OK) {
            repl_ask_nothing(repl, mw_buffer_bytes(&body));
        } else {
            complain_of_memory(repl);
        }
    }
    mw_buffer_fini(&array);
    mw_buffer_fini(&body);
}

static void send_values(struct repl *repl, char **words, int count)
{
    struct values values = {0};

    if (read_values(repl, words, count, "VALUE", &values)) {
        struct mw_bytes rest = mw_buffer_bytes(&values.before), value;
        while (rest.len > 0 && mw_value_skip(&rest, &value) == MW_OK) {
            repl_ask_nothing(repl, value);
        }
    }
    values_fini(&values);
}

/* --- commands --- */

/* It may have methods that it does not tell of: this is but a hint. */
static void use(struct repl *repl, const char *method)
{
    struct mw_error err = {0};
    const char *meant;

    if (method != NULL && values_method(method, &err) != MW_OK) {
        repl_complain(repl, err.status, &err);
        return;
    }
    snprintf(repl->use, sizeof(repl->use), "%s", method == NULL ? "" : method);
    if (repl->show.live && method != NULL &&
        !repl_methods_may_have(&repl->methods, method)) {
        meant = repl_methods_nearest(&repl->methods, method);
        repl_show_sayf(&repl->show, "it did not tell of a method %s%s%s%s",
                       method, meant == NULL ? "" : ", did you mean ",
                       meant == NULL ? "" : meant, meant == NULL ? "" : "?");
    }
}

static void describe(struct repl *repl, char **words, int count)
{
    static char name[] = MW_NAME_DESCRIBE;
    char *with_name[2] = {name, count > 0 ? words[0] : NULL};

    call(repl, with_name, count + 1, true);
}

static void set_switch(struct repl *repl, const char *what, const char *word,
                       bool *on)
{
    struct mw_error err = {0};

    if (repl_command_switch(word, *on, on, &err) != MW_OK) {
        repl_complain(repl, err.status, &err);
    } else if (repl->show.live) {
        repl_show_sayf(&repl->show, "%s is %s", what, *on ? "on" : "off");
    }
}

static void trace(struct repl *repl, const char *word)
{
    struct line *line = &repl->line;
    bool before = repl->traced.trace;

    set_switch(repl, "the trace", word, &repl->traced.trace);
    if (before == repl->traced.trace) {
        return;
    }
    mw_loop_trace(line->loop, NULL, NULL);
    trace_end(&line->trace);
    trace_begin(&line->trace, &repl->traced, line->loop);
    line->trace.before = repl->show.clear;
    line->trace.data = repl->show.data;
    if (line_is_ready(line)) {
        trace_meet(&line->trace, line->conn);
    }
}

static void help(struct repl *repl)
{
    struct mw_buffer text = {0};

    if (repl_command_help(&text) == MW_OK) {
        repl_show_text(&repl->show, mw_buffer_bytes(&text));
    }
    mw_buffer_fini(&text);
}

static void obey(struct repl *repl, const struct repl_command *command,
                 char **words, int count)
{
    switch (command->verb) {
    case REPL_CALL:
        call(repl, words, count, false);
        break;
    case REPL_NOTIFY:
        notify(repl, words, count);
        break;
    case REPL_SEND:
        send_values(repl, words, count);
        break;
    case REPL_USE:
        use(repl, words[0]);
        break;
    case REPL_DESCRIBE:
        describe(repl, words, count);
        break;
    case REPL_TIME:
        set_switch(repl, "the time of each answer", words[0], &repl->time);
        break;
    case REPL_TRACE:
        trace(repl, words[0]);
        break;
    case REPL_HELP:
        help(repl);
        break;
    case REPL_QUIT:
        repl->quit = true;
        break;
    }
}

void repl_do(struct repl *repl, struct mw_bytes text,
             const struct repl_words *words)
{
    const struct repl_command *command;
    struct mw_error err = {0};

    if (repl_do_takes_text(repl, text)) {
        call_with_text(repl, text);
        return;
    }
    if (words->count == 0) {
        return;
    }
    if (words->at[0][0] != ':') {
        call(repl, words->at, words->count, false);
        return;
    }
    command = repl_command_find(words->at, words->count, &err);
    if (command == NULL) {
        repl_complain(repl, err.status, &err);
    } else {
        obey(repl, command, words->at + 1, words->count - 1);
    }
}
