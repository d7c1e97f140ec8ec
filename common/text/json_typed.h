/* Typed values: what an object means whose one key begins with "$".
 * Source: schema/README.md, "Typed JSON". */
#ifndef MSGWIRE_TEXT_JSON_TYPED_H
#define MSGWIRE_TEXT_JSON_TYPED_H

#include <msgwire/value.h>

enum mw__json_name {
    MW__JSON_NONE,    /* begins with no "$" */
    MW__JSON_UNKNOWN, /* begins with "$" and is none of these */
    MW__JSON_BIN,
    MW__JSON_EXT,
    MW__JSON_F32,
    MW__JSON_F64,
    MW__JSON_HEX,
    MW__JSON_INT,
    MW__JSON_MAP,
    MW__JSON_STR,
    MW__JSON_TS,
};

enum mw__json_name mw__json_typed_name(struct mw_bytes key);

/* What was expected as the value, such as "base64 with padding as \"$bin\"". */
const char *mw__json_typed_expected(enum mw__json_name name);

/* An object of one pair, as msgpack at the end of a buffer. */
struct mw__json_typed {
    enum mw__json_name name;
    size_t head;            /* where in the buffer it begins */
    struct mw_bytes number; /* the value's text, if it is a number */
    const size_t *items;    /* for "$map": where each element of the value
                               begins, from the first one's first byte */
};

/* Replaces the object by what it means.
 *
 * Returns MW_OK; MW_EVALUE if the value is not what was expected; MW_ENOMEM
 * or MW_ETOOBIG. */
enum mw_status mw__json_typed(const struct mw__json_typed *typed,
                              struct mw_buffer *out);

#endif
