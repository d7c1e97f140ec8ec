#include "support.h"

#include "receiver.h"

#include <stdlib.h>

enum { WIRE_DEPTH = 128 };

static void say(struct receiver *receiver, const char *text)
{
    assert_int_equal(mw_buffer_append(&receiver->said, mw_text(text)), MW_OK);
}

static void say_body(struct receiver *receiver, struct mw_bytes body)
{
    struct mw_buffer hex = to_hex(body);

    if (receiver->said.len > 0) {
        say(receiver, " ");
    }
    say(receiver, (const char *)hex.at);
    mw_buffer_fini(&hex);
}

static const char *outcome_of(enum mw_status rc, const struct mw_frame *frame,
                              const struct mw_framing *framing)
{
    bool prefixed = strcmp(mw_framing_name(framing), "none") != 0;

    switch (rc) {
    case MW_ETOOBIG:
        return "too-big";
    case MW_EDEEP:
        return "deep";
    case MW_EFRAME:
        return frame->header_len > 0 ? "empty-frame"
               : prefixed            ? "bad-length"
                                     : "bad-value";
    default:
        return "need-more";
    }
}

void receiver_init(struct receiver *receiver, const char *framing, size_t limit)
{
    *receiver = (struct receiver){.framing = mw_framing_named(framing),
                                  .limit = limit,
                                  .outcome = "need-more"};
    mw_walk_init(&receiver->walk, WIRE_DEPTH, limit);
    assert_non_null(receiver->framing);
}

void receiver_fini(struct receiver *receiver)
{
    mw_buffer_fini(&receiver->said);
    mw_buffer_fini(&receiver->kept);
}

/* Cuts off all frames that are whole. The bytes stand alone, and at another
 * place each time. */
static void take_frames(struct receiver *receiver)
{
    struct mw_bytes whole = alone(mw_buffer_bytes(&receiver->kept));
    struct mw_bytes in = whole;
    struct mw_frame frame;
    enum mw_status rc;

    do {
        rc = mw_frame_next(receiver->framing, receiver->limit, &receiver->walk,
                           &in, &frame, NULL);
        if (rc == MW_OK) {
            say_body(receiver, frame.body);
        }
    } while (rc == MW_OK);
    receiver->outcome = outcome_of(rc, &frame, receiver->framing);
    mw_buffer_drop(&receiver->kept, whole.len - in.len);
    free((void *)whole.at);
}

void receiver_take(struct receiver *receiver, struct mw_bytes piece)
{
    if (strcmp(receiver->outcome, "need-more") == 0) {
        assert_int_equal(mw_buffer_append(&receiver->kept, piece), MW_OK);
        take_frames(receiver);
    }
}

const char *receiver_bodies(struct receiver *receiver)
{
    if (receiver->said.len == 0) {
        return "-";
    }
    assert_int_equal(mw_buffer_reserve(&receiver->said, 1), MW_OK);
    receiver->said.at[receiver->said.len] = '\0';
    return (const char *)receiver->said.at;
}
