/* Whatever words are typed, they are values or a sentence; and the values are
 * one array that the walk accepts.
 *
 * Input: the words, each ended by a line's end. No file is opened: "@" in
 * front of a name is taken away. */
#include "fuzz.h"
#include "support.h"

#include "input/values.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/walk.h>

#include <stdlib.h>

enum { WORDS_MAX = 64 };

/* Cuts the text at its lines' ends. Returns how many words there are. */
static int cut_words(char *text, size_t len, char **words)
{
    int count = 0;

    for (size_t at = 0; at < len && count < WORDS_MAX; at++) {
        words[count++] = text + at;
        while (at < len && text[at] != '\n') {
            text[at] = text[at] == '@' ? 'a' : text[at];
            at++;
        }
        text[at] = '\0';
    }
    return count;
}

static void check_values(const struct values *values)
{
    struct mw_buffer array = {0}, json = {0};
    struct mw_bytes streamed = mw_bytes("\xc0", values->stream);
    struct mw_error err;
    enum mw_status rc;

    FUZZ_CHECK(values_array(values, streamed, &array) == MW_OK);
    rc = mw_walk_whole(mw_buffer_bytes(&array), MW_DEPTH_MAX, &err);
    FUZZ_CHECK(rc == MW_OK || rc == MW_EDEEP);
    if (rc == MW_OK) {
        FUZZ_CHECK(mw_json_write(mw_buffer_bytes(&array), NULL, &json, NULL) ==
                   MW_OK);
    }
    mw_buffer_fini(&json);
    mw_buffer_fini(&array);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    const struct values_rules usual = {.strings = false};
    char *words[WORDS_MAX], *text = malloc(len + 1);
    struct mw_error err = {0};
    struct values values;
    enum mw_status rc;

    FUZZ_CHECK(text != NULL);
    memcpy(text, at, len);
    text[len] = '\0';
    rc = values_read(&values, words, cut_words(text, len, words), "WORD",
                     &usual, &err);
    if (rc == MW_OK) {
        check_values(&values);
    } else {
        FUZZ_CHECK(rc == MW_EINVAL && err.text[0] != '\0');
    }
    values_fini(&values);
    free(text);
    return 0;
}
