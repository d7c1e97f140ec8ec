#include "text/json_numeral.h"

#include "text/json_fault.h"
#include "text/json_token.h"
#include "text/number_read.h"

#include <msgwire/pack.h>

/* True if the object around the number wants to read its text itself, so that
 * it is rounded once. */
static bool is_kept(struct mw_json_reader *reader)
{
    const struct mw__json_frame *frame;

    if (!mw__json_nest_is_open(&reader->nest)) {
        return false;
    }
    frame = mw__json_nest_top(&reader->nest);
    return frame->role == MW__JSON_OBJECT &&
           (frame->name == MW__JSON_F32 || frame->name == MW__JSON_F64);
}

static enum mw_status pack_float(struct mw_json_reader *reader,
                                 struct mw_bytes text)
{
    double value;

    return mw__number_read_f64(text, &value)
               ? mw_pack_f64(reader->nest.out, value)
               : MW_EVALUE;
}

static enum mw_status pack_int(struct mw_json_reader *reader,
                               struct mw_bytes text)
{
    struct mw__number_int value;

    if (!mw__number_read_int(text, &value)) {
        return MW_EVALUE;
    }
    return value.negative ? mw_pack_int(reader->nest.out, (int64_t)value.bits)
                          : mw_pack_uint(reader->nest.out, value.bits);
}

/* Keeps a part of the number's text. */
static enum mw_status keep_digits(struct mw_json_reader *reader,
                                  struct mw_bytes text)
{
    if (text.len > MW__NUMBER_READ_MAX - reader->digits.len) {
        return mw__json_fault_at(reader, mw__json_fault_token(reader),
                                 "expected a number of at most %d characters",
                                 MW__NUMBER_READ_MAX);
    }
    return mw_buffer_append(&reader->digits, text);
}

static enum mw_status pack_number(struct mw_json_reader *reader,
                                  struct mw_bytes text)
{
    bool is_float = mw__json_number_float(reader->number);
    enum mw_status rc =
        is_float ? pack_float(reader, text) : pack_int(reader, text);

    if (rc == MW_EVALUE) {
        return mw__json_fault_at(
            reader, mw__json_fault_token(reader), "number out of range, %s",
            is_float ? "expected at most 1.7976931348623157e308"
                     : "expected an integer from -2^63 to 2^64-1");
    }
    if (rc == MW_OK) {
        mw__json_token_end(reader);
    }
    return rc;
}

/* got  what stands behind the number. */
static enum mw_status refuse(struct mw_json_reader *reader, int got)
{
    return mw__json_fault_expected(
        reader, mw__json_number_expected(reader->number), got);
}

enum mw_status mw__json_numeral_on(struct mw_json_reader *reader)
{
    struct mw_bytes text = mw_bytes(
        reader->in.at, mw__json_number_on(&reader->number, reader->in));
    bool cut = text.len == reader->in.len;
    enum mw_status rc = MW_OK;

    mw_bytes_skip(&reader->in, text.len);
    if (!cut && (!mw__json_number_whole(reader->number) ||
                 mw__json_number_sticks(reader->in.at[0]))) {
        return refuse(reader, reader->in.at[0]);
    }
    if (cut || reader->digits.len > 0 || is_kept(reader) ||
        text.len > MW__NUMBER_READ_MAX) {
        rc = keep_digits(reader, text);
        text = mw_buffer_bytes(&reader->digits);
    }
    if (rc != MW_OK) {
        return rc;
    }
    return cut ? MW_EAGAIN : pack_number(reader, text);
}

enum mw_status mw__json_numeral(struct mw_json_reader *reader)
{
    mw__json_token_begin(reader, MW__JSON_IN_NUMBER);
    reader->number = MW__JSON_NUMBER_START;
    reader->digits.len = 0;
    return mw__json_numeral_on(reader);
}

enum mw_status mw__json_numeral_end(struct mw_json_reader *reader)
{
    if (!mw__json_number_whole(reader->number)) {
        return refuse(reader, MW__JSON_END);
    }
    return pack_number(reader, mw_buffer_bytes(&reader->digits));
}
