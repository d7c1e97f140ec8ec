/* Reports: sentences for people, on stderr. */
#ifndef CLIENT_OUTPUT_REPORT_H
#define CLIENT_OUTPUT_REPORT_H

#include "output/progress.h"
#include "output/screen.h"

#include <msgwire/bytes.h>
#include <msgwire/message.h>

/* Who speaks: "msgwire: VERB WHERE: ". */
struct report {
    const char *verb;  /* NULL: the program itself */
    const char *where; /* the URL or file; NULL if there is none */
    bool quiet;        /* then nothing is said */
    bool bare;         /* the sentence alone: it is clear who speaks */
    enum screen_colour colour;
    struct progress *progress; /* whose line gives way; may be NULL */
};

/* Writes one line, in one write; what could move a cursor is shown as '?'. It
 * is coloured as stderr's own terminal is to be. */
void report_say(const struct report *report, struct mw_bytes sentence);

/* True for an error response and for the `error` notification.
 *
 * error  set to its value. */
bool report_is_error(const struct mw_message *message, struct mw_bytes *error);

/* Appends what an error answer says: its message, code and data; text and type
 * of [type, text]; or the value, where the peer has another form of error. What
 * is long is cut, with its length.
 *
 * error  bytes of the value, walked. */
void report_remote(struct mw_bytes error, struct mw_buffer *sentence);

#endif
