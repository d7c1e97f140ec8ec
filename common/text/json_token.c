#include "text/json_token.h"

#include "text/json_fault.h"

void mw__json_token_begin(struct mw_json_reader *reader,
                          enum mw__json_state state)
{
    reader->token_at = reader->in.at;
    reader->state = state;
}

bool mw__json_token_is_open(const struct mw_json_reader *reader)
{
    return reader->state >= MW__JSON_IN_KEY &&
           reader->state <= MW__JSON_IN_WORD;
}

void mw__json_token_keep(struct mw_json_reader *reader)
{
    if (reader->token_at != NULL) {
        reader->token_place = mw__json_fault_token(reader);
        reader->token_at = NULL;
    }
}

void mw__json_token_end(struct mw_json_reader *reader)
{
    reader->state = mw__json_nest_is_open(&reader->nest) ? MW__JSON_AFTER_VALUE
                                                         : MW__JSON_DONE;
}
