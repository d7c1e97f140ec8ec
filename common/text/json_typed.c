#include "text/json_typed.h"

#include "text/base64.h"
#include "text/json_as.h"
#include "text/json_head.h"

typedef enum mw_status (*convert_fn)(const struct mw__json_typed *typed,
                                     const struct mw__json_operand *operand,
                                     struct mw_buffer *out);

/* A pair of "$map" begins as an array of two. */
enum { PAIR = 0x92 };

/* Puts `payload`, which lies further back in the buffer, behind a new head. */
static void put(struct mw_buffer *out, size_t at, const uint8_t *head,
                size_t head_len, struct mw_bytes payload)
{
    memmove(out->at + at + head_len, payload.at, payload.len);
    memcpy(out->at + at, head, head_len);
    out->len = at + head_len + payload.len;
}

/* type  a str or bin. */
static enum mw_status put_bytes(const struct mw__json_typed *typed,
                                struct mw_bytes payload, enum mw_type type,
                                struct mw_buffer *out)
{
    uint8_t head[MW__JSON_HEAD];
    size_t len = mw__json_head(type, (uint32_t)payload.len, head);

    put(out, typed->head, head, len, payload);
    return MW_OK;
}

/* Decodes a str's base64 where it lies. */
static bool decode_base64(struct mw_value value, struct mw_buffer *out,
                          struct mw_bytes *bytes)
{
    *bytes = value.payload;
    return value.type == MW_STR &&
           mw__base64_read(value.payload, out->at + (bytes->at - out->at),
                           &bytes->len);
}

static enum mw_status convert_bin(const struct mw__json_typed *typed,
                                  const struct mw__json_operand *operand,
                                  struct mw_buffer *out)
{
    struct mw_bytes bytes;

    return decode_base64(operand->value, out, &bytes)
               ? put_bytes(typed, bytes, MW_BIN, out)
               : MW_EVALUE;
}

static enum mw_status convert_str(const struct mw__json_typed *typed,
                                  const struct mw__json_operand *operand,
                                  struct mw_buffer *out)
{
    struct mw_bytes bytes;

    return decode_base64(operand->value, out, &bytes)
               ? put_bytes(typed, bytes, MW_STR, out)
               : MW_EVALUE;
}

static enum mw_status convert_hex(const struct mw__json_typed *typed,
                                  const struct mw__json_operand *operand,
                                  struct mw_buffer *out)
{
    struct mw_bytes text = operand->value.payload;
    size_t len = text.len / 2;
    uint8_t *to = out->at + (text.at - out->at);

    if (operand->value.type != MW_STR || text.len % 2 != 0) {
        return MW_EVALUE;
    }
    for (size_t i = 0; i < len; i++) {
        uint64_t byte;
        if (!mw__json_as_bits(mw_bytes(text.at + 2 * i, 2), &byte)) {
            return MW_EVALUE;
        }
        to[i] = (uint8_t)byte;
    }
    return put_bytes(typed, mw_bytes(to, len), MW_BIN, out);
}

static enum mw_status convert_ext(const struct mw__json_typed *typed,
                                  const struct mw__json_operand *operand,
                                  struct mw_buffer *out)
{
    struct mw_bytes rest = operand->elements, bytes;
    uint8_t head[MW__JSON_HEAD + 1];
    struct mw_value type, text;
    int64_t number;
    size_t len;

    if (operand->value.type != MW_ARRAY || operand->value.as.count != 2 ||
        mw_value_next(&rest, &type) != MW_OK ||
        mw_value_next(&rest, &text) != MW_OK ||
        !mw__json_as_int64(&type, &number) || number < INT8_MIN ||
        number > INT8_MAX || !decode_base64(text, out, &bytes)) {
        return MW_EVALUE;
    }
    len = mw__json_head(MW_EXT, (uint32_t)bytes.len, head);
    head[len++] = (uint8_t)number;
    put(out, typed->head, head, len, bytes);
    return MW_OK;
}

/* Takes the head of each pair out, so that keys and values follow each other
 * as in a map. */
static enum mw_status convert_map(const struct mw__json_typed *typed,
                                  const struct mw__json_operand *operand,
                                  struct mw_buffer *out)
{
    struct mw_bytes elements = operand->elements;
    uint32_t count = operand->value.as.count;
    uint8_t head[MW__JSON_HEAD];
    uint8_t *to;

    if (operand->value.type != MW_ARRAY) {
        return MW_EVALUE;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (elements.at[typed->items[i]] != PAIR) {
            return MW_EVALUE;
        }
    }
    out->len = typed->head + mw__json_head(MW_MAP, count, head);
    to = out->at + out->len;
    for (uint32_t i = 0; i < count; i++) {
        size_t at = typed->items[i] + 1;
        size_t end = i + 1 < count ? typed->items[i + 1] : elements.len;
        memmove(to, elements.at + at, end - at);
        to += end - at;
    }
    memcpy(out->at + typed->head, head, out->len - typed->head);
    out->len = (size_t)(to - out->at);
    return MW_OK;
}

static enum mw_status refuse(const struct mw__json_typed *typed,
                             const struct mw__json_operand *operand,
                             struct mw_buffer *out)
{
    (void)typed;
    (void)operand;
    (void)out;
    return MW_EVALUE;
}

static const struct row {
    const char *name;
    convert_fn convert;
    const char *expected;
} rows[] = {
    [MW__JSON_NONE] = {"", refuse, ""},
    [MW__JSON_UNKNOWN] = {"", refuse,
                          "\"$bin\", \"$ext\", \"$f32\", \"$f64\", \"$hex\", "
                          "\"$int\", \"$map\", \"$str\" or \"$ts\""},
    [MW__JSON_BIN] = {"$bin", convert_bin, "base64 with padding as \"$bin\""},
    [MW__JSON_EXT] = {"$ext", convert_ext,
                      "[type,\"base64\"] with a type from -128 to 127 as "
                      "\"$ext\""},
    [MW__JSON_F32] = {"$f32", mw__json_as_f32,
                      "a number within float 32, \"NaN\", \"Infinity\", "
                      "\"-Infinity\" or \"0x\" and 8 hex digits as \"$f32\""},
    [MW__JSON_F64] = {"$f64", mw__json_as_f64,
                      "a number within float 64, \"NaN\", \"Infinity\", "
                      "\"-Infinity\" or \"0x\" and 16 hex digits as \"$f64\""},
    [MW__JSON_HEX] = {"$hex", convert_hex, "pairs of hex digits as \"$hex\""},
    [MW__JSON_INT] = {"$int", mw__json_as_int,
                      "an integer from -2^63 to 2^64-1 in quotes as \"$int\""},
    [MW__JSON_MAP] = {"$map", convert_map, "[[key,value],...] as \"$map\""},
    [MW__JSON_STR] = {"$str", convert_str, "base64 with padding as \"$str\""},
    [MW__JSON_TS] = {"$ts", mw__json_as_ts,
                     "a time such as \"2021-01-14T08:25:36.5Z\", or "
                     "[seconds,nanoseconds], as \"$ts\""},
};

enum mw__json_name mw__json_typed_name(struct mw_bytes key)
{
    if (key.len == 0 || key.at[0] != '$') {
        return MW__JSON_NONE;
    }
    for (unsigned i = MW__JSON_BIN; i <= MW__JSON_TS; i++) {
        if (mw_bytes_equal(key, mw_text(rows[i].name))) {
            return (enum mw__json_name)i;
        }
    }
    return MW__JSON_UNKNOWN;
}

const char *mw__json_typed_expected(enum mw__json_name name)
{
    return rows[name].expected;
}

enum mw_status mw__json_typed(const struct mw__json_typed *typed,
                              struct mw_buffer *out)
{
    struct mw_bytes rest =
        mw_bytes(out->at + typed->head, out->len - typed->head);
    struct mw__json_operand operand;
    struct mw_value object, key;

    if (mw_value_next(&rest, &object) != MW_OK ||
        mw_value_next(&rest, &key) != MW_OK ||
        mw_value_next(&rest, &operand.value) != MW_OK) {
        return MW_EVALUE;
    }
    operand.elements = rest;
    return rows[typed->name].convert(typed, &operand, out);
}
