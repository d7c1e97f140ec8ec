#include "input/pair.h"

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_byte(uint8_t c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_' || c >= 128;

    return letter || (!first && (is_digit(c) || c == '-' || c == '.'));
}

static size_t name_len(const char *word)
{
    size_t len = 0;

    while (is_name_byte((uint8_t)word[len], len == 0)) {
        len++;
    }
    return len;
}

/* Passes "[...]" after "[...]". A bracket that stays open is only wrong where
 * a value is put: what has no "=" is a plain word. */
static enum mw_status pass_brackets(const char *word, size_t *at,
                                    struct mw_error *err)
{
    while (word[*at] == '[') {
        size_t inside = strcspn(word + *at + 1, "[]");

        *at += 1 + inside;
        if (word[*at] != ']') {
            return strchr(word + *at - inside, '=') == NULL
                       ? MW_OK
                       : mw_error_set(err, MW_EINVAL,
                                      "expected \"]\" before the end or the "
                                      "next \"[\" (for plain text: -s)");
        }
        ++*at;
    }
    return MW_OK;
}

enum mw_status pair_read(const char *word, struct pair *pair,
                         struct mw_error *err)
{
    size_t at = name_len(word);
    bool json, file;
    enum mw_status rc = at > 0 ? pass_brackets(word, &at, err) : MW_OK;

    pair->path = mw_bytes(word, 0);
    json = word[at] == ':' && word[at + 1] == '=';
    if (rc != MW_OK || at == 0 || (!json && word[at] != '=')) {
        return rc;
    }
    pair->path.len = at;
    pair->value = word + at + (json ? 2 : 1);
    file = pair->value[0] == '@' && pair->value[1] != '\0';
    pair->value += file;
    if (json) {
        pair->kind = file ? PAIR_VALUE_FILE : PAIR_JSON;
    } else {
        pair->kind = file ? PAIR_TEXT_FILE : PAIR_TEXT;
    }
    return MW_OK;
}

static bool read_index(struct mw_bytes digits, uint64_t *index)
{
    *index = 0;
    for (size_t i = 0; i < digits.len; i++) {
        uint64_t digit = (uint64_t)digits.at[i] - '0';

        if (!is_digit(digits.at[i])) {
            return false;
        }
        *index = *index > (UINT64_MAX - digit) / 10 ? UINT64_MAX
                                                    : *index * 10 + digit;
    }
    return true;
}

void pair_step(struct mw_bytes *path, struct pair_step *step)
{
    size_t len = 1;

    while (len < path->len && path->at[len] != '[') {
        len++;
    }
    *step = (struct pair_step){
        .kind = PAIR_KEY,
        .shown = mw_bytes(path->at, len),
        .key = mw_bytes(path->at, len),
    };
    mw_bytes_skip(path, len);
    if (step->key.at[0] == '[') {
        step->key = mw_bytes(step->shown.at + 1, len - 2);
        if (read_index(step->key, &step->index)) {
            step->kind = step->key.len == 0 ? PAIR_NEXT : PAIR_INDEX;
        }
    }
}
