#include "input/envelope.h"

#include <msgwire/pack.h>
#include <msgwire/value.h>
#include <msgwire/walk.h>

#include <time.h>

enum { SECOND = 1000000000 };

uint64_t envelope_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec;
}

/* --- is each value written as typed JSON would write it again? --- */

/* Bytes of the shortest head of a count or length. The spec's four widths;
 * 0: the type does not have that one. */
static size_t head_of_count(uint64_t count, uint64_t fix_max, bool has_8)
{
    if (count <= fix_max) {
        return 1;
    }
    if (has_8 && count <= UINT8_MAX) {
        return 2;
    }
    return count <= UINT16_MAX ? 3 : 5;
}

static size_t head_of_bin(size_t len)
{
    return len <= UINT8_MAX ? 2 : len <= UINT16_MAX ? 3 : 5;
}

static size_t head_of_ext(size_t len)
{
    bool fix = len == 1 || len == 2 || len == 4 || len == 8 || len == 16;

    return fix ? 2 : 1 + head_of_bin(len);
}

/* Two widths of an integer are of one length: with a sign and without. */
static bool is_shortest_int(const struct mw_value *value, const uint8_t *at)
{
    uint8_t room[16];
    struct mw_buffer shortest = {.at = room, .cap = sizeof(room)};
    enum mw_status rc = value->type == MW_UINT
                            ? mw_pack_uint(&shortest, value->as.u64)
                            : mw_pack_int(&shortest, value->as.i64);

    return rc == MW_OK && shortest.at[0] == at[0];
}

static bool is_shortest_head(const struct mw_value *value, const uint8_t *at)
{
    switch (value->type) {
    case MW_NIL:
    case MW_BOOL:
    case MW_F32:
    case MW_F64:
        return true;
    case MW_UINT:
    case MW_INT:
        return is_shortest_int(value, at);
    case MW_STR:
        return value->head_len == head_of_count(value->payload.len, 31, true);
    case MW_BIN:
        return value->head_len == head_of_bin(value->payload.len);
    case MW_EXT:
        return value->head_len == head_of_ext(value->payload.len);
    case MW_ARRAY:
    case MW_MAP:
        return value->head_len == head_of_count(value->as.count, 15, false);
    }
    return true;
}

/* Elements follow their heads, so one pass over all heads is enough. */
static bool is_shortest(struct mw_bytes bytes)
{
    struct mw_value value;

    while (bytes.len > 0) {
        const uint8_t *at = bytes.at;
        if (mw_value_next(&bytes, &value) != MW_OK ||
            !is_shortest_head(&value, at)) {
            return false;
        }
    }
    return true;
}

/* --- out --- */

/* The map as far as it is written. */
struct writer {
    struct mw_buffer *out;
    enum mw_status rc; /* of the first that failed; then nothing follows */
};

static bool key(struct writer *writer, const char *name)
{
    if (writer->rc == MW_OK) {
        writer->rc = mw_pack_str(writer->out, mw_text(name));
    }
    return writer->rc == MW_OK;
}

static void put_text(struct writer *writer, const char *name, const char *text)
{
    if (text != NULL && text[0] != '\0' && key(writer, name)) {
        writer->rc = mw_pack_str(writer->out, mw_text(text));
    }
}

static void put_count(struct writer *writer, const char *name, uint64_t count)
{
    if (count > 0 && key(writer, name)) {
        writer->rc = mw_pack_uint(writer->out, count);
    }
}

static void put_time(struct writer *writer, uint64_t ns)
{
    if (ns > 0 && key(writer, "time")) {
        writer->rc = mw_pack_time(writer->out, (int64_t)(ns / SECOND),
                                  (uint32_t)(ns % SECOND));
    }
}

static void put_seconds(struct writer *writer, const char *name, uint64_t ns)
{
    if (ns > 0 && key(writer, name)) {
        writer->rc = mw_pack_f64(writer->out, (double)ns / SECOND);
    }
}

static void put_message(struct writer *writer, struct mw_bytes message)
{
    if (key(writer, "message")) {
        writer->rc = mw_buffer_append(writer->out, message);
    }
}

static uint32_t count_pairs(const struct envelope *envelope, bool raw)
{
    const char *const texts[] = {envelope->direction, envelope->peer,
                                 envelope->local, envelope->transport};
    uint32_t pairs = 1 + raw;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        pairs += texts[i] != NULL && texts[i][0] != '\0';
    }
    return pairs + (envelope->time_ns > 0) + (envelope->bytes > 0) +
           (envelope->seq > 0) + (envelope->rtt_ns > 0);
}

enum mw_status envelope_append(const struct envelope *envelope,
                               struct mw_buffer *out)
{
    bool value = envelope->fault == NULL;
    bool raw = !value || !is_shortest(envelope->message);
    size_t mark = out->len;
    struct writer writer = {
        .out = out,
        .rc = mw_pack_map(out, count_pairs(envelope, raw)),
    };

    put_time(&writer, envelope->time_ns);
    put_text(&writer, "direction", envelope->direction);
    put_text(&writer, "peer", envelope->peer);
    put_text(&writer, "local", envelope->local);
    put_text(&writer, "transport", envelope->transport);
    put_count(&writer, "bytes", envelope->bytes);
    put_count(&writer, "seq", envelope->seq);
    put_seconds(&writer, "rtt", envelope->rtt_ns);
    if (value) {
        put_message(&writer, envelope->message);
    } else {
        put_text(&writer, "fault", envelope->fault);
    }
    if (raw && key(&writer, "raw")) {
        writer.rc = mw_pack_bin(out, envelope->message);
    }
    if (writer.rc != MW_OK) {
        out->len = mark;
    }
    return writer.rc;
}

/* --- and back --- */

static enum mw_status unpack_raw(struct mw_bytes whole,
                                 struct mw_bytes *message, struct mw_error *err)
{
    struct mw_value bin = {.type = MW_NIL};
    enum mw_status rc;

    if (mw_value_next(&whole, &bin) != MW_OK || bin.type != MW_BIN) {
        return mw_error_set(err, MW_EVALUE, "raw is of type %s, expected bin",
                            mw_type_name(bin.type));
    }
    rc = mw_walk_whole(bin.payload, MW_DEPTH_MAX, err);
    if (rc != MW_OK) {
        mw_error_prefix(err, "raw is not one msgpack value");
        return MW_EVALUE;
    }
    *message = bin.payload;
    return MW_OK;
}

/* A key that is an array or a map is read as far as its head. */
static bool next_pair(struct mw_bytes *map, struct mw_value *key,
                      struct mw_bytes *value)
{
    struct mw_bytes whole;

    return mw_value_skip(map, &whole) == MW_OK &&
           mw_value_next(&whole, key) == MW_OK &&
           mw_value_skip(map, value) == MW_OK;
}

static bool is_key(const struct mw_value *key, const char *name)
{
    return key->type == MW_STR && mw_bytes_equal(key->payload, mw_text(name));
}

enum mw_status envelope_message(struct mw_bytes envelope,
                                struct mw_bytes *message, struct mw_error *err)
{
    struct mw_value map = {.type = MW_NIL}, name;
    struct mw_bytes value;

    *message = mw_bytes(NULL, 0);
    if (mw_value_next(&envelope, &map) != MW_OK || map.type != MW_MAP) {
        return mw_error_set(err, MW_EVALUE,
                            "expected an envelope, a map with the key "
                            "\"message\", got a value of type %s",
                            mw_type_name(map.type));
    }
    while (next_pair(&envelope, &name, &value)) {
        if (is_key(&name, "raw")) {
            return unpack_raw(value, message, err);
        }
        if (is_key(&name, "message") && message->len == 0) {
            *message = value;
        }
    }
    if (message->len == 0) {
        return mw_error_set(err, MW_EVALUE,
                            "this map is no envelope, expected the key "
                            "\"message\" in it");
    }
    return MW_OK;
}
