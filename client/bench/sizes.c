#include "bench/sizes.h"

#include <msgwire/options.h>

#include <inttypes.h>

enum { NUMBER = 32, WEIGHT_MAX = 1000000000 };

/* Takes what stands before the mark, or all, off the front of `text`. */
static struct mw_bytes cut(struct mw_bytes *text, char mark)
{
    const uint8_t *end =
        text->len > 0 ? memchr(text->at, mark, text->len) : NULL;
    struct mw_bytes front = *text;

    if (end == NULL) {
        *text = mw_bytes(NULL, 0);
        return front;
    }
    front.len = (size_t)(end - front.at);
    mw_bytes_skip(text, front.len + 1);
    return front;
}

static bool has(struct mw_bytes text, char mark)
{
    return text.len > 0 && memchr(text.at, mark, text.len) != NULL;
}

static enum mw_status read_number(struct mw_bytes text,
                                  enum mw_status (*parse)(const char *,
                                                          uint64_t *,
                                                          struct mw_error *),
                                  uint64_t *number, struct mw_error *err)
{
    char copy[NUMBER], shown[MW_EXCERPT];

    *number = 0;
    if (text.len >= sizeof(copy)) {
        return mw_error_set(err, MW_EINVAL, "'%s' is too long for a number",
                            mw_excerpt(text, shown));
    }
    memcpy(copy, text.len > 0 ? text.at : (const uint8_t *)"", text.len);
    copy[text.len] = '\0';
    return parse(copy, number, err);
}

static enum mw_status read_size(struct mw_bytes text, uint64_t *size,
                                struct mw_error *err)
{
    enum mw_status rc = read_number(text, mw_parse_size, size, err);

    if (rc == MW_OK && *size > SIZES_LARGEST) {
        return mw_error_set(err, MW_EINVAL,
                            "%" PRIu64 " bytes: expected at most %d", *size,
                            SIZES_LARGEST);
    }
    return rc;
}

static enum mw_status read_range(struct mw_bytes text, struct sizes_part *part,
                                 struct mw_error *err)
{
    bool range = has(text, '-');
    struct mw_bytes front = cut(&text, '-');
    uint64_t least, most;
    enum mw_status rc = read_size(front, &least, err);

    most = least;
    if (rc == MW_OK && range) {
        rc = read_size(text, &most, err);
    }
    if (rc == MW_OK && most < least) {
        rc = mw_error_set(err, MW_EINVAL,
                          "%" PRIu64 "-%" PRIu64 ": expected LEAST-MOST", least,
                          most);
    }
    if (rc == MW_OK) {
        part->least = (uint32_t)least;
        part->span = (uint32_t)(most - least + 1);
    }
    return rc;
}

static enum mw_status read_weight(struct mw_bytes text, uint64_t *weight,
                                  struct mw_error *err)
{
    enum mw_status rc = read_number(text, mw_parse_count, weight, err);

    if (rc == MW_OK && (*weight == 0 || *weight > WEIGHT_MAX)) {
        rc =
            mw_error_set(err, MW_EINVAL, "weight %" PRIu64 ": expected 1 to %d",
                         *weight, WEIGHT_MAX);
    }
    return rc;
}

/* Until all weights are known, `below` is their sum so far. */
static enum mw_status read_part(struct sizes *sizes, struct mw_bytes text,
                                struct mw_error *err)
{
    struct sizes_part *part = &sizes->parts[sizes->count];
    bool weighed = has(text, ':');
    uint64_t weight = 1;
    enum mw_status rc = read_range(cut(&text, ':'), part, err);

    if (rc == MW_OK && weighed) {
        rc = read_weight(text, &weight, err);
    }
    if (rc == MW_OK) {
        size_t most = part->least + part->span - 1;

        part->below = weight + (sizes->count > 0 ? part[-1].below : 0);
        sizes->largest = most > sizes->largest ? most : sizes->largest;
        sizes->count++;
    }
    return rc;
}

/* Sums become shares of 2^32; the last one is all of it. */
static void spread(struct sizes *sizes)
{
    uint64_t sum = sizes->parts[sizes->count - 1].below;

    for (size_t i = 0; i < sizes->count; i++) {
        sizes->parts[i].below =
            (uint64_t)((double)sizes->parts[i].below / (double)sum *
                       (double)((uint64_t)1 << 32));
    }
}

enum mw_status sizes_read(struct sizes *sizes, struct mw_bytes text,
                          struct mw_error *err)
{
    bool more = true;

    *sizes = (struct sizes){0};
    while (more) {
        enum mw_status rc;

        if (sizes->count == SIZES_MAX) {
            return mw_error_set(err, MW_EINVAL,
                                "expected at most %d sizes in one list",
                                SIZES_MAX);
        }
        more = has(text, ',');
        rc = read_part(sizes, cut(&text, ','), err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "size %zu", sizes->count + 1);
            return rc;
        }
    }
    spread(sizes);
    return MW_OK;
}
