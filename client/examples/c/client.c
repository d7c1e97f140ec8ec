/* The smallest honest client in C, with libmsgwire.
 *
 *     client URL call|notify|receive METHOD <PARAMS >RESULTS
 *
 * A frame on stdin holds the params of one message; each result is a frame on
 * stdout. `receive` notifies, then prints all messages that come. */
#include <msgwire.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

enum { TIMEOUT_MS = 2000, MAX_FRAME = 16 << 20 };

struct client {
    const char *verb;
    struct mw_bytes method;
    struct mw_conn *conn;
    struct mw_calls *calls;
    struct mw_buffer params; /* of the message that is sent next */
    struct mw_error err;     /* the first thing that went wrong */
};

static void go_on(struct client *client);

static void print_frame(struct mw_bytes body)
{
    const uint8_t head[4] = {(uint8_t)(body.len >> 24),
                             (uint8_t)(body.len >> 16),
                             (uint8_t)(body.len >> 8), (uint8_t)body.len};

    fwrite(head, 1, sizeof(head), stdout);
    fwrite(body.at, 1, body.len, stdout);
    fflush(stdout);
}

/* Reads the params of the next message: false at the end, or in err. */
static bool read_params(struct client *client)
{
    uint8_t head[4];
    size_t len;

    if (fread(head, 1, sizeof(head), stdin) != sizeof(head)) {
        return false;
    }
    len = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 |
          head[3];
    client->params.len = 0;
    if (mw_buffer_reserve(&client->params, len) != MW_OK ||
        fread(client->params.at, 1, len, stdin) != len) {
        mw_error_set(&client->err, MW_EFRAME, "stdin: a frame of %zu bytes",
                     len);
        return false;
    }
    client->params.len = len;
    return mw_walk_whole(mw_buffer_bytes(&client->params), MW_DEPTH_MAX,
                         &client->err) == MW_OK;
}

static void tell_error(struct client *client, struct mw_bytes error)
{
    struct mw_buffer text = {.limit = 1 << 16};

    if (mw_json_write(error, NULL, &text, &client->err) == MW_OK) {
        mw_error_set(&client->err, MW_EVALUE, "the peer answered: %.*s",
                     (int)text.len, (const char *)text.at);
    }
    mw_buffer_fini(&text);
}

static void on_answer(void *arg, const struct mw_message *answer,
                      const struct mw_error *why)
{
    struct client *client = arg;

    if (answer == NULL) {
        client->err = *why;
    } else if (mw_message_is_error(answer)) {
        tell_error(client, answer->error);
    } else {
        print_frame(answer->result);
        go_on(client);
        return;
    }
    mw_conn_finish(client->conn);
}

static enum mw_status notify(struct client *client)
{
    struct mw_buffer *out = mw_conn_begin(client->conn);

    if (out == NULL) {
        return mw_error_set(&client->err, MW_ECLOSED, "the peer closed first");
    }
    mw_message_notification(out, client->method,
                            mw_buffer_bytes(&client->params));
    return mw_conn_end(client->conn, &client->err);
}

/* Sends what stdin says next; a call goes on when it is answered. */
static void go_on(struct client *client)
{
    while (read_params(client)) {
        if (strcmp(client->verb, "call") == 0) {
            mw_calls_request(client->calls, client->conn, client->method,
                             mw_buffer_bytes(&client->params), on_answer,
                             client, &client->err);
            return;
        }
        if (notify(client) != MW_OK) {
            break;
        }
    }
    if (strcmp(client->verb, "receive") != 0 || client->err.status != MW_OK) {
        mw_conn_finish(client->conn);
    }
}

static void on_open(struct mw_conn *conn, void *data)
{
    (void)conn;
    go_on(data);
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct client *client = data;
    struct mw_message message;

    (void)conn;
    if (strcmp(client->verb, "receive") == 0) {
        print_frame(body);
    } else if (mw_message_read(body, &message, NULL) == MW_OK &&
               message.shape == MW_RESPONSE) {
        mw_calls_answer(client->calls, &message);
    }
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct client *client = data;
    struct mw_error end = *why;

    (void)conn;
    if (end.status == MW_OK) {
        mw_error_set(&end, MW_ECLOSED, "the peer closed first");
    } else if (client->err.status == MW_OK) {
        client->err = end;
    }
    mw_calls_close(client->calls, &end);
}

int main(int argc, char **argv)
{
    static const struct mw_conn_events events = {
        .on_open = on_open, .on_body = on_body, .on_close = on_close};
    struct client client = {.params.limit = MAX_FRAME};
    const struct mw_conn_config config = {.events = &events, .data = &client};
    struct mw_link link = {.values = 1};
    struct mw_loop *loop;

    if (argc != 4) {
        fputs("usage: client URL call|notify|receive METHOD\n", stderr);
        return 2;
    }
    client.verb = argv[2];
    client.method = mw_text(argv[3]);
    if (mw_link_parse(argv[1], MW_LINK_DIALS, &link, &client.err) == MW_OK &&
        mw_loop_new(uv_default_loop(), NULL, &loop, &client.err) == MW_OK &&
        mw_calls_new(loop, TIMEOUT_MS, &client.calls, &client.err) == MW_OK &&
        mw_conn_open(loop, &link, &config, &client.conn, &client.err) ==
            MW_OK) {
        uv_run(uv_default_loop(), UV_RUN_DEFAULT);
        mw_loop_close(loop);
        uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    }
    mw_buffer_fini(&client.params);
    if (client.err.status != MW_OK) {
        fprintf(stderr, "client: %s\n", client.err.text);
    }
    return client.err.status == MW_OK ? 0 : 1;
}
