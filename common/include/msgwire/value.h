/* A cursor over msgpack bytes that the walk has accepted.
 *
 * Nothing is built: a value is read where it lies. On bytes that no walk has
 * accepted it never reads out of bounds, but what it reports is worthless. */
#ifndef MSGWIRE_VALUE_H
#define MSGWIRE_VALUE_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum mw_type {
    MW_NIL,
    MW_BOOL,
    MW_UINT, /* 0 .. 2^64-1, whatever width or sign it was written with */
    MW_INT,  /* below zero */
    MW_F32,
    MW_F64,
    MW_STR,
    MW_BIN,
    MW_EXT,
    MW_ARRAY,
    MW_MAP,
};

enum { MW_EXT_TIMESTAMP = -1 };

struct mw_value {
    enum mw_type type;
    union {
        bool boolean;
        uint64_t u64;
        int64_t i64;
        float f32;
        double f64;
        uint32_t count; /* elements of an array, pairs of a map */
        int8_t ext;     /* an ext's type */
    } as;
    struct mw_bytes payload; /* of str, bin and ext: a view into the input */
    size_t head_len;         /* bytes of the head, before payload or elements */
};

/* Reads the value's head (and payload) and moves `in` past it: past all of a
 * scalar, str, bin or ext; to the first element of an array or map.
 *
 * Returns MW_OK; MW_EVALUE if `in` ends inside it or begins with 0xc1. */
MW_API enum mw_status mw_value_next(struct mw_bytes *in,
                                    struct mw_value *value);

/* Moves `in` past one whole value, elements included.
 *
 * whole  set to the bytes of that value; may be NULL.
 *
 * Returns MW_OK; MW_EVALUE if `in` ends before the value does. */
MW_API enum mw_status mw_value_skip(struct mw_bytes *in,
                                    struct mw_bytes *whole);

/* Returns the type's name as the spec writes it: "nil", "float 32", ... */
MW_API const char *mw_type_name(enum mw_type type);

#endif
