#include "text/json_fault.h"

#include <stdarg.h>
#include <stdio.h>

enum { GOT = 16 };

void mw__json_fault_pass(struct mw_json_reader *reader, const uint8_t *to)
{
    mw__json_place_pass(
        &reader->place,
        mw_bytes(reader->placed, (size_t)(to - reader->placed)));
    reader->placed = to;
}

struct mw__json_place mw__json_fault_token(struct mw_json_reader *reader)
{
    if (reader->token_at == NULL) {
        return reader->token_place;
    }
    mw__json_fault_pass(reader, reader->token_at);
    return reader->place;
}

static enum mw_status MW_PRINTF(3, 0)
    report(struct mw_json_reader *reader, enum mw_status status,
           const char *fmt, va_list args)
{
    char text[MW_ERROR_TEXT];

    vsnprintf(text, sizeof(text), fmt, args);
    return mw_error_set(reader->err, status, "line %zu, column %zu: %s",
                        reader->place.line, reader->place.column, text);
}

enum mw_status mw__json_fault(struct mw_json_reader *reader,
                              enum mw_status status, const char *fmt, ...)
{
    va_list args;

    mw__json_fault_pass(reader, reader->in.at);
    va_start(args, fmt);
    report(reader, status, fmt, args);
    va_end(args);
    return status;
}

enum mw_status mw__json_fault_at(struct mw_json_reader *reader,
                                 struct mw__json_place place, const char *fmt,
                                 ...)
{
    va_list args;

    reader->place = place;
    va_start(args, fmt);
    report(reader, MW_EVALUE, fmt, args);
    va_end(args);
    return MW_EVALUE;
}

enum mw_status mw__json_fault_expected(struct mw_json_reader *reader,
                                       const char *what, int got)
{
    char text[GOT] = "the end";

    if (got == '"') {
        snprintf(text, sizeof(text), "a quote");
    } else if (got >= 0x20 && got < 0x7f) {
        snprintf(text, sizeof(text), "\"%c\"", got);
    } else if (got != MW__JSON_END) {
        snprintf(text, sizeof(text), "byte 0x%02x", (unsigned)got);
    }
    return mw__json_fault(reader, MW_EVALUE, "expected %s, got %s", what, text);
}

const char *mw__json_fault_next(struct mw_json_reader *reader)
{
    switch (reader->state) {
    case MW__JSON_AT_FIRST_VALUE:
        return "a value or \"]\"";
    case MW__JSON_AT_KEY:
        return "a key in quotes";
    case MW__JSON_AT_FIRST_KEY:
        return "a key in quotes or \"}\"";
    case MW__JSON_AT_COLON:
        return "\":\"";
    case MW__JSON_AFTER_VALUE:
        return mw__json_nest_top(&reader->nest)->role == MW__JSON_OBJECT
                   ? "\",\" or \"}\""
                   : "\",\" or \"]\"";
    case MW__JSON_IN_KEY:
    case MW__JSON_IN_STRING:
        return "the string's closing quote";
    case MW__JSON_IN_NUMBER:
        return mw__json_number_expected(reader->number);
    case MW__JSON_AT_VALUE:
    case MW__JSON_IN_WORD:
    case MW__JSON_DONE:
    case MW__JSON_FAILED:
        break;
    }
    return "a value";
}

void mw__json_fault_limit(struct mw_json_reader *reader, enum mw_status status)
{
    size_t limit = reader->nest.out->limit;
    size_t max = reader->rules.max_value;

    if (max == 0) {
        max = limit != 0 ? limit : UINT32_MAX; /* msgpack can't say more */
    }
    if (status == MW_EDEEP) {
        mw__json_fault(reader, status, "nested deeper than %u",
                       reader->nest.max_depth);
    } else if (status == MW_ETOOBIG) {
        mw__json_fault(reader, status, "value longer than %zu bytes", max);
    } else {
        mw__json_fault(reader, status, "%s", mw_status_name(status));
    }
}
