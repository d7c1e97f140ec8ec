/* Lines between a listener and the program that answers for it (--exec): one
 * line of typed JSON in for each thing to answer, one line out for its answer.
 *
 *     in   {"method":"upper","params":["hello"]}   a request
 *          {"value":42}                            a value that is no message
 *     out  VALUE                                   the result; the value to
 *                                                  send back
 *          {"$error":"what is wrong"}              a request's error, also as
 *          {"$error":{"code":-32602,...}}          the value that it is to be
 *          an empty line                           nothing is sent back (not
 *                                                  for a request)
 *
 * No value is written as {"$error":...} in typed JSON, so a result can't be
 * taken for an error. */
#ifndef CLIENT_LISTEN_WORK_LINE_H
#define CLIENT_LISTEN_WORK_LINE_H

#include <msgwire/json.h>
#include <msgwire/message.h>

enum work_kind { WORK_RESULT, WORK_ERROR, WORK_NOTHING };

/* Appends the line that asks for an answer to a body, newline included.
 *
 * request  what the body was read as; NULL: it is no message.
 *
 * Returns as mw_json_write. */
enum mw_status work_line_ask(struct mw_bytes body,
                             const struct mw_message *request,
                             const struct mw_json_style *style,
                             struct mw_buffer *out, struct mw_error *err);

/* Reads a line of the program, without its newline.
 *
 * value  the result or error is appended here.
 *
 * Returns MW_OK and sets `kind`; what mw_json_read returns, with a sentence. */
enum mw_status work_line_read(struct mw_bytes line,
                              const struct mw_json_rules *rules,
                              struct mw_buffer *value, enum work_kind *kind,
                              struct mw_error *err);

#endif
