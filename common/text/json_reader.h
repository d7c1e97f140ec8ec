/* The reader's inside, which its files share. */
#ifndef MSGWIRE_TEXT_JSON_READER_H
#define MSGWIRE_TEXT_JSON_READER_H

#include "text/json_nest.h"
#include "text/json_number.h"
#include "text/json_unit.h"

#include <msgwire/json.h>

/* What comes next. */
enum mw__json_state {
    MW__JSON_AT_VALUE,
    MW__JSON_AT_FIRST_VALUE, /* or "]" */
    MW__JSON_AT_KEY,
    MW__JSON_AT_FIRST_KEY, /* or "}" */
    MW__JSON_AT_COLON,
    MW__JSON_AFTER_VALUE, /* in an array or object */
    MW__JSON_IN_KEY,
    MW__JSON_IN_STRING,
    MW__JSON_IN_NUMBER,
    MW__JSON_IN_WORD,
    MW__JSON_DONE,
    MW__JSON_FAILED,
};

struct mw_json_reader {
    struct mw_json_rules rules;
    enum mw__json_state state;
    struct mw_bytes in; /* while it is fed: what is left */
    struct mw_error *err;
    const uint8_t *placed; /* while it is fed: up to where `place` counts */
    struct mw__json_place place;
    const uint8_t *token_at; /* in a token: where it began; NULL: before what
                                is fed now, at token_place */
    struct mw__json_place token_place;
    size_t text_at; /* a string: where its head is, from the value's start */
    uint8_t cut[MW__JSON_UNIT]; /* a string's character that was cut */
    size_t cut_len;
    enum mw__json_number number;
    struct mw_buffer digits;   /* a number's text that was cut, or is kept */
    const char *word;          /* true, false, null or a byte order mark */
    size_t word_len;           /* how much of it came */
    struct mw__json_nest nest; /* last: most of it is not cleared */
};

#endif
