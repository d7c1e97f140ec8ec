#include "input/hexdump.h"

#include "input/hex.h"

#include <inttypes.h>

enum {
    LINE_MOST = 2048, /* bytes of text: 256 of them with all beside */
    BYTES_MOST = 256, /* in a line */
    OFFSET_LEAST = 4, /* digits */
    OFFSET_MOST = 16,
    JUDGED = 2 * LINE_MOST, /* bytes that two lines may have */
};

/* One line, taken apart. */
struct line {
    uint64_t offset;
    bool colon; /* behind the offset: xxd */
    bool aside; /* something stands beside the bytes */
    size_t aside_len;
    size_t count;
    uint8_t bytes[BYTES_MOST];
};

static size_t count_spaces(struct mw_bytes text)
{
    size_t count = 0;

    while (count < text.len && text.at[count] == ' ') {
        count++;
    }
    return count;
}

/* Reads the offset and what parts it from the bytes. */
static bool read_offset(struct mw_bytes *text, struct line *line)
{
    size_t digits = 0, spaces;

    mw_bytes_skip(text, count_spaces(*text));
    line->offset = 0;
    while (digits < text->len && digits < OFFSET_MOST &&
           hex_digit(text->at[digits]) >= 0) {
        line->offset =
            line->offset << 4 | (uint64_t)hex_digit(text->at[digits]);
        digits++;
    }
    mw_bytes_skip(text, digits);
    line->colon = text->len > 0 && text->at[0] == ':';
    mw_bytes_skip(text, line->colon);
    spaces = count_spaces(*text);
    mw_bytes_skip(text, spaces);
    return digits >= OFFSET_LEAST &&
           (text->len == 0 || spaces >= (line->colon ? 1u : 2u));
}

/* True if the bytes end here, and what stands beside them begins: two spaces
 * part it from them where the bytes stand in groups, else three. */
static bool at_aside(const struct line *line, struct mw_bytes text)
{
    size_t spaces = count_spaces(text);

    return spaces == text.len || spaces >= (line->colon ? 2u : 3u) ||
           text.at[spaces] == '|';
}

/* Reads bytes up to what stands beside them. */
static bool read_bytes(struct mw_bytes *text, struct line *line)
{
    line->count = 0;
    while (!at_aside(line, *text)) {
        int high, low;

        mw_bytes_skip(text, count_spaces(*text));
        if (text->len < 2 || line->count == BYTES_MOST) {
            return false;
        }
        high = hex_digit(text->at[0]);
        low = hex_digit(text->at[1]);
        if (high < 0 || low < 0) {
            return false;
        }
        line->bytes[line->count++] = (uint8_t)(high << 4 | low);
        mw_bytes_skip(text, 2);
    }
    mw_bytes_skip(text, count_spaces(*text));
    line->aside = text->len > 0;
    line->aside_len = text->len;
    return true;
}

static bool read_line(struct mw_bytes text, struct line *line)
{
    return read_offset(&text, line) && read_bytes(&text, line);
}

/* Takes a line off the front, without its end. Returns false if it is not
 * whole. */
static bool next_line(struct mw_bytes *text, bool ended, struct mw_bytes *line)
{
    const uint8_t *end =
        text->len > 0 ? memchr(text->at, '\n', text->len) : NULL;

    if (end == NULL && (!ended || text->len == 0)) {
        return false;
    }
    *line = *text;
    if (end != NULL) {
        line->len = (size_t)(end - text->at);
    }
    mw_bytes_skip(text, line->len + (end != NULL));
    while (line->len > 0 && (line->at[line->len - 1] == '\r' ||
                             line->at[line->len - 1] == ' ')) {
        line->len--;
    }
    return true;
}

/* A line that has something in it. */
static bool next_filled(struct mw_bytes *text, bool ended,
                        struct mw_bytes *line)
{
    bool got;

    do {
        got = next_line(text, ended, line);
    } while (got && line->len == 0);
    return got;
}

/* --- is it a dump? --- */

/* Text that plain hex could not be, or that is as long as the bytes. */
static bool is_text_of(const struct line *line, struct mw_bytes text)
{
    struct mw_bytes aside =
        mw_bytes(text.at + text.len - line->aside_len, line->aside_len);

    for (size_t i = 0; i < aside.len; i++) {
        if (hex_digit(aside.at[i]) < 0 && aside.at[i] != ' ') {
            return true;
        }
    }
    return aside.len == line->count && line->offset == 0;
}

bool hexdump_judge(struct mw_bytes text, bool ended, bool *dump)
{
    struct mw_bytes first, second;
    struct line line, next;
    bool long_enough = text.len >= JUDGED;

    *dump = false;
    if (!next_filled(&text, ended, &first)) {
        return ended || long_enough;
    }
    if (!read_line(first, &line) || line.count == 0) {
        return true;
    }
    *dump = line.colon || (line.aside && is_text_of(&line, first));
    if (*dump) {
        return true;
    }
    if (!next_filled(&text, ended, &second)) {
        return ended || long_enough;
    }
    *dump = line.offset == 0 && read_line(second, &next) &&
            next.offset == line.count;
    return true;
}

/* --- its bytes --- */

static enum mw_status refuse(const struct hexdump *hexdump,
                             struct mw_bytes text, struct mw_error *err)
{
    char shown[MW_EXCERPT];

    if (mw_bytes_equal(text, mw_text("*"))) {
        return mw_error_set(err, MW_EVALUE,
                            "line %zu: expected every line, not * for equal "
                            "ones (hexdump -v writes them all)",
                            hexdump->lines);
    }
    return mw_error_set(err, MW_EVALUE,
                        "line %zu: expected an offset and bytes in hex, not %s",
                        hexdump->lines, mw_excerpt(text, shown));
}

static enum mw_status put_line(struct hexdump *hexdump, const struct line *line,
                               struct mw_buffer *out, struct mw_error *err)
{
    enum mw_status rc;

    if (hexdump->begun && line->offset != hexdump->next) {
        return mw_error_set(err, MW_EVALUE,
                            "line %zu: expected offset %" PRIx64
                            ", got %" PRIx64,
                            hexdump->lines, hexdump->next, line->offset);
    }
    hexdump->begun = true;
    hexdump->next = line->offset + line->count;
    rc = mw_buffer_append(out, mw_bytes(line->bytes, line->count));
    return rc == MW_OK
               ? MW_OK
               : mw_error_set(err, rc, "no memory for %zu bytes", out->len);
}

enum mw_status hexdump_read_on(struct hexdump *hexdump, struct mw_bytes *text,
                               bool ended, struct mw_buffer *out,
                               struct mw_error *err)
{
    struct mw_bytes words;
    struct line line;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && next_line(text, ended, &words)) {
        hexdump->lines++;
        if (words.len > 0) {
            rc = read_line(words, &line) ? put_line(hexdump, &line, out, err)
                                         : refuse(hexdump, words, err);
        }
    }
    if (rc == MW_OK && text->len > LINE_MOST) {
        return mw_error_set(err, MW_EVALUE,
                            "line %zu: longer than %d characters",
                            hexdump->lines + 1, LINE_MOST);
    }
    return rc;
}
