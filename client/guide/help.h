/* Help: made from the table of commands, each one's table of options, and the
 * topics. */
#ifndef CLIENT_GUIDE_HELP_H
#define CLIENT_GUIDE_HELP_H

#include "command.h"
#include "guide/topics.h"

#define HELP_PURPOSE "speaks msgpack over TCP, Unix sockets and UDP"

/* Append what `msgwire --help`, `msgwire VERB --help` and `msgwire help TOPIC`
 * print. */
enum mw_status help_program(struct mw_buffer *out);
enum mw_status help_command(const struct command *command,
                            struct mw_buffer *out);
enum mw_status help_topic(const struct topic *topic, struct mw_buffer *out);

/* Writes how a verb is used: "call [OPTION...] URL METHOD [PARAM...]".
 *
 * Returns `out`, terminated. */
enum { HELP_USAGE = 128 };
const char *help_usage(const struct command *command, char out[HELP_USAGE]);

/* Puts what a verb does, as a sentence and the paragraphs about it. */
void help_about(struct mw_page *page, const struct command *command);

/* Puts the exit statuses of the bits in `exits`, as rows of a page. */
void help_exits(struct mw_page *page, unsigned exits);

#endif
