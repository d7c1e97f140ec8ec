/* Messages: MessagePack-RPC's three shapes, read where they lie.
 * Wire: schema/README.md, "Messages"; github.com/msgpack-rpc/msgpack-rpc
 * spec.md. Codes and names come from schema/messages.json. */
#ifndef MSGWIRE_MESSAGE_H
#define MSGWIRE_MESSAGE_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/protocol.h>

enum mw_shape {
    MW_REQUEST = 0,
    MW_RESPONSE = 1,
    MW_NOTIFICATION = 2,
};

/* All views look into the body that was read. */
struct mw_message {
    enum mw_shape shape;
    bool tied;              /* a refused request whose msgid is known */
    uint32_t msgid;         /* request, response */
    struct mw_bytes method; /* request, notification: the name's bytes */
    struct mw_bytes params; /* request, notification: the whole array value */
    struct mw_bytes error;  /* response: the value; one byte c0 on success */
    struct mw_bytes result; /* response: the value */
};

/* Reads a body that the walk has accepted.
 *
 * Returns MW_OK; MW_EVALUE if it is none of the three shapes. Then, if it is a
 * request as far as its msgid, `tied` says so and `msgid` is set. */
MW_API enum mw_status mw_message_read(struct mw_bytes body,
                                      struct mw_message *message,
                                      struct mw_error *err);

/* True for a response that carries an error. */
MW_API bool mw_message_is_error(const struct mw_message *response);

/* The fields of an error value of the contract's form `{code, message, data}`.
 *
 * code, message, data  set as far as the value has them: 0, empty, empty.
 *
 * Returns false if the value has another form (a foreign server's). */
MW_API bool mw_message_error_fields(struct mw_bytes error, int64_t *code,
                                    struct mw_bytes *message,
                                    struct mw_bytes *data);

/* Writers: each appends one body to `out`, or leaves it as it was. They return
 * as mw_buffer_reserve. `params`, `result` and `data` are bytes of one whole
 * value and go out untouched. */
MW_API enum mw_status mw_message_request(struct mw_buffer *out, uint32_t msgid,
                                         struct mw_bytes method,
                                         struct mw_bytes params);
MW_API enum mw_status mw_message_notification(struct mw_buffer *out,
                                              struct mw_bytes method,
                                              struct mw_bytes params);
MW_API enum mw_status mw_message_response(struct mw_buffer *out, uint32_t msgid,
                                          struct mw_bytes result);

/* `[1, msgid, nil, ` of a response: the caller appends the result itself. */
MW_API enum mw_status mw_message_response_head(struct mw_buffer *out,
                                               uint32_t msgid);

/* A response with an error. `data` of length 0 is left out. */
MW_API enum mw_status mw_message_response_error(struct mw_buffer *out,
                                                uint32_t msgid, int code,
                                                const char *text,
                                                struct mw_bytes data);

/* `[2, "error", [{code, message}]]`, for what can't be tied to a request. */
MW_API enum mw_status mw_message_error_notification(struct mw_buffer *out,
                                                    int code, const char *text);

#endif
