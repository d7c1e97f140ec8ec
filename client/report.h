/* Reports: sentences for people, on stderr. */
#ifndef CLIENT_REPORT_H
#define CLIENT_REPORT_H

#include <msgwire/bytes.h>
#include <msgwire/message.h>

/* Who speaks: "msgwire: VERB WHERE: ". */
struct report {
    const char *verb;  /* NULL: the program itself */
    const char *where; /* the URL or file; NULL if there is none */
    bool quiet;        /* then nothing is said */
};

/* Writes one line, in one write; what could move a cursor is shown as '?'. */
void report_say(const struct report *report, struct mw_bytes sentence);

/* True for an error response and for the `error` notification.
 *
 * error  set to its value. */
bool report_is_error(const struct mw_message *message, struct mw_bytes *error);

/* Appends what an error answer says: its message, code and data, or the whole
 * value where the peer has another form of error.
 *
 * error  bytes of the value, walked. */
void report_remote(struct mw_bytes error, struct mw_buffer *sentence);

#endif
