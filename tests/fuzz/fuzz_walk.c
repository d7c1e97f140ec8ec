/* Walk, cursor and msgpack-c agree about the same bytes.
 *
 * Input: how deep the value may be (1 byte), where the walk is interrupted
 * (1 byte: after so many bytes each time), the bytes. */
#include "fuzz.h"
#include "oracle.h"
#include "support.h"

#include <msgwire/message.h>
#include <msgwire/value.h>
#include <msgwire/walk.h>

enum { CHOICES = 2 };

/* The walk that waits for more says what the walk of all bytes says. */
static void check_resumed(struct mw_bytes bytes, unsigned depth, size_t step,
                          enum mw_walk_class class, size_t at)
{
    enum mw_status rc = MW_EAGAIN;
    struct mw_walk walk;

    mw_walk_init(&walk, depth, bytes.len);
    for (size_t len = step; rc == MW_EAGAIN && len < bytes.len; len += step) {
        struct mw_bytes piece = alone(mw_bytes(bytes.at, len));

        rc = mw_walk_on(&walk, piece, NULL);
        FUZZ_CHECK(walk.at <= len);
        free((void *)piece.at);
    }
    if (rc == MW_EAGAIN) {
        rc = mw_walk_on(&walk, bytes, NULL);
    }
    FUZZ_CHECK((rc == MW_OK) ==
               (class == MW_WALK_VALID || class == MW_WALK_TRAILING));
    FUZZ_CHECK((rc == MW_EVALUE) == (class == MW_WALK_INVALID));
    FUZZ_CHECK((rc == MW_EDEEP) == (class == MW_WALK_DEEP));
    FUZZ_CHECK((rc == MW_ETOOBIG) == (class == MW_WALK_TRUNCATED));
    FUZZ_CHECK(walk.at == at && walk.deepest <= depth);
}

/* Packed anew a value is no longer than it was, and stays as it is then. */
static void check_repacked(struct mw_bytes value)
{
    struct mw_buffer once = {0}, twice = {0};

    FUZZ_CHECK(oracle_repack(value, &once));
    FUZZ_CHECK(once.len <= value.len);
    FUZZ_CHECK(mw_walk_whole(mw_buffer_bytes(&once), MW_DEPTH_MAX, NULL) ==
               MW_OK);
    FUZZ_CHECK(oracle_repack(mw_buffer_bytes(&once), &twice));
    FUZZ_CHECK(mw_bytes_equal(mw_buffer_bytes(&once), mw_buffer_bytes(&twice)));
    mw_buffer_fini(&once);
    mw_buffer_fini(&twice);
}

static void check_cursor(struct mw_bytes bytes, enum mw_walk_class class,
                         size_t at)
{
    struct mw_bytes in = bytes, whole;
    enum mw_status rc = mw_value_skip(&in, &whole);

    if (class == MW_WALK_DEEP) {
        return; /* the cursor minds no depth */
    }
    FUZZ_CHECK((rc == MW_OK) ==
               (class == MW_WALK_VALID || class == MW_WALK_TRAILING));
    FUZZ_CHECK(rc == MW_OK ? whole.len == at : in.len == bytes.len);
    if (rc == MW_OK) {
        check_repacked(whole);
    }
}

static void check_oracle(struct mw_bytes bytes, enum mw_walk_class class)
{
    size_t at;

    if (class == MW_WALK_VALID) {
        FUZZ_CHECK(mw_walk_class(bytes, ORACLE_DEPTH, &at) != MW_WALK_VALID ||
                   oracle_agrees(bytes));
    } else if (class != MW_WALK_DEEP) {
        FUZZ_CHECK(!oracle_takes(bytes));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct mw_message message;
    enum mw_walk_class class;
    struct mw_bytes bytes;
    size_t step, fault;
    unsigned depth;

    if (len < CHOICES) {
        return 0;
    }
    depth = at[0];
    step = (size_t)at[1] + 1;
    bytes = alone(mw_bytes(at + CHOICES, len - CHOICES));
    class = mw_walk_class(bytes, depth, &fault);
    FUZZ_CHECK(fault <= bytes.len);
    FUZZ_CHECK((mw_walk_whole(bytes, depth, NULL) == MW_OK) ==
               (class == MW_WALK_VALID));
    check_resumed(bytes, depth, step, class, fault);
    check_cursor(bytes, class, fault);
    check_oracle(bytes, class);
    (void)mw_message_read(bytes, &message, NULL);
    free((void *)bytes.at);
    return 0;
}
