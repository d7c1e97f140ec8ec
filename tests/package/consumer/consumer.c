/* A program that is no part of msgwire, and talks to it: a value is packed,
 * walked and printed; then, given an address, sent there as the params of an
 * `echo`, and what comes back is printed.
 *
 *     consumer [URL] */
#include <msgwire.h>

#include <stdio.h>
#include <uv.h>

#ifdef _GNU_SOURCE
#error "the library's own compile definitions reach those who use it"
#endif

struct talk {
    struct mw_calls *calls;
    struct mw_bytes params;
    struct mw_error err;
};

static int complain(const struct mw_error *err)
{
    fprintf(stderr, "consumer: %s\n", err->text);
    return 1;
}

static enum mw_status make_value(struct mw_buffer *value, struct mw_error *err)
{
    enum mw_status rc = mw_pack_array(value, 2);

    if (rc == MW_OK) {
        rc = mw_pack_str(value, mw_text("hello"));
    }
    if (rc == MW_OK) {
        rc = mw_pack_uint(value, 1);
    }
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "packing: %s", mw_status_name(rc));
    }
    return mw_walk_whole(mw_buffer_bytes(value), 8, err);
}

static enum mw_status print_value(struct mw_bytes value, struct mw_error *err)
{
    struct mw_buffer text = {.limit = 1 << 16};
    enum mw_status rc = mw_json_write(value, NULL, &text, err);

    if (rc == MW_OK) {
        printf("%.*s\n", (int)text.len, (const char *)text.at);
    }
    mw_buffer_fini(&text);
    return rc;
}

static void on_answer(void *arg, const struct mw_message *answer,
                      const struct mw_error *why)
{
    struct talk *talk = arg;

    talk->err = *why;
    if (answer != NULL) {
        print_value(answer->result, &talk->err);
    }
}

static void on_open(struct mw_conn *conn, void *data)
{
    struct talk *talk = data;

    mw_calls_request(talk->calls, conn, mw_text(MW_NAME_ECHO), talk->params,
                     on_answer, talk, &talk->err);
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct talk *talk = data;
    struct mw_message message;

    if (mw_message_read(body, &message, &talk->err) == MW_OK &&
        message.shape == MW_RESPONSE) {
        mw_calls_answer(talk->calls, &message);
    }
    mw_conn_finish(conn);
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct talk *talk = data;

    (void)conn;
    if (talk->err.status == MW_OK) {
        talk->err = *why;
    }
    mw_calls_close(talk->calls, why);
}

static enum mw_status hold_talk(struct mw_loop *loop, const char *url,
                                struct talk *talk)
{
    static const struct mw_conn_events events = {
        .on_open = on_open, .on_body = on_body, .on_close = on_close};
    const struct mw_conn_config config = {.events = &events, .data = talk};
    struct mw_link link = {.values = 1};
    struct mw_conn *conn;
    enum mw_status rc = mw_link_parse(url, MW_LINK_DIALS, &link, &talk->err);

    if (rc == MW_OK) {
        rc = mw_calls_new(loop, 5000, &talk->calls, &talk->err);
    }
    if (rc == MW_OK) {
        rc = mw_conn_open(loop, &link, &config, &conn, &talk->err);
    }
    return rc;
}

int main(int argc, char **argv)
{
    struct mw_buffer value = {.limit = 64};
    struct talk talk = {.err = {.status = MW_OK}};
    struct mw_loop *loop;
    uv_loop_t uv;

    if (make_value(&value, &talk.err) != MW_OK ||
        print_value(mw_buffer_bytes(&value), &talk.err) != MW_OK) {
        return complain(&talk.err);
    }
    if (argc > 1) {
        talk.params = mw_buffer_bytes(&value);
        uv_loop_init(&uv);
        if (mw_loop_new(&uv, NULL, &loop, &talk.err) != MW_OK ||
            hold_talk(loop, argv[1], &talk) != MW_OK) {
            return complain(&talk.err);
        }
        uv_run(&uv, UV_RUN_DEFAULT);
        mw_loop_close(loop);
        uv_run(&uv, UV_RUN_DEFAULT);
        uv_loop_close(&uv);
    }
    mw_buffer_fini(&value);
    return talk.err.status == MW_OK ? 0 : complain(&talk.err);
}
