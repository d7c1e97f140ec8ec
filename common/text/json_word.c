#include "text/json_word.h"

#include "text/json_fault.h"
#include "text/json_token.h"

#include <msgwire/pack.h>

#include <stdio.h>

enum { MARK = 0xef, QUOTED = 16 };

static bool is_mark(const struct mw_json_reader *reader)
{
    return (uint8_t)reader->word[0] == MARK;
}

static enum mw_status pack_word(struct mw_json_reader *reader)
{
    struct mw_buffer *out = reader->nest.out;
    enum mw_status rc;

    if (is_mark(reader)) {
        return mw__json_fault_at(reader, mw__json_fault_token(reader),
                                 "expected a value, got a byte order mark");
    }
    rc = reader->word[0] == 'n' ? mw_pack_nil(out)
                                : mw_pack_bool(out, reader->word[0] == 't');
    if (rc == MW_OK) {
        mw__json_token_end(reader);
    }
    return rc;
}

/* got  the byte that is not the word's next, or MW__JSON_END. */
static enum mw_status refuse(struct mw_json_reader *reader, int got)
{
    char quoted[QUOTED];

    if (is_mark(reader)) {
        return mw__json_fault_at(reader, mw__json_fault_token(reader),
                                 "expected a value, got byte 0x%02x", MARK);
    }
    snprintf(quoted, sizeof(quoted), "\"%s\"", reader->word);
    return mw__json_fault_expected(reader, quoted, got);
}

enum mw_status mw__json_word_on(struct mw_json_reader *reader)
{
    for (; reader->word[reader->word_len] != '\0'; reader->word_len++) {
        if (reader->in.len == 0) {
            return MW_EAGAIN;
        }
        if (reader->in.at[0] != (uint8_t)reader->word[reader->word_len]) {
            return refuse(reader, reader->in.at[0]);
        }
        mw_bytes_skip(&reader->in, 1);
    }
    return pack_word(reader);
}

enum mw_status mw__json_word(struct mw_json_reader *reader, uint8_t first)
{
    mw__json_token_begin(reader, MW__JSON_IN_WORD);
    reader->word = first == 't'   ? "true"
                   : first == 'f' ? "false"
                   : first == 'n' ? "null"
                                  : "\xef\xbb\xbf";
    reader->word_len = 0;
    return mw__json_word_on(reader);
}

enum mw_status mw__json_word_end(struct mw_json_reader *reader)
{
    return refuse(reader, MW__JSON_END);
}
