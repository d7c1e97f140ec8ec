/* Pages as text, to look for what they promise. */
#ifndef PAGED_H
#define PAGED_H

#include "support.h"

#include "pictures/page.h"

#include "samples.h"

static struct study paged_study;
static struct mw_buffer paged_text;

static inline int paged_end(void **state)
{
    (void)state;
    study_fini(&paged_study);
    mw_buffer_fini(&paged_text);
    return 0;
}

/* Makes the page of the study, terminated. */
static inline void paged_make(void)
{
    mw_buffer_fini(&paged_text);
    assert_int_equal(pictures_page(&paged_study, &paged_text, NULL), MW_OK);
    mw_buffer_append(&paged_text, mw_bytes("", 1));
}

/* How often the page has this text. */
static inline size_t paged_count(const char *part)
{
    const char *at = (const char *)paged_text.at;
    size_t count = 0;

    while ((at = strstr(at, part)) != NULL) {
        at += strlen(part);
        count++;
    }
    return count;
}

static inline void paged_has(const char *part)
{
    if (paged_count(part) == 0) {
        fail_msg("no \"%s\" in\n%s", part, (char *)paged_text.at);
    }
}

#endif
