/* Help: made from the table of commands and each one's table of options. */
#ifndef CLIENT_HELP_H
#define CLIENT_HELP_H

#include "command.h"

/* Append what `msgwire --help` and `msgwire VERB --help` print. */
enum mw_status help_program(struct mw_buffer *out);
enum mw_status help_command(const struct command *command,
                            struct mw_buffer *out);

#endif
