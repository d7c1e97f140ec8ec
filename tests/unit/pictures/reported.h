/* Reports as text, to look for what they promise. */
#ifndef REPORTED_H
#define REPORTED_H

#include "support.h"

#include "pictures/fit.h"
#include "pictures/report.h"

#include "samples.h"

/* The report of a study, terminated; the caller frees. */
static inline struct mw_buffer reported(const struct study *study, size_t width)
{
    struct mw_buffer out = {0};

    assert_int_equal(pictures_report(study, NULL, width, &out, NULL), MW_OK);
    mw_buffer_append(&out, mw_bytes("", 1));
    return out;
}

static inline void assert_has(const struct mw_buffer *text, const char *part)
{
    if (strstr((char *)text->at, part) == NULL) {
        fail_msg("no \"%s\" in\n%s", part, (char *)text->at);
    }
}

static inline void assert_has_not(const struct mw_buffer *text,
                                  const char *part)
{
    if (strstr((char *)text->at, part) != NULL) {
        fail_msg("\"%s\" in\n%s", part, (char *)text->at);
    }
}

/* Fails if a line is wider, or ends with a space. */
static inline void assert_fitted(const struct mw_buffer *text, size_t width)
{
    char *line = (char *)text->at, *end;

    for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        if (fit_columns(line) > width) {
            fail_msg("wider than %zu: %s", width, line);
        }
        if (end > line && end[-1] == ' ') {
            fail_msg("ends with a space: \"%s\"", line);
        }
    }
    assert_string_equal(line, "");
}

#endif
