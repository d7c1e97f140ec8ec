#include "help.h"

#include <msgwire/version.h>

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

enum { LINE = 256 };

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

enum mw_status help_program(struct mw_buffer *out)
{
    const struct command *command;

    line(out,
         "msgwire %s: speaks msgpack over TCP, Unix sockets and UDP\n\n"
         "usage: msgwire VERB [OPTION...] [WORD...]\n\nverbs\n",
         mw_version());
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        line(out, "  %-9s %s\n", command->name, command->summary);
    }
    line(out,
         "\naddresses\n"
         "  tcp://HOST:PORT  udp://HOST:PORT  unix:/PATH  HOST:PORT\n"
         "  [::1]:PORT for IPv6; the usual port is %d\n\n",
         MW_PORT_DEFAULT);
    line(out, "values\n"
              "  text 1 true [1,2]   JSON if it parses, else a string\n"
              "  key=text key:=json  together they are one map\n"
              "  @FILE  -            one JSON value in a file; each on stdin\n"
              "\n");
    line(out, "forms of output, for -o\n"
              "  pretty json          typed JSON, for people and for programs\n"
              "  msgpack hex inspect  the value's bytes: as they are, as hex, "
              "explained\n"
              "  raw none             the whole message's bytes; nothing\n\n");
    return line(out, "examples\n"
                     "  msgwire call tcp://127.0.0.1:6749 upper hello\n"
                     "  seq 3 | msgwire call udp://127.0.0.1:6749 echo -\n"
                     "  echo '{\"a\":1}' | msgwire encode | msgwire inspect\n"
                     "\nmsgwire VERB --help tells more about each verb\n");
}

static void append_exits(const struct command *command, struct mw_buffer *out)
{
    line(out, "\nexit status\n");
    for (int i = 0; i < EXIT_STATUSES; i++) {
        if (command->exits & (1u << i)) {
            line(out, "  %d  %s\n", i, exit_meaning((enum exit_status)i));
        }
    }
}

enum mw_status help_command(const struct command *command,
                            struct mw_buffer *out)
{
    enum mw_status rc;

    line(out, "usage: msgwire %s [OPTION...] %s\n\n%c%s\n\noptions\n",
         command->name, command->words, toupper(command->summary[0]),
         command->summary + 1);
    rc = mw_options_help(command->options, command->defaults, out);
    if (rc != MW_OK) {
        return rc;
    }
    line(out, "\nexamples\n");
    for (size_t i = 0; command->examples[i] != NULL; i++) {
        line(out, "  %s\n", command->examples[i]);
    }
    append_exits(command, out);
    return MW_OK;
}
