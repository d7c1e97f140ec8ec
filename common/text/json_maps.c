#include "text/json_maps.h"

#include "base/utf8.h"

#include <msgwire/value.h>

void mw__json_maps_init(struct mw__json_maps *maps)
{
    mw__keys_init(&maps->keys);
    maps->answers = (struct mw_buffer){0};
    maps->next = 0;
    maps->depth = 0;
}

void mw__json_maps_fini(struct mw__json_maps *maps)
{
    mw__keys_fini(&maps->keys);
    mw_buffer_fini(&maps->answers);
}

static enum mw_status open_level(struct mw__json_maps *maps,
                                 const struct mw_value *value)
{
    bool is_map = value->type == MW_MAP;
    const uint8_t yes = 1;

    maps->levels[maps->depth++] = (struct mw__json_maps_level){
        .left = (uint64_t)value->as.count << is_map,
        .answer = maps->answers.len,
        .keys = mw__keys_open(&maps->keys),
        .is_map = is_map,
        .is_lone = value->as.count == 1,
    };
    return is_map ? mw_buffer_append(&maps->answers, mw_bytes(&yes, 1)) : MW_OK;
}

static void close_levels(struct mw__json_maps *maps)
{
    while (maps->depth > 0 && maps->levels[maps->depth - 1].left == 0) {
        maps->depth--;
        mw__keys_close(&maps->keys, maps->levels[maps->depth].keys);
    }
}

/* A key that only "$map" can show takes the answer back. */
static enum mw_status check_key(struct mw__json_maps *maps,
                                const struct mw__json_maps_level *level,
                                const struct mw_value *key)
{
    uint8_t *answer = maps->answers.at + level->answer;
    bool dollar = key->payload.len > 0 && key->payload.at[0] == '$';
    enum mw_status rc = MW_EVALUE;

    if (*answer == 0) {
        return MW_OK;
    }
    if (key->type == MW_STR && !(dollar && level->is_lone) &&
        mw__utf8_valid(key->payload)) {
        rc = mw__keys_add(&maps->keys, level->keys, maps->base, key->payload);
    }
    if (rc == MW_EVALUE) {
        *answer = 0;
        rc = MW_OK;
    }
    return rc;
}

/* Takes the next value off `in`. */
static enum mw_status scan_value(struct mw__json_maps *maps,
                                 struct mw_bytes *in)
{
    struct mw__json_maps_level *level = &maps->levels[maps->depth - 1];
    struct mw_value value;
    enum mw_status rc = mw_value_next(in, &value);

    if (rc == MW_OK && level->is_map && level->left % 2 == 0) {
        rc = check_key(maps, level, &value);
    }
    if (rc != MW_OK) {
        return rc;
    }
    level->left--;
    if ((value.type == MW_ARRAY || value.type == MW_MAP) &&
        value.as.count > 0) {
        rc = open_level(maps, &value);
    }
    close_levels(maps);
    return rc;
}

static enum mw_status scan_map(struct mw__json_maps *maps, struct mw_bytes map)
{
    struct mw_value value;
    enum mw_status rc = mw_value_next(&map, &value);

    if (rc == MW_OK) {
        maps->base = map.at;
        rc = open_level(maps, &value);
    }
    while (rc == MW_OK && maps->depth > 0) {
        rc = scan_value(maps, &map);
    }
    return rc;
}

enum mw_status mw__json_maps_next(struct mw__json_maps *maps,
                                  struct mw_bytes map, bool *object)
{
    enum mw_status rc = MW_OK;

    if (maps->next == maps->answers.len) {
        maps->next = 0;
        maps->answers.len = 0;
        rc = scan_map(maps, map);
    }
    if (rc == MW_OK) {
        *object = maps->answers.at[maps->next++] != 0;
    }
    return rc;
}
