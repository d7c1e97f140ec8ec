/* An inspection shows the same whatever the cuts, finds fault where the walk
 * does, and can't move a cursor.
 *
 * Input: which framing (1 byte), values in a frame (1 byte, more than 4 are not
 * tried), bytes at a time (1 byte), columns (1 byte), the stream. */
#include "fuzz.h"
#include "support.h"

#include <msgwire/inspect.h>

enum {
    CHOICES = 4,
    OUT_MOST = 1 << 14,
    WIDTH_LEAST = 40,
    VALUES_MOST = 4,
    PIECES = 64, /* of a stream that is long */
};

/* Only lines end; C1 control characters are c2 80 to c2 9f. */
static void check_safe(struct mw_bytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        FUZZ_CHECK(text.at[i] == '\n' ||
                   (text.at[i] >= 0x20 && text.at[i] != 0x7f));
        FUZZ_CHECK(text.at[i] != 0xc2 || i + 1 == text.len ||
                   text.at[i + 1] >= 0xa0);
    }
}

/* Without a prefix: a fault is where the walk finds one. */
static void check_walk(struct mw_bytes in, enum mw_status rc)
{
    const struct mw_framing *none = mw_framing_named("none");
    enum mw_status walked = MW_OK;
    struct mw_frame frame;

    while (walked == MW_OK && in.len > 0) {
        walked = mw_frame_next(none, SIZE_MAX / 2, NULL, &in, &frame, NULL);
    }
    FUZZ_CHECK((rc == MW_OK) == (walked == MW_OK));
}

/* Each piece stands alone in memory. */
static enum mw_status inspect_pieces(struct mw_bytes stream, size_t step,
                                     const struct mw_inspect_style *style,
                                     struct mw_buffer *out)
{
    struct mw_inspection *inspection = mw_inspect_new(style);
    size_t from = 0, to = 0;
    enum mw_status rc = MW_EAGAIN;

    while (rc == MW_EAGAIN) {
        struct mw_bytes piece = alone(mw_bytes(stream.at + from, to - from));
        struct mw_bytes in = piece;

        rc = mw_inspect_on(inspection, &in, to == stream.len, out, NULL);
        FUZZ_CHECK(rc != MW_EAGAIN || in.at != piece.at || to < stream.len);
        from = to - in.len;
        if (in.at == piece.at) {
            to = stream.len - to < step ? stream.len : to + step;
        }
        free((void *)piece.at);
    }
    mw_inspect_free(inspection);
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct mw_buffer whole = {.limit = OUT_MOST}, pieces = {.limit = OUT_MOST};
    struct mw_bytes stream = mw_bytes(at + CHOICES, len - CHOICES);
    struct mw_inspect_style style;
    enum mw_status rc, again;

    if (len < CHOICES || at[1] > VALUES_MOST) {
        return 0;
    }
    style = (struct mw_inspect_style){
        .framing = mw_framing_at(at[0] % 6),
        .values = at[1],
        .end = stream.len + 1,
        .width = WIDTH_LEAST + at[3],
    };
    rc = mw_inspect(stream, &style, &whole, NULL);
    again = inspect_pieces(stream, 1u + at[2] + stream.len / PIECES, &style,
                           &pieces);
    check_safe(mw_buffer_bytes(&whole));
    check_safe(mw_buffer_bytes(&pieces));
    if (whole.len < OUT_MOST / 2 && pieces.len < OUT_MOST / 2) {
        FUZZ_CHECK((rc == MW_OK) == (again == MW_OK));
        FUZZ_CHECK(rc != MW_OK || mw_bytes_equal(mw_buffer_bytes(&whole),
                                                 mw_buffer_bytes(&pieces)));
        if (style.framing == mw_framing_named("none")) {
            check_walk(stream, rc);
        }
    }
    mw_buffer_fini(&whole);
    mw_buffer_fini(&pieces);
    return 0;
}
