/* Which maps of a value can be written as JSON objects? Those whose keys are
 * str, UTF-8 and distinct, but for one lone key that begins with "$". */
#ifndef MSGWIRE_TEXT_JSON_MAPS_H
#define MSGWIRE_TEXT_JSON_MAPS_H

#include "text/keys.h"

#include <msgwire/limits.h>

/* An array or map that has not ended. */
struct mw__json_maps_level {
    uint64_t left; /* values to come; before a map's keys it is even */
    size_t answer; /* of a map: where it is */
    uint32_t keys; /* of a map: its mark */
    bool is_map;
    bool is_lone; /* a map of one pair */
};

/* The answers for a map and all maps in it, found in one pass. */
struct mw__json_maps {
    struct mw__keys keys;
    struct mw_buffer answers; /* a byte for each map that is not empty */
    size_t next;              /* the one to be asked for */
    const uint8_t *base;
    size_t depth;
    struct mw__json_maps_level levels[MW_DEPTH_MAX]; /* as the walk allows */
};

/* Must stay where it is until mw__json_maps_fini. */
void mw__json_maps_init(struct mw__json_maps *maps);
void mw__json_maps_fini(struct mw__json_maps *maps);

/* Asked for each map that is not empty, in the order in which they begin.
 *
 * map     begins with the map; the walk has accepted it.
 * object  set to the answer.
 *
 * Returns MW_OK or MW_ENOMEM. */
enum mw_status mw__json_maps_next(struct mw__json_maps *maps,
                                  struct mw_bytes map, bool *object);

#endif
