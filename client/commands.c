#include "command.h"

extern const struct command command_call, command_notify, command_send,
    command_encode, command_decode, command_inspect, command_describe,
    command_stats, command_wait;

static const struct command *const commands[] = {
    &command_call,     &command_notify, &command_send,
    &command_encode,   &command_decode, &command_inspect,
    &command_describe, &command_stats,  &command_wait,
};

enum {
    COMMANDS = sizeof(commands) / sizeof(commands[0]),
    NAME_MAX_LEN = 16, /* longer words are like no verb */
    NEAR = 2,          /* edits that still count as a slip */
};

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

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* How many letters must be put in, taken out or changed (Levenshtein). */
static unsigned distance(const char *a, const char *b)
{
    unsigned row[NAME_MAX_LEN + 1], corner, above;
    size_t len = strlen(b);

    if (strlen(a) > NAME_MAX_LEN || len > NAME_MAX_LEN) {
        return NAME_MAX_LEN;
    }
    for (unsigned j = 0; j <= len; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i] != '\0'; i++) {
        corner = row[0]++;
        for (size_t j = 0; j < len; j++) {
            above = row[j + 1];
            row[j + 1] = least(above + 1, row[j] + 1, corner + (a[i] != b[j]));
            corner = above;
        }
    }
    return row[len];
}

const struct command *commands_nearest(const char *name)
{
    const struct command *nearest = NULL;
    unsigned best = NEAR + 1;

    for (size_t i = 0; i < COMMANDS; i++) {
        unsigned edits = distance(name, commands[i]->name);
        if (edits < best) {
            best = edits;
            nearest = commands[i];
        }
    }
    return nearest;
}
