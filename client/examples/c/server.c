/* The smallest honest server in C, with libmsgwire: one loop for all clients.
 *
 *     server tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
 *
 * The library keeps the contract's limits and times, walks each body, ends
 * streams so that last words arrive, and keeps answers to datagrams short. */
#include <msgwire.h>

#include <stdio.h>
#include <string.h>
#include <uv.h>

/* What can't be tied to a request is told on a stream only. */
static void tell(struct mw_conn *conn, int code, const struct mw_error *why)
{
    struct mw_buffer *out =
        mw_conn_is_datagram(conn) ? NULL : mw_conn_begin(conn);

    if (out == NULL) {
        return;
    }
    if (mw_message_error_notification(out, code, why->text) == MW_OK) {
        mw_conn_end(conn, NULL);
    } else {
        mw_conn_undo(conn);
    }
}

static enum mw_status respond(const struct mw_message *request,
                              struct mw_buffer *out)
{
    static const struct mw_bytes none = {0};
    const struct mw_bytes name = request->method;
    char sentence[128], shown[MW_EXCERPT];

    if (mw_bytes_equal(name, mw_text("echo")) ||
        mw_bytes_equal(name, mw_text("ping"))) {
        return mw_message_response(out, request->msgid, request->params);
    }
    snprintf(sentence, sizeof(sentence), "no such method: %s",
             mw_excerpt(name, shown));
    return mw_message_response_error(out, request->msgid,
                                     MW_CODE_METHOD_NOT_FOUND, sentence, none);
}

/* No datagram is answered by one of twice its length: then by a shorter one. */
static void answer(struct mw_conn *conn, const struct mw_message *request)
{
    static const struct mw_bytes none = {0};
    struct mw_buffer *out = mw_conn_begin(conn);

    if (out == NULL) {
        return;
    }
    if (respond(request, out) != MW_OK) {
        mw_conn_undo(conn);
    } else if (mw_conn_end(conn, NULL) != MW_OK &&
               (out = mw_conn_begin(conn)) != NULL) {
        mw_message_response_error(out, request->msgid,
                                  MW_CODE_TOO_LARGE_FOR_A_DATAGRAM,
                                  "use a stream", none);
        mw_conn_end(conn, NULL);
    }
}

static void refuse(struct mw_conn *conn, const struct mw_message *message,
                   const struct mw_error *why)
{
    static const struct mw_bytes none = {0};
    struct mw_buffer *out;

    if (!message->tied) {
        tell(conn, MW_CODE_INVALID_REQUEST, why);
    } else if (!mw_conn_is_datagram(conn) &&
               (out = mw_conn_begin(conn)) != NULL) {
        mw_message_response_error(out, message->msgid, MW_CODE_INVALID_REQUEST,
                                  why->text, none);
        mw_conn_end(conn, NULL);
    }
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct mw_message message;
    struct mw_error why;

    (void)data;
    if (mw_message_read(body, &message, &why) != MW_OK) {
        refuse(conn, &message, &why);
    } else if (message.shape == MW_REQUEST) {
        answer(conn, &message);
    }
}

static void on_bad(struct mw_conn *conn, const struct mw_error *why, void *data)
{
    (void)data;
    tell(conn, MW_CODE_PARSE_ERROR, why);
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    (void)conn, (void)why, (void)data; /* there is nothing to clean up */
}

static void *on_accept(struct mw_conn *conn, void *data)
{
    (void)conn;
    return data; /* any but NULL, which would refuse the client */
}

int main(int argc, char **argv)
{
    static const struct mw_conn_events events = {
        .on_body = on_body, .on_bad = on_bad, .on_close = on_close};
    struct mw_listener_config config = {.events = &events,
                                        .on_accept = on_accept};
    struct mw_link link = {.values = 1};
    struct mw_listener *listener;
    struct mw_error err = {
        .text = "usage: server tcp://HOST:PORT | udp://HOST:PORT"};
    char url[MW_ENDPOINT_TEXT];
    struct mw_loop *loop;

    config.data = &config;
    if (argc != 2 ||
        mw_link_parse(argv[1], MW_LINK_LISTENS, &link, &err) != MW_OK ||
        mw_loop_new(uv_default_loop(), NULL, &loop, &err) != MW_OK ||
        mw_listener_open(loop, &link, &config, &listener, &err) != MW_OK) {
        fprintf(stderr, "server: %s\n", err.text);
        return 1;
    }
    printf("listening %s\n",
           mw_endpoint_format(mw_listener_endpoint(listener), url));
    fflush(stdout);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
