#include "text/pretty_token.h"

#include "text/plain.h"
#include "text/pretty_time.h"
#include "text/width.h"

enum { BYTES_PER_COLUMN = 4 }; /* measured at most, of text without width */

bool mw__pretty_token_begins(struct mw_bytes text, const char *with)
{
    size_t len = strlen(with);

    return text.len >= len && memcmp(text.at, with, len) == 0;
}

bool mw__pretty_token_opens(uint8_t byte)
{
    return byte == '[' || byte == '{';
}

bool mw__pretty_token_closes(uint8_t byte)
{
    return byte == ']' || byte == '}';
}

static size_t string_len(struct mw_bytes text)
{
    struct mw_bytes rest = text;

    mw_bytes_skip(&rest, 1);
    for (;;) {
        mw_bytes_skip(&rest, mw__plain_run(rest));
        if (rest.at[0] == '"') {
            return text.len - rest.len + 1;
        }
        mw_bytes_skip(&rest, rest.at[0] == '\\' ? 2 : 1);
    }
}

size_t mw__pretty_token_len(struct mw_bytes text)
{
    size_t len = 1;

    if (text.at[0] == '"') {
        return string_len(text);
    }
    if (text.at[0] == ',' || text.at[0] == ':' ||
        mw__pretty_token_opens(text.at[0]) ||
        mw__pretty_token_closes(text.at[0])) {
        return 1;
    }
    while (len < text.len && text.at[len] != ',' &&
           !mw__pretty_token_closes(text.at[len])) {
        len++;
    }
    return len;
}

/* Moves past scalars and the commas between them. */
static void skip_scalars(struct mw_bytes *text)
{
    while (!mw__pretty_token_opens(text->at[0]) &&
           !mw__pretty_token_closes(text->at[0])) {
        mw_bytes_skip(text, mw__pretty_token_len(*text));
    }
}

/* A map whose first key begins with a dollar may have others: then it is what
 * it looks like. */
bool mw__pretty_token_typed(struct mw_bytes text)
{
    if (!mw__pretty_token_begins(text, "{\"$")) {
        return false;
    }
    mw_bytes_skip(&text, 1);
    mw_bytes_skip(&text, mw__pretty_token_len(text) + 1);
    if (text.at[0] == '[') {
        mw_bytes_skip(&text, 1);
        skip_scalars(&text);
        if (text.at[0] != ']') {
            return false;
        }
    } else if (mw__pretty_token_opens(text.at[0])) {
        return false;
    }
    mw_bytes_skip(&text, mw__pretty_token_len(text));
    return text.at[0] == '}';
}

/* The columns of what stands behind a time, a space in front. */
static size_t aside(struct mw_bytes text, mw_pretty_offset_fn offset)
{
    static const char time[] = "{\"$ts\":\"";
    char local[MW__PRETTY_TIME];
    size_t columns;

    if (offset == NULL || !mw__pretty_token_begins(text, time) ||
        !mw__pretty_token_typed(text)) {
        return 0;
    }
    mw_bytes_skip(&text, sizeof(time) - 1);
    columns = mw__pretty_time(text, offset, local);
    return columns > 0 ? 1 + columns : 0;
}

size_t mw__pretty_token_columns(struct mw_bytes text, size_t most,
                                mw_pretty_offset_fn offset)
{
    size_t columns = 0, depth = 0, bytes = BYTES_PER_COLUMN * (most + 1);
    bool string = false;

    while (text.len > 0 && columns <= most && bytes > 0) {
        size_t more, len = mw__width_next(text, &more);
        uint8_t byte = text.at[0];

        if (!string && depth == 0 &&
            (byte == ',' || mw__pretty_token_closes(byte))) {
            return columns;
        }
        if (string && byte == '\\') {
            len = more = 2;
        } else if (byte == '"') {
            string = !string;
        } else if (!string) {
            more += byte == ',' || byte == ':';
            more += byte == '{' ? aside(text, offset) : 0;
            depth += mw__pretty_token_opens(byte);
            depth -= mw__pretty_token_closes(byte);
        }
        columns += more;
        bytes -= len < bytes ? len : bytes;
        mw_bytes_skip(&text, len);
    }
    return bytes > 0 ? columns : most + 1;
}

size_t mw__pretty_token_members(struct mw_bytes *text)
{
    size_t depth = 0, members = 1;

    for (;;) {
        uint8_t byte = text->at[0];

        if (depth == 0 && mw__pretty_token_closes(byte)) {
            return members;
        }
        members += depth == 0 && byte == ',';
        depth += mw__pretty_token_opens(byte);
        depth -= mw__pretty_token_closes(byte);
        mw_bytes_skip(text, byte == '"' ? string_len(*text) : 1);
    }
}
