/* Replies: the bodies that answer what has come. A request is answered by a
 * response; a value that is no message, by a value; nothing else is. */
#ifndef CLIENT_LISTEN_REPLY_H
#define CLIENT_LISTEN_REPLY_H

#include <msgwire/conn.h>
#include <msgwire/message.h>

/* What is to be answered. */
struct reply_to {
    bool request; /* else it is no message */
    uint32_t msgid;
};

/* Looks at a body.
 *
 * request  filled if it is one.
 *
 * Returns false if it is not to be answered: a response, a notification. */
bool reply_wanted(struct mw_bytes body, struct reply_to *to,
                  struct mw_message *request);

/* Append one body. They return as mw_buffer_reserve. */
enum mw_status reply_result(const struct reply_to *to, struct mw_bytes value,
                            struct mw_buffer *out);

/* Answers a request with an error: a str becomes the contract's map with the
 * code of an internal error, any other value goes out as it is. */
enum mw_status reply_error(const struct reply_to *to, struct mw_bytes value,
                           struct mw_buffer *out);

/* Tells a peer of a body that is not one valid value; of a datagram nobody is
 * told. The conversation goes on. */
void reply_refuse(struct mw_conn *peer, const struct mw_error *why);

#endif
