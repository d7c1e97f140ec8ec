#include "conn/inbox.h"

#include "base/alloc.h"

struct mw__part {
    size_t len, cap;
    size_t need;          /* the whole frame, prefix included; 0: not known */
    struct mw_walk *walk; /* where a frame without a prefix goes on */
    uint8_t bytes[];
};

enum {
    PART_MIN = 64,
    SPARE_MIN = 64 << 10, /* what is worth keeping: the system's fresh pages */
    SPARE_MAX = 4 << 20,  /* cost more than the copy into them */
};

static size_t part_size(const struct mw__part *part)
{
    return sizeof(*part) + part->cap +
           (part->walk != NULL ? sizeof(*part->walk) : 0);
}

/* The spare, if it has the room. */
static struct mw__part *take_spare(struct mw__intake *intake, size_t cap)
{
    struct mw__part *part = intake->spare;

    if (part == NULL || cap < SPARE_MIN || part->cap < cap) {
        return NULL;
    }
    intake->spare = NULL;
    return part;
}

static struct mw__part *part_new(struct mw__intake *intake, size_t cap)
{
    struct mw__part *part = take_spare(intake, cap);

    if (part != NULL) {
        cap = part->cap;
    } else {
        part = mw__realloc(NULL, sizeof(*part) + cap);
    }
    if (part != NULL) {
        *part = (struct mw__part){.cap = cap};
        *intake->buffered += part_size(part);
    }
    return part;
}

static void part_free(struct mw__intake *intake, struct mw__part *part)
{
    if (part == NULL) {
        return;
    }
    *intake->buffered -= part_size(part);
    mw__free(part->walk);
    part->walk = NULL;
    if (part->cap < SPARE_MIN || part->cap > SPARE_MAX ||
        (intake->spare != NULL && intake->spare->cap >= part->cap)) {
        mw__free(part);
    } else {
        mw__free(intake->spare);
        intake->spare = part;
    }
}

/* The spare takes the part's place and contents. */
static struct mw__part *move_to_spare(struct mw__intake *intake,
                                      struct mw__part *part, size_t cap)
{
    struct mw__part *spare = take_spare(intake, cap);

    if (spare == NULL) {
        return NULL;
    }
    cap = spare->cap;
    memcpy(spare, part, sizeof(*part) + part->len);
    spare->cap = cap;
    *intake->buffered += cap - part->cap;
    mw__free(part);
    return spare;
}

/* Doubles, up to the frame's whole length: what is held is at most twice what
 * has come. */
static struct mw__part *part_grow(struct mw__intake *intake,
                                  struct mw__part *part)
{
    size_t cap = part->cap < PART_MIN ? PART_MIN : 2 * part->cap;
    struct mw__part *grown;

    if (part->need > part->len && cap > part->need) {
        cap = part->need;
    }
    grown = move_to_spare(intake, part, cap);
    if (grown != NULL) {
        return grown;
    }
    grown = mw__realloc(part, sizeof(*part) + cap);
    if (grown != NULL) {
        *intake->buffered += cap - grown->cap;
        grown->cap = cap;
    }
    return grown;
}

static enum mw_status part_keep_walk(struct mw__intake *intake,
                                     struct mw__part *part)
{
    if (part->walk == NULL) {
        part->walk = mw__realloc(NULL, sizeof(*part->walk));
        if (part->walk == NULL) {
            return MW_ENOMEM;
        }
        *intake->buffered += sizeof(*part->walk);
    }
    *part->walk = intake->walk;
    return MW_OK;
}

static bool is_small(const struct mw__intake *intake,
                     const struct mw__part *part)
{
    size_t whole = part->need > part->len ? part->need : 2 * part->len;

    return whole <= intake->shared_len / 2;
}

uint8_t *mw__inbox_space(struct mw__inbox *inbox, struct mw__intake *intake,
                         size_t *len)
{
    struct mw__part *part = inbox->part;
    size_t kept = part == NULL ? 0 : part->len;

    if (part == NULL || is_small(intake, part)) {
        if (part != NULL) {
            memcpy(intake->shared, part->bytes, kept);
        }
        *len = intake->shared_len - kept;
        return intake->shared + kept;
    }
    if (part->len == part->cap) {
        part = part_grow(intake, part);
        if (part == NULL) {
            *len = 0;
            return NULL;
        }
        inbox->part = part;
    }
    *len = part->cap - part->len;
    if (part->need > part->len && part->need < part->cap) {
        *len = part->need - part->len; /* what follows goes to the shared one */
    }
    return part->bytes + part->len;
}

/* Keeps the rest: in the part it lies in already, if it is all of that. */
static enum mw_status keep(struct mw__inbox *inbox, struct mw__intake *intake,
                           struct mw__part *part, struct mw_bytes rest,
                           size_t need, bool walking)
{
    if (part == NULL || rest.at != part->bytes || rest.len != part->len) {
        size_t cap = rest.len < PART_MIN ? PART_MIN : rest.len;
        struct mw__part *fresh = part_new(intake, cap);

        if (fresh != NULL) {
            memcpy(fresh->bytes, rest.at, rest.len);
            fresh->len = rest.len;
        }
        part_free(intake, part);
        part = fresh;
    }
    if (part == NULL) {
        return MW_ENOMEM;
    }
    part->need = need;
    inbox->part = part;
    return walking ? part_keep_walk(intake, part) : MW_OK;
}

/* Cuts frames off the view until one is not whole. `part`, which the view may
 * lie in, has been taken out of the inbox: what a frame's receiver does to the
 * inbox does not pull the bytes away under it. */
static enum mw_status cut(struct mw__inbox *inbox, struct mw__intake *intake,
                          const struct mw__cutter *cutter,
                          struct mw__part *part, struct mw_bytes view,
                          struct mw_error *err)
{
    enum mw__verdict verdict = MW__GO_ON;
    struct mw_frame frame = {0};
    enum mw_status rc = MW_OK;

    if (part != NULL && part->walk != NULL) {
        intake->walk = *part->walk;
    } else {
        mw_walk_init(&intake->walk, cutter->max_depth, cutter->limit);
    }
    while (view.len > 0 && verdict == MW__GO_ON) {
        rc = mw_frame_next(cutter->framing, cutter->limit, &intake->walk, &view,
                           &frame, err);
        if (rc != MW_OK) {
            break;
        }
        verdict = cutter->fn(cutter->arg, &frame);
        frame.need = 0;
    }
    if (view.len == 0 || verdict == MW__STOP ||
        (rc != MW_OK && rc != MW_EAGAIN)) {
        cutter->on_rest(cutter->arg, view);
        part_free(intake, part);
        return rc == MW_EAGAIN ? MW_OK : rc;
    }
    return keep(inbox, intake, part, view, frame.need,
                rc == MW_EAGAIN && intake->walk.at > 0);
}

enum mw_status mw__inbox_filled(struct mw__inbox *inbox,
                                struct mw__intake *intake,
                                const struct mw__cutter *cutter,
                                const uint8_t *at, size_t len,
                                struct mw_error *err)
{
    struct mw__part *part = inbox->part;
    struct mw_bytes view = mw_bytes(at, len);

    if (part != NULL && at == part->bytes + part->len) {
        part->len += len;
        view = mw_bytes(part->bytes, part->len);
        if (part->len < part->need) {
            return MW_OK;
        }
    } else if (part != NULL) {
        /* It was copied in front of what has come now. */
        view = mw_bytes(at - part->len, part->len + len);
    }
    inbox->part = NULL;
    return cut(inbox, intake, cutter, part, view, err);
}

enum mw_status mw__inbox_resume(struct mw__inbox *inbox,
                                struct mw__intake *intake,
                                const struct mw__cutter *cutter,
                                struct mw_error *err)
{
    struct mw__part *part = inbox->part;

    if (part == NULL) {
        return MW_OK;
    }
    inbox->part = NULL;
    return cut(inbox, intake, cutter, part, mw_bytes(part->bytes, part->len),
               err);
}

size_t mw__inbox_kept(const struct mw__inbox *inbox, size_t *need)
{
    *need = inbox->part == NULL ? 0 : inbox->part->need;
    return inbox->part == NULL ? 0 : inbox->part->len;
}

struct mw_bytes mw__inbox_bytes(const struct mw__inbox *inbox)
{
    const struct mw__part *part = inbox->part;

    return part == NULL ? mw_bytes(NULL, 0) : mw_bytes(part->bytes, part->len);
}

size_t mw__inbox_held(const struct mw__inbox *inbox)
{
    return inbox->part == NULL ? 0 : part_size(inbox->part);
}

void mw__inbox_fini(struct mw__inbox *inbox, struct mw__intake *intake)
{
    part_free(intake, inbox->part);
    inbox->part = NULL;
}

void mw__inbox_fini_intake(struct mw__intake *intake)
{
    mw__free(intake->spare);
    mw__free(intake->shared);
}
