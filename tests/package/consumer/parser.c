/* A program that is no part of msgwire, and has sockets of its own, or none:
 * it finds the frames in whatever pieces of a stream it is given, and prints
 * the message in each.
 *
 *     parser < STREAM */
#include <msgwire.h>

#include <stdio.h>

enum { PIECE = 7, LONGEST = 1 << 20 };

static enum mw_status print_body(struct mw_bytes body, struct mw_error *err)
{
    struct mw_buffer text = {.limit = 1 << 16};
    struct mw_message message;
    enum mw_status rc = mw_walk_whole(body, 128, err);

    if (rc == MW_OK) {
        rc = mw_message_read(body, &message, err);
    }
    if (rc == MW_OK && message.shape != MW_RESPONSE) {
        rc = mw_json_write(message.params, NULL, &text, err);
        printf("%.*s %.*s\n", (int)message.method.len,
               (const char *)message.method.at, (int)text.len,
               (const char *)text.at);
    }
    mw_buffer_fini(&text);
    return rc;
}

/* Takes the frames that are whole; what is left waits for more. */
static enum mw_status print_frames(struct mw_buffer *stream,
                                   struct mw_error *err)
{
    struct mw_bytes rest = mw_buffer_bytes(stream);
    struct mw_frame frame;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK) {
        rc = mw_frame_next(mw_framing_at(0), LONGEST, NULL, &rest, &frame, err);
        if (rc == MW_OK) {
            rc = print_body(frame.body, err);
        }
    }
    mw_buffer_drop(stream, stream->len - rest.len);
    return rc == MW_EAGAIN ? MW_OK : rc;
}

int main(void)
{
    struct mw_buffer stream = {.limit = LONGEST + MW_FRAME_HEADER_MAX};
    struct mw_error err = {.status = MW_OK};
    char piece[PIECE];
    size_t len;

    while (err.status == MW_OK &&
           (len = fread(piece, 1, sizeof(piece), stdin)) > 0) {
        if (mw_buffer_append(&stream, mw_bytes(piece, len)) == MW_OK) {
            print_frames(&stream, &err);
        }
    }
    if (err.status == MW_OK && stream.len > 0) {
        mw_error_set(&err, MW_EFRAME, "the stream ends inside a frame");
    }
    mw_buffer_fini(&stream);
    if (err.status != MW_OK) {
        fprintf(stderr, "parser: %s\n", err.text);
    }
    return err.status != MW_OK;
}
