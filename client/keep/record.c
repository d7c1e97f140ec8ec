#include "keep/record.h"

#include <msgwire/frame.h>
#include <msgwire/pack.h>
#include <msgwire/value.h>
#include <msgwire/walk.h>

enum {
    SECOND = 1000000000,
    DEPTH = 16,   /* of what an unknown key may hold */
    AROUND = 512, /* bytes that a record has beside its peer and data */
};

/* --- out --- */

static enum mw_status append_pair(struct mw_buffer *out, const char *key,
                                  struct mw_bytes text)
{
    enum mw_status rc = mw_pack_str(out, mw_text(key));

    return rc == MW_OK ? mw_pack_str(out, text) : rc;
}

static enum mw_status append_time(struct mw_buffer *out, uint64_t ns)
{
    enum mw_status rc = mw_pack_str(out, mw_text("time"));

    return rc == MW_OK ? mw_pack_time(out, (int64_t)(ns / SECOND),
                                      (uint32_t)(ns % SECOND))
                       : rc;
}

static enum mw_status append_data(struct mw_buffer *out,
                                  const struct record *record)
{
    enum mw_status rc = mw_pack_str(out, mw_text("data"));

    if (rc != MW_OK) {
        return rc;
    }
    return record->end ? mw_pack_nil(out) : mw_pack_bin(out, record->data);
}

static enum mw_status append_map(struct mw_buffer *out,
                                 const struct record *record)
{
    enum mw_status rc = mw_pack_map(out, 5);

    if (rc == MW_OK) {
        rc = append_time(out, record->time_ns);
    }
    if (rc == MW_OK) {
        rc = append_pair(out, "direction", mw_text(record->out ? "out" : "in"));
    }
    if (rc == MW_OK) {
        rc = append_pair(out, "peer", record->peer);
    }
    if (rc == MW_OK) {
        rc = append_pair(out, "transport", record->transport);
    }
    return rc == MW_OK ? append_data(out, record) : rc;
}

enum mw_status record_append(const struct record *record, struct mw_buffer *out)
{
    const struct mw_framing *framing = mw_framing_at(0);
    size_t before = out->len, mark;
    enum mw_status rc;

    rc = mw_buffer_reserve(out, record->data.len + AROUND);
    if (rc == MW_OK) {
        rc = mw_frame_begin(framing, out, &mark);
    }
    if (rc == MW_OK) {
        rc = append_map(out, record);
    }
    if (rc == MW_OK) {
        rc = mw_frame_end(framing, RECORD_MAX, out, mark, NULL);
    }
    if (rc != MW_OK) {
        out->len = before;
    }
    return rc;
}

/* --- in --- */

/* Which keys have come: bits. */
enum {
    HAS_TIME = 1,
    HAS_DIRECTION = 2,
    HAS_PEER = 4,
    HAS_TRANSPORT = 8,
    HAS_DATA = 16,
    HAS_ALL = 31,
};

static enum mw_status wrong(struct mw_error *err, const char *key,
                            const char *expected)
{
    return mw_error_set(err, MW_EVALUE, "%s: expected %s", key, expected);
}

static uint64_t big_endian(const uint8_t *at, size_t len)
{
    uint64_t number = 0;

    for (size_t i = 0; i < len; i++) {
        number = number << 8 | at[i];
    }
    return number;
}

/* A timestamp of any of its three sizes: the msgpack spec's "Timestamp". */
static bool split_time(struct mw_bytes payload, uint64_t *seconds,
                       uint64_t *nanoseconds)
{
    uint64_t both;

    *nanoseconds = 0;
    switch (payload.len) {
    case 4:
        *seconds = big_endian(payload.at, 4);
        return true;
    case 8:
        both = big_endian(payload.at, 8);
        *seconds = both & ((UINT64_C(1) << 34) - 1);
        *nanoseconds = both >> 34;
        return true;
    case 12:
        *nanoseconds = big_endian(payload.at, 4);
        *seconds = big_endian(payload.at + 4, 8);
        return true;
    default:
        return false;
    }
}

static enum mw_status read_time(const struct mw_value *value,
                                struct record *record, struct mw_error *err)
{
    uint64_t seconds, nanoseconds;

    if (value->type != MW_EXT || value->as.ext != MW_EXT_TIMESTAMP ||
        !split_time(value->payload, &seconds, &nanoseconds) ||
        nanoseconds >= SECOND || seconds > INT64_MAX / SECOND - 1) {
        return wrong(err, "time", "a timestamp, of 1970 to 2262");
    }
    record->time_ns = seconds * SECOND + nanoseconds;
    return MW_OK;
}

static enum mw_status read_direction(const struct mw_value *value,
                                     struct record *record,
                                     struct mw_error *err)
{
    bool in = mw_bytes_equal(value->payload, mw_text("in"));

    record->out = mw_bytes_equal(value->payload, mw_text("out"));
    if (value->type != MW_STR || (!in && !record->out)) {
        return wrong(err, "direction", "\"in\" or \"out\"");
    }
    return MW_OK;
}

static enum mw_status read_text(const struct mw_value *value, size_t most,
                                struct mw_bytes *text)
{
    *text = value->payload;
    return value->type == MW_STR && text->len <= most ? MW_OK : MW_EVALUE;
}

static enum mw_status read_data(const struct mw_value *value,
                                struct record *record, struct mw_error *err)
{
    record->end = value->type == MW_NIL;
    record->data = value->payload;
    if (!record->end && value->type != MW_BIN) {
        return wrong(err, "data", "a bin, or nil for the end");
    }
    return MW_OK;
}

/* Returns the key's bit; 0: it is not known. */
static unsigned bit_of(struct mw_bytes key)
{
    static const char *const names[] = {"time", "direction", "peer",
                                        "transport", "data"};

    for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (mw_bytes_equal(key, mw_text(names[i]))) {
            return 1u << i;
        }
    }
    return 0;
}

static enum mw_status read_pair(unsigned bit, const struct mw_value *value,
                                struct record *record, struct mw_error *err)
{
    switch (bit) {
    case HAS_TIME:
        return read_time(value, record, err);
    case HAS_DIRECTION:
        return read_direction(value, record, err);
    case HAS_PEER:
        if (read_text(value, RECORD_NAME, &record->peer) != MW_OK) {
            return wrong(err, "peer", "a string of at most 320 bytes");
        }
        return MW_OK;
    case HAS_TRANSPORT:
        if (read_text(value, RECORD_TRANSPORT_MAX, &record->transport) !=
            MW_OK) {
            return wrong(err, "transport", "\"tcp\", \"udp\" or \"unix\"");
        }
        return MW_OK;
    case HAS_DATA:
        return read_data(value, record, err);
    default:
        return MW_OK;
    }
}

/* A key that is an array or a map is read as far as its head. */
static bool next_pair(struct mw_bytes *map, struct mw_value *key,
                      struct mw_value *value)
{
    struct mw_bytes name, whole;

    return mw_value_skip(map, &name) == MW_OK &&
           mw_value_next(&name, key) == MW_OK &&
           mw_value_skip(map, &whole) == MW_OK &&
           mw_value_next(&whole, value) == MW_OK;
}

static enum mw_status read_map(struct mw_bytes body, struct record *record,
                               struct mw_error *err)
{
    struct mw_value map, key, value;
    unsigned has = 0;

    *record = (struct record){.time_ns = 0};
    if (mw_value_next(&body, &map) != MW_OK || map.type != MW_MAP) {
        return mw_error_set(err, MW_EVALUE,
                            "expected a map, got a value of "
                            "type %s",
                            mw_type_name(map.type));
    }
    while (next_pair(&body, &key, &value)) {
        unsigned bit = key.type == MW_STR ? bit_of(key.payload) : 0;
        enum mw_status rc = read_pair(bit, &value, record, err);
        if (rc != MW_OK) {
            return rc;
        }
        has |= bit;
    }
    return has == HAS_ALL
               ? MW_OK
               : mw_error_set(err, MW_EVALUE,
                              "expected the keys time, direction, peer, "
                              "transport and data");
}

enum mw_status record_next(struct mw_bytes *in, struct record *record,
                           struct mw_error *err)
{
    struct mw_bytes rest = *in;
    struct mw_frame frame;
    enum mw_status rc =
        mw_frame_next(mw_framing_at(0), RECORD_MAX, NULL, &rest, &frame, err);

    if (rc == MW_OK) {
        rc = mw_walk_whole(frame.body, DEPTH, err);
        rc = rc == MW_OK ? read_map(frame.body, record, err) : MW_EVALUE;
    }
    if (rc == MW_OK) {
        *in = rest;
    }
    return rc;
}
