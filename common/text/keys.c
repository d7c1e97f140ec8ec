#include "text/keys.h"

#include "base/alloc.h"

/* A side is the number of a key, or that of a key's fork with this bit set. */
#define FORK (UINT32_C(1) << 31)

enum {
    LINEAR = 64,      /* keys of a map that are told apart by their tags */
    LENGTH_BYTES = 4, /* a fork looks at the length first: keys of one length
                         are not each other's beginning */
};

void mw__keys_init(struct mw__keys *keys)
{
    keys->at = keys->few;
    keys->count = 0;
    keys->cap = MW__KEYS_FEW;
}

void mw__keys_fini(struct mw__keys *keys)
{
    if (keys->at != keys->few) {
        mw__free(keys->at);
    }
}

static enum mw_status grow(struct mw__keys *keys)
{
    struct mw__key *old = keys->at == keys->few ? NULL : keys->at;
    struct mw__key *at;

    if (keys->cap >= FORK / 2) {
        return MW_ENOMEM;
    }
    at = mw__realloc(old, sizeof(*at) * 2 * keys->cap);
    if (at == NULL) {
        return MW_ENOMEM;
    }
    if (old == NULL) {
        memcpy(at, keys->few, sizeof(keys->few));
    }
    keys->at = at;
    keys->cap *= 2;
    return MW_OK;
}

static struct mw_bytes text_of(const struct mw__key *key, const uint8_t *base)
{
    return mw_bytes(base + key->at, key->len);
}

/* From the length and both ends of the text. */
static uint32_t tag_of(struct mw_bytes text)
{
    uint32_t first = 0, last = 0;

    if (text.len >= sizeof(first)) {
        memcpy(&first, text.at, sizeof(first));
        memcpy(&last, text.at + text.len - sizeof(last), sizeof(last));
    } else if (text.len > 0) {
        first = text.at[0];
        last = (uint32_t)text.at[text.len - 1] << 8 | text.at[text.len / 2];
    }
    return (first * 0x9e3779b1u) ^ (last * 0x85ebca77u) ^ (uint32_t)text.len;
}

/* The new key stands behind the others, its tag with it. */
static bool find_by_tag(const struct mw__keys *keys, uint32_t mark,
                        const uint8_t *base, struct mw_bytes text)
{
    uint32_t tag = keys->at[keys->count].tag;

    for (uint32_t i = mark; i < keys->count; i++) {
        const struct mw__key *key = &keys->at[i];
        if (key->tag == tag && mw_bytes_equal(text_of(key, base), text)) {
            return true;
        }
    }
    return false;
}

/* Byte `i` of the length and the text; 0 beyond its end. */
static uint8_t byte_of(struct mw_bytes text, uint32_t i)
{
    if (i < LENGTH_BYTES) {
        return (uint8_t)(text.len >> (8 * (LENGTH_BYTES - 1 - i)));
    }
    return i - LENGTH_BYTES < text.len ? text.at[i - LENGTH_BYTES] : 0;
}

static unsigned side_of(const struct mw__key *fork, struct mw_bytes text)
{
    return (byte_of(text, fork->byte) & fork->mask) != 0;
}

/* The fork at which the two part. Returns false if they are equal. */
static bool part(struct mw_bytes a, struct mw_bytes b, struct mw__key *fork)
{
    unsigned differ;
    uint32_t i = 0;

    if (mw_bytes_equal(a, b)) {
        return false;
    }
    while (byte_of(a, i) == byte_of(b, i)) {
        i++;
    }
    fork->byte = i;
    differ = (unsigned)(byte_of(a, i) ^ byte_of(b, i));
    fork->mask = 0x80;
    while ((fork->mask & differ) == 0) {
        fork->mask >>= 1;
    }
    return true;
}

/* True if `a` looks at a bit before that of `b`. */
static bool is_before(const struct mw__key *a, const struct mw__key *b)
{
    return a->byte < b->byte || (a->byte == b->byte && a->mask > b->mask);
}

/* The key of the trie that shares the most with the text. */
static struct mw__key *nearest(struct mw__key *at, uint32_t root,
                               struct mw_bytes text)
{
    while ((root & FORK) != 0) {
        const struct mw__key *fork = at + (root & ~FORK);
        root = fork->side[side_of(fork, text)];
    }
    return at + root;
}

/* The trie's root is kept with the map's first key, which has no fork. */
static void insert(struct mw__key *at, uint32_t mark, uint32_t number,
                   struct mw_bytes text)
{
    struct mw__key *key = at + number;
    uint32_t *link = &at[mark].side[0];
    unsigned side = side_of(key, text);

    while ((*link & FORK) != 0 && is_before(at + (*link & ~FORK), key)) {
        struct mw__key *fork = at + (*link & ~FORK);
        link = &fork->side[side_of(fork, text)];
    }
    key->side[side] = number;
    key->side[1 - side] = *link;
    *link = number | FORK;
}

/* Plants a key. Returns false if an equal one is there. */
static bool plant(struct mw__key *at, uint32_t mark, uint32_t number,
                  const uint8_t *base)
{
    struct mw_bytes text = text_of(&at[number], base);
    const struct mw__key *near;

    if (number == mark) {
        at[mark].side[0] = mark;
        return true;
    }
    near = nearest(at, at[mark].side[0], text);
    if (!part(text_of(near, base), text, &at[number])) {
        return false;
    }
    insert(at, mark, number, text);
    return true;
}

static bool is_new(struct mw__keys *keys, uint32_t mark, const uint8_t *base,
                   struct mw_bytes text)
{
    uint32_t count = keys->count - mark;

    if (count < LINEAR) {
        return !find_by_tag(keys, mark, base, text);
    }
    for (uint32_t i = count == LINEAR ? 0 : count; i < count; i++) {
        plant(keys->at, mark, mark + i, base);
    }
    return plant(keys->at, mark, keys->count, base);
}

enum mw_status mw__keys_add(struct mw__keys *keys, uint32_t mark,
                            const uint8_t *base, struct mw_bytes text)
{
    enum mw_status rc = keys->count == keys->cap ? grow(keys) : MW_OK;
    struct mw__key *key;

    if (rc != MW_OK || text.len > UINT32_MAX - LENGTH_BYTES) {
        return MW_ENOMEM;
    }
    key = &keys->at[keys->count];
    key->at = (size_t)(text.at - base);
    key->len = (uint32_t)text.len;
    key->tag = tag_of(text);
    if (!is_new(keys, mark, base, text)) {
        return MW_EVALUE;
    }
    keys->count++;
    return MW_OK;
}
