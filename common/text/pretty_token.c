#include "text/pretty_token.h"

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

size_t mw__pretty_token_len(struct mw_bytes text)
{
    size_t len = 1;

    if (text.at[0] == '"') {
        while (text.at[len] != '"') {
            len += text.at[len] == '\\' ? 2 : 1;
        }
        return len + 1;
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

size_t mw__pretty_token_columns(struct mw_bytes text, size_t most)
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
            depth += mw__pretty_token_opens(byte);
            depth -= mw__pretty_token_closes(byte);
        }
        columns += more;
        bytes -= len < bytes ? len : bytes;
        mw_bytes_skip(&text, len);
    }
    return bytes > 0 ? columns : most + 1;
}
