/* The splitter gives the same frames whatever the cuts.
 *
 * Input: which framing (1 byte), where to cut (8 bytes: a new piece begins at
 * byte n if bit n modulo 64 is set), the stream. */
#include "fuzz.h"
#include "support.h"

#include <msgwire/frame.h>

enum { CHOICES = 9, LIMIT = 1 << 16, DEPTH = 128 };

/* What came out of a stream so far; two receivers must have the same. */
struct receiver {
    const struct mw_framing *framing;
    struct mw_walk walk;
    size_t from; /* bytes of the stream that whole frames took */
    size_t frames;
    uint64_t hash; /* of each frame's place and length */
    enum mw_status rc;
};

static void note(struct receiver *receiver, size_t number)
{
    receiver->hash = (receiver->hash ^ number) * UINT64_C(0x100000001b3);
}

static void check_frame(const struct receiver *receiver,
                        const struct mw_frame *frame, size_t taken)
{
    FUZZ_CHECK(frame->body.len > 0 && frame->body.len <= LIMIT);
    FUZZ_CHECK(frame->header_len <= MW_FRAME_HEADER_MAX);
    FUZZ_CHECK(frame->header_len + frame->body.len == taken);
    FUZZ_CHECK(!frame->walked ||
               mw_walk_whole(frame->body, DEPTH, NULL) == MW_OK);
    FUZZ_CHECK(receiver->rc == MW_OK);
}

/* Receives all of the stream up to `len`, which stands alone in memory. */
static void receive(struct receiver *receiver, const uint8_t *stream,
                    size_t len)
{
    struct mw_bytes copy =
        alone(mw_bytes(stream + receiver->from, len - receiver->from));
    struct mw_bytes in = copy;

    while (receiver->rc == MW_EAGAIN || receiver->rc == MW_OK) {
        struct mw_frame frame;
        size_t left = in.len;

        receiver->rc = mw_frame_next(receiver->framing, LIMIT, &receiver->walk,
                                     &in, &frame, NULL);
        if (receiver->rc != MW_OK) {
            FUZZ_CHECK(in.len == left);
            FUZZ_CHECK(receiver->rc != MW_EAGAIN || frame.need == 0 ||
                       frame.need > left);
            break;
        }
        check_frame(receiver, &frame, left - in.len);
        note(receiver, receiver->from);
        note(receiver, frame.body.len);
        receiver->from += left - in.len;
        receiver->frames++;
    }
    free((void *)copy.at);
}

static struct receiver receiver_of(uint8_t choice)
{
    struct receiver receiver = {.rc = MW_EAGAIN};

    receiver.framing = mw_framing_at(choice % 6);
    mw_walk_init(&receiver.walk, DEPTH, LIMIT);
    return receiver;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct receiver whole, pieces;
    uint64_t cuts;

    if (len < CHOICES) {
        return 0;
    }
    whole = receiver_of(at[0]);
    pieces = receiver_of(at[0]);
    memcpy(&cuts, at + 1, sizeof(cuts));
    at += CHOICES;
    len -= CHOICES;
    receive(&whole, at, len);
    for (size_t end = 1; end < len && pieces.rc == MW_EAGAIN; end++) {
        if ((cuts >> (end % 64) & 1) != 0) {
            receive(&pieces, at, end);
        }
    }
    if (pieces.rc == MW_EAGAIN) {
        receive(&pieces, at, len);
    }
    FUZZ_CHECK(pieces.rc == whole.rc);
    FUZZ_CHECK(pieces.frames == whole.frames);
    FUZZ_CHECK(pieces.from == whole.from);
    FUZZ_CHECK(pieces.hash == whole.hash);
    return 0;
}
