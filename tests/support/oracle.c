#include "oracle.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>

#include <msgpack.h>

static bool same_payload(const struct mw_value *value, const void *at,
                         size_t len)
{
    return mw_bytes_equal(value->payload, mw_bytes(at, len));
}

static uint64_t bits_of(double number)
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof(bits));
    return bits;
}

/* Also where both are NaN, or zero with a sign. */
static bool same_double(double a, double b)
{
    return bits_of(a) == bits_of(b);
}

/* Everything but the elements. */
static bool same_head(const struct mw_value *value,
                      const msgpack_object *object)
{
    switch (value->type) {
    case MW_NIL:
        return object->type == MSGPACK_OBJECT_NIL;
    case MW_BOOL:
        return object->type == MSGPACK_OBJECT_BOOLEAN &&
               object->via.boolean == value->as.boolean;
    case MW_UINT:
        return object->type == MSGPACK_OBJECT_POSITIVE_INTEGER &&
               object->via.u64 == value->as.u64;
    case MW_INT:
        return object->type == MSGPACK_OBJECT_NEGATIVE_INTEGER &&
               object->via.i64 == value->as.i64 && value->as.i64 < 0;
    case MW_F32:
        return object->type == MSGPACK_OBJECT_FLOAT32 &&
               same_double(object->via.f64, (double)value->as.f32);
    case MW_F64:
        return object->type == MSGPACK_OBJECT_FLOAT64 &&
               same_double(object->via.f64, value->as.f64);
    case MW_STR:
        return object->type == MSGPACK_OBJECT_STR &&
               same_payload(value, object->via.str.ptr, object->via.str.size);
    case MW_BIN:
        return object->type == MSGPACK_OBJECT_BIN &&
               same_payload(value, object->via.bin.ptr, object->via.bin.size);
    case MW_EXT:
        return object->type == MSGPACK_OBJECT_EXT &&
               object->via.ext.type == value->as.ext &&
               same_payload(value, object->via.ext.ptr, object->via.ext.size);
    case MW_ARRAY:
        return object->type == MSGPACK_OBJECT_ARRAY &&
               object->via.array.size == value->as.count;
    case MW_MAP:
        return object->type == MSGPACK_OBJECT_MAP &&
               object->via.map.size == value->as.count;
    }
    return false;
}

/* Recursive, as the tree is at most ORACLE_DEPTH deep. */
static bool same_value(struct mw_bytes *in, const msgpack_object *object)
{
    struct mw_value value;
    bool same = mw_value_next(in, &value) == MW_OK && same_head(&value, object);

    for (uint32_t i = 0; same && value.type == MW_ARRAY && i < value.as.count;
         i++) {
        same = same_value(in, &object->via.array.ptr[i]);
    }
    for (uint32_t i = 0; same && value.type == MW_MAP && i < value.as.count;
         i++) {
        same = same_value(in, &object->via.map.ptr[i].key) &&
               same_value(in, &object->via.map.ptr[i].val);
    }
    return same;
}

static bool unpack(struct mw_bytes bytes, msgpack_zone *zone,
                   msgpack_object *object)
{
    size_t offset = 0;
    msgpack_unpack_return rc = msgpack_unpack((const char *)bytes.at, bytes.len,
                                              &offset, zone, object);

    return rc == MSGPACK_UNPACK_SUCCESS && offset == bytes.len;
}

bool oracle_agrees(struct mw_bytes bytes)
{
    msgpack_zone zone;
    msgpack_object object;
    bool same;

    if (!msgpack_zone_init(&zone, 2048)) {
        return false;
    }
    same = unpack(bytes, &zone, &object) && same_value(&bytes, &object) &&
           bytes.len == 0;
    msgpack_zone_destroy(&zone);
    return same;
}

bool oracle_takes(struct mw_bytes bytes)
{
    msgpack_zone zone;
    msgpack_object object;
    bool takes;

    if (bytes.len == 0 || memchr(bytes.at, 0xdd, bytes.len) != NULL ||
        memchr(bytes.at, 0xdf, bytes.len) != NULL ||
        !msgpack_zone_init(&zone, 2048)) {
        return false;
    }
    takes = unpack(bytes, &zone, &object);
    msgpack_zone_destroy(&zone);
    return takes;
}

static enum mw_status pack_again(const struct mw_value *value,
                                 struct mw_buffer *out)
{
    switch (value->type) {
    case MW_NIL:
        return mw_pack_nil(out);
    case MW_BOOL:
        return mw_pack_bool(out, value->as.boolean);
    case MW_UINT:
        return mw_pack_uint(out, value->as.u64);
    case MW_INT:
        return mw_pack_int(out, value->as.i64);
    case MW_F32:
        return mw_pack_f32(out, value->as.f32);
    case MW_F64:
        return mw_pack_f64(out, value->as.f64);
    case MW_STR:
        return mw_pack_str(out, value->payload);
    case MW_BIN:
        return mw_pack_bin(out, value->payload);
    case MW_EXT:
        return mw_pack_ext(out, value->as.ext, value->payload);
    case MW_ARRAY:
        return mw_pack_array(out, value->as.count);
    case MW_MAP:
        return mw_pack_map(out, value->as.count);
    }
    return MW_EVALUE;
}

bool oracle_repack(struct mw_bytes bytes, struct mw_buffer *out)
{
    while (bytes.len > 0) {
        struct mw_value value;

        if (mw_value_next(&bytes, &value) != MW_OK ||
            pack_again(&value, out) != MW_OK) {
            return false;
        }
    }
    return true;
}
