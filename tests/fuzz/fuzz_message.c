/* A message is the same however wide it is written, and is written back as it
 * was read. Input: the body. */
#include "fuzz.h"
#include "oracle.h"
#include "support.h"

#include <msgwire/message.h>
#include <msgwire/walk.h>

enum { DEPTH = 128 };

struct reading {
    enum mw_status rc;
    struct mw_message message;
    struct mw_error err;
};

static struct reading read_body(struct mw_bytes body)
{
    struct reading reading = {0};

    reading.rc = mw_message_read(body, &reading.message, &reading.err);
    return reading;
}

static bool has_msgid(const struct reading *reading)
{
    return reading->rc == MW_OK ? reading->message.shape != MW_NOTIFICATION
                                : reading->message.tied;
}

static bool has_method(const struct reading *reading)
{
    return reading->rc == MW_OK && reading->message.shape != MW_RESPONSE;
}

/* Also the sentence is the same, as it says nothing of widths. */
static void check_same(const struct reading *a, const struct reading *b)
{
    FUZZ_CHECK(a->rc == b->rc);
    FUZZ_CHECK(has_msgid(a) == has_msgid(b));
    FUZZ_CHECK(!has_msgid(a) || a->message.msgid == b->message.msgid);
    FUZZ_CHECK(a->rc != MW_OK || a->message.shape == b->message.shape);
    FUZZ_CHECK(!has_method(a) ||
               mw_bytes_equal(a->message.method, b->message.method));
    FUZZ_CHECK(strcmp(a->err.text, b->err.text) == 0);
}

static enum mw_status write_back(const struct mw_message *message,
                                 struct mw_buffer *out)
{
    switch (message->shape) {
    case MW_REQUEST:
        return mw_message_request(out, message->msgid, message->method,
                                  message->params);
    case MW_RESPONSE:
        return mw_message_response(out, message->msgid, message->result);
    case MW_NOTIFICATION:
        break;
    }
    return mw_message_notification(out, message->method, message->params);
}

static void check_written(const struct reading *reading)
{
    struct mw_buffer out = {0};
    struct reading again;

    FUZZ_CHECK(write_back(&reading->message, &out) == MW_OK);
    FUZZ_CHECK(mw_walk_whole(mw_buffer_bytes(&out), DEPTH, NULL) == MW_OK);
    again = read_body(mw_buffer_bytes(&out));
    check_same(reading, &again);
    mw_buffer_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct mw_bytes body = alone(mw_bytes(at, len));
    struct reading reading = read_body(body), anew;
    struct mw_buffer out = {0};

    if (mw_walk_whole(body, DEPTH, NULL) == MW_OK) {
        FUZZ_CHECK(oracle_repack(body, &out));
        anew = read_body(mw_buffer_bytes(&out));
        check_same(&reading, &anew);
        if (reading.rc == MW_OK) {
            check_written(&reading);
        }
    }
    mw_buffer_fini(&out);
    free((void *)body.at);
    return 0;
}
