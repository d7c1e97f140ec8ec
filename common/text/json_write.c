#include <msgwire/json.h>

#include "base/uninitialized.h"
#include "text/append.h"
#include "text/json_maps.h"
#include "text/json_scalar.h"

/* How an array or map is written. */
enum shape { ARRAY, OBJECT, PAIRS };

static const struct form {
    const char *open, *close;
    char between; /* a key and its value */
} forms[] = {
    [ARRAY] = {"[", "]", 0},
    [OBJECT] = {"{", "}", ':'},
    [PAIRS] = {"{\"$map\":[", "]}", ','},
};

/* An array or map that has not ended. */
struct level {
    uint64_t left; /* values to come; before a map's keys it is even */
    enum shape shape;
    bool begun;
};

struct writer {
    const struct mw_json_style *style;
    struct mw_buffer *out;
    struct mw__json_maps maps;
    size_t depth;
    struct level levels[MW_DEPTH_MAX]; /* as deep as the walk lets through */
};

/* Writes what stands before the next value of the innermost level. */
static enum mw_status begin_value(struct writer *writer, struct level *level)
{
    enum mw_status rc = MW_OK;

    if (level->shape != ARRAY && level->left % 2 != 0) {
        return mw__append_char(writer->out, forms[level->shape].between);
    }
    if (level->begun) {
        rc = mw__append_char(writer->out, ',');
    }
    level->begun = true;
    if (rc == MW_OK && level->shape == PAIRS) {
        rc = mw__append_char(writer->out, '[');
    }
    return rc;
}

static enum mw_status open_level(struct writer *writer, enum shape shape,
                                 uint32_t count)
{
    writer->levels[writer->depth++] = (struct level){
        .left = shape == ARRAY ? count : 2 * (uint64_t)count,
        .shape = shape,
    };
    return mw__append_text(writer->out, forms[shape].open);
}

/* Writes what stands behind a value, which may be the last of its level, and
 * that level the last value of the one around it, ... */
static enum mw_status end_value(struct writer *writer)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && writer->depth > 0) {
        struct level *level = &writer->levels[writer->depth - 1];

        level->left--;
        if (level->shape == PAIRS && level->left % 2 == 0) {
            rc = mw__append_char(writer->out, ']');
        }
        if (rc != MW_OK || level->left > 0) {
            return rc;
        }
        rc = mw__append_text(writer->out, forms[level->shape].close);
        writer->depth--;
    }
    return rc;
}

/* Writes all of a value that holds no others, or the front of one that does.
 *
 * rest  begins with it; moved past what was written. */
static enum mw_status write_value(struct writer *writer, struct mw_bytes *rest)
{
    struct mw_bytes from = *rest;
    struct mw_value value;
    bool object = false;
    enum mw_status rc = mw_value_next(rest, &value);

    if (rc != MW_OK) {
        return rc;
    }
    if (value.type != MW_ARRAY && value.type != MW_MAP) {
        return mw__json_scalar(&value, writer->style, writer->out);
    }
    if (value.as.count == 0) {
        return mw__append_text(writer->out, value.type == MW_MAP ? "{}" : "[]");
    }
    if (value.type == MW_ARRAY) {
        return open_level(writer, ARRAY, value.as.count);
    }
    rc = mw__json_maps_next(&writer->maps, from, &object);
    return rc != MW_OK
               ? rc
               : open_level(writer, object ? OBJECT : PAIRS, value.as.count);
}

static enum mw_status write_all(struct writer *writer, struct mw_bytes rest)
{
    enum mw_status rc;

    do {
        size_t depth = writer->depth;

        rc = depth == 0 ? MW_OK
                        : begin_value(writer, &writer->levels[depth - 1]);
        if (rc == MW_OK) {
            rc = write_value(writer, &rest);
        }
        if (rc == MW_OK && writer->depth == depth) {
            rc = end_value(writer);
        }
    } while (rc == MW_OK && writer->depth > 0);
    return rc;
}

enum mw_status mw_json_write(struct mw_bytes value,
                             const struct mw_json_style *style,
                             struct mw_buffer *out, struct mw_error *err)
{
    static const struct mw_json_style plain = {0};
    struct writer writer MW__UNINITIALIZED;
    size_t mark = out->len;
    enum mw_status rc;

    writer.style = style != NULL ? style : &plain;
    writer.out = out;
    writer.depth = 0;
    mw__json_maps_init(&writer.maps);
    rc = write_all(&writer, value);
    mw__json_maps_fini(&writer.maps);
    if (rc == MW_OK) {
        return MW_OK;
    }
    out->len = mark;
    return rc == MW_ETOOBIG
               ? mw_error_set(err, rc, "JSON longer than %zu bytes", out->limit)
               : mw_error_set(err, rc, "%s", mw_status_name(rc));
}
