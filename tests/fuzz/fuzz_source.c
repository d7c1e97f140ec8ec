/* Whatever stands on stdin, in whatever form it is read: each value that is
 * given is one that the walk accepts, and cuts change neither the values nor
 * the fault.
 *
 * Input: the form and the framing (1 byte), how long a piece is (1 byte), the
 * bytes. */
#include "fuzz.h"
#include "support.h"

#include "input/source.h"

#include <msgwire/limits.h>
#include <msgwire/walk.h>

#include <unistd.h>

enum { CHOICES = 2, FORMS = 4, FRAMINGS = 6, MAX_FRAME = 1000, MOST = 4000 };

/* All that a source gave. */
struct taken {
    struct mw_buffer values; /* end to end */
    enum mw_status rc;
    struct mw_error err;
};

/* Takes what there is. Returns false if there will be no more. */
static bool take_all(struct source *source, struct taken *taken)
{
    struct mw_bytes value;

    do {
        taken->rc = source_next(source, &value, &taken->err);
        if (taken->rc == MW_OK) {
            FUZZ_CHECK(mw_walk_whole(value, MW_DEPTH_MAX, NULL) == MW_OK);
            FUZZ_CHECK(value.len <= MAX_FRAME);
            FUZZ_CHECK(mw_buffer_append(&taken->values, value) == MW_OK);
        }
    } while (taken->rc == MW_OK);
    FUZZ_CHECK(source->starved == (taken->rc == MW_EAGAIN));
    return taken->rc == MW_EAGAIN;
}

static struct taken read_in_pieces(const struct source_config *config,
                                   struct mw_bytes bytes, size_t step)
{
    static struct mw_buffer chunk; /* kept: a new one each time takes long */
    struct taken taken = {.rc = MW_EAGAIN};
    struct source source;
    int ends[2];
    bool more = true;

    FUZZ_CHECK(pipe(ends) == 0);
    FUZZ_CHECK(source_open(&source, NULL, config, NULL) == MW_OK);
    source.input.fd = ends[0];
    source.input.chunk = chunk;
    while (more && bytes.len > 0) {
        size_t len = step < bytes.len ? step : bytes.len;

        FUZZ_CHECK(write(ends[1], bytes.at, len) == (ssize_t)len);
        FUZZ_CHECK(source_fill(&source, NULL) == MW_OK);
        mw_bytes_skip(&bytes, len);
        more = take_all(&source, &taken);
    }
    close(ends[1]);
    if (more) {
        FUZZ_CHECK(source_fill(&source, NULL) == MW_OK);
        FUZZ_CHECK(!take_all(&source, &taken));
    }
    chunk = source.input.chunk;
    source.input.chunk = (struct mw_buffer){0};
    source_close(&source);
    return taken;
}

static void check_same(const struct taken *a, const struct taken *b)
{
    FUZZ_CHECK(a->rc == b->rc);
    FUZZ_CHECK(mw_bytes_equal(mw_buffer_bytes(&a->values),
                              mw_buffer_bytes(&b->values)));
    FUZZ_CHECK(a->rc == MW_ECLOSED || a->err.text[0] != '\0');
    FUZZ_CHECK(strcmp(a->err.text, b->err.text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct taken whole, pieces;
    struct source_config config;
    struct options opt = {.max_frame = MAX_FRAME};
    struct mw_bytes bytes;

    if (len < CHOICES || len > MOST) {
        return 0;
    }
    opt.in = at[0] % FORMS;
    opt.framing = at[0] / FORMS % FRAMINGS;
    opt.values = at[0] / FORMS / FRAMINGS % 4;
    opt.hex = at[0] >= 2 * FORMS * FRAMINGS;
    config = opt.hex ? source_binary(&opt) : source_chosen(&opt);
    bytes = mw_bytes(at + CHOICES, len - CHOICES);
    whole = read_in_pieces(&config, bytes, MOST);
    pieces = read_in_pieces(&config, bytes, (size_t)at[1] + 1);
    check_same(&whole, &pieces);
    mw_buffer_fini(&whole.values);
    mw_buffer_fini(&pieces.values);
    return 0;
}
