#include "text/roff.h"

#include "base/utf8.h"

#include <stdio.h>

enum { COLUMNS = 80, CODE_TEXT = 16, SENTENCE = 1024 };

static void append(struct mw__roff *roff, const char *text)
{
    if (roff->rc == MW_OK) {
        roff->rc = mw_buffer_append(roff->out, mw_text(text));
    }
}

/* How roff writes what it would take for something else: a hyphen that may be
 * typed again, a quote that is not curly, the escape itself. NULL: as it is. */
static const char *escape_of(uint32_t code, char out[CODE_TEXT])
{
    switch (code) {
    case '-':
        return "\\-";
    case '\\':
        return "\\(rs";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    case '"':
        return "\\(dq";
    default:
        break;
    }
    if (code < 0x80) {
        return NULL;
    }
    snprintf(out, CODE_TEXT, "\\[u%04X]", (unsigned)code);
    return out;
}

static void put_char(struct mw__roff *roff, struct mw_bytes text, size_t len,
                     uint32_t code)
{
    char out[CODE_TEXT];
    const char *escape = escape_of(code, out);

    if (escape != NULL) {
        append(roff, escape);
    } else if (roff->rc == MW_OK) {
        roff->rc = mw_buffer_append(roff->out, mw_bytes(text.at, len));
    }
}

static void put_plain(struct mw__roff *roff, struct mw_bytes text)
{
    uint32_t code;
    size_t len;

    if (text.len > 0 && text.at[0] == '.') {
        append(roff, "\\&");
    }
    while (text.len > 0) {
        len = mw__utf8_next(text, &code);
        if (len == 0) { /* only our own tables are printed */
            append(roff, "?");
            len = 1;
        } else {
            put_char(roff, text, len, code);
        }
        mw_bytes_skip(&text, len);
    }
}

void mw__roff_put(struct mw__roff *roff, enum mw__roff_font font,
                  struct mw_bytes text)
{
    static const char *const begins[] = {"", "\\fB", "\\fI"};

    if (text.len == 0) {
        return;
    }
    append(roff, begins[font]);
    put_plain(roff, text);
    append(roff, font == MW__ROFF_ROMAN ? "" : "\\fR");
}

void mw__roff_newline(struct mw__roff *roff)
{
    append(roff, "\n");
}

void mw__roff_request(struct mw__roff *roff, const char *name,
                      const char *argument)
{
    append(roff, ".");
    append(roff, name);
    if (argument != NULL) {
        append(roff, " \"");
        put_plain(roff, mw_text(argument));
        append(roff, "\"");
    }
    append(roff, "\n");
}

/* The length of the option at the front of a word: "-x", "--name". */
static size_t option_len(struct mw_bytes word)
{
    size_t len = 0;

    if (word.len < 2 || word.at[0] != '-') {
        return 0;
    }
    while (len < word.len &&
           (word.at[len] == '-' || (word.at[len] | 0x20) >= 'a') &&
           (word.at[len] | 0x20) <= 'z') {
        len++;
    }
    return len > 1 && word.at[len - 1] != '-' ? len : 0;
}

static void put_word(struct mw__roff *roff, struct mw_bytes word)
{
    size_t open = word.at[0] == '(';
    size_t len = option_len(mw_bytes(word.at + open, word.len - open));

    mw__roff_put(roff, MW__ROFF_ROMAN, mw_bytes(word.at, open));
    mw_bytes_skip(&word, open);
    mw__roff_put(roff, MW__ROFF_BOLD, mw_bytes(word.at, len));
    mw_bytes_skip(&word, len);
    mw__roff_put(roff, MW__ROFF_ROMAN, word);
}

void mw__roff_words(struct mw__roff *roff, const char *text)
{
    struct mw_buffer *out = roff->out;
    size_t line = out->len, space;

    while (*(text += strspn(text, " ")) != '\0') {
        struct mw_bytes word = mw_bytes(text, strcspn(text, " "));
        uint8_t end = word.at[word.len - 1];

        space = out->len;
        append(roff, space > line ? " " : "");
        put_word(roff, word);
        if (space > line && out->len - line > COLUMNS && roff->rc == MW_OK) {
            out->at[space] = '\n';
            line = space + 1;
        }
        if (end == '.' || end == '?') {
            mw__roff_newline(roff);
            line = out->len;
        }
        text += word.len;
    }
    if (out->len > line) {
        mw__roff_newline(roff);
    }
}

void mw__roff_sentence(struct mw__roff *roff, const char *text)
{
    char sentence[SENTENCE];
    size_t len = (size_t)snprintf(sentence, sizeof(sentence) - 1, "%s", text);

    if (len == 0 || len >= sizeof(sentence) - 1) {
        mw__roff_words(roff, text); /* a whole paragraph */
        return;
    }
    if (sentence[0] >= 'a' && sentence[0] <= 'z') {
        sentence[0] = (char)(sentence[0] - 'a' + 'A');
    }
    if (sentence[len - 1] != '.' && sentence[len - 1] != ':') {
        sentence[len] = '.';
        sentence[len + 1] = '\0';
    }
    mw__roff_words(roff, sentence);
}
