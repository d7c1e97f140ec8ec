#include "bench/heads.h"
#include "bench/piece.h"
#include "bench/template.h"

#include <msgwire/value.h>

/* The template as far as it is read, and where that is. */
struct reading {
    struct template *template;
    size_t places;          /* that differ */
    size_t bytes;           /* of them: bytes of chance of one size */
    size_t sealed;          /* bytes of pieces that nothing more is put to */
    struct mw_bytes string; /* the one that is being read */
};

enum { NAME = 8 };

static const struct place {
    char name[NAME];
    bool sized;
    enum piece_kind alone, text;
    size_t room; /* bytes beside those of chance */
} places[] = {
    {"seq", false, PIECE_SEQ, PIECE_TEXT_SEQ, PIECE_DIGITS},
    {"random", true, PIECE_RANDOM, PIECE_TEXT_RANDOM, HEADS_MAX},
    {"time", false, PIECE_TIME, PIECE_TEXT_TIME, PIECE_TIME_TEXT},
};

static const char expected[] =
    "expected {{seq}}, {{random SIZE}} or {{time}}; two braces that mean "
    "nothing are written {{{{";

/* --- pieces are added --- */

static enum mw_status no_memory(enum mw_status rc, struct mw_error *err)
{
    return rc == MW_OK ? MW_OK
                       : mw_error_set(err, rc, "no memory for a message");
}

static enum mw_status add_piece(struct template *template,
                                const struct piece *piece, struct mw_error *err)
{
    enum mw_status rc =
        mw_buffer_append(&template->pieces, mw_bytes(piece, sizeof(*piece)));

    return no_memory(rc, err);
}

/* Bytes behind others that differ nowhere are one piece with them. */
static enum mw_status add_fixed(struct reading *reading, struct mw_bytes bytes,
                                struct mw_error *err)
{
    struct template *template = reading->template;
    struct piece piece = {.at = template->fixed.len, .len = bytes.len};
    struct mw_buffer *pieces = &template->pieces;
    enum mw_status rc = mw_buffer_append(&template->fixed, bytes);

    if (rc != MW_OK || bytes.len == 0) {
        return no_memory(rc, err);
    }
    template->room += bytes.len;
    if (pieces->len > reading->sealed) {
        struct piece *last = (struct piece *)(pieces->at + pieces->len) - 1;

        if (last->kind == PIECE_FIXED) {
            last->len += bytes.len;
            return MW_OK;
        }
    }
    return add_piece(template, &piece, err);
}

/* Of one size the head is the same in each message. */
static enum mw_status add_bytes(struct reading *reading, size_t len,
                                struct mw_error *err)
{
    struct piece piece = {
        .kind = PIECE_BYTES, .at = reading->bytes++, .len = len};
    uint8_t head[HEADS_MAX];
    size_t head_len = heads_bin(head, (uint32_t)len);
    enum mw_status rc = add_fixed(reading, mw_bytes(head, head_len), err);

    reading->template->room += len;
    return rc == MW_OK && len > 0 ? add_piece(reading->template, &piece, err)
                                  : rc;
}

static enum mw_status add_sizes(struct template *template,
                                const struct sizes *sizes, struct piece *piece,
                                struct mw_error *err)
{
    piece->at = template->sizes.len / sizeof(*sizes);
    template->largest += sizes->largest;
    return no_memory(
        mw_buffer_append(&template->sizes, mw_bytes(sizes, sizeof(*sizes))),
        err);
}

/* --- one place: the text between the braces --- */

static void trim(struct mw_bytes *text)
{
    while (text->len > 0 && text->at[0] == ' ') {
        mw_bytes_skip(text, 1);
    }
    while (text->len > 0 && text->at[text->len - 1] == ' ') {
        text->len--;
    }
}

static const struct place *find_place(struct mw_bytes *text)
{
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        size_t len = strlen(places[i].name);
        bool named = text->len >= len &&
                     memcmp(text->at, places[i].name, len) == 0 &&
                     (text->len == len || text->at[len] == ' ');

        if (named) {
            mw_bytes_skip(text, len);
            trim(text);
            return &places[i];
        }
    }
    return NULL;
}

static enum mw_status add_place(struct reading *reading, struct mw_bytes text,
                                bool alone, struct mw_error *err)
{
    struct template *template = reading->template;
    const struct place *place;
    struct piece piece = {0};
    enum mw_status rc = MW_OK;
    struct sizes sizes;

    trim(&text);
    place = find_place(&text);
    if (place == NULL || (!place->sized && text.len > 0)) {
        return mw_error_set(err, MW_EINVAL, "%s", expected);
    }
    if (reading->places++ == TEMPLATE_PLACES) {
        return mw_error_set(err, MW_EINVAL, "expected at most %d places",
                            TEMPLATE_PLACES);
    }
    piece.kind = alone ? place->alone : place->text;
    if (place->sized) {
        template->random = true;
        rc = sizes_read(&sizes, text, err);
        template->drawn += rc == MW_OK ? sizes.largest : 0;
        if (rc == MW_OK && alone && sizes_is_one(&sizes)) {
            return add_bytes(reading, sizes.largest, err);
        }
        rc = rc == MW_OK ? add_sizes(template, &sizes, &piece, err) : rc;
    }
    template->timed |=
        piece.kind == PIECE_TIME || piece.kind == PIECE_TEXT_TIME;
    template->room += place->room;
    return rc == MW_OK ? add_piece(template, &piece, err) : rc;
}

/* --- one string --- */

/* Returns how far the two bytes are, or the text's length. */
static size_t find_two(struct mw_bytes text, uint8_t byte)
{
    for (size_t at = 0; at + 1 < text.len; at++) {
        if (text.at[at] == byte && text.at[at + 1] == byte) {
            return at;
        }
    }
    return text.len;
}

/* Takes what is between the braces that open here and those that close them.
 *
 * Returns false if none do. */
static bool cut_place(struct mw_bytes *text, struct mw_bytes *place)
{
    mw_bytes_skip(text, 2);
    *place = *text;
    place->len = find_two(*text, '}');
    if (place->len == text->len) {
        return false;
    }
    mw_bytes_skip(text, place->len + 2);
    return true;
}

static size_t characters(struct mw_bytes text)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len; at++) {
        count += (text.at[at] & 0xc0) != 0x80;
    }
    return count;
}

/* Says where in the string it was. */
static enum mw_status point(const struct reading *reading, const uint8_t *at,
                            enum mw_status rc, struct mw_error *err)
{
    struct mw_bytes before = reading->string;
    struct mw_bytes rest = reading->string;
    char shown[MW_EXCERPT];

    before.len = (size_t)(at - before.at);
    mw_bytes_skip(&rest, before.len);
    if (rc != MW_OK) {
        mw_error_prefix(err, "character %zu, '%s'", characters(before) + 1,
                        mw_excerpt(rest, shown));
    }
    return rc;
}

/* Adds what stands at the two braces, and takes it off the text. */
static enum mw_status add_braces(struct reading *reading, struct mw_bytes *text,
                                 struct mw_error *err)
{
    const uint8_t *at = text->at;
    struct mw_bytes place;
    enum mw_status rc;

    if (text->len >= 4 && memcmp(at, "{{{{", 4) == 0) {
        mw_bytes_skip(text, 4);
        return add_fixed(reading, mw_bytes(at, 2), err);
    }
    rc = cut_place(text, &place)
             ? add_place(reading, place, false, err)
             : mw_error_set(err, MW_EINVAL, "expected }} behind it; %s",
                            expected);
    return point(reading, at, rc, err);
}

static enum mw_status add_string(struct reading *reading, struct mw_error *err)
{
    struct template *template = reading->template;
    struct piece string = {.kind = PIECE_STRING};
    struct mw_bytes text = reading->string;
    size_t at = template->pieces.len, before = at / sizeof(string);
    enum mw_status rc = add_piece(template, &string, err);

    template->room += HEADS_MAX;
    while (rc == MW_OK && text.len > 0) {
        size_t len = find_two(text, '{');

        if (len > 0) {
            rc = add_fixed(reading, mw_bytes(text.at, len), err);
            mw_bytes_skip(&text, len);
        } else {
            rc = add_braces(reading, &text, err);
        }
    }
    if (rc == MW_OK) {
        size_t count = template->pieces.len / sizeof(string) - before - 1;

        ((struct piece *)(template->pieces.at + at))->count = (uint32_t)count;
        reading->sealed = template->pieces.len;
    }
    return rc;
}

/* A string that is one place, and nothing else. */
static bool is_place(struct mw_bytes text, struct mw_bytes *place)
{
    return text.len >= 4 && memcmp(text.at, "{{", 2) == 0 &&
           text.at[2] != '{' && cut_place(&text, place) && text.len == 0;
}

/* --- all values --- */

/* Adds one head with its payload, as it is or with its places. */
static enum mw_status add_value(struct reading *reading,
                                const struct mw_value *value,
                                struct mw_bytes whole, struct mw_error *err)
{
    struct mw_bytes place;

    reading->string = value->payload;
    if (value->type != MW_STR ||
        find_two(value->payload, '{') == value->payload.len) {
        return add_fixed(reading, whole, err);
    }
    if (is_place(value->payload, &place)) {
        return point(reading, reading->string.at,
                     add_place(reading, place, true, err), err);
    }
    return add_string(reading, err);
}

/* Elements follow their heads, so that none is looked at twice. */
static enum mw_status add_values(struct reading *reading, struct mw_bytes rest,
                                 struct mw_error *err)
{
    struct mw_value value;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && rest.len > 0) {
        struct mw_bytes whole = rest;

        rc = mw_value_next(&rest, &value);
        whole.len -= rest.len;
        if (rc == MW_OK) {
            rc = add_value(reading, &value, whole, err);
        }
    }
    return rc;
}

/* What --size asks for: most messages are of this kind, and the faster they
 * are made, the less of what is measured is ours. */
static void note_slice(struct template *template)
{
    const struct piece *pieces = (const struct piece *)template->pieces.at;

    if (template->pieces.len == 2 * sizeof(*pieces) &&
        pieces[0].kind == PIECE_FIXED && pieces[1].kind == PIECE_BYTES &&
        pieces[1].len <= POOL_SLICE) {
        template->head_len = pieces[0].len;
        template->slice_len = pieces[1].len;
    }
}

enum mw_status template_read(struct template *template, struct mw_bytes head,
                             struct mw_bytes values, struct mw_error *err)
{
    struct reading reading = {.template = template};
    enum mw_status rc;

    *template = (struct template){0};
    rc = add_fixed(&reading, head, err);
    for (size_t number = 1; rc == MW_OK && values.len > 0; number++) {
        struct mw_bytes value;

        rc = mw_value_skip(&values, &value);
        if (rc == MW_OK) {
            rc = add_values(&reading, value, err);
        }
        if (rc == MW_EINVAL) {
            mw_error_prefix(err, "value %zu", number);
        }
    }
    template->largest += template->room;
    note_slice(template);
    if (rc == MW_OK && template->largest > TEMPLATE_LARGEST) {
        rc = mw_error_set(err, MW_EINVAL,
                          "a message may have %zu bytes, expected at most %d",
                          template->largest, TEMPLATE_LARGEST);
    }
    return rc;
}
