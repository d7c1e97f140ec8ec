#include <msgwire/message.h>

#include "base/endian.h"
#include "base/utf8.h"

#include <msgwire/limits.h>
#include <msgwire/value.h>

#include <inttypes.h>
#include <stdio.h>

static const char *const shapes[] = {
    [MW_REQUEST] = "request",
    [MW_RESPONSE] = "response",
    [MW_NOTIFICATION] = "notification",
};

enum { GOT_TEXT = 32 };

/* What came, for a sentence: a number as it is, others by their type. */
static const char *got(const struct mw_value *value, char text[GOT_TEXT])
{
    if (value->type == MW_UINT) {
        snprintf(text, GOT_TEXT, "%" PRIu64, value->as.u64);
    } else if (value->type == MW_INT) {
        snprintf(text, GOT_TEXT, "%" PRId64, value->as.i64);
    } else {
        snprintf(text, GOT_TEXT, "%s", mw_type_name(value->type));
    }
    return text;
}

static enum mw_status refuse(struct mw_error *err, const char *expected,
                             const struct mw_value *value)
{
    char text[GOT_TEXT];

    return mw_error_set(err, MW_EVALUE, "expected %s, got %s", expected,
                        got(value, text));
}

static enum mw_status next(struct mw_bytes *in, struct mw_value *value,
                           struct mw_error *err)
{
    if (mw_value_next(in, value) != MW_OK) {
        return mw_error_set(err, MW_EVALUE, "expected a value, got the end");
    }
    return MW_OK;
}

static enum mw_status read_msgid(struct mw_bytes *in, uint32_t *msgid,
                                 struct mw_error *err)
{
    struct mw_value value;
    enum mw_status rc = next(in, &value, err);

    if (rc == MW_OK && (value.type != MW_UINT || value.as.u64 > UINT32_MAX)) {
        rc = refuse(err, "0 to 4294967295", &value);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "msgid");
        return rc;
    }
    *msgid = (uint32_t)value.as.u64;
    return MW_OK;
}

static enum mw_status check_method(const struct mw_value *value,
                                   struct mw_error *err)
{
    if (value->type != MW_STR && value->type != MW_BIN) {
        return refuse(err, "a str", value);
    }
    if (value->payload.len == 0 || value->payload.len > MW_METHOD_MAX) {
        return mw_error_set(err, MW_EVALUE, "expected 1 to %d bytes, got %zu",
                            MW_METHOD_MAX, value->payload.len);
    }
    if (!mw__utf8_valid(value->payload)) {
        return mw_error_set(err, MW_EVALUE,
                            "expected UTF-8, got bytes that are not");
    }
    return MW_OK;
}

static enum mw_status read_method(struct mw_bytes *in, struct mw_bytes *method,
                                  struct mw_error *err)
{
    struct mw_value value;
    enum mw_status rc = next(in, &value, err);

    if (rc == MW_OK) {
        rc = check_method(&value, err);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "method");
        return rc;
    }
    *method = value.payload;
    return MW_OK;
}

/* Params are the last element: all bytes that are left. */
static enum mw_status read_params(struct mw_bytes *in, struct mw_bytes *params,
                                  struct mw_error *err)
{
    struct mw_value value;
    enum mw_status rc;

    *params = *in;
    rc = next(in, &value, err);
    if (rc == MW_OK && value.type != MW_ARRAY) {
        rc = refuse(err, "an array", &value);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "params");
    }
    return rc;
}

static enum mw_status check_count(uint32_t count, uint32_t expected,
                                  struct mw_error *err)
{
    if (count != expected) {
        return mw_error_set(err, MW_EVALUE,
                            "expected %" PRIu32 " elements, got %" PRIu32,
                            expected, count);
    }
    return MW_OK;
}

static enum mw_status read_call(struct mw_bytes *in, struct mw_message *message,
                                struct mw_error *err)
{
    enum mw_status rc = read_method(in, &message->method, err);

    return rc != MW_OK ? rc : read_params(in, &message->params, err);
}

/* The msgid is read before the rest is judged, so that a refusal reaches the
 * one who waits for it. */
static enum mw_status read_request(struct mw_bytes *in, uint32_t count,
                                   struct mw_message *message,
                                   struct mw_error *err)
{
    enum mw_status rc;

    if (count < 2) {
        return check_count(count, 4, err);
    }
    rc = read_msgid(in, &message->msgid, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = check_count(count, 4, err);
    if (rc == MW_OK) {
        rc = read_call(in, message, err);
    }
    message->tied = rc != MW_OK;
    return rc;
}

static enum mw_status read_response(struct mw_bytes *in, uint32_t count,
                                    struct mw_message *message,
                                    struct mw_error *err)
{
    enum mw_status rc = check_count(count, 4, err);

    if (rc == MW_OK) {
        rc = read_msgid(in, &message->msgid, err);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (mw_value_skip(in, &message->error) != MW_OK || in->len == 0) {
        return mw_error_set(err, MW_EVALUE,
                            "expected error and result, got the end");
    }
    message->result = *in;
    return MW_OK;
}

static enum mw_status read_notification(struct mw_bytes *in, uint32_t count,
                                        struct mw_message *message,
                                        struct mw_error *err)
{
    enum mw_status rc = check_count(count, 3, err);

    return rc != MW_OK ? rc : read_call(in, message, err);
}

/* Reads `[type, `.
 *
 * in     moved past it.
 * count  set to the elements of the array. */
static enum mw_status read_shape(struct mw_bytes *in, uint32_t *count,
                                 enum mw_shape *shape, struct mw_error *err)
{
    struct mw_value array, type;
    enum mw_status rc = next(in, &array, err);

    if (rc == MW_OK && array.type != MW_ARRAY) {
        rc = refuse(err, "an array", &array);
    }
    if (rc == MW_OK && array.as.count == 0) {
        rc = mw_error_set(err, MW_EVALUE, "expected 3 or 4 elements, got 0");
    }
    if (rc == MW_OK) {
        rc = next(in, &type, err);
    }
    if (rc == MW_OK && (type.type != MW_UINT || type.as.u64 > 2)) {
        rc = refuse(err, "0, 1 or 2 as the first element", &type);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "message");
        return rc;
    }
    *count = array.as.count;
    *shape = (enum mw_shape)type.as.u64;
    return MW_OK;
}

static enum mw_status read_fields(struct mw_bytes *in, uint32_t count,
                                  struct mw_message *message,
                                  struct mw_error *err)
{
    switch (message->shape) {
    case MW_REQUEST:
        return read_request(in, count, message, err);
    case MW_RESPONSE:
        return read_response(in, count, message, err);
    case MW_NOTIFICATION:
        break;
    }
    return read_notification(in, count, message, err);
}

/* The form that nearly every message has, known by its bits: a short array, a
 * msgid of one or five bytes, a short name, a short array; or nil and a result.
 * Whatever else it may be, and why it is none, the cursor finds out. */
static inline bool is_fixarray(struct mw_bytes in, uint32_t count)
{
    return in.len > 0 && in.at[0] == 0x90 + count;
}

static inline bool quick_msgid(struct mw_bytes *in, uint32_t *msgid)
{
    if (in->len > 0 && in->at[0] < 0x80) {
        *msgid = in->at[0];
        mw_bytes_skip(in, 1);
        return true;
    }
    if (in->len > 4 && in->at[0] == 0xce) {
        *msgid = mw__get_be32(in->at + 1);
        mw_bytes_skip(in, 5);
        return true;
    }
    return false;
}

static inline bool quick_call(struct mw_bytes in, struct mw_message *message)
{
    size_t len = in.len > 0 && (in.at[0] & 0xe0) == 0xa0 ? in.at[0] & 0x1f : 0;

    if (len == 0 || len + 1 >= in.len || (in.at[len + 1] & 0xf0) != 0x90) {
        return false;
    }
    message->method = mw_bytes(in.at + 1, len);
    message->params = mw_bytes(in.at + 1 + len, in.len - 1 - len);
    return mw__utf8_valid(message->method);
}

/* A success: nil and the result, which is all that is left. */
static inline bool quick_result(struct mw_bytes in, struct mw_message *message)
{
    if (in.len < 2 || in.at[0] != 0xc0) {
        return false;
    }
    message->method = message->params = mw_bytes(NULL, 0);
    message->error = mw_bytes(in.at, 1);
    message->result = mw_bytes(in.at + 1, in.len - 1);
    return true;
}

static inline bool read_quick(struct mw_bytes in, struct mw_message *message)
{
    if (in.len < 2) {
        return false;
    }
    if (in.at[1] == MW_RESPONSE && is_fixarray(in, 4)) {
        message->shape = MW_RESPONSE;
        message->tied = false;
        mw_bytes_skip(&in, 2);
        return quick_msgid(&in, &message->msgid) && quick_result(in, message);
    }
    message->shape = in.at[1] == MW_REQUEST ? MW_REQUEST : MW_NOTIFICATION;
    message->tied = false;
    if (in.at[1] == MW_REQUEST && is_fixarray(in, 4)) {
        mw_bytes_skip(&in, 2);
        return quick_msgid(&in, &message->msgid) && quick_call(in, message);
    }
    if (in.at[1] == MW_NOTIFICATION && is_fixarray(in, 3)) {
        mw_bytes_skip(&in, 2);
        return quick_call(in, message);
    }
    return false;
}

enum mw_status mw_message_read(struct mw_bytes body, struct mw_message *message,
                               struct mw_error *err)
{
    uint32_t count;
    enum mw_status rc;

    if (read_quick(body, message)) {
        return MW_OK;
    }
    *message = (struct mw_message){0};
    rc = read_shape(&body, &count, &message->shape, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = read_fields(&body, count, message, err);
    if (rc != MW_OK) {
        mw_error_prefix(err, "%s", shapes[message->shape]);
    }
    return rc;
}

bool mw_message_is_error(const struct mw_message *response)
{
    return response->error.len != 1 || response->error.at[0] != 0xc0;
}

/* True if the value is an integer that int64_t can hold. */
static bool get_int(const struct mw_value *value, int64_t *number)
{
    if (value->type == MW_UINT && value->as.u64 <= INT64_MAX) {
        *number = (int64_t)value->as.u64;
        return true;
    }
    if (value->type == MW_INT) {
        *number = value->as.i64;
        return true;
    }
    return false;
}

/* What an error value has of the contract's fields. */
struct fields {
    int64_t code;
    struct mw_bytes message, data;
    bool has_code, has_message;
};

/* value  the pair's value; whole are its bytes. */
static void set_field(struct fields *fields, struct mw_bytes key,
                      const struct mw_value *value, struct mw_bytes whole)
{
    if (mw_bytes_equal(key, mw_text("code"))) {
        fields->has_code = get_int(value, &fields->code);
    } else if (mw_bytes_equal(key, mw_text("message"))) {
        fields->has_message = value->type == MW_STR;
        fields->message = value->payload;
    } else if (mw_bytes_equal(key, mw_text("data"))) {
        fields->data = whole;
    }
}

/* Takes one pair of the map; unknown keys are passed over. */
static enum mw_status read_field(struct mw_bytes *in, struct fields *fields)
{
    struct mw_bytes key_bytes, whole, value_bytes;
    struct mw_value key, value;

    if (mw_value_skip(in, &key_bytes) != MW_OK ||
        mw_value_skip(in, &whole) != MW_OK) {
        return MW_EVALUE;
    }
    value_bytes = whole;
    mw_value_next(&key_bytes, &key);
    mw_value_next(&value_bytes, &value);
    if (key.type == MW_STR) {
        set_field(fields, key.payload, &value, whole);
    }
    return MW_OK;
}

bool mw_message_error_fields(struct mw_bytes error, int64_t *code,
                             struct mw_bytes *message, struct mw_bytes *data)
{
    struct fields fields = {0};
    enum mw_status rc;
    struct mw_value map;

    rc = mw_value_next(&error, &map);
    for (uint32_t i = 0; rc == MW_OK && map.type == MW_MAP && i < map.as.count;
         i++) {
        rc = read_field(&error, &fields);
    }
    *code = fields.code;
    *message = fields.has_message ? fields.message : mw_bytes(NULL, 0);
    *data = fields.data;
    return rc == MW_OK && fields.has_code && fields.has_message;
}
