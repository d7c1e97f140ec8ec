/* An address is read or refused, whatever is typed; what was read is written
 * as one that reads the same.
 *
 * Input: which side (1 byte), the text. */
#include "fuzz.h"
#include "support.h"

#include <msgwire/link.h>

#include <stdlib.h>

/* The text, terminated and alone in memory. */
static char *text_of(const uint8_t *at, size_t len)
{
    char *text = malloc(len + 1);

    FUZZ_CHECK(text != NULL);
    memcpy(text, at, len);
    text[len] = '\0';
    return text;
}

static void check_invitation(const struct mw_link *link)
{
    char text[MW_LINK_TEXT], again[MW_LINK_TEXT];
    struct mw_link other = {.values = 0};

    mw_link_invite(link, text);
    FUZZ_CHECK(strlen(text) < sizeof(text) - 1);
    FUZZ_CHECK(mw_link_parse(text, MW_LINK_DIALS, &other, NULL) == MW_OK);
    other.greeting_len =
        other.preamble; /* as the one who was invited sees it */
    FUZZ_CHECK(strcmp(mw_link_invite(&other, again), text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static const enum mw_link_side sides[] = {MW_LINK_DIALS, MW_LINK_LISTENS,
                                              MW_LINK_EITHER};
    struct mw_link link = {.values = 0};
    struct mw_error err = {0};
    enum mw_status rc;
    char *text;

    if (len < 1) {
        return 0;
    }
    text = text_of(at + 1, len - 1);
    rc = mw_link_parse(text, sides[at[0] % 3], &link, &err);
    free(text);
    FUZZ_CHECK(rc == MW_OK || rc == MW_EINVAL);
    FUZZ_CHECK((rc == MW_OK) == (err.text[0] == '\0'));
    FUZZ_CHECK(rc == MW_OK || err.status == rc);
    for (const char *c = err.text; *c != '\0'; c++) {
        FUZZ_CHECK((uint8_t)*c >= 0x20 && *c != 0x7f);
    }
    if (rc == MW_OK) {
        if (link.endpoint.port == 0) { /* a listener gets a real one */
            link.endpoint.port = 1;
        }
        check_invitation(&link);
    }
    return 0;
}
