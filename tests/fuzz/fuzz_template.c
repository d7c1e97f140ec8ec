/* Whatever a workload's words are, they are messages or a sentence; and each
 * message is a value that the walk accepts, within its bound, and known again.
 *
 * Input: the words, each ended by a line's end; behind a "#" in front of all a
 * distribution of sizes. No file is opened: "@" in front of a name is taken
 * away. */
#include "fuzz.h"
#include "support.h"

#include "bench/workload.h"

#include <msgwire/limits.h>
#include <msgwire/message.h>
#include <msgwire/walk.h>

#include <stdlib.h>

enum { WORDS_MAX = 64, LARGEST = 1 << 16 };

/* Cuts the text at its lines' ends. Returns how many words there are. */
static int cut_words(char *text, size_t len, const char **words)
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

static void check_message(const struct workload *workload, uint64_t number)
{
    struct mw_buffer body = {0};
    struct mw_message message;
    struct mw_bytes params;
    enum mw_status rc;

    FUZZ_CHECK(workload_append(workload, 7, number, number, &body) == MW_OK);
    FUZZ_CHECK(body.len <= workload_largest(workload));
    rc = mw_walk_whole(mw_buffer_bytes(&body), MW_DEPTH_MAX, NULL);
    FUZZ_CHECK(rc == MW_OK || rc == MW_EDEEP);
    if (rc == MW_OK) {
        FUZZ_CHECK(mw_message_read(mw_buffer_bytes(&body), &message, NULL) ==
                   MW_OK);
        params = message.params;
        FUZZ_CHECK(workload_is_answer(workload, number, number, params));
        params.len--;
        FUZZ_CHECK(!workload_is_answer(workload, number, number, params));
    }
    mw_buffer_fini(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    const char *words[WORDS_MAX];
    char *text = malloc(len + 1);
    struct workload_rules rules = {.values = words, .seed = 1};
    struct workload workload;
    struct mw_error err = {0};
    enum mw_status rc;

    FUZZ_CHECK(text != NULL);
    memcpy(text, at, len);
    text[len] = '\0';
    if (len > 0 && text[0] == '#') {
        rules.sizes = text + 1;
    } else {
        rules.value_count = cut_words(text, len, words);
    }
    rc = workload_open(&workload, &rules, &err);
    if (rc != MW_OK) {
        FUZZ_CHECK(rc == MW_EINVAL && err.text[0] != '\0');
    } else if (workload_largest(&workload) < LARGEST) {
        check_message(&workload, 0);
        check_message(&workload, UINT64_MAX);
    }
    workload_fini(&workload);
    free(text);
    return 0;
}
