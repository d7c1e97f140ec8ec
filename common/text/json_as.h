/* What stands behind a "$" name, read as a number or a time. */
#ifndef MSGWIRE_TEXT_JSON_AS_H
#define MSGWIRE_TEXT_JSON_AS_H

#include "text/json_typed.h"

/* The value of the object's one pair. */
struct mw__json_operand {
    struct mw_value value;
    struct mw_bytes elements; /* of an array */
};

/* Each replaces the object as mw__json_typed does. */
enum mw_status mw__json_as_int(const struct mw__json_typed *typed,
                               const struct mw__json_operand *operand,
                               struct mw_buffer *out);
enum mw_status mw__json_as_f32(const struct mw__json_typed *typed,
                               const struct mw__json_operand *operand,
                               struct mw_buffer *out);
enum mw_status mw__json_as_f64(const struct mw__json_typed *typed,
                               const struct mw__json_operand *operand,
                               struct mw_buffer *out);
enum mw_status mw__json_as_ts(const struct mw__json_typed *typed,
                              const struct mw__json_operand *operand,
                              struct mw_buffer *out);

/* An integer value within int64_t. Returns false if it is not that. */
bool mw__json_as_int64(const struct mw_value *value, int64_t *number);

/* At most 16 hex digits. Returns false if there is anything else. */
bool mw__json_as_bits(struct mw_bytes digits, uint64_t *bits);

#endif
