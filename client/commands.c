#include "command.h"

#include <msgwire/nearest.h>

extern const struct command command_call, command_notify, command_send,
    command_encode, command_decode, command_inspect, command_describe,
    command_stats, command_wait, command_bench, command_compare,
    command_conform, command_listen, command_repl, command_context,
    command_completion, command_cheat, command_help, command_proxy,
    command_record, command_replay;

static const struct command *const commands[] = {
    &command_call,    &command_notify,   &command_send,       &command_listen,
    &command_repl,    &command_describe, &command_stats,      &command_wait,
    &command_bench,   &command_compare,  &command_proxy,      &command_record,
    &command_replay,  &command_conform,  &command_encode,     &command_decode,
    &command_inspect, &command_context,  &command_completion, &command_cheat,
    &command_help,
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

const struct command *commands_at(size_t index)
{
    return index < COMMANDS ? commands[index] : NULL;
}

const struct command *commands_find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

const struct command *commands_nearest(const char *name)
{
    struct mw_nearest meant = mw_nearest_to(mw_text(name));

    for (size_t i = 0; i < COMMANDS; i++) {
        mw_nearest_offer(&meant, commands[i]->name);
    }
    return meant.name == NULL ? NULL : commands_find(meant.name);
}
