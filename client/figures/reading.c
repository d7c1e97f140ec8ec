#include "figures/reading.h"

#include <msgwire/value.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void reading_refuse(struct reading *map, enum mw_status status, const char *fmt,
                    ...)
{
    char text[MW_ERROR_TEXT];
    va_list args;

    if (map->rc == MW_OK) {
        va_start(args, fmt);
        vsnprintf(text, sizeof(text), fmt, args);
        va_end(args);
        map->rc = mw_error_set(map->err, status, "%s: %s", map->name, text);
    }
}

static void refuse(struct reading *map, const char *key, const char *expected)
{
    reading_refuse(map, MW_EVALUE, "\"%s\": expected %s", key, expected);
}

struct reading reading_open(const char *name, struct mw_bytes value,
                            struct mw_error *err)
{
    struct reading map = {.name = name, .pairs = value, .err = err};
    struct mw_value head;

    if (mw_value_next(&map.pairs, &head) != MW_OK || head.type != MW_MAP) {
        reading_refuse(&map, MW_EVALUE, "expected an object");
    } else {
        map.count = head.as.count;
    }
    return map;
}

/* Finds a value by its key. */
static bool find(const struct reading *map, const char *key,
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
            return true;
        }
    }
    return false;
}

bool reading_has(const struct reading *map, const char *key)
{
    struct mw_bytes value;
    struct mw_value head;

    return find(map, key, &value) && mw_value_next(&value, &head) == MW_OK &&
           head.type != MW_NIL;
}

struct reading reading_map(struct reading *map, const char *key,
                           const char *name)
{
    struct reading none = {.name = name, .err = map->err};
    struct mw_bytes value;

    if (map->rc == MW_OK && find(map, key, &value)) {
        return reading_open(name, value, map->err);
    }
    refuse(map, key, "an object");
    none.rc = map->rc;
    return none;
}

/* Kinds of values, and what sentences call them. */
struct kind {
    unsigned types; /* a bit for each enum mw_type */
    const char *expected;
};

static const struct kind counts = {1 << MW_UINT, "a whole number"};
static const struct kind numbers = {1 << MW_UINT | 1 << MW_F64, "a number"};
static const struct kind flags = {1 << MW_BOOL, "true or false"};
static const struct kind texts = {1 << MW_STR, "a string"};
static const struct kind arrays = {1 << MW_ARRAY, "an array"};

/* The head of a key's value, which must be of a kind.
 *
 * rest  set to what follows the head; may be NULL. */
static bool take(struct reading *map, const char *key, const struct kind *kind,
                 struct mw_value *head, struct mw_bytes *rest)
{
    struct mw_bytes value;

    if (map->rc != MW_OK || !find(map, key, &value) ||
        mw_value_next(&value, head) != MW_OK ||
        (kind->types >> head->type & 1) == 0) {
        refuse(map, key, kind->expected);
        return false;
    }
    if (rest != NULL) {
        *rest = value;
    }
    return true;
}

uint64_t reading_count(struct reading *map, const char *key)
{
    struct mw_value head;

    return take(map, key, &counts, &head, NULL) ? head.as.u64 : 0;
}

double reading_number(struct reading *map, const char *key)
{
    struct mw_value head;

    if (!take(map, key, &numbers, &head, NULL)) {
        return 0;
    }
    return head.type == MW_F64 ? head.as.f64 : (double)head.as.u64;
}

bool reading_flag(struct reading *map, const char *key)
{
    struct mw_value head;

    return take(map, key, &flags, &head, NULL) && head.as.boolean;
}

void reading_text(struct reading *map, const char *key, char *text, size_t size)
{
    struct mw_value head;
    size_t len;

    text[0] = '\0';
    if (!take(map, key, &texts, &head, NULL)) {
        return;
    }
    len = head.payload.len < size ? head.payload.len : size - 1;
    if (memchr(head.payload.at, 0, len) != NULL) {
        refuse(map, key, texts.expected);
        return;
    }
    memcpy(text, head.payload.at, len);
    text[len] = '\0';
}

uint32_t reading_array(struct reading *map, const char *key,
                       struct mw_bytes *items)
{
    struct mw_value head;

    return take(map, key, &arrays, &head, items) ? head.as.count : 0;
}
