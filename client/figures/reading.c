#include "figures/reading.h"

#include <msgwire/value.h>

#include <string.h>

static enum mw_status refuse(const struct reading *map, const char *key,
                             const char *expected)
{
    return mw_error_set(map->err, MW_EVALUE, "%s: \"%s\": expected %s",
                        map->name, key, expected);
}

enum mw_status reading_open(struct reading *map, const char *name,
                            struct mw_bytes value, struct mw_error *err)
{
    struct mw_value head;

    *map = (struct reading){.name = name, .pairs = value, .err = err};
    if (mw_value_next(&map->pairs, &head) != MW_OK || head.type != MW_MAP) {
        return mw_error_set(err, MW_EVALUE, "%s: expected an object", name);
    }
    map->count = head.as.count;
    return MW_OK;
}

bool reading_find(const struct reading *map, const char *key,
                  struct mw_bytes *value)
{
    struct mw_bytes at = map->pairs, name;
    struct mw_value head;

    for (uint32_t i = 0; i < map->count; i++) {
        if (mw_value_skip(&at, &name) != MW_OK ||
            mw_value_skip(&at, value) != MW_OK) {
            return false;
        }
        if (mw_value_next(&name, &head) == MW_OK && head.type == MW_STR &&
            mw_bytes_equal(head.payload, mw_text(key))) {
            struct mw_bytes first = *value;

            return mw_value_next(&first, &head) == MW_OK && head.type != MW_NIL;
        }
    }
    return false;
}

enum mw_status reading_value(const struct reading *map, const char *key,
                             struct mw_bytes *value)
{
    return reading_find(map, key, value)
               ? MW_OK
               : refuse(map, key, "it, but it is not there");
}

/* The head of a key's value. */
static enum mw_status find_head(const struct reading *map, const char *key,
                                struct mw_value *head, struct mw_bytes *rest)
{
    struct mw_bytes value;
    enum mw_status rc = reading_value(map, key, &value);

    if (rc == MW_OK) {
        rc = mw_value_next(&value, head);
        *rest = value;
    }
    return rc;
}

enum mw_status reading_count(const struct reading *map, const char *key,
                             uint64_t *count)
{
    struct mw_bytes rest;
    struct mw_value head;
    enum mw_status rc = find_head(map, key, &head, &rest);

    if (rc == MW_OK && head.type != MW_UINT) {
        rc = refuse(map, key, "a whole number");
    }
    *count = rc == MW_OK ? head.as.u64 : 0;
    return rc;
}

enum mw_status reading_number(const struct reading *map, const char *key,
                              double *number)
{
    struct mw_bytes rest;
    struct mw_value head;
    enum mw_status rc = find_head(map, key, &head, &rest);

    *number = 0;
    if (rc != MW_OK) {
        return rc;
    }
    if (head.type == MW_F64) {
        *number = head.as.f64;
    } else if (head.type == MW_UINT) {
        *number = (double)head.as.u64;
    } else {
        return refuse(map, key, "a number");
    }
    return MW_OK;
}

enum mw_status reading_flag(const struct reading *map, const char *key,
                            bool *flag)
{
    struct mw_bytes rest;
    struct mw_value head;
    enum mw_status rc = find_head(map, key, &head, &rest);

    if (rc == MW_OK && head.type != MW_BOOL) {
        rc = refuse(map, key, "true or false");
    }
    *flag = rc == MW_OK && head.as.boolean;
    return rc;
}

enum mw_status reading_text(const struct reading *map, const char *key,
                            char *text, size_t size)
{
    struct mw_bytes rest;
    struct mw_value head;
    enum mw_status rc = find_head(map, key, &head, &rest);
    size_t len;

    text[0] = '\0';
    if (rc != MW_OK) {
        return rc;
    }
    if (head.type != MW_STR || (head.payload.len > 0 &&
                                memchr(head.payload.at, 0, head.payload.len))) {
        return refuse(map, key, "a string");
    }
    len = head.payload.len < size ? head.payload.len : size - 1;
    memcpy(text, head.payload.at, len);
    text[len] = '\0';
    return MW_OK;
}

enum mw_status reading_array(const struct reading *map, const char *key,
                             struct mw_bytes *items, uint32_t *count)
{
    struct mw_value head;
    enum mw_status rc = find_head(map, key, &head, items);

    if (rc == MW_OK && head.type != MW_ARRAY) {
        rc = refuse(map, key, "an array");
    }
    *count = rc == MW_OK ? head.as.count : 0;
    return rc;
}
