#include "text/json_scalar.h"

#include "base/endian.h"
#include "text/append.h"
#include "text/base64.h"
#include "text/json_text.h"
#include "text/number.h"
#include "text/time.h"

#include <math.h>

enum {
    LINE = 96, /* the longest text of a number or a time fits */
    NS_MAX = 999999999,
};

static const uint64_t exact_max = (uint64_t)1 << 53; /* of a double */

/* A short text that is put together before it is appended. */
struct line {
    char at[LINE];
    size_t len;
};

static void add(struct line *line, const char *text)
{
    size_t len = strlen(text);

    memcpy(line->at + line->len, text, len);
    line->len += len;
}

static enum mw_status append(const struct line *line, struct mw_buffer *out)
{
    return mw__append(out, line->at, line->len);
}

static size_t write_int(const struct mw_value *value, char *out)
{
    return value->type == MW_UINT ? mw__number_write_uint(value->as.u64, out)
                                  : mw__number_write_int(value->as.i64, out);
}

static enum mw_status append_int(const struct mw_value *value,
                                 struct mw_buffer *out)
{
    char text[MW__NUMBER_TEXT];

    return mw__append(out, text, write_int(value, text));
}

static enum mw_status append_quoted_int(const struct mw_value *value,
                                        struct mw_buffer *out)
{
    struct line line = {.len = 0};

    add(&line, "{\"$int\":\"");
    line.len += write_int(value, line.at + line.len);
    add(&line, "\"}");
    return append(&line, out);
}

static bool is_inexact(const struct mw_value *value)
{
    return value->type == MW_UINT ? value->as.u64 > exact_max
                                  : value->as.i64 < -(int64_t)exact_max;
}

/* Infinity, -Infinity, NaN, and any other NaN by its bits.
 *
 * digits  hex digits of the bits: 8 or 16. */
static void add_special(struct line *line, double value, uint64_t bits,
                        unsigned digits, bool usual)
{
    static const char hex[] = "0123456789abcdef";

    if (isinf(value) || usual) {
        add(line, usual       ? "\"NaN\""
                  : value < 0 ? "\"-Infinity\""
                              : "\"Infinity\"");
        return;
    }
    add(line, "\"0x");
    for (unsigned i = digits; i > 0; i--) {
        line->at[line->len++] = hex[bits >> (4 * (i - 1)) & 15];
    }
    add(line, "\"");
}

/* The bits of a NaN are taken where they lie: to pass one may change it. */
static enum mw_status append_f64(const struct mw_value *value,
                                 struct mw_buffer *out)
{
    double number = value->as.f64;
    struct line line = {.len = 0};
    uint64_t bits;

    if (isfinite(number)) {
        line.len = mw__number_write_f64(number, line.at);
        return append(&line, out);
    }
    memcpy(&bits, &value->as, sizeof(bits));
    add(&line, "{\"$f64\":");
    add_special(&line, number, bits, 16, bits == 0x7ff8000000000000u);
    add(&line, "}");
    return append(&line, out);
}

static enum mw_status append_f32(const struct mw_value *value,
                                 struct mw_buffer *out)
{
    float number = value->as.f32;
    struct line line = {.len = 0};
    uint32_t bits;

    add(&line, "{\"$f32\":");
    if (isfinite(number)) {
        line.len += mw__number_write_f32(number, line.at + line.len);
    } else {
        memcpy(&bits, &value->as, sizeof(bits));
        add_special(&line, (double)number, bits, 8, bits == 0x7fc00000u);
    }
    add(&line, "}");
    return append(&line, out);
}

/* head  what stands before the base64, `tail` what stands behind it. */
static enum mw_status append_base64(const struct line *head,
                                    struct mw_bytes bytes, const char *tail,
                                    struct mw_buffer *out)
{
    size_t len = mw__base64_len(bytes.len);
    enum mw_status rc = append(head, out);

    if (rc == MW_OK) {
        rc = mw_buffer_reserve(out, len + strlen(tail));
    }
    if (rc == MW_OK) {
        mw__base64_write(bytes, out->at + out->len);
        out->len += len;
        rc = mw__append_text(out, tail);
    }
    return rc;
}

static enum mw_status append_bytes(const char *start, struct mw_bytes bytes,
                                   struct mw_buffer *out)
{
    struct line line = {.len = 0};

    add(&line, start);
    return append_base64(&line, bytes, "\"}", out);
}

static enum mw_status append_hex(struct mw_bytes bytes, struct mw_buffer *out)
{
    static const char start[] = "{\"$hex\":\"", digits[] = "0123456789abcdef";
    enum mw_status rc = mw__append_text(out, start);

    if (rc == MW_OK) {
        rc = mw_buffer_reserve(out, 2 * bytes.len + 2);
    }
    if (rc != MW_OK) {
        return rc;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        out->at[out->len++] = (uint8_t)digits[bytes.at[i] >> 4];
        out->at[out->len++] = (uint8_t)digits[bytes.at[i] & 15];
    }
    return mw__append_text(out, "\"}");
}

static enum mw_status append_str(struct mw_bytes text, bool terminal_safe,
                                 struct mw_buffer *out)
{
    enum mw_status rc = mw__json_text(text, terminal_safe, out);

    return rc == MW_EVALUE ? append_bytes("{\"$str\":\"", text, out) : rc;
}

/* The time in a payload of 4, 8 or 12 bytes.
 *
 * Returns false if it is no timestamp, or longer than the time needs. */
static bool read_time(struct mw_bytes payload, struct mw__time *time)
{
    uint64_t both;

    switch (payload.len) {
    case 4:
        *time = (struct mw__time){mw__get_be32(payload.at), 0};
        return true;
    case 8:
        both = mw__get_be64(payload.at);
        *time = (struct mw__time){(int64_t)(both & 0x3ffffffffu),
                                  (uint32_t)(both >> 34)};
        return time->nanoseconds <= NS_MAX &&
               (time->nanoseconds != 0 || time->seconds > UINT32_MAX);
    case 12:
        *time = (struct mw__time){(int64_t)mw__get_be64(payload.at + 4),
                                  mw__get_be32(payload.at)};
        return time->nanoseconds <= NS_MAX &&
               (time->seconds < 0 || time->seconds >> 34 != 0);
    default:
        return false;
    }
}

static enum mw_status append_time(struct mw__time time, struct mw_buffer *out)
{
    struct line line = {.len = 0};

    add(&line, "{\"$ts\":");
    if (mw__time_has_text(time)) {
        add(&line, "\"");
        line.len += mw__time_write(time, line.at + line.len);
        add(&line, "\"}");
    } else {
        add(&line, "[");
        line.len += mw__number_write_int(time.seconds, line.at + line.len);
        add(&line, ",");
        line.len += mw__number_write_uint(time.nanoseconds, line.at + line.len);
        add(&line, "]}");
    }
    return append(&line, out);
}

static enum mw_status append_ext(const struct mw_value *value,
                                 struct mw_buffer *out)
{
    struct line line = {.len = 0};
    struct mw__time time;

    if (value->as.ext == MW_EXT_TIMESTAMP && read_time(value->payload, &time)) {
        return append_time(time, out);
    }
    add(&line, "{\"$ext\":[");
    line.len += mw__number_write_int(value->as.ext, line.at + line.len);
    add(&line, ",\"");
    return append_base64(&line, value->payload, "\"]}", out);
}

enum mw_status mw__json_scalar(const struct mw_value *value,
                               const struct mw_json_style *style,
                               struct mw_buffer *out)
{
    switch (value->type) {
    case MW_BOOL:
        return value->as.boolean ? mw__append_text(out, "true")
                                 : mw__append_text(out, "false");
    case MW_UINT:
    case MW_INT:
        return style->int_string && is_inexact(value)
                   ? append_quoted_int(value, out)
                   : append_int(value, out);
    case MW_F32:
        return append_f32(value, out);
    case MW_F64:
        return append_f64(value, out);
    case MW_STR:
        return append_str(value->payload, style->terminal_safe, out);
    case MW_BIN:
        return style->hex ? append_hex(value->payload, out)
                          : append_bytes("{\"$bin\":\"", value->payload, out);
    case MW_EXT:
        return append_ext(value, out);
    case MW_NIL:
    case MW_ARRAY:
    case MW_MAP:
        break;
    }
    return mw__append_text(out, "null");
}
