/* Packing: values appended to a buffer in msgpack's shortest form.
 *
 * Each returns MW_OK, or as mw_buffer_reserve, and then the buffer's length is
 * what it was. Source: github.com/msgpack/msgpack spec.md. */
#ifndef MSGWIRE_PACK_H
#define MSGWIRE_PACK_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* Scalars, and str, bin and ext whole. An integer takes its shortest form, a
 * float the width that its name says. */
MW_API enum mw_status mw_pack_nil(struct mw_buffer *out);
MW_API enum mw_status mw_pack_bool(struct mw_buffer *out, bool value);
MW_API enum mw_status mw_pack_uint(struct mw_buffer *out, uint64_t value);
MW_API enum mw_status mw_pack_int(struct mw_buffer *out, int64_t value);
MW_API enum mw_status mw_pack_f32(struct mw_buffer *out, float value);
MW_API enum mw_status mw_pack_f64(struct mw_buffer *out, double value);
MW_API enum mw_status mw_pack_str(struct mw_buffer *out, struct mw_bytes text);
MW_API enum mw_status mw_pack_bin(struct mw_buffer *out, struct mw_bytes bytes);
MW_API enum mw_status mw_pack_ext(struct mw_buffer *out, int8_t type,
                                  struct mw_bytes bytes);

/* The head of an array of `count` elements, which must follow. */
MW_API enum mw_status mw_pack_array(struct mw_buffer *out, uint32_t count);

/* The head of a map of `count` pairs, which must follow, key before value. */
MW_API enum mw_status mw_pack_map(struct mw_buffer *out, uint32_t count);

/* A timestamp (ext -1) in its shortest form; `nanoseconds` < 10^9. */
MW_API enum mw_status mw_pack_time(struct mw_buffer *out, int64_t seconds,
                                   uint32_t nanoseconds);

#endif
